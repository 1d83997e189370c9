"""Tool rows: buttons of which one is down, each a tool of the toolbox."""

from collections.abc import Iterable
from typing import override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from gui.canvas.toolbox import Toolbox
from gui.state import State
from gui.widgets.buttons import make_action, with_keys
from gui.words import texts

TOOLS = {
    "": (texts.MOVE, "V"),
    "brush": (texts.BRUSH, "P"),
    "eraser": (texts.ERASER, "E"),
    "lasso": (texts.LASSO, "L"),
    "rectangle": (texts.RECTANGLE, "R"),
    "hint": (texts.HINT, "H"),
}
"""The words of each tool, and the key that chooses it."""
_DARKER = 130
"""Per cent."""


def add_tool_actions(window: QWidget, state: State, toolbox: Toolbox) -> None:
    """Let the keys of a window choose any tool while a photo is open, also one whose step is off."""
    for name, (words, key) in TOOLS.items():
        action = make_action(window, words, [key], lambda _checked, name=name: toolbox.choose(name))
        action.setEnabled(state.opened is not None)
        state.photo_opened.connect(lambda action=action: action.setEnabled(True))
        window.addAction(action)


class ToolRow(QWidget):
    """Lets a user choose one of some tools, by the mouse, or Tab and arrows."""

    def __init__(self, toolbox: Toolbox, tools: Iterable[str]) -> None:
        super().__init__()
        self._toolbox = toolbox
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for name in tools:
            words, key = TOOLS[name]
            self.buttons[name] = button = QToolButton()
            button.setText(words.name)
            button.setToolTip(with_keys(words.tip, QKeySequence(key)))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked, name=name: toolbox.choose(name))
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch()
        toolbox.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        """Show which tool is chosen; one of another row leaves all of this one up."""
        usual, chosen = QPalette(), _chosen_palette()
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == self._toolbox.name)
            button.setPalette(chosen if button.isChecked() else usual)
        self._group.setExclusive(True)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Take up the colours of another theme."""
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._refresh()
        super().changeEvent(event)


def _chosen_palette() -> QPalette:
    """Give colours in which the tool that is chosen stands out."""
    palette = QGuiApplication.palette()
    # Buttons are drawn lighter than their colour, and words on them are to be read.
    palette.setColor(QPalette.ColorRole.Button, palette.color(QPalette.ColorRole.Highlight).darker(_DARKER))
    palette.setColor(QPalette.ColorRole.ButtonText, palette.color(QPalette.ColorRole.HighlightedText))
    return palette
