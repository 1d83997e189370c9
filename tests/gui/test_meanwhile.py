"""What is done while something else is going on loses neither the one nor the other."""

from pathlib import Path

import numpy as np
import pytest
from driver import Driver, type_name
from PIL import Image
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMessageBox

from gui import texts


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    """Give a mask for the photo, as a file."""
    marked = np.zeros((160, 200), np.uint8)
    marked[20:40, 20:180] = 255
    Image.fromarray(marked).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


def begin_with(driver: Driver, mask: Path) -> None:
    """Have the mask begin with a file."""
    driver.answer(type_name(mask))
    box = driver.named(QComboBox, texts.MASK_ORIGIN.name)
    box.setCurrentIndex(2)
    box.activated.emit(2)


def test_who_draws_stays_with_the_photo(driver: Driver, photo: Path, old_photo: Path) -> None:
    """What is drawn while another photo is being read is kept: the other one is not opened, which is said."""
    driver.open(photo)
    driver.switch("inpaint")
    driver.press("P")
    driver.window.open_photo(old_photo)
    driver.draw((30, 30), (60, 60))
    assert driver.words == texts.STAYED
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

    def save(question: QDialog) -> None:
        assert isinstance(question, QMessageBox)
        driver.answer(wait_and_save)
        question.button(QMessageBox.StandardButton.Save).click()

    def wait_and_save(dialog: QDialog) -> None:
        driver.qtbot.wait(1000)
        assert QApplication.activeModalWidget() is dialog
        assert driver.opened.path == photo
        type_name(target)(dialog)

    driver.window.open_photo(old_photo)
    driver.slide("Denoise: Strength", 40)
    driver.answer(save)
    driver.window.open_photo(large_photo)
    driver.wait(lambda: driver.opened.path == large_photo and not driver.state.work)
    assert target.exists()


def test_a_mask_file_waits_for_what_is_going_on(driver: Driver, photo: Path, mask: Path) -> None:
    """A mask that is chosen while the photo is being restored is drawn afterwards; the result comes first."""
    driver.open(photo)
    driver.switch("denoise", "inpaint")
    driver.window._actions.restore()
    begin_with(driver, mask)
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
    begin_with(driver, mask)
    driver.wait(lambda: driver.opened.path == old_photo and not driver.state.work)
    assert driver.state.origin is None
    assert texts.PLACES_LEFT_OUT in driver.words.lower()
