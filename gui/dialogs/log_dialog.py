"""The log's dialog: what the program noted, to be read and copied."""

from typing import override

from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.files.log import log_file, read_log
from gui.files.paths import url_of
from gui.widgets.windows import show_beside
from gui.words import texts_log as texts


class LogDialog(QDialog):
    """Shows the log, its end first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts.LOG_TITLE)
        self._text = QPlainTextEdit(read_log() or texts.EMPTY)
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(texts.LOG_TEXT)
        self._buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._add(texts.COPY, texts.COPY_TIP, roles.ActionRole).clicked.connect(self._on_copy)
        folder = self._add(texts.OPEN_FOLDER, texts.OPEN_FOLDER_TIP, roles.ActionRole)
        folder.clicked.connect(self._on_open_folder)
        folder.setEnabled(log_file() is not None)
        self._add(texts.CLOSE, "", roles.RejectRole)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addWidget(self._buttons)
        self.resize(860, 480)

    def _add(self, words: str, tip: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = self._buttons.addButton(words, role)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    def _on_open_folder(self) -> None:
        if file := log_file():
            QDesktopServices.openUrl(url_of(file.parent))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the end."""
        super().showEvent(event)
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.maximum())


def show_log(parent: QWidget) -> None:
    """Show the log."""
    show_beside(parent.findChild(LogDialog) or LogDialog(parent))
