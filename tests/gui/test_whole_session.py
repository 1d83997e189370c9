"""A whole session by mouse and keyboard, what the files hold then, and that nothing holds the window up."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from answers import type_name
from driver import Driver
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from stand_ins import keeping_model, with_card

from benchmarks.event_loop import Watch
from gui.settings import Setting, changed
from gui.words import texts
from gui.work.runner import Runner
from restorer import Saving
from restorer.pixels.samples import Samples

LEFT = Qt.MouseButton.LeftButton
MOST_BUSY_MILLISECONDS = 100


def open_by_keyboard(driver: Driver, photo: Path) -> None:
    """Press Ctrl+O, type the name, and wait until the photo shows."""
    driver.answer(type_name(photo))
    driver.press("Ctrl+O")
    driver.wait(lambda: driver.state.opened and driver.opened.path == photo and not driver.state.work)


def drag(driver: Driver, start: QPoint, end: QPoint) -> None:
    """Drag the mouse over the canvas."""
    QTest.mousePress(driver.canvas, LEFT, pos=start)
    QTest.mouseMove(driver.canvas, (start + end) / 2)
    QTest.mouseMove(driver.canvas, end)
    QTest.mouseRelease(driver.canvas, LEFT, pos=end)


def test_a_photo_is_denoised_compared_and_exported(driver: Driver, photo: Path, noisy: Samples) -> None:
    """What divider, side by side and held key show is the photo and its result; so is the file."""
    open_by_keyboard(driver, photo)
    driver.press("Ctrl+R")
    driver.wait_for_result()
    result = driver.restored.photo.samples
    drag(driver, driver.at(99.5, 80), driver.at(49.5, 80))
    shown = driver.shown_photo()
    assert np.array_equal(shown[:10, :20], noisy[:10, :20])
    assert np.array_equal(shown[:10, -120:], result[:10, -120:])
    driver.press("S")
    across = int(driver.canvas._right().x())
    corner = driver.at(0, 100)
    beside = driver.shown()[corner.y(), corner.x() :]
    assert np.array_equal(beside[:200], noisy[100])
    assert np.array_equal(beside[across : across + 200], result[100])
    driver.press("S")
    QTest.keyPress(driver.canvas, Qt.Key.Key_B)
    assert np.array_equal(driver.shown_photo(), noisy)
    QTest.keyRelease(driver.canvas, Qt.Key.Key_B)
    assert not np.array_equal(driver.shown_photo(), noisy)

    driver.slide("Denoise: Strength", 40)
    driver.wait_for_result()
    assert not np.array_equal(driver.restored.photo.samples, result)
    driver.press("Ctrl+Z")
    driver.wait_for_result()
    assert np.array_equal(driver.restored.photo.samples, result)
    saved = driver.save(photo.with_name("clean.tif"))
    assert np.array_equal(np.asarray(Image.open(saved)), result)
    assert np.array_equal(np.asarray(Image.open(photo)), noisy)


def test_a_scratch_is_brushed_away_and_a_colour_placed(
    driver: Driver, old_photo: Path, grey: Samples
) -> None:
    """What was brushed is filled, the rest is the photo; the place clicked on has the colour chosen."""
    open_by_keyboard(driver, old_photo)
    driver.press("Ctrl+1")
    driver.press("Ctrl+2")
    QTest.keyClick(driver.named(QComboBox, texts.MASK_ORIGIN.name), Qt.Key.Key_Down)
    driver.window.toolbox.set_brush(9)
    driver.press("P")
    drag(driver, driver.at(8, 31), driver.at(142, 31))
    driver.press("Ctrl+R")
    driver.wait_for_result()
    filled = driver.restored.photo.samples[..., 0]
    assert (grey[31, 12:138] == 255).all()
    assert filled[31, 12:138].mean() < 230
    assert np.array_equal(filled[40:], grey[40:])

    driver.press("Ctrl+4")
    driver.press("H")
    QTest.mouseClick(driver.canvas, LEFT, pos=driver.at(80, 80))
    menu = QApplication.activePopupWidget()
    menu.setActiveAction(next(action for action in menu.actions() if action.text() == "Brick"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert driver.setting("colorize").hints[0][2] == dict(texts.NATURAL_COLOURS)["Brick"]
    driver.press("Ctrl+R")
    driver.wait_for_result()
    saved = np.asarray(Image.open(driver.save(old_photo.with_name("coloured.png")))).astype(int)
    red, _green, blue = saved[78:83, 78:83].mean(axis=(0, 1))
    assert red > blue + 20
    assert np.array_equal(saved, driver.restored.photo.samples)


@pytest.fixture
def photo_of_12_megapixels(tmp_path: Path, noisy: Samples) -> Path:
    """Give a large photo as a file."""
    path = tmp_path / "large.jpg"
    Image.fromarray(np.tile(noisy, (19, 20, 1))[:3000]).save(path, quality=90)
    return path


def test_a_large_photo_does_not_hold_the_window_up(
    make_driver: Callable[..., Driver],
    make_runner: Callable[..., Runner],
    user_models: Path,
    photo_of_12_megapixels: Path,
) -> None:
    """Whatever is done with 12 megapixels, the window's thread is busy for less than 100 ms at a time.

    Time of its own, so that other programs on the machine do not count.
    """
    with_card(keeping_model(), user_models / "keeping.onnx")
    driver = make_driver(make_runner())
    watch = Watch()
    with watch.watching("open"):
        driver.open(photo_of_12_megapixels)
    by_hand = Setting("denoise", is_on=True, model="keeping", controls={"sigma": 10.0})
    driver.actions.change(changed(driver.state.settings, by_hand), "by hand")
    with watch.watching("denoise"):
        driver.press("Ctrl+R")
        driver.wait_for_result()
    with watch.watching("zoom"):
        for key in "1S0S":
            driver.press(key)
            driver.qtbot.wait(50)
    with watch.watching("strength"):
        for percent in range(90, 40, -10):
            driver.slide("Denoise: Strength", percent)
            driver.qtbot.wait(20)
        driver.wait_for_result()
    with watch.watching("brush"):
        driver.press("Ctrl+1")
        driver.press("P")
        drag(driver, driver.at(100, 100), driver.at(2000, 900))
        driver.press("Ctrl+Z")
        driver.press("Ctrl+1")
        driver.qtbot.wait(50)
    with watch.watching("save"):
        driver.actions.save_photo(photo_of_12_megapixels.with_name("saved.jpg"), Saving())
        driver.wait(lambda: driver.state.saved and not driver.state.work)
    watch.stop()
    too_long = [
        block for block in watch.longest.values() if block.busy_milliseconds >= MOST_BUSY_MILLISECONDS
    ]
    assert set(watch.longest) == {"open", "denoise", "zoom", "strength", "brush", "save"}
    assert too_long == []
