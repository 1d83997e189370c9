"""The selection: what is chosen in a view of photos stays so when other rows are shown."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject
from PySide6.QtWidgets import QAbstractItemView

_FLAGS = QItemSelectionModel.SelectionFlag


class SelectionKeeper(QObject):
    """Chooses again what was chosen before the model was reset; for a photo that is gone its neighbour."""

    def __init__(self, view: QAbstractItemView, paths: Callable[[], list[Path]]) -> None:
        super().__init__(view)
        self._view = view
        self._paths = paths
        self._nearest: list[Path] = []
        """The current photo, those after it, and those before it from the last one on."""
        self._selected: set[Path] = set()
        view.model().modelAboutToBeReset.connect(self._note)
        view.model().modelReset.connect(self._choose)

    def _note(self) -> None:
        at, ranges = self._view.currentIndex().row(), self._view.selectionModel().selection().toList()
        paths = self._paths() if at >= 0 or ranges else []
        self._nearest = [*paths[at:], *reversed(paths[:at])] if at >= 0 else []
        self._selected = {path for each in ranges for path in paths[each.top() : each.bottom() + 1]}

    def _choose(self) -> None:
        if not self._nearest and not self._selected:
            return
        rows = {path: row for row, path in enumerate(self._paths())}
        current = next((rows[path] for path in self._nearest if path in rows), None)
        selected = sorted(rows[path] for path in self._selected if path in rows)
        model, chosen = self._view.model(), self._view.selectionModel()
        if current is not None:
            chosen.setCurrentIndex(model.index(current, 0), _FLAGS.NoUpdate)
            selected = selected or ([current] if self._selected else [])
        selection = QItemSelection()
        for first, last in _spans(selected):
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        chosen.select(selection, _FLAGS.ClearAndSelect)


def _spans(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of the rows that follow one another."""
    counter = count()
    for _, span in groupby(rows, lambda row: row - next(counter)):
        together = list(span)
        yield together[0], together[-1]
