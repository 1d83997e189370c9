"""Photos that are dropped together: they may be a burst, and the user says whether they are."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bursting import COUNT, SIZE, shoot
from driver import Driver, drop
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton
from skimage import data

from gui.words import texts, texts_burst


@pytest.fixture
def frames(tmp_path: Path) -> list[Path]:
    """Give the frames of a burst as files."""
    load: Any = data.astronaut
    return shoot(tmp_path, np.asarray(load()[: SIZE[0], 150 : 150 + SIZE[1]], np.uint8))


@pytest.mark.parametrize("words", [texts_burst.AS_BURST, texts_burst.IN_BATCH])
def test_a_drop_offers_both(driver: Driver, frames: list[Path], words: texts.Words) -> None:
    """Photos of one size that are dropped are opened as a burst or go to the batch, as the user says."""
    drop(driver.window, *(QUrl.fromLocalFile(str(path)) for path in frames))
    assert driver.words.startswith("These 4 photos are of one size.")
    for said in ("This is said.", "That, too."):
        driver.state.noticed.emit(said)  # what becomes of the photo that is open takes no offer away
        assert driver.words.startswith("These 4 photos are of one size.")
        assert driver.words.endswith(f"? {said}") or driver.words.endswith(f". {said}")
    driver.click(driver.named(QPushButton, words.name))
    assert not driver.window.message.isVisible()
    if words is texts_burst.IN_BATCH:
        assert driver.window.batch_door.window
    else:
        driver.wait(lambda: driver.state.opened and not driver.state.work)
        assert len(driver.opened.frames) == COUNT


def test_what_fails_takes_no_offer_away(driver: Driver, frames: list[Path], tmp_path: Path) -> None:
    """A file that cannot be opened meanwhile is told first, and no more once that is made good."""
    drop(driver.window, *(QUrl.fromLocalFile(str(path)) for path in frames))
    offer = driver.words
    (tmp_path / "broken.png").write_bytes(b"no photo")
    driver.actions.open_photo(tmp_path / "broken.png")
    driver.wait(lambda: not driver.state.work)
    assert "broken.png" in driver.words
    assert driver.words.endswith(offer)
    driver.state.made_good.emit()
    assert driver.words == offer
    driver.click(driver.named(QPushButton, texts_burst.AS_BURST.name))
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert len(driver.opened.frames) == COUNT


def test_photos_of_two_sizes_go_to_the_batch(driver: Driver, frames: list[Path], photo: Path) -> None:
    """Photos of several sizes are no burst, and nothing is asked."""
    drop(driver.window, *(QUrl.fromLocalFile(str(path)) for path in (*frames, photo)))
    assert driver.window.batch_door.window
    assert not driver.window.message.isVisible()
