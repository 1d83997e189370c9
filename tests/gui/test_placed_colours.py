"""Colours are placed by hand: once one is chosen, where it was asked for, and seen there."""

from pathlib import Path

import numpy as np
import pytest
from answers import click
from driver import Driver, off
from hinting import NATURAL, menu_items, menu_other, place
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QMessageBox

import restorer
from gui.words import texts
from restorer.pixels.samples import Samples

LEFT = Qt.MouseButton.LeftButton


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


def test_the_keyboard_places_a_colour(colouring: Driver) -> None:
    """The arrow keys move the photo below a ring in the middle, and Enter asks for the colour there."""
    driver, canvas = colouring, colouring.canvas
    before = driver.shown()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
    assert off(driver.shown(), before) > 50
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    middle = canvas.mapToGlobal(canvas.rect().center())
    assert (menu.pos() - middle).manhattanLength() < 10
    menu_items(driver)["Brick"].trigger()
    menu.close()
    ((x, y, colour),) = driver.setting("colorize").hints
    photo = driver.opened.photo
    assert (x, y) == pytest.approx((photo.width / 2, photo.height / 2), abs=1)
    assert colour == NATURAL["Brick"]


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
    count = colouring.changes
    colouring.draw((40, 60), (60, 60), (80, 70))
    assert colouring.changes == count + 1
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
    before, count = colouring.shown(), colouring.changes
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
    assert colouring.changes == count


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
    area, scale = colouring.canvas.viewport.area, colouring.canvas.view.scale
    for x in (20, 140):
        seen = colouring.shown_photo()[int(60.5 * scale), int((x + 0.5) * scale)]
        assert np.abs(seen / 255 - NATURAL["Brick"]).max() < 0.02
    knob = area.center().toPoint()
    QTest.mousePress(colouring.canvas, LEFT, pos=knob)
    QTest.mouseMove(colouring.canvas, knob - QPoint(60, 0))
    QTest.mouseRelease(colouring.canvas, LEFT, pos=knob - QPoint(60, 0))
    assert QApplication.activePopupWidget() is None
    assert len(colouring.setting("colorize").hints) == 2
    assert colouring.canvas.divider.x(area) == pytest.approx(knob.x() - 60, abs=1)


def test_a_hint_stays_on_the_photo(colouring: Driver) -> None:
    """One that is dragged beyond the border stops at it, and the photo can still be coloured."""
    place(colouring, 40, 60, "Brick")
    colouring.draw((40, 60), (20, 60), (-30, 60))
    assert colouring.setting("colorize").hints[0][0] == 0
    colouring.restore()
    assert colouring.words == ""


def test_colours_of_a_step_that_is_off_are_asked_about(colouring: Driver, photo: Path) -> None:
    """Switched off for a while, the step has its colours still: to leave them is asked about, and said."""
    place(colouring, 40, 60, "Brick")
    colouring.switch("denoise")
    colouring.answer(click(QMessageBox.StandardButton.Discard))
    colouring.open(photo)
    assert colouring.words == texts.notice((texts.PLACES_LEFT_OUT,))
