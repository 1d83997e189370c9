"""Where files come from and go to: dialogs begin with the photo, and who cannot save there is asked."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from batching import BatchDriver
from driver import Driver
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton

from gui.saving.export_dialog import ExportDialog
from gui.words import texts, texts_batch, texts_export
from gui.work.runner import Runner


@pytest.fixture
def asked(driver: Driver) -> Callable[[Callable[[], object]], Path]:
    """Give what leaves the file dialog that something opens, and tells what it began with."""

    def ask(do: Callable[[], object]) -> Path:
        begun: list[Path] = []

        def look(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            names = dialog.selectedFiles()
            is_saving = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
            begun.append(Path(names[0] if is_saving else dialog.directory().absolutePath()))
            dialog.reject()

        driver.answer(look)
        do()
        return begun[0]

    return ask


def test_file_dialogs_begin_with_the_photo(
    driver: Driver, photo: Path, asked: Callable[[Callable[[], object]], Path]
) -> None:
    """All begin in its folder; what is saved is called as it, a mask so that the command line finds it."""
    driver.open(photo)
    driver.switch("inpaint", "colorize")
    for name in (texts.OPEN, texts.READ_RECIPE):
        assert asked(lambda name=name: driver.trigger(name)) == photo.parent
    assert asked(lambda: driver.choose_origin(2)) == photo.parent
    assert asked(driver.named(QPushButton, texts.REFERENCE.name).click) == photo.parent
    assert asked(lambda: driver.trigger(texts.WRITE_RECIPE)) == photo.with_suffix(".toml")
    save_mask = driver.named(QPushButton, texts.SAVE_MASK.name)
    assert asked(save_mask.click) == photo.with_name("portrait_mask.png")


def test_file_dialogs_begin_where_the_last_photo_was(
    driver: Driver,
    make_driver: Callable[..., Driver],
    runner: Runner,
    photo: Path,
    asked: Callable[[Callable[[], object]], Path],
) -> None:
    """Also after a new start, before any photo is open, and in the batch window."""
    driver.open(photo)
    later = make_driver(runner)
    assert asked(lambda: later.trigger(texts.OPEN)) == photo.parent
    batch = BatchDriver(later).window
    (add,) = (
        action for action in batch.findChildren(QAction) if action.text() == texts_batch.ADD_PHOTOS.name
    )
    assert asked(add.trigger) == photo.parent


@pytest.mark.parametrize("happens", ["gone", "closed"])
def test_save_asks_for_a_place_where_none_is(
    driver: Driver, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: str
) -> None:
    """Ctrl+S tells why nothing can be saved beside the photo, and saves where it is told instead."""
    folder = tmp_path / "disc"
    folder.mkdir()
    driver.open(photo.rename(folder / photo.name))
    driver.denoise()
    if happens == "gone":
        folder.rename(tmp_path / "elsewhere")
    else:
        can = os.access  # modes do not keep root out
        monkeypatch.setattr(os, "access", lambda path, mode: path != folder and can(path, mode))
    words: list[str] = []

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        words.append(dialog._conflict.accessibleName())
        assert not dialog._save.isEnabled()
        dialog.name.setText(str(tmp_path / "here.png"))
        dialog.accept()

    driver.answer(reply)
    driver.press("Ctrl+S")
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    why = texts_export.NO_FOLDER if happens == "gone" else texts_export.CLOSED_FOLDER
    assert words == [why.format(folder)]
    assert (tmp_path / "here.png").exists()
