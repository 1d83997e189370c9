"""Results are saved as they are shown, and none is lost unasked."""

from pathlib import Path

import numpy as np
import pytest
from answers import click, type_name
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

import restorer
from gui.saving.export_dialog import ExportDialog
from gui.words import texts, texts_export
from gui.work.recipes import recipe_of
from restorer.pixels.samples import Samples


@pytest.fixture
def marked(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a photo open, to be repaired where a stroke was painted on it."""
    driver.open(photo)
    driver.switch("inpaint")
    driver.window.toolbox.choose("brush")
    driver.draw((20, 20), (60, 20))
    return driver


def test_save_writes_what_is_shown(driver: Driver, photo: Path, noisy: Samples) -> None:
    """The file saved holds the blend shown, beside an untouched original, under the name suggested."""
    before = photo.read_bytes()
    driver.open(photo)
    driver.denoise()
    driver.slide("Denoise: Strength", 60)
    target = photo.with_name("portrait_restored.png")
    suggested: list[str] = []

    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        suggested.append(str(dialog.path))
        dialog.accept()

    driver.answer(accept)
    driver.trigger(texts.SAVE)
    driver.wait(lambda: driver.state.saved)
    assert suggested == [str(target)]
    expected = restorer.blend(noisy, driver.stage("denoise").full.samples, 0.6)
    assert np.array_equal(np.asarray(Image.open(target)), expected)
    assert photo.read_bytes() == before
    assert not driver.window.isWindowModified()
    assert driver.words == ""  # the receipt tells it
    assert driver.window.sharing.receipt._text.accessibleName().startswith(f"Receipt: Saved as {target}. PNG")


def test_a_photo_of_a_wrong_name_is_saved_as_what_it_is(driver: Driver, photo: Path) -> None:
    """A PNG that is called JPEG loses nothing: its result is a PNG, and called so."""
    misnamed = photo.rename(photo.with_suffix(".jpg"))
    driver.open(misnamed)
    driver.denoise()
    suggested: list[Path] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        suggested.append(dialog.path)
        dialog.reject()

    driver.answer(look)
    driver.trigger(texts.SAVE)
    assert suggested == [misnamed.with_name("portrait_restored.png")]


def test_original_is_never_overwritten(driver: Driver, photo: Path) -> None:
    """Saving over the original is refused in a sentence."""
    before = photo.read_bytes()
    driver.open(photo)
    driver.denoise()
    driver.actions.save_photo(photo, restorer.Saving())
    assert driver.window.message.text == texts.OVER_ORIGINAL
    assert photo.read_bytes() == before
    assert driver.state.is_unsaved


def test_failed_save_gets_one_sentence(driver: Driver, photo: Path) -> None:
    """A result that cannot be written is said in one sentence and stays unsaved."""
    driver.open(photo)
    driver.denoise()
    driver.actions.save_photo(photo.with_name("result.xyz"), restorer.Saving())
    driver.wait(driver.window.message.isVisible)
    assert driver.window.message.text.startswith("result.xyz could not be saved: ")
    assert driver.state.is_unsaved


def test_close_asks_about_unsaved_result(driver: Driver, photo: Path) -> None:
    """Closing with an unsaved result asks: Cancel keeps the window, Discard closes it."""
    driver.open(photo)
    driver.denoise()
    driver.answer(click(QMessageBox.StandardButton.Cancel))
    assert not driver.window.close()
    assert driver.window.isVisible()
    driver.answer(click(QMessageBox.StandardButton.Discard))
    assert driver.window.close()


def test_close_asks_about_marks_that_nothing_was_made_with(marked: Driver, photo: Path) -> None:
    """A stroke that no result has is asked about: Cancel keeps it. One that is saved in a result is not."""
    marked.answer(click(QMessageBox.StandardButton.Cancel))
    assert not marked.window.close()
    assert marked.setting("inpaint").mask.strokes
    marked.restore()
    marked.save(photo.with_name("filled.png"))
    assert marked.window.close()


def test_close_asks_again_about_marks_made_since(marked: Driver, photo: Path) -> None:
    """What was drawn after the last result is not in its file: after that is saved it is asked about, too."""
    marked.restore()
    marked.draw((20, 80), (60, 80))
    asked = []

    def discard(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        asked.append(dialog.text())
        click(QMessageBox.StandardButton.Discard)(dialog)

    marked.save(photo.with_name("first.png"))
    marked.answer(discard)
    assert marked.window.close()
    assert asked == [texts.MARKS_LEFT]


def test_close_can_save_first(driver: Driver, photo: Path) -> None:
    """Closing with Save writes the result and then closes."""
    driver.open(photo)
    driver.denoise()
    target = photo.with_name("kept.png")

    def save(dialog: QDialog) -> None:
        driver.answer(type_name(target))
        click(QMessageBox.StandardButton.Save)(dialog)

    driver.answer(save)
    assert not driver.window.close()
    driver.wait(lambda: not driver.window.isVisible())
    assert target.exists()


def test_refused_save_does_not_close_later(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A window kept open because its save failed stays open after the next save, too."""
    driver.open(photo)
    driver.denoise()
    name = f"{260 * 'x'}.png"  # which no file can have

    def save(dialog: QDialog) -> None:
        driver.answer(type_name(tmp_path / name))
        click(QMessageBox.StandardButton.Save)(dialog)

    driver.answer(save)
    assert not driver.window.close()
    driver.wait(driver.window.message.isVisible)
    assert driver.words.startswith(f"{name} could not be saved: ")
    driver.actions.save_photo(photo.with_name("later.png"), restorer.Saving())
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    assert driver.window.isVisible()


def test_save_writes_what_is_shown_not_what_is_set(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """With steps changed since, the file is the photo on the screen; the changed steps are not in it."""
    driver.open(photo)
    driver.denoise(10)
    driver.slide("Denoise: Strength", 70)
    driver.wait_for_result()
    shown, settings = driver.restored.photo, driver.restored.settings
    driver.set_level(50)
    driver.slide("Denoise: Strength", 20)
    driver.switch("denoise", "tone")
    assert driver.state.is_stale
    assert driver.advice == texts.STALE
    saved = restorer.read_photo(driver.save(tmp_path / "shown.png"))
    assert np.array_equal(saved.samples, shown.samples)
    assert saved.metadata.xmp
    assert b"sigma=10" in saved.metadata.xmp
    assert b"tone" not in saved.metadata.xmp
    assert driver.state.saved
    assert driver.state.saved.settings == settings
    assert not driver.state.is_unsaved
    assert driver.restored.photo is shown
    assert texts_export.WITHOUT_CHANGES[1:] in driver.words


def test_a_result_is_unsaved_until_its_file_is_as_shown(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A strength dragged after saving makes a result that no file holds; dragged back it is saved again."""
    driver.open(photo)
    assert not driver.window.isWindowModified()
    driver.denoise()
    assert driver.window.isWindowModified()
    driver.save(tmp_path / "first.png")
    assert not driver.window.isWindowModified()
    driver.slide("Denoise: Strength", 50)
    assert driver.window.isWindowModified()
    driver.press("Ctrl+Z")
    assert not driver.window.isWindowModified()


def test_save_at_once_after_a_drag_is_exact(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A strength saved before it was blended in full is in the file as the library has it."""
    driver.open(photo)
    driver.restore("denoise", "tone")
    driver.slide("Denoise: Strength", 30)
    driver.actions.save_photo(tmp_path / "saved.png", restorer.Saving())
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    expected = restorer.restore(restorer.read_photo(photo), recipe_of(driver.state.settings))
    assert np.array_equal(np.asarray(Image.open(tmp_path / "saved.png")), expected.samples)


def test_a_file_that_came_meanwhile_is_kept(driver: Driver, photo: Path) -> None:
    """What another program has saved under the same name meanwhile is not replaced, and that is said."""
    driver.open(photo)
    driver.denoise()
    theirs = photo.with_name("portrait_restored.png")
    theirs.write_bytes(b"theirs")
    driver.actions.save_photo(theirs, restorer.Saving())
    driver.wait(lambda: not driver.state.work and driver.words)
    assert theirs.read_bytes() == b"theirs"
    assert driver.state.is_unsaved


def test_the_dialog_says_what_it_replaces_before_it_does(driver: Driver, photo: Path) -> None:
    """A file that came while the dialog was open is told at the first press, and replaced by the second."""
    driver.open(photo)
    driver.denoise()
    target = photo.with_name("other.png")
    words: list[str] = []

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.name.setText(str(target))
        target.write_bytes(b"theirs")
        for _ in range(2):
            words.append(dialog._save.text())
            dialog.accept()

    driver.answer(reply)
    driver.trigger(texts.SAVE)
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    assert words == [texts_export.SAVE, texts_export.REPLACE]
    assert np.asarray(Image.open(target)).ndim == 3


def test_enter_replaces_no_file_of_others(driver: Driver, photo: Path) -> None:
    """Where the name that is suggested is taken Enter gives another one; the next Enter saves under it."""
    driver.open(photo)
    driver.denoise()
    taken = photo.with_name("portrait_restored.png")
    taken.write_bytes(b"mine")

    def press_enter(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        assert dialog.path == taken
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert dialog.path == photo.with_name("portrait_restored-2.png")
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)

    driver.answer(press_enter)
    driver.trigger(texts.SAVE)
    driver.wait(lambda: driver.state.saved is not None)
    assert taken.read_bytes() == b"mine"
    assert photo.with_name("portrait_restored-2.png").exists()


def test_a_step_of_no_strength_is_not_noted(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A file in which a step changed nothing says nothing of it, as one that the library wrote."""
    driver.open(photo)
    driver.switch("tone")
    driver.slide("Correct tone: Strength", 0)
    driver.restore()
    saved = restorer.read_photo(driver.save(tmp_path / "same.png"))
    assert np.array_equal(saved.samples, driver.opened.photo.samples)
    assert b"Restorer" not in (saved.metadata.xmp or b"")
