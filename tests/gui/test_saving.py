"""Results are saved as they are shown, and none is lost unasked."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, type_name
from PIL import Image
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QSlider

import restorer
from gui import texts
from restorer.photo import Samples


def click(which: QMessageBox.StandardButton) -> Callable[[QDialog], None]:
    """Answer a question by a button."""

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        dialog.button(which).click()

    return reply


def test_save_writes_what_is_shown(driver: Driver, photo: Path, noisy: Samples) -> None:
    """The file saved holds the blend shown, beside an untouched original, under the name suggested."""
    before = photo.read_bytes()
    driver.open(photo)
    driver.denoise()
    driver.named(QSlider, texts.STRENGTH).setValue(60)
    target = photo.with_name("portrait_restored.png")
    suggested = []

    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        suggested.extend(dialog.selectedFiles())
        dialog.accept()

    driver.answer(accept)
    driver.window._save.trigger()
    driver.wait(lambda: driver.state.saved)
    assert suggested == [str(target)]
    expected = restorer.blend(noisy, driver.state.denoised.photo.samples, 0.6)
    assert np.array_equal(np.asarray(Image.open(target)), expected)
    assert photo.read_bytes() == before
    assert not driver.window.isWindowModified()
    assert str(target) in driver.window.message.text


def test_original_is_never_overwritten(driver: Driver, photo: Path) -> None:
    """Saving over the original is refused in a sentence."""
    before = photo.read_bytes()
    driver.open(photo)
    driver.denoise()
    driver.window._actions.save_photo(photo)
    assert driver.window.message.text == texts.OVER_ORIGINAL
    assert photo.read_bytes() == before
    assert driver.state.is_unsaved


def test_failed_save_gets_one_sentence(driver: Driver, photo: Path) -> None:
    """A result that cannot be written is said in one sentence and stays unsaved."""
    driver.open(photo)
    driver.denoise()
    driver.window._actions.save_photo(photo.with_name("result.xyz"))
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


def test_refused_save_does_not_close_later(
    driver: Driver, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window kept open because its save was refused stays open after the next save, too."""
    driver.open(photo)
    driver.denoise()
    monkeypatch.setattr("gui.dialogs.ask_target", lambda _parent, original: original)
    driver.answer(click(QMessageBox.StandardButton.Save))
    assert not driver.window.close()
    assert driver.window.message.text == texts.OVER_ORIGINAL
    driver.window._actions.save_photo(photo.with_name("later.png"))
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    assert driver.window.isVisible()
