"""What is drawn is whole whatever comes in between: keys, undo, another photo, the other picture."""

from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.canvas.tool_row import ToolRow

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def painting(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a photo open and the brush in hand."""
    driver.open(photo)
    driver.switch("inpaint")
    driver.press("P")
    return driver


def begin(driver: Driver) -> None:
    """Press the mouse on the photo and move a little."""
    QTest.mousePress(driver.canvas, LEFT, pos=driver.at(30, 30))
    QTest.mouseMove(driver.canvas, driver.at(40, 40))


def end(driver: Driver) -> None:
    """Move on and let go."""
    QTest.mouseMove(driver.canvas, driver.at(60, 60))
    QTest.mouseRelease(driver.canvas, LEFT, pos=driver.at(60, 60))


@pytest.mark.parametrize("key", ["V", "L", "R"])
def test_a_stroke_ends_with_the_tool_it_began_with(painting: Driver, key: str) -> None:
    """A key that chooses another tool while the mouse is down leaves the stroke whole."""
    begin(painting)
    painting.press(key)
    end(painting)
    (stroke,) = painting.setting("inpaint").mask.strokes
    assert len(stroke.points) == 3
    assert stroke.width == painting.window.toolbox.brush_pixels


def test_esc_takes_back_what_is_being_drawn(painting: Driver) -> None:
    """A stroke that went wrong is gone at once, and what is going on besides goes on."""
    painting.press("Ctrl+R")
    begin(painting)
    QTest.keyClick(painting.canvas, Qt.Key.Key_Escape)
    assert painting.state.work
    end(painting)
    assert painting.setting("inpaint").mask.strokes == ()
    painting.draw((20, 90), (60, 90))
    assert len(painting.setting("inpaint").mask.strokes) == 1
    QTest.keyClick(painting.canvas, Qt.Key.Key_Escape)
    assert not painting.state.work


def test_esc_puts_a_hint_back(painting: Driver) -> None:
    """One that is being moved is where it was, and nothing is left to undo."""
    painting.switch("colorize")
    painting.press("H")
    painting.actions.set_hints(((30.0, 30.0, (0.5, 0.3, 0.2)),), "")
    count = painting.changes
    begin(painting)
    QTest.mouseMove(painting.canvas, painting.at(60, 60))
    assert painting.setting("colorize").hints[0][:2] != (30, 30)
    QTest.keyClick(painting.canvas, Qt.Key.Key_Escape)
    assert painting.setting("colorize").hints[0][:2] == (30, 30)
    assert painting.changes == count
    end(painting)
    assert QApplication.activePopupWidget() is None


def test_shift_draws_a_straight_line(painting: Driver) -> None:
    """A click with Shift joins the end of the last line, as one change; the first one is a dot."""
    for x, y in ((30, 30), (90, 60), (20, 90)):
        QTest.mouseClick(painting.canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, painting.at(x, y))
    first, second, third = painting.setting("inpaint").mask.strokes
    assert [len(stroke.points) for stroke in (first, second, third)] == [1, 2, 2]
    assert (second.points[0], third.points[0]) == (first.points[-1], second.points[-1])
    painting.press("Ctrl+Z")
    QTest.keyClick(painting.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    *_others, last = painting.setting("inpaint").mask.strokes
    assert last.points == (second.points[-1], (100, 80))


@pytest.mark.parametrize(("key", "arrows"), [("R", ["Right", "Ctrl+Down"]), ("L", ["Right", "Down", "Left"])])
def test_areas_are_drawn_by_keys(painting: Driver, key: str, arrows: list[str]) -> None:
    """Enter begins, the arrow keys draw, with Ctrl by a pixel, and Enter ends it as one change."""
    count = painting.changes
    for keys in (key, "Return", *arrows, "Return"):
        painting.press(keys)
    (stroke,) = painting.setting("inpaint").mask.strokes
    expected = {
        "R": ((100, 80), (164, 80), (164, 81), (100, 81)),
        "L": ((100, 80), (164, 80), (164, 144), (100, 144)),
    }
    assert stroke.points == expected[key]
    assert painting.changes == count + 1
    for keys in ("Return", "Right", "Esc", "Return", "Return"):
        painting.press(keys)
    assert len(painting.setting("inpaint").mask.strokes) == 1


def test_the_key_of_a_tool_switches_its_step_on(driver: Driver, photo: Path) -> None:
    """A tool whose step is off is not refused in silence: the step is on, which can be undone."""
    driver.press("P")
    assert driver.window.toolbox.name == ""
    driver.open(photo)
    for key, name, task in (("P", "brush", "inpaint"), ("H", "hint", "colorize")):
        driver.press(key)
        assert (driver.window.toolbox.name, driver.setting(task).is_on) == (name, True)
    driver.press("Ctrl+Z")
    assert (driver.window.toolbox.name, driver.setting("colorize").is_on) == ("", False)


def test_a_stroke_does_not_reach_another_photo(painting: Driver, old_photo: Path) -> None:
    """What is drawn while another photo comes is dropped."""
    begin(painting)
    painting.open(old_photo)
    end(painting)
    assert painting.setting("inpaint").mask.strokes == ()
    assert painting.window.toolbox.tools["brush"].stroke is None


def test_a_stroke_ends_where_the_button_is_up(painting: Driver) -> None:
    """Let go of in a dialog that came up by a key, the brush draws no more when the pointer comes back."""
    begin(painting)
    for x in (50, 60):
        at = QPointF(painting.at(x, x))
        none = Qt.MouseButton.NoButton
        came_back = QMouseEvent(
            QEvent.Type.MouseMove, at, painting.canvas.mapToGlobal(at), none, none, NO_KEY
        )
        QApplication.sendEvent(painting.canvas, came_back)
    (stroke,) = painting.setting("inpaint").mask.strokes
    assert max(x for x, _y in stroke.points) < 42
    painting.draw((20, 90), (60, 90))
    assert len(painting.setting("inpaint").mask.strokes) == 2


@pytest.mark.parametrize("moves", [True, False])
def test_a_hint_can_be_undone_while_it_is_held(painting: Driver, *, moves: bool) -> None:
    """One that is undone before the mouse is let go is gone, and nothing is asked about it."""
    painting.switch("colorize")
    painting.press("H")
    QTest.mousePress(painting.canvas, LEFT, pos=painting.at(30, 30))
    painting.press("Ctrl+Z")
    if moves:
        QTest.mouseMove(painting.canvas, painting.at(60, 60))
    QTest.mouseRelease(painting.canvas, LEFT, pos=painting.at(30, 30))
    assert painting.setting("colorize").hints == ()
    assert QApplication.activePopupWidget() is None


def test_a_colour_is_not_given_to_another_photo(painting: Driver, old_photo: Path) -> None:
    """A menu of colours that is still open when another photo comes changes nothing of it."""
    painting.switch("colorize")
    painting.press("H")
    painting.draw((30, 30))
    menu = QApplication.activePopupWidget()
    painting.open(old_photo)
    next(action for action in menu.actions() if action.text() == "Brick").trigger()
    menu.close()
    assert painting.setting("colorize").hints == ()


def test_a_stroke_is_seen_and_stays_in_the_picture_it_was_begun_in(painting: Driver) -> None:
    """Side by side, one drawn on the result shows on it at once, and does not jump in the other one."""
    painting.draw((30, 30), (40, 30))
    painting.restore("inpaint")
    painting.press("S")
    across = QPoint(int(painting.canvas._right().x()), 0)
    before = painting.shown()
    QTest.mousePress(painting.canvas, LEFT, pos=painting.at(20, 60) + across)
    QTest.mouseMove(painting.canvas, painting.at(60, 60) + across)
    x, y = (painting.at(40, 60) + across).toTuple()
    assert np.abs(painting.shown()[y, x].astype(int) - before[y, x]).max() > 50
    QTest.mouseMove(painting.canvas, painting.at(190, 60))
    QTest.mouseRelease(painting.canvas, LEFT, pos=painting.at(190, 60))
    assert max(x for x, _y in painting.setting("inpaint").mask.strokes[-1].points) <= 61


def test_the_button_of_the_tool_alone_is_down(painting: Driver) -> None:
    """With a tool of another step in hand no button says that the photo would be moved."""
    painting.switch("inpaint", "colorize")
    for key, names in (("H", ["hint"]), ("E", ["eraser"]), ("V", ["", ""])):
        painting.press(key)
        rows = painting.window.findChildren(ToolRow)
        down = [name for row in rows for name, button in row.buttons.items() if button.isChecked()]
        assert down == names


def test_a_pinch_zooms_under_the_fingers(driver: Driver, photo: Path) -> None:
    """Fingers that part enlarge the photo by as much, and the place under them stays where it is."""
    driver.open(photo)
    driver.press("1")
    place, scale = QPointF(driver.at(110, 80)), driver.canvas.view.scale
    under = driver.canvas.viewport.to_photo(place)
    kind, device = Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice()
    for part in (0.25, 0.2):
        QApplication.sendEvent(
            driver.canvas, QNativeGestureEvent(kind, device, 2, place, place, place, part, QPointF())
        )
    assert driver.canvas.view.scale == pytest.approx(scale * 1.25 * 1.2)
    now = driver.canvas.viewport.to_photo(place)
    assert (now.x(), now.y()) == pytest.approx((under.x(), under.y()), abs=1)


@pytest.mark.parametrize("is_fitted", [True, False])
def test_a_message_bends_no_stroke(painting: Driver, large_photo: Path, is_fitted: bool) -> None:
    """One that comes while a line is drawn leaves the photo below the pointer, and fits it afterwards."""
    painting.open(large_photo)
    if not is_fitted:
        painting.canvas.viewport.show_full_size()
    canvas, window, height = painting.canvas, painting.window, painting.canvas.height()
    begun = canvas.mapTo(window, painting.at(300, 300))
    QTest.mousePress(canvas, LEFT, pos=painting.at(300, 300))
    painting.state.noticed.emit("Something.")
    painting.wait(lambda: canvas.height() < height)
    for x in (20, 40):
        QTest.mouseMove(canvas, canvas.mapFrom(window, begun + QPoint(x, 0)))
    QTest.mouseRelease(canvas, LEFT, pos=canvas.mapFrom(window, begun + QPoint(40, 0)))
    (stroke,) = painting.setting("inpaint").mask.strokes
    assert max(abs(y - stroke.points[0][1]) for _x, y in stroke.points) < 1
    assert painting.canvas.viewport.is_fitted == is_fitted
    assert not is_fitted or canvas.viewport.part.size() == canvas.viewport.photo
