"""What goes on when a photo with a result is left for another one."""

from pathlib import Path

import numpy as np
import pytest
from answers import chooser, click, type_name
from driver import Driver
from PIL import Image
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton

from gui.words import texts
from restorer import Saving
from restorer.pixels.samples import Samples


@pytest.fixture
def second(tmp_path: Path, noisy: Samples) -> Path:
    """Give another photo, a JPEG of a quality of its own."""
    path = tmp_path / "second.jpg"
    Image.fromarray(noisy[::-1]).save(path, quality=95)
    return path


def test_options_of_one_photo_are_not_those_of_the_next(
    driver: Driver, photo: Path, second: Path, tmp_path: Path
) -> None:
    """What was chosen for a small copy holds for saving that again, not for the next photo."""
    driver.open(photo)
    driver.denoise()
    small = driver.save(tmp_path / "small.jpg", chooser(format="jpeg", quality=20, history=False))
    driver.denoise(30)
    before = small.stat().st_size
    driver.press("Ctrl+S")
    driver.wait(lambda: not driver.state.is_unsaved and not driver.state.work)
    assert small.stat().st_size < 1.5 * before
    driver.open(second)
    driver.denoise()
    driver.press("Ctrl+S")
    driver.wait(lambda: not driver.state.is_unsaved and not driver.state.work)
    result = second.with_name("second_restored.jpg")
    assert result.stat().st_size > 2 * small.stat().st_size
    assert b"restorer" in result.read_bytes().lower()


def test_who_leaves_does_not_wait_for_a_restoring(driver: Driver, large_photo: Path, second: Path) -> None:
    """Saving first ends what is being restored, saves what is shown, and asks nothing more."""
    driver.open(large_photo)
    driver.denoise(10)
    driver.set_level(30)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    target = large_photo.with_name("left.png")

    def save_first(dialog: QDialog) -> None:
        driver.answer(type_name(target))
        click(QMessageBox.StandardButton.Save)(dialog)

    driver.answer(save_first)
    driver.window.open_photo(second)
    driver.wait(lambda: driver.state.opened and driver.state.opened.path == second)
    assert target.exists()
    assert driver.state.restored is None


def test_nobody_is_asked_about_what_is_being_saved(driver: Driver, photo: Path, second: Path) -> None:
    """Another photo is opened as soon as the result is saved."""
    driver.open(photo)
    driver.denoise()
    driver.press("Ctrl+S")
    assert driver.state.work
    driver.window.open_photo(second)
    driver.wait(lambda: driver.state.opened and driver.state.opened.path == second)
    with Image.open(photo.with_name("portrait_restored.png")) as saved:
        assert np.asarray(saved).shape[:2] == np.asarray(Image.open(photo)).shape[:2]


@pytest.mark.parametrize("leave", ["open", "close"])
@pytest.mark.parametrize("kind", ["copy", "mask", "recipe"])
def test_nobody_leaves_before_it_is_known_what_became_of_a_file(
    driver: Driver, photo: Path, second: Path, tmp_path: Path, kind: str, leave: str
) -> None:
    """A copy, a mask or a recipe that cannot be written is told of; once it can, nothing is in the way."""
    actions, place = driver.window.user_actions, tmp_path / "stick"
    write = {
        "copy": lambda: actions.save_photo(place / "copy.png", Saving()),
        "mask": lambda: actions.save_mask(place / "mask.png"),
        "recipe": lambda: actions.write_recipe(place / "mine.toml"),
    }[kind]
    go = {"open": lambda: driver.window.open_photo(second), "close": driver.window.close}[leave]
    is_gone = {
        "open": lambda: driver.opened.path == second,
        "close": lambda: not driver.window.isVisible(),
    }[leave]
    place.write_bytes(b"a file")
    driver.open(photo)
    driver.denoise()
    driver.press("Ctrl+S")
    driver.wait(lambda: not driver.state.is_unsaved and not driver.state.work)
    write()
    go()
    driver.wait(lambda: not driver.state.work)
    assert not is_gone()
    assert "could not be saved" in driver.words
    place.unlink()
    place.mkdir()
    write()
    go()
    driver.wait(is_gone)
    assert len(list(place.iterdir())) == 1
