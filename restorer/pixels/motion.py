"""Motion: where each place of one picture is in another of its size, and pictures read along it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box
from restorer.system.libvips import pyvips

_MARGIN = 3
"""Pixels that bicubic interpolation looks at beyond a place, and one to spare."""


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """How far away, across and down in pixels, each place of a picture is found in another.

    ``offsets`` is ``(h, w, 2)`` float32 on a grid from the first corner of a picture of ``size``, height and
    width, to the last one; between its points the offset is interpolated.
    """

    offsets: Floats
    size: tuple[int, int]

    def places(self, box: Box) -> Floats:
        """Give where the pixels of ``box`` are in the other picture, x and y: ``(H, W, 2)`` float32."""
        spans = ((box.top, box.bottom), (box.left, box.right))
        down, across = (
            _matrix_between(*span, size, count)
            for span, size, count in zip(spans, self.size, self.offsets.shape, strict=False)
        )
        planes: list[NDArray[Any]] = [
            _between(plane, down, across) for plane in np.moveaxis(self.offsets, 2, 0)
        ]
        planes[0] = planes[0] + np.arange(box.left, box.right, dtype=np.float32)
        planes[1] = planes[1] + np.arange(box.top, box.bottom, dtype=np.float32)[:, None]
        return np.stack(planes, axis=2)

    def is_within(self, box: Box) -> NDArray[np.bool_]:
        """Tell which pixels of ``box`` are inside the other picture: ``(H, W)``."""
        most = np.array([self.size[1] - 1, self.size[0] - 1])
        places = self.places(box)
        return np.asarray(((places >= 0) & (places <= most)).all(axis=2))


def interpolation_matrix(places: NDArray[Any], size: int, points: int) -> Any:
    """Give the sparse matrix ``(places, points)`` that interpolates from a grid over ``size`` pixels."""
    from scipy.sparse import csr_array

    at = (places + 0.5) / size * (points - 1)
    first = np.clip(at.astype(int), 0, max(points - 2, 0))
    share = (at - first).astype(np.float32)
    entries = np.stack([1 - share, share], axis=1).ravel()
    columns = np.stack([first, np.minimum(first + 1, points - 1)], axis=1).ravel()
    return csr_array((entries, (np.arange(len(places)).repeat(2), columns)), shape=(len(places), points))


@functools.lru_cache(maxsize=64)
def _matrix_between(first: int, last: int, size: int, points: int) -> Any:
    """Give that matrix for the pixels from the first up to the last: the same few are needed all the time."""
    return interpolation_matrix(np.arange(first, last), size, points)


def spread(grid: NDArray[Any], shape: tuple[int, int]) -> Floats:
    """Interpolate one number a point of a grid ``(h, w)`` for each pixel of a picture of a shape."""
    down, across = (
        _matrix_between(0, side, side, count) for side, count in zip(shape, grid.shape, strict=True)
    )
    return _between(grid, down, across)


def _between(grid: NDArray[Any], down: Any, across: Any) -> Floats:
    found: Floats = (across @ (down @ grid).T).T
    return np.ascontiguousarray(found)  # or all that is computed with it goes by columns


def gather(plane: NDArray[Any], points: tuple[int, int]) -> Floats:
    """Sum a plane ``(H, W)`` about each of so many points of a grid, by the weights that interpolate."""
    down, across = (
        _matrix_between(0, side, side, count) for side, count in zip(plane.shape, points, strict=True)
    )
    found: Floats = down.T @ plane @ across
    return found


def read_along(read: Callable[[Box], NDArray[Any]], motion: Motion, box: Box) -> Floats:
    """Read a picture where the pixels of ``box`` are in it, bicubically: ``(H, W, C)`` float32.

    ``read`` gives a part of it, ``(H, W, C)``, of any dtype. A place that is a whole pixel gives that pixel;
    outside, the border is repeated.
    """
    height, width = motion.size
    places = motion.places(box).clip(0, np.array([width - 1, height - 1], np.float32))
    low, high = places.min(axis=(0, 1)).astype(int), places.max(axis=(0, 1)).astype(int)
    left, top = np.maximum(low - _MARGIN, 0)
    right, bottom = np.minimum(high + 1 + _MARGIN, (width, height))
    part = read(Box(int(top), int(left), int(bottom), int(right)))
    return read_at(part, places - np.array([left, top], np.float32))


def read_at(picture: NDArray[Any], places: Floats) -> Floats:
    """Read a picture ``(H, W, C)`` at ``places`` ``(h, w, 2)`` inside it, x and y, bicubically."""
    vips = pyvips()
    image = vips.Image.new_from_array(np.ascontiguousarray(picture, np.float32))
    bicubic = vips.Interpolate.new("bicubic")
    found = image.mapim(vips.Image.new_from_array(places), interpolate=bicubic, extend="copy").numpy()
    return np.asarray(found.reshape(*places.shape[:2], picture.shape[2]), np.float32)
