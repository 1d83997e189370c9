"""The receipt panel: what a saved file holds, in words, until it is closed or another photo is opened."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.files import file_manager
from gui.widgets.labels import ScrollingLabel
from gui.words import texts, texts_export


class ReceiptPanel(QWidget):
    """Shows one receipt, which can be copied, and its file."""

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self._lines: tuple[str, ...] = ()
        self._text = ScrollingLabel()
        self._text.setAccessibleName(texts_export.RECEIPT)
        buttons = QVBoxLayout()
        for words, tip, do in (
            (texts_export.SHOW_FILE, texts_export.SHOW_FILE_TIP, self._on_show_file),
            (texts_export.COPY_RECEIPT, texts_export.COPY_RECEIPT_TIP, self._on_copy),
            (texts.CLOSE, texts_export.CLOSE_RECEIPT, self.hide),
        ):
            button = QPushButton(words)
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
            button.clicked.connect(do)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addWidget(self._text, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(buttons)
        self.hide()

    @property
    def text(self) -> str:
        """The receipt shown last."""
        return "\n".join(self._lines)

    def show_receipt(self, path: Path, lines: tuple[str, ...]) -> None:
        """Show, and say aloud, where a file is and what it holds."""
        self._path, self._lines = path, lines
        saved = texts.SAVED.format(path)
        self._text.show_words(texts.breakable(f"{saved}\n{self.text}"))
        self._text.setAccessibleName(f"{texts_export.RECEIPT}: {'. '.join((saved, *lines))}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, saved))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._path}\n{self.text}\n")

    def _on_show_file(self) -> None:
        if not file_manager.show_file(self._path):
            self.failed.emit(texts.notice((texts_export.NOT_SHOWN,)))
