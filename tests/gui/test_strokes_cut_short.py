"""What becomes of a stroke when something else happens while it is drawn."""

from dataclasses import replace
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.mask import Mask, Origin
from gui.settings import changed


@pytest.fixture
def painting(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a photo to be repaired where it is painted on."""
    driver.open(photo)
    setting = replace(driver.setting("inpaint"), is_on=True, mask=Mask(Origin.NOTHING))
    driver.state.set_settings(changed(driver.state.settings, setting))
    return driver


@pytest.mark.parametrize("tool", ["brush", "eraser", "lasso", "rectangle"])
def test_a_tool_that_is_put_away_draws_no_more(painting: Driver, tool: str) -> None:
    """Its step is switched off by a key in the middle of a stroke: nothing is marked, nothing goes wrong."""
    painting.window.toolbox.choose(tool)
    QTest.mousePress(painting.canvas, Qt.MouseButton.LeftButton, pos=painting.at(20, 20))
    QTest.mouseMove(painting.canvas, painting.at(60, 40))
    painting.state.set_settings(
        changed(painting.state.settings, replace(painting.setting("inpaint"), is_on=False))
    )
    for place in ((80, 60), (90, 90)):
        QTest.mouseMove(painting.canvas, painting.at(*place))
    QTest.mouseRelease(painting.canvas, Qt.MouseButton.LeftButton, pos=painting.at(90, 90))
    assert painting.setting("inpaint").mask == Mask(Origin.NOTHING)
    assert painting.words == ""


def test_another_button_does_not_end_a_stroke(painting: Driver) -> None:
    """A click of the right button in the middle leaves it one stroke, to its end."""
    painting.window.toolbox.choose("brush")
    QTest.mousePress(painting.canvas, Qt.MouseButton.LeftButton, pos=painting.at(20, 20))
    QTest.mouseMove(painting.canvas, painting.at(60, 60))
    QTest.mouseRelease(painting.canvas, Qt.MouseButton.RightButton, pos=painting.at(60, 60))
    QTest.mouseMove(painting.canvas, painting.at(120, 60))
    QTest.mouseRelease(painting.canvas, Qt.MouseButton.LeftButton, pos=painting.at(120, 60))
    (stroke,) = painting.setting("inpaint").mask.strokes
    assert stroke.points[-1][0] > 115
