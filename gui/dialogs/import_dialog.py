"""What is asked of a model before it is imported."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from gui.widgets.choice import Choice
from gui.widgets.labels import make_label
from gui.words import texts_pages


class ImportDialog(QDialog):
    """Asks what a model does and what it is to be called."""

    import_requested = Signal(Path, str, str)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts_pages.IMPORT_TITLE)
        self._path = path
        self.task = Choice(texts_pages.IMPORT_TASK)
        for task, words in texts_pages.NETWORKS.items():
            if task != "level":  # only the shipped one is ever used
                self.task.addItem(words, task)
        self.name = QLineEdit(path.stem)
        self.name.setAccessibleName(texts_pages.IMPORT_NAME)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(texts_pages.IMPORT.rstrip("…"))
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._refresh)
        form = QFormLayout(self)
        form.addRow(texts_pages.FACTS["file"], make_label(path.name))
        form.addRow(texts_pages.IMPORT_TASK, self.task)
        form.addRow(texts_pages.IMPORT_NAME, self.name)
        form.addRow(make_label(texts_pages.IMPORT_EXPLAINED))
        form.addRow(self.buttons)
        self.setMinimumWidth(420)
        self._refresh()

    def _refresh(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.name.text().strip()))

    def _on_accepted(self) -> None:
        self.import_requested.emit(self._path, self.task.currentData(), self.name.text().strip())
        self.accept()
