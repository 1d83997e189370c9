"""The order in which the queue is shown: that of the work, or by a column whose head was clicked."""

from collections.abc import Callable
from typing import Any

from gui.batch.rows import Row, RowState
from restorer import natural_order

PHOTO, STATE, TIME, NOTES = range(4)
"""The columns."""
_STATES: tuple[RowState, ...] = ("failed", "rejected", "skipped", "working", "waiting", "done", "before")
"""What wants to be looked at first."""
_KEYS: dict[int, Callable[[Row], Any]] = {
    PHOTO: lambda row: natural_order(row.path.name),
    STATE: lambda row: _STATES.index(row.state),
    TIME: lambda row: row.seconds,
    NOTES: lambda row: (not row.words, row.words),
}


def sort_places(rows: list[Row], column: int, *, is_descending: bool) -> list[int]:
    """Give the places of rows in the order of a column, what is alike there as it was; -1 is no column."""
    places = range(len(rows))
    if column not in _KEYS:
        return list(places)
    keys = [_KEYS[column](row) for row in rows]
    return sorted(places, key=keys.__getitem__, reverse=is_descending)
