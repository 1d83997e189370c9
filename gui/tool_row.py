"""Tool rows: buttons of which one is down, each a tool of the toolbox."""

from collections.abc import Mapping
from typing import override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from gui.texts import Words
from gui.toolbox import Toolbox

KEYS = {"": "V", "brush": "P", "eraser": "E", "lasso": "L", "rectangle": "R", "hint": "H"}
"""The key that chooses each tool; the first one's is the window's."""


class ToolRow(QWidget):
    """Lets a user choose one of some tools, by the mouse, Tab and arrows, or their keys."""

    def __init__(self, toolbox: Toolbox, tools: Mapping[str, Words]) -> None:
        super().__init__()
        self._toolbox = toolbox
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for name, words in tools.items():
            self.buttons[name] = button = QToolButton()
            button.setText(words.name)
            button.setToolTip(f"{words.tip} ({KEYS[name]})")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if name:
                QShortcut(QKeySequence(KEYS[name]), self, button.click).setWhatsThis(words.name)
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
    palette.setColor(QPalette.ColorRole.Button, palette.color(QPalette.ColorRole.Highlight))
    palette.setColor(QPalette.ColorRole.ButtonText, palette.color(QPalette.ColorRole.HighlightedText))
    return palette
