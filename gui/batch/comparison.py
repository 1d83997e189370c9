"""The comparison: one photo before and after on a canvas, read anew when its result is another."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gui.batch.rows import WITH_RESULT, Row
from gui.canvas.canvas import Canvas
from gui.canvas.toolbox import Toolbox
from gui.canvas.view_actions import ViewActions
from gui.state import State
from gui.widgets.labels import make_label
from gui.words import texts_batch, texts_review
from gui.words.texts import breakable
from gui.work.errands import Errands

if TYPE_CHECKING:
    from pathlib import Path

    from gui.wishes import Opened, Restored
    from restorer import JobResult


class Comparison(QWidget):
    """Shows a row of the queue large; of several asked for the last one wins."""

    def __init__(self, errands: Errands) -> None:
        super().__init__()
        self._errands = errands
        self.state = State()
        self._row: Row | None = None
        self._wanted: tuple[Path, Path | None, JobResult | None] | None = None
        """The photo and result that are shown, or were tried to be."""
        self._instead = ""
        """What is said in place of the state: that it is being read, or why it cannot be."""
        self.canvas = Canvas(self.state, Toolbox(self.state))
        self.words = make_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self.canvas, stretch=1)

    def _head(self) -> QHBoxLayout:
        """Lay out what is said of the photo, and how it is looked at."""
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.addWidget(self.words, stretch=1)
        view = ViewActions(self.state, self.canvas, self)
        for action in (view.fit, view.full, view.compare, view.beside):
            button = QToolButton()
            button.setDefaultAction(action)
            head.addWidget(button)
        return head

    def show_row(self, row: Row) -> None:
        """Show a photo and its result; what was read already, or could not be, is not read again."""
        if self._row is None or row.path != self._row.path:
            self._wanted = self.state.opened = self.state.restored = None
            self.canvas.update()
        self._row = row
        if row.state in WITH_RESULT and self._wanted != (row.path, row.target, row.result):
            self._read(row)
        self._tell()

    def forget(self) -> None:
        """Have what is shown read anew when it is asked for again, as reading ends with the errands."""
        self._wanted = None

    def _read(self, row: Row) -> None:
        wanted = self._wanted = row.path, row.target, row.result
        self._instead = "" if self.state.opened else texts_review.LOADING

        def work() -> "tuple[Opened, Restored] | None":
            if self._wanted is not wanted:
                return None  # passed by meanwhile
            from gui.batch.jobs import read_pair

            return read_pair(row)

        def show(pair: "tuple[Opened, Restored] | None") -> None:
            if pair and self._wanted is wanted:
                self._show(*pair)

        def fail(reason: str) -> None:
            if self._wanted is wanted:
                self._say(reason)

        self._errands.ask(work, show, fail)

    def _show(self, opened: "Opened", restored: "Restored") -> None:
        if self.state.opened is None or self.state.opened.stamp != opened.stamp:
            self.state.set_opened(opened)
        self.state.set_restored(restored)
        self._say("")

    def _say(self, instead: str) -> None:
        self._instead = instead
        self._tell()

    def _tell(self) -> None:
        row = self._row
        assert row
        is_of_state = row.state not in WITH_RESULT or not self._instead
        text = f"{row.path.name} — {texts_batch.state(row) if is_of_state else self._instead}"
        self.words.setText(breakable(text))
        self.words.setAccessibleName(text)
