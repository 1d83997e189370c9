"""The questions put to the user: which photo, saved where, what of an unsaved result; and the keys."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui import texts

_READ = "jpg jpeg jfif png tif tiff webp avif gif"
_WRITTEN = "jpg jpeg jfif png tif tiff webp avif"


def ask_photo(parent: QWidget) -> Path | None:
    """Ask which photo to open."""
    filters = f"{_photos_filter(_READ)};;{texts.ALL_FILES_FILTER} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, texts.OPEN_TITLE, "", filters)
    return Path(name) if name else None


def ask_target(parent: QWidget, original: Path) -> Path | None:
    """Ask where to save the result; beside the original is suggested."""
    name, _ = QFileDialog.getSaveFileName(
        parent, texts.SAVE_TITLE, str(suggest_target(original)), _photos_filter(_WRITTEN)
    )
    return Path(name) if name else None


def suggest_target(original: Path) -> Path:
    """Suggest ``{stem}_restored{ext}`` beside the original; PNG where its format is only read."""
    is_written = original.suffix.lower().removeprefix(".") in _WRITTEN.split()
    return original.with_name(f"{original.stem}_restored{original.suffix if is_written else '.png'}")


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
    rows = "".join(f"<tr><td><b>{keys}</b></td><td>{what}</td></tr>" for keys, what in texts.KEYS)
    box = QMessageBox(
        QMessageBox.Icon.NoIcon,
        texts.SHORTCUTS,
        f"<table cellpadding='4' style='white-space: nowrap'>{rows}</table>",
        parent=parent,
    )
    box.open()


def _photos_filter(extensions: str) -> str:
    return f"{texts.PHOTOS_FILTER} ({' '.join(f'*.{extension}' for extension in extensions.split())})"
