"""Colours placed by hand, lent by a reference or chosen from proposals are those of the result."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, off, type_name
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QMenu, QPushButton, QWidget

import restorer
from gui import texts
from gui.colour_panel import ColourPanel
from gui.proposals import COUNT
from gui.settings import changed
from restorer.photo import Samples

LEFT = Qt.MouseButton.LeftButton
NATURAL = dict(texts.NATURAL_COLOURS)


@pytest.fixture
def colouring(driver: Driver, old_photo: Path) -> Driver:
    """Give a driver with a grey photo open, to be coloured, and the tool for hints."""
    driver.open(old_photo)
    driver.switch("colorize")
    driver.press("H")
    return driver


def menu_items(driver: Driver) -> dict[str, QAction]:
    """Give the entries of the menu of colours that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()}


def menu_other(menu: QWidget) -> QAction:
    """Find what asks for another colour in a menu that may be closed already, as Qt does."""
    return next(action for action in menu.actions() if action.text() == texts.OTHER_COLOUR)


def place(driver: Driver, x: int, y: int, name: str) -> None:
    """Click on the photo and choose a colour by its name."""
    driver.draw((x, y))
    item = menu_items(driver)[name]
    menu = QApplication.activePopupWidget()
    item.trigger()
    menu.close()


def test_a_click_places_a_colour(colouring: Driver) -> None:
    """The place clicked on gets the colour chosen, in one photo's pixels, and shows it."""
    place(colouring, 40, 60, "Brick")
    ((x, y, colour),) = colouring.setting("colorize").hints
    assert (x, y) == pytest.approx((40.5, 60.5), abs=1)
    assert colour == NATURAL["Brick"]
    shown = colouring.shown_photo()
    scale = colouring.canvas.view.scale
    seen = shown[int(60.5 * scale), int(40.5 * scale)]
    assert np.abs(seen / 255 - NATURAL["Brick"]).max() < 0.02


def test_hints_are_honoured_as_the_library_does(colouring: Driver, grey: Samples) -> None:
    """The result is the library's with the same hints, bit for bit."""
    place(colouring, 40, 60, "Brick")
    place(colouring, 120, 90, "Leaves")
    colouring.restore()
    hints = colouring.setting("colorize").hints
    assert len(hints) == 2
    assert np.array_equal(colouring.restored.photo.samples, restorer.colorize(grey, hints))


def test_hints_are_moved_changed_and_removed(colouring: Driver) -> None:
    """A drag moves one in a single change, a click changes or removes it, and undo brings it back."""
    place(colouring, 40, 60, "Brick")
    count = colouring.window._actions.history.count()
    colouring.draw((40, 60), (60, 60), (80, 70))
    assert colouring.window._actions.history.count() == count + 1
    ((x, y, colour),) = colouring.setting("colorize").hints
    assert (x, y) == pytest.approx((80.5, 70.5), abs=1)
    assert colour == NATURAL["Brick"]
    place(colouring, 80, 70, "Sky")
    assert colouring.setting("colorize").hints[0][2] == NATURAL["Sky"]
    place(colouring, 80, 70, texts.REMOVE_HINT)
    assert colouring.setting("colorize").hints == ()
    colouring.press("Ctrl+Z")
    assert len(colouring.setting("colorize").hints) == 1


def test_a_click_may_shake(colouring: Driver) -> None:
    """A hand that moves by a pixel still asks for a colour, of a new place and of a hint."""
    for count in (0, 1):
        QTest.mousePress(colouring.canvas, LEFT, pos=colouring.at(40, 60))
        QTest.mouseMove(colouring.canvas, colouring.at(40, 60) + QPoint(1, 0))
        QTest.mouseRelease(colouring.canvas, LEFT, pos=colouring.at(40, 60) + QPoint(1, 0))
        assert len(colouring.setting("colorize").hints) == count
        menu_items(colouring)["Brick"].trigger()
        QApplication.activePopupWidget().close()
    assert len(colouring.setting("colorize").hints) == 1


def test_no_colour_is_placed_unless_one_is_chosen(colouring: Driver) -> None:
    """A menu or a dialog that is dismissed leaves the photo as it was, and nothing marked on it."""
    before, count = colouring.shown(), colouring.window._actions.history.count()
    colouring.draw((40, 60))
    assert off(colouring.shown(), before) > 100
    assert texts.REMOVE_HINT not in menu_items(colouring)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    assert np.array_equal(colouring.shown(), before)
    colouring.draw((40, 60))
    menu = QApplication.activePopupWidget()
    colouring.answer(lambda dialog: dialog.reject())
    menu.close()
    menu_other(menu).trigger()
    colouring.wait(lambda: QApplication.activeModalWidget() is None)
    assert np.array_equal(colouring.shown(), before)
    assert colouring.setting("colorize").hints == ()
    assert colouring.window._actions.history.count() == count


