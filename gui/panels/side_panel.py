"""The side panel: the steps, with the histogram above and the history below, both foldable."""

from typing import override

from PySide6.QtCore import QSettings
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.panels.histogram_panel import HistogramPanel
from gui.panels.steps_panel import StepsPanel
from gui.state import State
from gui.widgets.buttons import make_action
from gui.widgets.fold import Fold
from gui.words import texts_menus, texts_side
from gui.words.texts import Words

_HISTORY_HEIGHT = 130
_MARGIN = 12
_LEAST_LINES = 26
"""In a panel of fewer lines of text the steps need the histogram's room."""
_KEPT = "window/side_panel"


class SidePanel(QWidget):
    """Everything beside the photo; it can be hidden, and is so the next time."""

    def __init__(self, state: State, actions: Actions, steps: StepsPanel) -> None:
        super().__init__()
        self.histogram = HistogramPanel(state)
        self.history = QUndoView(actions.history)
        self.history.setEmptyLabel(texts_side.ORIGINAL)
        self.history.setAccessibleName(texts_side.HISTORY)
        self.history.setToolTip(texts_side.HISTORY_TIP)
        self.history.setFixedHeight(_HISTORY_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(0)
        self._levels = _fold(texts_side.HISTOGRAM, self.histogram, "histogram", is_open=True)
        self._is_low = False
        layout.addWidget(self._levels)
        layout.addWidget(steps, stretch=1)
        layout.addWidget(_fold(texts_side.HISTORY, self.history, "history", is_open=False))
        self.shown = make_action(
            self, Words(texts_menus.SIDE_PANEL, ""), ["F9"], self._on_shown, called="side-panel"
        )
        self.shown.setCheckable(True)
        self.shown.setChecked(str(QSettings().value(_KEPT, True)).lower() != "false")
        if not self.shown.isChecked():
            self.hide()

    def _on_shown(self, is_shown: bool) -> None:
        self.setVisible(is_shown)
        QSettings().setValue(_KEPT, is_shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the histogram away where the room gets low, and unfold it where there is enough again."""
        is_low = self.height() < _LEAST_LINES * self.fontMetrics().lineSpacing()
        if is_low != self._is_low:
            self._is_low = is_low
            self._levels.set_room(is_enough=not is_low)
        super().resizeEvent(event)


def _fold(heading: str, content: QWidget, key: str, *, is_open: bool) -> Fold:
    fold = Fold(heading, content, key, is_open=is_open)
    fold.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
    return fold
