"""The window takes what no one would plan for: odd photos, files that go away, hasty hands."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, name_of, off
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

import restorer
from gui.saving.export_dialog import ExportDialog
from gui.words import texts
from gui.work.runner import Runner
from restorer.pixels.samples import Samples

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("size", [(1, 1), (9000, 2), (2, 9000)])
def test_a_photo_of_an_odd_shape(driver: Driver, tmp_path: Path, size: tuple[int, int]) -> None:
    """A photo of one pixel, or one that is a line, is shown, restored, painted on and saved."""
    width, height = size
    samples = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    photo = tmp_path / "odd.png"
    Image.fromarray(samples).save(photo)
    driver.open(photo)
    driver.denoise()
    for key in ("S", "1", "+", "-", "0", "S"):
        driver.press(key)
    driver.switch("inpaint", "denoise")
    driver.press("P")
    driver.draw((width / 2, height / 2), (width / 2 + 3, height / 2))
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait_until_idle()
    assert ("covers the whole photo" in driver.words) == (size == (1, 1))
    saved = driver.save(tmp_path / "saved.png")
    assert restorer.read_photo(saved).samples.shape == samples.shape


def test_a_deep_photo_with_transparency(driver: Driver, noisy: Samples, tmp_path: Path) -> None:
    """Sixteen bits and transparency are shown and saved as they were."""
    alpha = np.zeros((*noisy.shape[:2], 1), np.uint16)
    alpha[20:] = 65535
    photo = restorer.Photo(noisy.astype(np.uint16) * 257, alpha[..., 0], 16)
    path = tmp_path / "deep.tif"
    restorer.write_photo(photo, path)
    driver.open(path)
    driver.denoise()
    saved = restorer.read_photo(driver.save(tmp_path / "saved.tif"))
    assert saved.depth == 16
    assert saved.alpha is not None
    assert np.array_equal(saved.alpha, alpha[..., 0])


def test_a_photo_that_goes_away_while_it_is_open(driver: Driver, photo: Path) -> None:
    """What is open is in memory: it is restored and saved, though its file is no more."""
    driver.open(photo)
    photo.unlink()
    driver.denoise()
    saved = driver.save(photo.with_name("saved.png"))
    assert off(np.asarray(Image.open(saved)), driver.restored.photo.samples) == 0


@pytest.mark.parametrize("name", ["missing/saved.png", "file/saved.png"])
def test_a_place_that_cannot_be_written_to(driver: Driver, photo: Path, name: str) -> None:
    """A result that cannot be written is still there, unsaved; a sentence says why, and asks for another."""
    photo.with_name("file").touch()
    driver.open(photo)
    driver.denoise()
    driver.actions.save_photo(photo.parent / name, restorer.Saving())
    driver.wait(lambda: driver.words and not driver.state.work)
    assert "could not be saved" in driver.words
    assert "\n" not in driver.words
    assert driver.state.is_unsaved
    asked: list[QDialog] = []
    driver.answer(lambda dialog: (asked.append(dialog), dialog.reject()))
    driver.click(driver.named(QPushButton, texts.SAVE))
    assert isinstance(asked[0], ExportDialog)


def test_hasty_hands(driver: Driver, photo: Path, old_photo: Path) -> None:
    """Buttons hit over and over, in the middle of work and of opening, leave a window that works."""
    driver.open(photo)
    restore, cancel = (driver.named(QPushButton, name) for name in (texts.RESTORE, texts.CANCEL))
    for _ in range(10):
        for button in (restore, restore, cancel):
            QTest.mouseClick(button, LEFT)
        for key in "SCBPM":
            QTest.keyClick(driver.canvas, key)
        driver.window.open_photo(old_photo)
        QTest.mouseDClick(driver.canvas, LEFT)
        driver.press("Ctrl+Z")
        driver.switch("tone", "denoise")
        driver.window.open_photo(photo)
        driver.qtbot.wait(7)
    driver.wait(lambda: not driver.state.work and driver.opened.path == photo)
    driver.state.restored = None
    driver.restore("tone")
    assert [stage.setting.task for stage in driver.restored.stages] == ["tone"]


def test_closing_in_the_middle_of_work(driver: Driver, large_photo: Path) -> None:
    """A window is closed at once whatever it is doing, if nothing would be lost."""
    driver.open(large_photo)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.window.close()
    assert not driver.window.isVisible()


@pytest.mark.parametrize("content", [b"", b"\0\xff" * 500, b"[window]\ngeometry=@ByteArray(nonsense)\n"])
def test_settings_that_make_no_sense(
    make_driver: Callable[..., Driver], runner: Runner, photo: Path, content: bytes
) -> None:
    """A file of settings that was damaged costs the preferences, not the program."""
    file = Path(QSettings().fileName())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    driver = make_driver(runner)
    driver.open(photo)
    assert driver.window.isVisible()


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_reaches_everything(driver: Driver, photo: Path, key: str) -> None:
    """Tab goes through all that can be used and back to where it began, and shows where it is."""
    driver.open(photo)
    driver.switch("inpaint", "denoise", "tone", "colorize")
    driver.canvas.setFocus()
    reached: list[QWidget] = []
    driver.press(key)
    while (widget := driver.window.focusWidget()) not in reached:
        assert isinstance(widget, QWidget)
        reached.append(widget)
        driver.qtbot.wait(1)  # it may just have been scrolled into sight
        focused = driver.window.grab().toImage()
        driver.press(key)
        assert driver.window.grab().toImage() != focused, name_of(widget)
    wanted = {
        widget
        for widget in driver.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }
    assert [name_of(widget) for widget in wanted - set(reached)] == []
    assert driver.canvas in reached
