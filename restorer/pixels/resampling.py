"""Resampling: a picture of any size as a small one, read strip by strip; what lies between pixels."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.samples import Floats
from restorer.pixels.strips import strips


def resample(read: Callable[[slice], Floats], size: tuple[int, int], target: tuple[int, int]) -> Floats:
    """Give a picture of ``size`` (height, width) as ``(h, w, C)`` float32 of size ``target``.

    ``read`` gives some rows of it, ``(R, W, C)``. Between pixels it is linear; where it makes a picture
    smaller, the triangle that weights them is as much wider.
    """
    down, across = (_matrix(*sides) for sides in zip(size, target, strict=True))
    tall: Any = None
    for rows in strips(*size):
        part = read(rows)
        if tall is None:
            tall = np.zeros((target[0], part[0].size), np.float32)
        block = down[:, rows]
        touched = np.flatnonzero(np.diff(block.indptr))
        tall[touched] += block[touched] @ part.reshape(len(part), -1)
    planes = np.moveaxis(tall.reshape(target[0], size[1], -1), 2, 0)
    return np.stack([(across @ plane.T).T for plane in planes], axis=2)


def interpolate(planes: Floats, axis: int, places: NDArray[np.integer], scale: float) -> Floats:
    """Interpolate linearly along an axis, at the pixels ``places`` of a picture that is larger.

    ``scale`` is the size of ``planes`` by its size. Beyond the middles of the first and the last pixel
    these are repeated.
    """
    found = ((places + 0.5) * scale - 0.5).clip(0, planes.shape[axis] - 1)
    first = found.astype(np.intp)
    share = (found - first).astype(np.float32)
    low = planes.take(first, axis)
    step = planes.take(first + 1, axis, mode="clip")
    step -= low
    step *= share.reshape(-1, *[1] * (planes.ndim - axis - 1))
    step += low
    return step


def quads(plane: NDArray[Any]) -> NDArray[Any]:
    """Give the four pixels ``(4, h, w, ...)`` that each pixel of half the size stands for.

    Where a side of ``plane`` ``(H, W, ...)`` is odd its last pixels are repeated.
    """
    margins = [(0, side % 2) for side in plane.shape[:2]] + [(0, 0)] * (plane.ndim - 2)
    even = np.pad(plane, margins, mode="edge")
    return np.stack([even[top::2, left::2] for top, left in product((0, 1), repeat=2)])


def _matrix(source: int, target: int) -> Any:
    """Give the sparse matrix ``(target, source)`` that resamples one side."""
    from scipy.sparse import csr_array

    scale = source / target
    middles = (np.arange(target) + 0.5) * scale - 0.5
    reach = max(1.0, scale)
    first = np.ceil(middles - reach).astype(int)
    places = first[:, None] + np.arange(int(2 * reach) + 1)
    weights = np.maximum(0, 1 - np.abs(places - middles[:, None]) / reach)
    weights *= (places >= 0) & (places < source)
    weights /= weights.sum(axis=1, keepdims=True)
    lines = np.arange(target).repeat(places.shape[1])
    entries = weights.astype(np.float32).ravel(), (lines, places.clip(0, source - 1).ravel())
    return csr_array(entries, shape=(target, source))
