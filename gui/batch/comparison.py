"""The comparison: one photo before and after on a canvas, read anew when its result is another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui import texts_batch
from gui.batch.rows import FINISHED, Row
from gui.canvas import Canvas
from gui.errands import Errands
from gui.state import State
from gui.texts import breakable
from gui.toolbox import Toolbox

if TYPE_CHECKING:
    from pathlib import Path

    from gui.wishes import Opened, Restored
    from restorer import JobResult


class Comparison(QWidget):
    """Shows a row of the queue large; of several asked for the last one wins."""

    def __init__(self, errands: Errands) -> None:
        super().__init__()
        self._errands = errands
        self._state = State()
        self._shown: tuple[Path, Path | None, JobResult | None] | None = None
        self.canvas = Canvas(self._state, Toolbox(self._state))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setContentsMargins(12, 8, 12, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.words)
        layout.addWidget(self.canvas, stretch=1)

    @property
    def is_shown(self) -> bool:
        """Whether the photo and its result are there."""
        return self._state.restored is not None

    def show_row(self, row: Row) -> None:
        """Show a photo and its result; what is shown already is not read again."""
        self._tell(row, texts_batch.state(row))
        wanted = row.path, row.target, row.result
        if row.state not in FINISHED or wanted == self._shown:
            return
        if self._shown is None or row.path != self._shown[0]:
            self._state.opened = self._state.restored = None
            self.canvas.update()
            self._tell(row, texts_batch.LOADING)
        self._shown = wanted

        def work() -> "tuple[Opened, Restored] | None":
            if self._shown != wanted:
                return None  # passed by meanwhile
            from gui.batch.jobs import read_pair

            return read_pair(row)

        self._errands.ask(work, lambda pair: self._on_read(row, pair), lambda why: self._on_failed(row, why))

    def _tell(self, row: Row, words: str) -> None:
        text = f"{row.path.name} — {words}"
        self.words.setText(breakable(text))
        self.words.setAccessibleName(text)

    def _on_failed(self, row: Row, why: str) -> None:
        if self._shown == (row.path, row.target, row.result):
            self._shown = None  # may be tried again
            self._tell(row, why)

    def _on_read(self, row: Row, pair: "tuple[Opened, Restored] | None") -> None:
        if pair is None or self._shown != (row.path, row.target, row.result):
            return
        opened, restored = pair
        is_same_photo = self._state.opened is not None
        if not is_same_photo:
            self._state.set_opened(opened)
        self._state.set_restored(restored)
        self._tell(row, texts_batch.state(row))
