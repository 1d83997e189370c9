"""The questions put to the user: which photo, saved where, what of an unsaved result."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.files.dialog_folders import usual_folder
from gui.words import texts
from restorer import FORMATS, Format


def ask_picture(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Ask which picture to open, in a folder at first."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), _all_photos())
    return Path(name) if name else None


def ask_photos(parent: QWidget, title: str, folder: Path | None = None) -> list[Path]:
    """Ask which photos to open, in a folder at first: where none is named, that of the last photo."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or usual_folder()), _all_photos())
    return [Path(name) for name in names]


def ask_recipe(parent: QWidget, folder: Path | None = None) -> Path | None:
    """Ask which recipe to read."""
    title, kinds = texts.READ_RECIPE_TITLE, texts.RECIPES_FILTER
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or usual_folder()), kinds)
    return Path(name) if name else None


def ask_target(parent: QWidget, title: str, filters: str, start: Path) -> Path | None:
    """Ask where to write a file; ``start`` is suggested, and a name without an ending gets that one's."""
    dialog = QFileDialog(parent, title, str(start.parent), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix)
    dialog.selectFile(start.name)
    is_chosen = dialog.exec()
    dialog.deleteLater()
    return Path(dialog.selectedFiles()[0]) if is_chosen else None


def ask_about_unsaved(parent: QWidget) -> QMessageBox.StandardButton:
    """Ask what becomes of an unsaved result: Save, Discard or Cancel."""
    buttons = QMessageBox.StandardButton
    choices = buttons.Save | buttons.Discard | buttons.Cancel
    return _ask(parent, texts.UNSAVED, texts.UNSAVED_DETAIL, choices, buttons.Save)


def may_drop_marks(parent: QWidget) -> bool:
    """Ask whether strokes and colours placed on a photo may go unused."""
    buttons = QMessageBox.StandardButton
    choices = buttons.Discard | buttons.Cancel
    answer = _ask(parent, texts.MARKS_LEFT, texts.MARKS_LEFT_DETAIL, choices, buttons.Cancel)
    return answer == buttons.Discard


def confirm(parent: QWidget, words: str, detail: str, do: str, keep: str) -> bool:
    """Ask whether to ``do`` what cannot be undone, and is not what is usually done, or to ``keep`` all."""
    box = QMessageBox(QMessageBox.Icon.Question, texts.APP, words, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # it may quote a file's or a model's name
    box.setInformativeText(detail)
    destructive = box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(keep, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    box.deleteLater()
    return box.clickedButton() is destructive


def _ask(
    parent: QWidget,
    words: str,
    detail: str,
    choices: QMessageBox.StandardButton,
    usual: QMessageBox.StandardButton,
) -> QMessageBox.StandardButton:
    box = QMessageBox(QMessageBox.Icon.Question, texts.APP, words, choices, parent)
    box.setInformativeText(detail)
    box.setDefaultButton(usual)
    answer = box.exec()
    box.deleteLater()
    return QMessageBox.StandardButton(answer)


def _all_photos() -> str:
    return f"{photos_filter(FORMATS.values())};;{texts.ALL_FILES_FILTER} (*)"


def photos_filter(kinds: Iterable[Format]) -> str:
    """Give the filter of a file dialog for photos in these formats."""
    patterns = [f"*{extension}" for kind in kinds for extension in kind.extensions]
    return f"{texts.PHOTOS_FILTER} ({' '.join(patterns)})"
