"""Strips of rows: a large picture is looked at part by part, so that no copy of it is made."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PIXELS = 1 << 18
"""What is computed of more at once leaves the processor's cache: tone takes a third longer of a million."""
_LOOKED_AT = 400_000


def strips(height: int, width: int, *, least: int = 1) -> Iterator[slice]:
    """Give the rows of a picture in slices of some quarter of a million pixels, or of ``least`` rows."""
    return chunks(height, max(least, _PIXELS // max(1, width)))


def chunks(count: int, size: int) -> Iterator[slice]:
    """Give so many things in slices of at most ``size``."""
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


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
