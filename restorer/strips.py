"""Strips of rows: a large picture is looked at part by part, so that no copy of it is made."""

from collections.abc import Iterator

_PIXELS = 1 << 20


def strips(height: int, width: int) -> Iterator[slice]:
    """Give the rows of a picture in slices of a million pixels or so."""
    rows = max(1, _PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))
