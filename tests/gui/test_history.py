"""What is set can be undone and redone, in the steps a user thinks in."""

from pathlib import Path

import pytest
from driver import Driver
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QSpinBox

from gui.history import SettingsChange
from gui.panels.cards import KNOBS
from gui.settings import FIRST, Setting, Settings, changed
from gui.state import State

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
STRENGTH, CONTRAST = KNOBS["denoise"][1], KNOBS["tone"][1]


def strong(percent: int) -> Settings:
    """Give the first settings with another strength of denoising."""
    return changed(FIRST, STRENGTH.put(FIRST[1], percent))


def push(history: QUndoStack, state: State, settings: Settings, control: str | None) -> None:
    """Change the settings in a way that can be undone."""
    history.push(SettingsChange(state, settings, "words", control))


@given(st.lists(st.integers(0, 99), min_size=1))
def test_a_drag_is_one_change(percents: list[int]) -> None:
    """However many numbers a slider runs over, one undo takes it back and one redo puts it there."""
    state, history = State(), QUndoStack()
    for percent in percents:
        push(history, state, strong(percent), "denoise.strength")
    assert history.count() == 1
    history.undo()
    assert state.settings == FIRST
    history.redo()
    assert state.settings == strong(percents[-1])


@given(st.lists(st.integers(0, 99)))
def test_a_drag_back_to_where_it_began_is_no_change(percents: list[int]) -> None:
    """A slider let go where it was taken leaves nothing to undo."""
    state, history = State(), QUndoStack()
    for percent in (50, *percents, 100):
        push(history, state, strong(percent), "denoise.strength")
    assert state.settings == FIRST
    assert not history.canUndo()


def test_switches_are_never_one_change() -> None:
    """Two changes without a slider stay two, even of the same card."""
    state, history = State(), QUndoStack()
    push(history, state, changed(FIRST, Setting("tone", is_on=True)), None)
    push(history, state, FIRST, None)
    assert history.count() == 2
    history.undo()
    assert state.settings == changed(FIRST, Setting("tone", is_on=True))


def test_another_slider_begins_another_change() -> None:
    """Of two sliders moved in turn each is undone apart."""
    state, history = State(), QUndoStack()
    seen = [state.settings]
    for percent, control in ((40, "denoise.strength"), (30, "tone.contrast"), (20, "denoise.strength")):
        push(history, state, strong(percent), control)
        seen.append(state.settings)
    for settings in seen[-2::-1]:
        history.undo()
        assert state.settings == settings
    assert not history.canUndo()


def test_keys_undo_and_redo(driver: Driver, photo: Path) -> None:
    """A drag is undone by one press, a switch by another; redoing brings both back, undoing all the first."""
    driver.open(photo)
    driver.slide("Denoise: Strength", 90, 70, 40)
    driver.switch("denoise", "tone")
    both = driver.state.settings
    assert [setting.is_on for setting in both] == [False, True, True, False]
    driver.press(QKeySequence.keyBindings(UNDO)[0])
    assert not driver.setting("tone").is_on
    assert driver.setting("denoise").strength == 0.4
    driver.press("Ctrl+Z")
    assert driver.state.settings == FIRST
    assert driver.named(QSlider, "Denoise: Strength").value() == 100
    driver.press("Ctrl+Z")
    assert driver.state.settings == FIRST
    driver.press("Ctrl+Shift+Z")
    driver.press(QKeySequence.keyBindings(REDO)[0])
    assert driver.state.settings == both


def test_what_was_restored_can_be_gone_back_to(driver: Driver, photo: Path) -> None:
    """A slider moved again after restoring is a change of its own; undo gives what was restored."""
    driver.open(photo)
    driver.set_level(10)
    driver.restore()
    driver.slide("Denoise: Noise level", 20, 30)
    driver.press("Ctrl+Z")
    assert driver.setting("denoise").controls == {"sigma": 10.0}
    assert not driver.state.is_stale


def test_keys_undo_a_number_that_was_typed(driver: Driver, photo: Path) -> None:
    """Undo takes back what was typed beside a slider, while the keyboard still goes there."""
    driver.open(photo)
    number = driver.named(QSpinBox, "Denoise: Strength")
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "6")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert driver.setting("denoise").strength == 0.06
    driver.press("Ctrl+Z")
    assert driver.state.settings == FIRST
    driver.press("Ctrl+Shift+Z")
    assert driver.setting("denoise").strength == 0.06


def test_automatic_level_is_undone(driver: Driver, photo: Path) -> None:
    """A noise level set by hand is undone to the automatic one, and the slider shows what is found again."""
    driver.open(photo)
    found = driver.named(QSlider, "Denoise: Noise level").value()
    assert found == round(driver.opened.noise)
    driver.set_level(50)
    assert driver.setting("denoise").controls == {"sigma": 50.0}
    driver.press("Ctrl+Z")
    driver.press("Ctrl+Z")
    assert driver.state.settings == FIRST
    assert driver.card("denoise").automatic.isChecked()
    assert not driver.named(QSlider, "Denoise: Noise level").isEnabled()
    assert driver.named(QSlider, "Denoise: Noise level").value() == found


@pytest.mark.parametrize("name", ["Undo", "Redo"])
def test_nothing_to_undo_is_said(driver: Driver, name: str) -> None:
    """Before anything is changed neither can be chosen."""
    assert not driver.action(name).isEnabled()
