"""What is done while something else is going on loses neither the one nor the other."""

from pathlib import Path

import numpy as np
import pytest
from answers import type_name
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

import restorer
from gui.wishes import Estimate, Estimated, Failed, Paste
from gui.words import texts


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    """Give a mask for the photo, as a file."""
    marked = np.zeros((160, 200), np.uint8)
    marked[20:40, 20:180] = 255
    Image.fromarray(marked).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


def test_who_draws_stays_with_the_photo(driver: Driver, photo: Path, old_photo: Path, tmp_path: Path) -> None:
    """What is drawn while another photo is being read is kept: the other one is not opened, which is said."""
    driver.open(photo)
    driver.switch("inpaint")
    driver.press("P")
    driver.window.open_photo(old_photo)
    QTest.mousePress(driver.canvas, Qt.MouseButton.LeftButton, pos=driver.at(30, 30))
    assert driver.words == texts.STAYED
    driver.wait_for_all_wishes(tmp_path / "last.toml")
    QTest.mouseMove(driver.canvas, driver.at(60, 60))
    QTest.mouseRelease(driver.canvas, Qt.MouseButton.LeftButton, pos=driver.at(60, 60))
    driver.restore()
    assert driver.opened.path == photo
    assert len(driver.setting("inpaint").mask.strokes) == 1


def test_a_result_is_saved_while_another_photo_is_read(
    driver: Driver, photo: Path, old_photo: Path, large_photo: Path, tmp_path: Path
) -> None:
    """Save, at the question before a third photo, saves the result it was about; then the third opens."""
    driver.open(photo)
    driver.denoise()
    driver.save(tmp_path / "one.png")
    target = tmp_path / "two.png"

    def wait_and_save(question: QDialog) -> None:
        assert isinstance(question, QMessageBox)
        driver.wait_for_all_wishes(tmp_path / "last.toml")
        assert driver.opened.path == photo
        driver.answer(type_name(target))
        question.button(QMessageBox.StandardButton.Save).click()

    driver.window.open_photo(old_photo)
    driver.slide("Denoise: Strength", 40)
    driver.answer(wait_and_save)
    driver.window.open_photo(large_photo)
    driver.wait(lambda: driver.opened.path == large_photo and not driver.state.work)
    assert target.exists()


def test_a_mask_file_waits_for_what_is_going_on(driver: Driver, photo: Path, mask: Path) -> None:
    """A mask that is chosen while the photo is being restored is drawn afterwards; the result comes first."""
    driver.open(photo)
    driver.switch("denoise", "inpaint")
    driver.trigger(texts.RESTORE)
    driver.answer(type_name(mask))
    driver.choose_origin(2)
    driver.wait(lambda: driver.state.origin)
    assert driver.state.origin
    assert driver.state.origin.origin == mask
    assert driver.state.restored


def test_a_mask_file_is_for_the_photo_it_was_chosen_for(
    driver: Driver, photo: Path, old_photo: Path, mask: Path
) -> None:
    """One that is chosen while another photo is being read is not for that one, which opens all the same."""
    driver.open(photo)
    driver.switch("inpaint")
    driver.window.open_photo(old_photo)
    driver.answer(type_name(mask))
    driver.choose_origin(2)
    driver.wait(lambda: driver.opened.path == old_photo and not driver.state.work)
    assert driver.state.origin is None
    assert texts.PLACES_LEFT_OUT in driver.words.lower()


def test_a_mask_file_that_is_taken_back_is_not_drawn(
    driver: Driver, photo: Path, mask: Path, tmp_path: Path
) -> None:
    """Undone before what was going on is done, it makes nobody look for damage afterwards."""
    driver.open(photo)
    driver.switch("denoise", "inpaint")
    driver.trigger(texts.RESTORE)
    driver.answer(type_name(mask))
    driver.choose_origin(2)
    driver.press("Ctrl+Z")
    driver.wait(lambda: driver.state.restored)
    assert driver.state.work is None
    driver.wait_for_all_wishes(tmp_path / "last.toml")
    assert (driver.state.work, driver.state.origin) == (None, None)


def test_a_restoring_goes_on_where_the_photo_stays(
    driver: Driver, photo: Path, old_photo: Path, mask: Path, tmp_path: Path
) -> None:
    """Another photo displaces it; who draws, or names a file that is none, has it done all the same."""
    (tmp_path / "broken.png").write_bytes(b"none")
    driver.open(photo)
    driver.switch("denoise", "inpaint")
    driver.press("P")
    driver.trigger(texts.RESTORE)
    driver.actions.open_photo(old_photo)
    driver.draw((30, 30), (40, 40))
    driver.wait(lambda: driver.state.restored and not driver.state.work)
    assert driver.opened.path == photo
    driver.trigger(texts.RESTORE)
    driver.actions.open_photo(tmp_path / "broken.png")
    driver.answer(type_name(mask))
    driver.choose_origin(2)
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    assert len(driver.restored.settings[0].mask.strokes) == 1


def test_a_restoring_goes_on_where_what_is_pasted_is_no_photo(driver: Driver, photo: Path) -> None:
    """What was on its way comes all the same."""
    driver.open(photo)
    driver.switch("denoise")
    driver.trigger(texts.RESTORE)
    driver.actions.ask(Paste(b"no picture"))
    driver.wait(lambda: driver.state.restored and not driver.state.work)
    assert driver.opened.path == photo


def test_the_size_of_a_file_makes_nothing_good(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """The message of what failed stays while sizes are told in a dialog, or cannot be."""
    driver.open(photo)
    (tmp_path / "bad.toml").write_text("[[steps]]\ntask = 'sing'\n")
    driver.read_recipe(tmp_path / "bad.toml")
    wish = Estimate(driver.opened.photo, (), "jpeg", restorer.Saving())
    for answer in (Failed("no memory"), Estimated(1, 8, 95, (), {})):
        driver.actions.runner.answered.emit(wish, answer)
        assert driver.window.message.isVisible()
