"""Strips of rows: a large picture is looked at part by part, so that no copy of it is made."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PIXELS = 1 << 18
"""What is computed of more at once leaves the processor's cache: tone takes a third longer of a million."""
_LOOKED_AT = 400_000


def strips(height: int, width: int, least: int = 1) -> Iterator[slice]:
    """Give the rows of a picture in slices of a quarter of a million pixels or so, of ``least`` rows or more."""
    rows = max(least, _PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def by_strips(
    convert: Callable[[NDArray[Any]], NDArray[Any]], samples: NDArray[Any], dtype: np.dtype[Any]
) -> NDArray[Any]:
    """Give what ``convert`` makes of samples ``(H, W)`` or ``(H, W, C)``: ``dtype``, of the same shape."""
    converted = np.empty_like(samples, dtype)
    for rows in strips(*samples.shape[:2]):
        converted[rows] = convert(samples[rows])
    return converted


def stride(pixels: int) -> int:
    """Give how far to go, down and across, from one to the next, where of a large picture some are enough."""
    return max(1, round(math.sqrt(pixels / _LOOKED_AT)))
