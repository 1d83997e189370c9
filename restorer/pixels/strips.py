"""Strips of rows: a large picture is looked at part by part, so that no copy of it is made."""

import math
from collections.abc import Iterator

_PIXELS = 1 << 20
_LOOKED_AT = 400_000


def strips(height: int, width: int) -> Iterator[slice]:
    """Give the rows of a picture in slices of a million pixels or so."""
    rows = max(1, _PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def stride(pixels: int) -> int:
    """Give how far to go, down and across, from one to the next, where of a large picture some are enough."""
    return max(1, round(math.sqrt(pixels / _LOOKED_AT)))