def test_any_colour_can_be_chosen_and_begins_with_the_one_there(colouring: Driver) -> None:
    """The dialog shows the colour of the hint clicked on, and what is chosen takes its place."""
    place(colouring, 40, 60, "Brick")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QColorDialog)
        assert dialog.currentColor().name() == QColor.fromRgbF(*NATURAL["Brick"]).name()
        dialog.setCurrentColor(QColor("#123456"))
        dialog.accept()

    colouring.draw((40, 60))
    menu = QApplication.activePopupWidget()
    colouring.answer(choose)
    menu.close()
    menu_other(menu).trigger()
    colouring.wait(lambda: QApplication.activeModalWidget() is None)
    ((_x, _y, colour),) = colouring.setting("colorize").hints
    assert np.rint(np.multiply(colour, 255)).tolist() == [0x12, 0x34, 0x56]


def test_a_hint_is_taken_at_its_rim_and_nowhere_else(colouring: Driver) -> None:
    """A click within the disc asks about it; one beside it is about another place."""
    place(colouring, 40, 60, "Brick")
    scale = colouring.canvas.view.scale
    for pixels, is_there in ((6.0, True), (10.0, False)):
        colouring.draw((40 + pixels / scale, 60 + 0.7 * pixels / scale))
        assert (texts.REMOVE_HINT in menu_items(colouring)) == is_there
        QApplication.activePopupWidget().close()


def test_with_the_tool_in_hand_the_knob_compares(colouring: Driver) -> None:
    """After restoring, the divider is dragged by its knob, and colours on both sides of it are seen."""
    place(colouring, 20, 60, "Brick")
    place(colouring, 140, 60, "Brick")
    colouring.restore()
    area, scale = colouring.canvas._shown_area(), colouring.canvas.view.scale
    for x in (20, 140):
        seen = colouring.shown_photo()[int(60.5 * scale), int((x + 0.5) * scale)]
        assert np.abs(seen / 255 - NATURAL["Brick"]).max() < 0.02
    knob = area.center().toPoint()
    QTest.mousePress(colouring.canvas, LEFT, pos=knob)
    QTest.mouseMove(colouring.canvas, knob - QPoint(60, 0))
    QTest.mouseRelease(colouring.canvas, LEFT, pos=knob - QPoint(60, 0))
    assert QApplication.activePopupWidget() is None
    assert len(colouring.setting("colorize").hints) == 2
    assert colouring.canvas._divider.x(area) == pytest.approx(knob.x() - 60, abs=1)


def test_a_hint_stays_on_the_photo(colouring: Driver) -> None:
    """One that is dragged beyond the border stops at it, and the photo can still be coloured."""
    place(colouring, 40, 60, "Brick")
    colouring.draw((40, 60), (20, 60), (-30, 60))
    assert colouring.setting("colorize").hints[0][0] == 0
    colouring.restore()
    assert colouring.words == ""


def test_variations_are_proposed_and_chosen(colouring: Driver, grey: Samples) -> None:
    """A strip shows colourings that differ; the one clicked on is what restoring gives."""
    colouring.click(colouring.named(QPushButton, texts.VARIATIONS.name))
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    panel = colouring.card("colorize").extra
    assert isinstance(panel, ColourPanel)
    names = [button.accessibleName() for button in panel.strip]
    assert names == [texts.variation(at) for at in range(COUNT + 1)]
    assert panel.strip[0].isChecked()
    images = [button.icon().pixmap(80, 64).toImage() for button in panel.strip]
    assert all(images[0] != other for other in images[1:])
    QTest.mouseClick(panel.strip[3], Qt.MouseButton.LeftButton)
    assert colouring.setting("colorize").controls == {"variation": 3}
    colouring.restore()
    assert np.array_equal(colouring.restored.photo.samples, restorer.colorize(grey, variation=3))


def test_the_keyboard_does_not_fall_into_a_number(colouring: Driver) -> None:
    """After variations are asked for by a click, keys of the window are still its own."""
    colouring.window.activateWindow()
    colouring.wait(colouring.window.isActiveWindow)
    colouring.click(colouring.named(QPushButton, texts.VARIATIONS.name))
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    colouring.press("1")
    assert colouring.setting("colorize").controls == {}
    assert colouring.canvas.viewport.percent == pytest.approx(100)


def test_variations_are_shown_while_they_are_true(colouring: Driver) -> None:
    """Another colour placed makes what was proposed untrue: it goes, and comes back when that is undone."""
    colouring.click(colouring.named(QPushButton, texts.VARIATIONS.name))
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    panel = colouring.card("colorize").extra
    assert isinstance(panel, ColourPanel)
    QTest.mouseClick(panel.strip[3], LEFT)
    assert panel.strip[3].isVisible()
    place(colouring, 40, 60, "Brick")
    assert not panel.strip[3].isVisible()
    colouring.press("Ctrl+Z")
    assert panel.strip[3].isVisible()


