"""The canvas: what it shows, and how it is moved."""

from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import restorer
from gui.words import texts
from restorer.pixels.samples import Samples

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def denoised(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a denoised photo, at 100 %."""
    driver.open(photo)
    driver.denoise()
    return driver


def photo_point(driver: Driver, at: QPointF) -> QPointF:
    """Give the point of the photo shown at a point of the canvas."""
    return driver.canvas.view.to_photo(QRectF(at, QSizeF(0, 0))).topLeft()


def turn_wheel(driver: Driver, at: QPointF, notches: int) -> None:
    """Turn the wheel over a point of the canvas."""
    event = QWheelEvent(
        at,
        driver.canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(driver.canvas, event)


def drag(driver: Driver, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Drag the mouse."""
    QTest.mousePress(driver.canvas, button, pos=start)
    QTest.mouseMove(driver.canvas, end)
    QTest.mouseRelease(driver.canvas, button, pos=end)


def test_photo_is_shown_exactly(driver: Driver, photo: Path, noisy: Samples) -> None:
    """At 100 % each pixel of the photo is the one on the screen."""
    driver.open(photo)
    assert np.array_equal(driver.shown_photo(), noisy)


def test_divider_parts_before_and_after(denoised: Driver, noisy: Samples) -> None:
    """Left of the divider is the original, right of it the result; dragging it moves the border."""
    middle = denoised.canvas.viewport.area.center().toPoint()
    restored = denoised.restored.photo.samples
    assert np.array_equal(denoised.shown_photo()[60, :80], noisy[60, :80])
    assert np.array_equal(denoised.shown_photo()[60, 120:], restored[60, 120:])
    drag(denoised, middle, middle - QPoint(50, 0))
    assert np.array_equal(denoised.shown_photo()[60, :30], noisy[60, :30])
    assert np.array_equal(denoised.shown_photo()[60, 70:], restored[60, 70:])


def test_the_divider_is_moved_by_keys(denoised: Driver) -> None:
    """Shift with an arrow moves the divider and leaves the photo where it is; the arrow alone does not."""
    denoised.canvas.viewport.zoom(1)
    place = photo_point(denoised, QPointF(50, 60))
    for _ in range(3):
        QTest.keyClick(denoised.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert denoised.canvas.divider.fraction == pytest.approx(0.35)
    assert photo_point(denoised, QPointF(50, 60)) == place
    for _ in range(20):
        QTest.keyClick(denoised.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert denoised.canvas.divider.fraction == 1
    QTest.keyClick(denoised.canvas, Qt.Key.Key_Left)
    assert denoised.canvas.divider.fraction == 1
    assert photo_point(denoised, QPointF(50, 60)) != place


def test_the_word_about_a_result_is_whole(denoised: Driver) -> None:
    """Where the divider leaves too little room on the photo it goes on beside it, not on the photo before."""
    area = denoised.canvas.viewport.area.toRect()
    beside = (slice(area.bottom() - 60, area.bottom() + 1), slice(area.right() + 8, None))
    before = denoised.shown()
    denoised.set_level(40)
    denoised.canvas.divider.fraction = 0.9
    after = denoised.shown()
    assert (after[beside] != before[beside]).any()
    assert np.array_equal(denoised.shown_photo()[100:, :150], denoised.opened.photo.samples[100:, :150])


def test_a_knob_leaves_the_photo_to_be_seen(driver: Driver, tmp_path: Path, noisy: Samples) -> None:
    """On one that is lower than a knob is there is the line alone, which is grabbed all the same."""
    Image.fromarray(noisy[:20]).save(tmp_path / "low.png")
    driver.open(tmp_path / "low.png")
    driver.restore("tone")
    assert np.array_equal(driver.shown_photo()[10, :96], noisy[10, :96])
    middle = driver.canvas.viewport.area.center().toPoint()
    drag(driver, middle, middle - QPoint(50, 0))
    assert driver.canvas.divider.fraction == pytest.approx(0.25, abs=0.01)


def test_held_key_shows_the_original(denoised: Driver, noisy: Samples) -> None:
    """While B is held the original shows alone."""
    QTest.keyPress(denoised.canvas, Qt.Key.Key_B)
    assert np.array_equal(denoised.shown_photo(), noisy)
    QTest.keyRelease(denoised.canvas, Qt.Key.Key_B)
    assert not np.array_equal(denoised.shown_photo(), noisy)


def test_wheel_keeps_the_point_under_the_pointer(driver: Driver, photo: Path) -> None:
    """Zooming in by the wheel leaves what is under the pointer there; zooming out ends in the whole photo."""
    driver.open(photo)
    at = driver.canvas.viewport.area.topLeft() + QPointF(30, 40)
    before = photo_point(driver, at)
    turn_wheel(driver, at, 6)
    after = photo_point(driver, at)
    assert driver.canvas.viewport.percent > 300
    assert (before - after).manhattanLength() < 1
    turn_wheel(driver, at, -20)
    assert driver.canvas.viewport.percent == 100
    assert driver.canvas.viewport.part.size() == QSizeF(200, 160)


def test_keys_zoom(driver: Driver, large_photo: Path) -> None:
    """0 fits, 1 shows 100 %, + and - zoom; the status bar tells how far."""
    driver.open(large_photo)
    fitted = driver.canvas.viewport.percent
    assert fitted < 90
    for key, percent in (("1", 100), ("+", 125), ("-", 100), ("0", fitted)):
        driver.press(key)
        assert driver.canvas.viewport.percent == pytest.approx(percent)
        assert driver.window.status.zoom.text() == texts.ZOOM.format(percent)


def test_drag_moves_the_photo(driver: Driver, large_photo: Path) -> None:
    """Dragging moves the photo with the pointer, and never out of sight."""
    driver.open(large_photo)
    driver.canvas.viewport.show_full_size()
    start, end = QPoint(300, 300), QPoint(240, 330)
    before = photo_point(driver, QPointF(start))
    drag(driver, start, end)
    assert photo_point(driver, QPointF(end)) == before
    for _ in range(10):
        drag(driver, QPoint(10, 10), QPoint(600, 500))
    assert not driver.canvas.viewport.area.isEmpty()


@pytest.mark.parametrize(("held", "button"), [([Qt.Key.Key_Space], LEFT), ([], Qt.MouseButton.MiddleButton)])
@pytest.mark.parametrize("tool", ["", "P"])
def test_the_photo_is_moved_whatever_is_there(
    driver: Driver, photo: Path, held: list[Qt.Key], button: Qt.MouseButton, tool: str
) -> None:
    """With Space held, or by the middle button, the divider is left alone and nothing is drawn."""
    driver.open(photo)
    driver.denoise()
    driver.switch("inpaint", "denoise")
    driver.press(tool)
    driver.canvas.viewport.zoom(1)
    middle = driver.canvas.viewport.area.center().toPoint()
    before = photo_point(driver, QPointF(middle))
    for key in held:
        QTest.keyPress(driver.canvas, key)
    drag(driver, middle, middle + QPoint(20, 10), button)
    for key in held:
        QTest.keyRelease(driver.canvas, key)
    assert photo_point(driver, QPointF(middle + QPoint(20, 10))) == before
    assert driver.canvas.divider.fraction == 0.5
    assert driver.setting("inpaint").mask.strokes == ()


def test_resize_keeps_the_whole_photo_whole(driver: Driver, large_photo: Path) -> None:
    """A photo that fits goes on fitting when the window changes its size."""
    driver.open(large_photo)
    driver.window.resize(640, 480)
    assert driver.canvas.viewport.part.size() == QSizeF(800, 320)


def test_pixel_under_the_pointer_is_told(driver: Driver, photo: Path, noisy: Samples) -> None:
    """The status bar says what the file has under the pointer, before, and after once there is a result."""
    driver.open(photo)
    driver.point(70, 40)
    before = " ".join(map(str, noisy[40, 70]))
    assert driver.window.status.pixel.text() == f"70, 40: {before}"
    driver.denoise()
    after = " ".join(map(str, driver.restored.photo.samples[40, 70]))
    assert driver.window.status.pixel.text() == f"70, 40: {before} → {after}"


def test_pixel_is_told_in_the_files_own_samples(driver: Driver, tmp_path: Path) -> None:
    """Of a photo of 16 bits the read-out has 16 bits, of a grey one a single number."""
    samples = np.full((40, 60, 1), 51234, np.uint16)
    restorer.write_photo(restorer.Photo(samples, depth=16), tmp_path / "deep.png")
    driver.open(tmp_path / "deep.png")
    driver.point(59, 39)
    assert driver.window.status.pixel.text() == "59, 39: 51234"


def test_pixel_is_told_zoomed(denoised: Driver, noisy: Samples) -> None:
    """Zoomed in, each place within a pixel tells that pixel."""
    for _ in range(9):
        denoised.canvas.viewport.zoom(1)
    for x, y in ((100, 80), (101, 80), (100, 81)):
        denoised.point(x, y)
        assert denoised.window.status.pixel.text().startswith(
            f"{x}, {y}: {' '.join(map(str, noisy[y, x]))} → "
        )


@pytest.mark.parametrize(("x", "y"), [(-1, 40), (200, 40), (70, -1), (70, 160)])
def test_pixel_beside_the_photo_is_none(driver: Driver, photo: Path, x: int, y: int) -> None:
    """Just beside the photo there is nothing to tell."""
    driver.open(photo)
    driver.point(70, 40)
    assert driver.window.status.pixel.text()
    driver.point(x, y)
    assert driver.window.status.pixel.text() == ""


def test_pixel_is_forgotten_when_the_pointer_leaves(driver: Driver, photo: Path, large_photo: Path) -> None:
    """Neither a pointer that left the canvas nor another photo leaves old numbers in the status bar."""
    driver.open(photo)
    driver.point(70, 40)
    QApplication.sendEvent(driver.canvas, QEvent(QEvent.Type.Leave))
    assert driver.window.status.pixel.text() == ""
    driver.point(70, 40)
    driver.open(large_photo)
    assert driver.window.status.pixel.text() == ""


def test_side_by_side_shows_both(denoised: Driver, noisy: Samples) -> None:
    """Before is on the left and after on the right, of the same part, and they move together."""
    denoised.press("S")
    view, shown = denoised.canvas.viewport, denoised.shown()
    right = round(denoised.canvas._right().x())
    for at in (view.view.corner, denoised.canvas._right() + view.view.corner):
        assert at.x() >= 0
    top, left = round(view.view.corner.y()), round(view.view.corner.x())
    height, width = noisy.shape[:2]
    assert view.percent == 100
    assert np.array_equal(shown[top + 40 : top + height, left : left + width], noisy[40:])
    after = shown[top + 40 : top + height, right + left : right + left + width]
    assert np.array_equal(after, denoised.restored.photo.samples[40:])
    place = QPointF(right + left + 50, top + 60)
    assert denoised.canvas.on_photo(place) == QPointF(50, 60)
    turn_wheel(denoised, place, 3)
    assert (denoised.canvas.on_photo(place) - QPointF(50, 60)).manhattanLength() < 2
    denoised.press("S")
    assert denoised.canvas.has_divider


def test_a_message_moves_no_pixel(driver: Driver, large_photo: Path) -> None:
    """A message that comes above a zoomed photo, and goes, leaves the photo where it is on the screen."""
    driver.open(large_photo)
    driver.canvas.viewport.show_full_size()

    def place() -> QPoint:
        return driver.canvas.mapTo(driver.window, driver.at(400, 300))

    before, height = place(), driver.canvas.height()
    driver.state.noticed.emit("Something.")
    driver.wait(lambda: driver.canvas.height() < height)
    assert place() == before
    driver.window.message.hide()
    driver.wait(lambda: driver.canvas.height() == height)
    assert place() == before
