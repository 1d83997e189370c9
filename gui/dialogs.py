"""The questions put to the user: which photo, saved where, what of an unsaved result; and the keys."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui import texts, texts_export
from restorer import FORMATS, Format


def ask_photo(parent: QWidget) -> Path | None:
    """Ask which photo to open."""
    filters = f"{_photos_filter(FORMATS.values())};;{texts.ALL_FILES_FILTER} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, texts.OPEN_TITLE, "", filters)
    return Path(name) if name else None


def ask_recipe(parent: QWidget) -> Path | None:
    """Ask which recipe to read."""
    name, _ = QFileDialog.getOpenFileName(parent, texts.READ_RECIPE_TITLE, "", texts.RECIPES_FILTER)
    return Path(name) if name else None


def ask_recipe_target(parent: QWidget) -> Path | None:
    """Ask where to write the recipe; a name without an ending gets ``.toml``."""
    dialog = QFileDialog(parent, texts.WRITE_RECIPE_TITLE, "", texts.RECIPES_FILTER)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("toml")
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_about_unsaved(parent: QWidget) -> QMessageBox.StandardButton:
    """Ask what becomes of an unsaved result: Save, Discard or Cancel."""
    box = QMessageBox(QMessageBox.Icon.Question, texts.APP, texts.UNSAVED, parent=parent)
    box.setInformativeText(texts.UNSAVED_DETAIL)
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    return buttons(box.exec())


def show_shortcuts(parent: QWidget) -> None:
    """Show the list of keys, without holding up the window."""
    listed = (*texts.KEYS[:1], *texts_export.KEYS, *texts.KEYS[1:])
    rows = "".join(f"<tr><td><b>{keys}</b></td><td>{what}</td></tr>" for keys, what in listed)
    box = QMessageBox(
        QMessageBox.Icon.NoIcon,
        texts.SHORTCUTS,
        f"<table cellpadding='4' style='white-space: nowrap'>{rows}</table>",
        parent=parent,
    )
    box.open()


def _photos_filter(kinds: Iterable[Format]) -> str:
    patterns = [f"*{extension}" for kind in kinds for extension in kind.extensions]
    return f"{texts.PHOTOS_FILTER} ({' '.join(patterns)})"
