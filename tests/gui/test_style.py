"""The style: what can be used, and what the keyboard goes to, is seen in either theme."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.canvas.tool_row import ToolRow
from gui.canvas.toolbox import Toolbox
from gui.state import State
from gui.widgets.theme import apply_theme

WANTED, WANTED_OF_WORDS = 3.0, 4.5
"""What WCAG 2.2 asks of outlines and of the focus (1.4.11), and of words (1.4.3)."""


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: object) -> Iterator[None]:
    """Show all in one of the themes."""
    apply_theme(request.param)
    yield
    apply_theme("system")


@pytest.fixture
def show(theme: None, qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a control below another one that has the focus, and give what they are in."""

    def show(control: QWidget) -> QWidget:
        host = QWidget()
        qtbot.addWidget(host)
        layout = QVBoxLayout(host)
        layout.addWidget(QCheckBox())
        layout.addWidget(control)
        control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        host.show()
        host.activateWindow()
        qtbot.waitUntil(host.isActiveWindow)
        return host

    return show


def test_the_words_of_a_tool_that_is_chosen_are_read(theme: None, qtbot: QtBot) -> None:
    """Its button is dark enough for white words."""
    row = ToolRow(Toolbox(State()), ("", "brush"))
    qtbot.addWidget(row)
    row.show()
    button = row.buttons[""]
    shown = button.grab().toImage()
    words = button.palette().color(QPalette.ColorRole.ButtonText)
    rows = [shown.pixelColor(4, y) for y in range(4, shown.height() - 4)]
    assert min(contrast(words, colour) for colour in rows) >= WANTED_OF_WORDS


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast of two colours as WCAG has it, 1 to 21."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    """Give the relative luminance of a colour, 0 to 1."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def seen(before: QImage, after: QImage) -> int:
    """Count the pixels that have changed by as much as is wanted."""
    places = ((x, y) for x in range(after.width()) for y in range(after.height()))
    return sum(contrast(before.pixelColor(*at), after.pixelColor(*at)) >= WANTED for at in places)


def flat_button() -> QToolButton:
    """Make a button as tool bars have them."""
    button = QToolButton()
    button.setAutoRaise(True)
    return button


@pytest.mark.parametrize("kind", [QCheckBox, QLineEdit, QSpinBox])
def test_what_can_be_used_is_outlined(
    show: Callable[[QWidget], QWidget], kind: Callable[[], QWidget]
) -> None:
    """An empty box or field stands out from the window it is in."""
    control = kind()
    window = show(control)
    shown = window.grab().toImage()
    left, middle = control.x(), control.geometry().center().y()
    background = shown.pixelColor(left - 4, middle)
    outline = [shown.pixelColor(x, middle) for x in range(left, left + 4)]
    assert max(contrast(colour, background) for colour in outline) >= WANTED


@pytest.mark.parametrize(
    "kind",
    [QCheckBox, QLineEdit, QSpinBox, QComboBox, QPushButton, QSlider, QToolButton, QTabBar, flat_button],
)
@pytest.mark.parametrize("is_on", [False, True])
def test_the_keyboards_focus_is_seen(
    show: Callable[[QWidget], QWidget], kind: Callable[[], QWidget], is_on: bool
) -> None:
    """A frame appears about what Tab leads to, whatever it is and whether it is down."""
    control = kind()
    if isinstance(control, QAbstractButton):
        control.setText("Words")
        control.setCheckable(True)
        control.setChecked(is_on)
    if isinstance(control, QTabBar):
        control.addTab("Words")
    window = show(control)
    before = control.grab().toImage()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert control.hasFocus()
    frame = 2 * (before.width() + before.height())
    assert seen(before, control.grab().toImage()) > frame / 4
