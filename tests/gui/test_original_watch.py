"""A photo that another program changes, moves or deletes while it is open is told of."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.words import texts_export
from restorer.pixels.samples import Samples


@pytest.fixture
def go_and_come_back(driver: Driver, qtbot: QtBot) -> Callable[[], None]:
    """Give what brings another window to the front, and then ours again, until it has looked."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()

    def go() -> None:
        for window in (other, driver.window):
            window.activateWindow()
            driver.wait(window.isActiveWindow)
        watch = driver.window.original
        driver.wait(lambda: watch.is_quiet)

    return go


def test_a_photo_that_was_changed_can_be_opened_again(
    driver: Driver, photo: Path, noisy: Samples, go_and_come_back: Callable[[], None]
) -> None:
    """It is said once when the window comes to the front, with a button that reads it anew."""
    driver.open(photo)
    go_and_come_back()
    assert driver.words == ""
    Image.fromarray(noisy[::-1]).save(photo)
    go_and_come_back()
    assert driver.words == texts_export.CHANGED.format(photo.name)
    assert np.array_equal(driver.opened.photo.samples, noisy)
    before = driver.opened
    driver.click(driver.named(QPushButton, texts_export.OPEN_AGAIN.name))
    driver.wait(lambda: driver.opened is not before and not driver.state.work)
    assert np.array_equal(driver.opened.photo.samples, noisy[::-1])
    go_and_come_back()
    assert driver.words == ""


def test_a_photo_that_is_gone_is_told_once(
    driver: Driver, photo: Path, go_and_come_back: Callable[[], None]
) -> None:
    """There is nothing to be opened; a photo that is back as it was is worth no word."""
    driver.open(photo)
    away = photo.rename(photo.with_name("away.png"))
    go_and_come_back()
    assert driver.words == texts_export.GONE.format(photo.name)
    assert not driver.window.message.findChildren(QPushButton)
    away.rename(photo)
    go_and_come_back()
    assert driver.words == ""
    photo.rename(away)
    go_and_come_back()
    driver.window.message.hide()
    go_and_come_back()
    assert driver.words == ""
    away.rename(photo)
    go_and_come_back()
    assert driver.words == ""
