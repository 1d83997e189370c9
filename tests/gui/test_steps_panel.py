"""The column of steps tells what can be done, for how long it has been at work, and when that is done."""

from pathlib import Path

import pytest
from driver import Driver, name_of
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton

import gui.panels.steps_panel
from gui.wishes import OpenBurst
from gui.words import texts, texts_wishes


class ScreenReader:
    """Stands where a screen reader would be told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 (Qt's name)
        """Note what is to be said."""
        self.said.append(event.message())


def seconds_left(driver: Driver) -> int:
    """Give what the column says of that."""
    about, number, *rest = driver.advice.split()
    assert (about, rest) == ("About", ["s", "left"])
    return int(number)


def test_nothing_is_restored_by_no_step(driver: Driver, photo: Path) -> None:
    """With all steps off, or nothing marked yet, the button is off and it says why; a result stays."""
    driver.open(photo)
    button = driver.named(QPushButton, texts.RESTORE)
    driver.switch()
    assert (button.isEnabled(), driver.advice) == (False, texts_wishes.NOTHING_ON)
    driver.press("Ctrl+R")
    assert not driver.state.work
    assert not driver.window.sharing.save.isEnabled()
    driver.switch("inpaint")
    driver.choose_origin(1)
    assert (button.isEnabled(), driver.advice) == (False, texts_wishes.NOTHING_MARKED)
    driver.restore("tone")
    result = driver.restored
    driver.switch()
    assert (button.isEnabled(), driver.advice) == (False, texts_wishes.NOTHING_ON)
    assert driver.state.restored is result
    driver.switch("tone")
    assert driver.advice == ""


def test_the_time_goes_on_between_pieces(driver: Driver) -> None:
    """Before the first piece is done the seconds are counted up, afterwards those that are left down."""
    work = OpenBurst(())
    driver.state.set_work(work)
    assert driver.advice == texts_wishes.doing(work)
    driver.wait(lambda: driver.advice == f"{texts_wishes.doing(work)} 1 s so far")
    driver.state.progressed.emit(1, 3)
    first = seconds_left(driver)
    driver.wait(lambda: seconds_left(driver) < first)
    assert driver.window.panel._cancel.accessibleDescription() == driver.advice
    driver.state.set_work(None)
    assert driver.advice == ""


def test_who_does_not_see_it_is_told_of_the_result(
    driver: Driver, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen reader says that the photo is restored, once; not again for each strength that is tried."""
    reader = ScreenReader()
    monkeypatch.setattr(gui.panels.steps_panel, "QAccessible", reader)
    driver.open(photo)
    driver.restore("tone")
    assert reader.said == [texts_wishes.RESTORED]
    driver.slide("Correct tone: Strength", 40)
    driver.wait_for_result()
    assert reader.said == [texts_wishes.RESTORED]
    assert name_of(driver.window.panel) == texts_wishes.STEPS


def test_steps_changed_meanwhile_are_told(driver: Driver, large_photo: Path) -> None:
    """While a photo is restored by other steps than those set now it is said; a strength is none of these."""
    driver.open(large_photo)
    driver.press("Ctrl+R")
    driver.slide("Denoise: Strength", 40)
    assert texts.BEFORE_CHANGE not in driver.advice
    driver.switch("denoise", "tone")
    assert texts.BEFORE_CHANGE in driver.advice
    driver.press("Ctrl+Z")
    assert driver.state.work
    assert texts.BEFORE_CHANGE not in driver.advice
    driver.press("Esc")
