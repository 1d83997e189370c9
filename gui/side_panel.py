"""The side panel: the steps, with the histogram above and the history below, both foldable."""

from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from gui import texts_side
from gui.actions import Actions
from gui.fold import Fold
from gui.histogram_panel import HistogramPanel
from gui.state import State
from gui.steps_panel import StepsPanel

_HISTORY_HEIGHT = 130
_MARGIN = 12


class SidePanel(QWidget):
    """Everything beside the photo."""

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
        layout.addWidget(_fold(texts_side.HISTOGRAM, self.histogram, "histogram", is_open=True))
        layout.addWidget(steps, stretch=1)
        layout.addWidget(_fold(texts_side.HISTORY, self.history, "history", is_open=False))


def _fold(heading: str, content: QWidget, key: str, *, is_open: bool) -> Fold:
    fold = Fold(heading, content, key, is_open=is_open)
    fold.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
    return fold
