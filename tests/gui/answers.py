"""Answers: what a user replies to dialogs, for :meth:`driver.Driver.answer` and ``save``."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QMessageBox

from gui.saving.export_dialog import ExportDialog
from gui.words import texts_export

Reply = Callable[[QDialog], None]


def click(which: QMessageBox.StandardButton) -> Reply:
    """Answer a question by a button."""

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        dialog.button(which).click()

    return reply


def push(words: str) -> Reply:
    """Answer a question by the button of these words."""

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        next(button for button in dialog.buttons() if button.text() == words).click()

    return reply


def type_name(path: Path) -> Reply:
    """Answer a file dialog by typing a name."""

    def reply(dialog: QDialog) -> None:
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(edit, QLineEdit)
        edit.setText(str(path))
        dialog.accept()

    return reply


def item(choice: QComboBox, text: str) -> tuple[bool, str]:
    """Tell whether an item of a list can be chosen, and its tooltip."""
    model = choice.model()
    assert isinstance(model, QStandardItemModel)
    found = model.item(choice.findText(text))
    return found.isEnabled(), found.toolTip()


def choose_format(dialog: ExportDialog, name: str) -> None:
    """Choose a format from the list."""
    at = dialog.options.format.findText(name.upper())
    dialog.options.format.setCurrentIndex(at)
    dialog.options.format.activated.emit(at)
    assert dialog.options.kind.name == name


def chooser(**wanted: object) -> Reply:
    """Set quality, depth, GPS and history in the dialog."""

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        options = dialog.options
        if "format" in wanted:
            choose_format(dialog, str(wanted["format"]))
        if "quality" in wanted:
            options.automatic.setChecked(False)
            options.quality.slider.setValue(int(str(wanted["quality"])))
        if "depth" in wanted:
            options.depth.setCurrentText(texts_export.bits(int(str(wanted["depth"]))))
        options.strip_gps.setChecked(bool(wanted.get("strip_gps")))
        options.history.setChecked(bool(wanted.get("history", True)))

    return choose
