"""The queue: the rows in their order; signals tell of each change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.batch.rows import WITH_RESULT, Row, RowState


class Queue(QObject):
    """The photos and what is known of each. Widgets read it and listen."""

    rows_replaced = Signal()
    rows_changed = Signal(int, int)
    """The places of the first and the last of them; not all between need be others."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._places: dict[Path, int] = {}
        self._counted: Counter[RowState] = Counter()

    def __len__(self) -> int:
        """Count the photos."""
        return len(self.rows)

    def __contains__(self, path: Path) -> bool:
        """Tell whether a photo is in the queue."""
        return path in self._places

    def __getitem__(self, path: Path) -> Row:
        """Give the row of a photo."""
        return self.rows[self._places[path]]

    def get(self, path: Path) -> Row | None:
        """Give the row of a photo, if it is in the queue."""
        place = self._places.get(path)
        return None if place is None else self.rows[place]

    def replace_all(self, rows: Iterable[Row]) -> None:
        """Show other rows."""
        self.rows = list(rows)
        self._places = {row.path: at for at, row in enumerate(self.rows)}
        self._counted = Counter(row.state for row in self.rows)
        self.rows_replaced.emit()

    def put(self, *rows: Row) -> None:
        """Show what became of photos, of all at once; of those that were removed nothing is shown."""
        new = [row for row in rows if row.path in self and self[row.path] != row]
        for row in new:
            self._counted[self[row.path].state] -= 1
            self._counted[row.state] += 1
            self.rows[self._places[row.path]] = row
        if new:
            places = [self._places[row.path] for row in new]
            self.rows_changed.emit(min(places), max(places))

    def remove(self, paths: Iterable[Path]) -> None:
        """Take photos out."""
        gone = set(paths)
        self.replace_all(row for row in self.rows if row.path not in gone)

    def set_waiting(self, rows: Iterable[Row]) -> None:
        """Have photos done again; those whose result turns out to be as it was stay accepted."""
        self.put(*(replace(row, state="waiting", part=0.0, words="", is_foreseen=False) for row in rows))

    def of(self, *states: RowState) -> Iterator[Row]:
        """Give the rows in these states."""
        return (row for row in self.rows if row.state in states)

    def count(self) -> Counter[RowState]:
        """Count the rows of each state."""
        return self._counted.copy()

    @property
    def results(self) -> list[Row]:
        """The rows whose results are there."""
        return list(self.of(*WITH_RESULT))