def test_variations_take_hints_at_the_borders(driver: Driver, grey: Samples, tmp_path: Path) -> None:
    """Hints in the last row and column of a photo of odd width are within it made small, too."""
    Image.fromarray(np.resize(grey, (1000, 1025))).save(tmp_path / "odd.png")
    driver.open(tmp_path / "odd.png")
    driver.switch("colorize")
    hints = ((500, 999, (0.5, 0.2, 0.1)), (1024.99, 400, (0.2, 0.3, 0.6)))
    wanted = replace(driver.setting("colorize"), hints=hints)
    driver.state.set_settings(changed(driver.state.settings, wanted))
    driver.click(driver.named(QPushButton, texts.VARIATIONS.name))
    driver.wait(lambda: not driver.state.work)
    assert driver.words == ""
    assert len(driver.state.proposals) == COUNT + 1


def test_proposed_colours_are_those_of_the_place(colouring: Driver) -> None:
    """Once variations are shown, a click offers the colours they have there."""
    colouring.window._actions.propose_colours()
    colouring.wait(lambda: colouring.state.proposals and not colouring.state.work)
    colouring.draw((40, 60))
    offered = [name for name in menu_items(colouring) if name.startswith("#")]
    QApplication.activePopupWidget().close()
    assert offered
    first = np.array(colouring.state.proposals[0].colour_at(40 / 160, 60 / 120)) * 255
    assert np.abs(np.array(list(bytes.fromhex(offered[0][1:]))) - first).max() <= 3


def test_a_reference_lends_its_colours(colouring: Driver, photo: Path, grey: Samples) -> None:
    """A photo opened as reference is named, used as the library uses it, and can be left out again."""
    colouring.answer(type_name(photo))
    colouring.click(colouring.named(QPushButton, texts.REFERENCE.name))
    assert colouring.setting("colorize").reference == photo
    assert colouring.named(QPushButton, photo.name).isVisible()
    colouring.restore()
    expected = restorer.colorize(grey, reference=np.asarray(Image.open(photo)))
    assert np.array_equal(colouring.restored.photo.samples, expected)
    colouring.click(colouring.named(QPushButton, texts.NO_REFERENCE.name))
    assert colouring.setting("colorize").reference is None


def test_a_reference_of_a_long_name_keeps_the_column_as_it_is(
    colouring: Driver, photo: Path, tmp_path: Path
) -> None:
    """The name is shortened in the middle, and whole for screen readers and under the pointer."""
    long = tmp_path / f"Tom & Jerry {'long ' * 30}.png"
    long.write_bytes(photo.read_bytes())
    width = colouring.card("colorize").minimumSizeHint().width()
    colouring.answer(type_name(long))
    colouring.click(colouring.named(QPushButton, texts.REFERENCE.name))
    button = colouring.named(QPushButton, long.name)
    assert button.text().startswith("Tom && Jerry")
    assert "…" in button.text()
    assert button.toolTip() == str(long)
    assert colouring.card("colorize").minimumSizeHint().width() == width


def test_a_reference_that_was_changed_can_be_taken_again(colouring: Driver, photo: Path) -> None:
    """The same file with other content, chosen once more, is something new to restore by."""
    colouring.answer(type_name(photo))
    colouring.click(colouring.named(QPushButton, texts.REFERENCE.name))
    colouring.restore()
    assert not colouring.state.can_restore
    red = np.full((60, 80, 3), (200, 30, 30), np.uint8)
    red[:30] = (20, 120, 60)
    Image.fromarray(red).save(photo)
    colouring.answer(type_name(photo))
    colouring.click(colouring.named(QPushButton, photo.name))
    assert colouring.state.can_restore


def test_a_recipe_takes_hints_along(colouring: Driver, tmp_path: Path, grey: Samples) -> None:
    """A recipe saved with hints does on the command line what the window did, within a level."""
    place(colouring, 40, 60, "Brick")
    colouring.restore()
    path = colouring.write_recipe(tmp_path / "mine.toml")
    again = restorer.restore(restorer.Photo(grey[..., None]), restorer.read_recipe(path), history=False)
    assert np.abs(again.samples.astype(int) - colouring.restored.photo.samples).max() <= 1
    colouring.read_recipe(path)
    ((x, y, colour),) = colouring.setting("colorize").hints
    assert (x, y) == pytest.approx((40.5, 60.5), abs=1)
    assert colour == pytest.approx(NATURAL["Brick"], abs=1 / 255)
