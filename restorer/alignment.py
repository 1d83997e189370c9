"""Alignment: how one picture moved to become another of the same scene, in spite of noise.

Coarse to fine, on pyramids of lightness: first a shift, by phase correlation (Kuglin and Hines 1975), then
what turns and zooms, by Gauss-Newton steps over all pixels, those that do not fit counting less (after
Lucas and Kanade 1981), then what depth adds, the same for each place about a grid. Gradients are those of
the one picture alone, whose noise does not go together with that of the other: so noise adds no drift.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.motion import Motion, hats, read_at
from restorer.photo import Floats, Photo
from restorer.resampling import resample
from restorer.tiles import Box

MOST_PIXELS = 2_000_000
"""Larger pictures are compared at this size."""
_LEAST_SIDE = 24
_COARSEST, _GLOBAL = 128, 1024
"""The longer side of the first pictures compared, and of the last over all pixels."""
_BLUR = 1.0
_CELL, _WINDOW = 16, 1.5
"""The grid's points are so many pixels apart, and each looks about so many cells."""
_STEPS, _LOCAL_STEPS = 6, 3
_SEARCHED, _FAR, _BETTER = 4, 0.01, 0.7
"""What moved by itself is searched so far, near places first, and taken where it fits so much better."""
_USUAL_PIXELS = 0.25
"""How far a place usually is from where the camera's own motion would put it, at each size compared."""
_LUMPS = 12.0 / 14
"""By so much the blur makes noise more alike nearby, over the cells that a point looks about."""
_ALIKE_BLUR, _ALIKE_GROW, _ALIKE_MEAN = 2.5, 5, 9.5
"""Both blurs leave a part of white noise: one in so many."""
_MOST_UNUSUAL = 3.0
"""A camera's noise is more alike nearby than white noise, and a blur leaves the more of it."""
_MOST_DEVIATIONS, _MOST_PIXELS_OFF, _LEAST_CONTRAST = 3.5, 0.2, 0.004
_MOST_TEAR = 0.04
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


class Pyramid:
    """The lightness of a picture of ``size``, height and width, at halved sizes, coarsest first."""

    def __init__(self, photo: Photo):
        self.size = (photo.height, photo.width)
        scale = min(1.0, (MOST_PIXELS / (photo.height * photo.width)) ** 0.5)
        levels = [_lightness(photo, *(max(1, round(side * scale)) for side in self.size))]
        self.noise = _noise(levels[0])
        while max(levels[0].shape) > _COARSEST and min(levels[0].shape) >= 2 * _LEAST_SIDE:
            levels.insert(0, _halved(levels[0]))
        self.levels = [_blurred(level) for level in levels]

    @property
    def sharpness(self) -> float:
        """How much neighbours differ, at the finest size."""
        level = self.levels[-1]
        return float(sum(np.square(np.diff(level, axis=axis)).mean() for axis in (0, 1)))


def find_motion(still: Pyramid, moved: Pyramid) -> Motion:
    """Find where each place of ``still`` is in ``moved``, a picture of the same size."""
    points = [max(2, -(-side // _CELL) + 1) for side in still.levels[-1].shape]
    motion = Motion(np.zeros((*points, 2), np.float32), still.size)
    shift = _find_shift(still.levels[0], moved.levels[0])
    motion = _added(motion, np.broadcast_to(shift, motion.offsets.shape), still.levels[0])
    for level, other in zip(still.levels, moved.levels, strict=True):
        if max(level.shape) <= _GLOBAL or level is still.levels[0]:
            for _ in range(_STEPS):
                motion = _added(motion, _camera_step(level, other, motion), level)
    motion = _added(motion, _search(still.levels[0], moved.levels[0], motion), still.levels[0])
    usual = motion
    for level, other in zip(still.levels, moved.levels, strict=True):
        for _ in range(_LOCAL_STEPS):
            motion = _added(motion, _local_step(level, other, motion, usual), level)
    return motion


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """Where two pictures of ``size``, height and width, show the same: ``mask`` ``(h, w)``, maybe smaller."""

    mask: NDArray[np.bool_]
    size: tuple[int, int]

    @property
    def share(self) -> float:
        """How much of the pictures is the same, 0..1."""
        return float(self.mask.mean())

    def at(self, box: Box) -> NDArray[np.bool_]:
        """Give the mask for the pixels of a box: ``(H, W)``."""
        spans = ((box.top, box.bottom), (box.left, box.right))
        rows, columns = (
            np.arange(first, last) * count // size
            for (first, last), count, size in zip(spans, self.mask.shape, self.size, strict=True)
        )
        return self.mask[np.ix_(rows, columns)]


def find_agreement(still: Pyramid, moved: Pyramid, motion: Motion) -> Agreement:
    """Tell where two pictures show the same, one moved onto the other.

    They differ where a blur that takes most of the noise leaves more than noise and an error of the motion
    would, and where the motion itself tears: between what moves by itself and what does not.
    """
    from scipy import ndimage

    level, other = still.levels[-1], moved.levels[-1]
    *gradients, difference, weight = _compare(level, other, motion)
    blurred = np.abs(ndimage.gaussian_filter(difference, _ALIKE_BLUR, mode="nearest"))
    slope = ndimage.gaussian_filter(np.hypot(*gradients), _ALIKE_BLUR, mode="nearest")
    usual = 1.48 * np.median(blurred[weight > 0]) if (weight > 0).any() else 0.0
    usual = min(usual, _MOST_UNUSUAL * math.hypot(still.noise, moved.noise) / _ALIKE_MEAN + _LEAST_CONTRAST)
    differs = blurred > _MOST_DEVIATIONS * usual + _MOST_PIXELS_OFF * slope + _LEAST_CONTRAST
    differs |= _tear(motion, level) > _MOST_TEAR
    mask = ~ndimage.binary_dilation(differs, iterations=_ALIKE_GROW) & (weight > 0)
    return Agreement(np.asarray(mask), still.size)


def _tear(motion: Motion, level: Floats) -> Floats:
    """Give by how many pixels the offset changes from one pixel to the next: ``(h, w)`` of a level."""
    (height, width), points = motion.size, motion.offsets.shape
    cells = height / (points[0] - 1), width / (points[1] - 1)
    changes = np.array([np.gradient(motion.offsets, cell, axis=axis) for axis, cell in enumerate(cells)])
    strain = np.sqrt(np.square(changes).sum(axis=(0, 3))).astype(np.float32)
    down, across = (
        hats(np.arange(side), side, count) for side, count in zip(level.shape, points, strict=False)
    )
    spread: Floats = (across @ (down @ strain).T).T
    return spread


def _lightness(photo: Photo, height: int, width: int) -> Floats:
    def read(rows: slice) -> Floats:
        pixels = photo.pixels(photo.across(rows))
        return pixels if photo.is_grey else (pixels @ _LUMA)[..., None]

    return resample(read, (photo.height, photo.width), (height, width))[..., 0]


def _noise(level: Floats) -> float:
    """Estimate the noise from the median of the finest diagonal detail (Donoho and Johnstone 1994)."""
    rows, columns = (side // 2 * 2 for side in level.shape)
    even, odd = level[:rows:2, :columns], level[1:rows:2, :columns]
    detail = np.abs(even[:, ::2] - even[:, 1::2] - odd[:, ::2] + odd[:, 1::2]) / 2
    return float(np.median(detail) / 0.6745) if detail.size else 0.0


def _halved(level: Floats) -> Floats:
    size = (level.shape[0], level.shape[1])
    return resample(lambda rows: level[rows, :, None], size, (-(-size[0] // 2), -(-size[1] // 2)))[..., 0]


def _blurred(level: Floats) -> Floats:
    from scipy import ndimage

    blurred: Floats = ndimage.gaussian_filter(level, _BLUR, mode="nearest")
    return blurred


def _find_shift(level: Floats, other: Floats) -> NDArray[np.float64]:
    """Find the shift, x and y in pixels, that puts most of two pictures upon each other."""
    window = np.outer(*(np.hanning(side + 2)[1:-1] for side in level.shape))
    first, second = (np.fft.rfft2((plane - plane.mean()) * window) for plane in (level, other))
    cross = np.conj(first) * second
    cross /= np.abs(cross) + 1e-3 * np.abs(cross).mean() + 1e-12
    peaks = np.fft.irfft2(cross, level.shape)
    place = np.array(np.unravel_index(np.argmax(peaks), peaks.shape))
    size = np.array(level.shape)
    return np.where(place > size // 2, place - size, place)[::-1].astype(float)


def _compare(level: Floats, other: Floats, motion: Motion) -> tuple[Floats, Floats, Floats, Floats]:
    """Give a level's gradients across and down, its difference to the other, and how far that counts."""
    from scipy import ndimage

    height, width = level.shape
    down, across = (
        hats(np.arange(side), side, count)
        for side, count in zip(level.shape, motion.offsets.shape, strict=False)
    )
    scale = width / motion.size[1], height / motion.size[0]
    x, y = (
        (across @ (down @ plane).T).T * factor
        for plane, factor in zip(np.moveaxis(motion.offsets, 2, 0), scale, strict=True)
    )
    rows, columns = np.arange(height, dtype=np.float32)[:, None] + y, np.arange(width, dtype=np.float32) + x
    places = np.stack([columns.clip(0, width - 1), rows.clip(0, height - 1)], axis=2)
    found = read_at(other[..., None], places)[..., 0]
    inside = (rows >= 0) & (rows <= height - 1) & (columns >= 0) & (columns <= width - 1)
    difference = level - found
    if inside.any():
        difference = difference - np.median(difference[inside][:: max(1, inside.sum() // 10000)])
    spread = 1.5 * np.median(np.abs(difference[:: max(1, height // 200)])) + 1e-4
    weight = inside / (1 + (difference / (2 * spread)) ** 2)
    gradients = [ndimage.correlate1d(level, [-0.5, 0, 0.5], axis=axis, mode="nearest") for axis in (1, 0)]
    return (*gradients, difference.astype(np.float32), weight.astype(np.float32))


def _camera_step(level: Floats, other: Floats, motion: Motion) -> Floats:
    """Find what is left of shift, turn and zoom: offsets in pixels of the level on the motion's grid."""
    gx, gy, difference, weight = _compare(level, other, motion)
    y, x = np.ix_(*(np.linspace(-1, 1, side, dtype=np.float32) for side in level.shape))
    ones = np.ones_like(gx)
    terms = [gradient * place for gradient in (gx, gy) for place in (ones, x * ones, y * ones)]
    columns = np.stack([*terms, ones, level]).reshape(8, -1)
    weighted = columns * weight.ravel()
    normal = (weighted @ columns.T).astype(float)
    normal += np.eye(8) * 1e-6 * np.trace(normal)
    found = np.linalg.solve(normal, weighted @ difference.ravel())
    rows, across = np.ix_(*(np.linspace(-1, 1, side) for side in motion.offsets.shape[:2]))
    steps = [a + b * across + c * rows for a, b, c in (found[:3], found[3:6])]
    return np.stack(steps, axis=2).astype(np.float32)


def _search(level: Floats, other: Floats, motion: Motion) -> Floats:
    """Search about each point of the grid, whole pixels of the level far, for what moved by itself."""
    _gx, _gy, difference, weight = _compare(level, other, motion)
    found = np.pad(level - difference, _SEARCHED, mode="edge")
    inside = _about(weight > 0, motion) + 1e-6
    steps = np.array(list(itertools.product(range(-_SEARCHED, _SEARCHED + 1), repeat=2)))
    height, width = level.shape
    costs = []
    for y, x in steps:
        moved = found[_SEARCHED + y :, _SEARCHED + x :][:height, :width]
        costs.append(_about(np.square(level - moved) * (weight > 0), motion) / inside)
    best = np.argmin(np.array(costs) * (1 + _FAR * np.square(steps).sum(axis=1))[:, None, None], axis=0)
    least = np.take_along_axis(np.array(costs), best[None], axis=0)[0]
    is_better = least < _BETTER * costs[len(steps) // 2]
    return np.where(is_better[..., None], steps[best][..., ::-1], 0).astype(np.float32)


def _about(plane: NDArray[Any], motion: Motion) -> Floats:
    """Sum a plane of a level about each point of a motion's grid."""
    from scipy import ndimage

    down, across = (
        hats(np.arange(side), side, count)
        for side, count in zip(plane.shape, motion.offsets.shape, strict=False)
    )
    gathered = down.T @ plane @ across
    blurred: Floats = ndimage.gaussian_filter(gathered, _WINDOW, mode="nearest")
    return blurred


def _local_step(level: Floats, other: Floats, motion: Motion, usual: Motion) -> Floats:
    """Find what is left about each point of the grid: offsets in pixels of the level.

    Where noise leaves little to see, a place follows the ``usual`` motion.
    """
    gx, gy, difference, weight = _compare(level, other, motion)
    xx, xy, yy, x, y = (
        _about(weight * plane, motion)
        for plane in (gx * gx, gx * gy, gy * gy, gx * difference, gy * difference)
    )
    noise = (1.48 * np.median(np.abs(difference))) ** 2 + 1e-7
    stiffness = _LUMPS * noise / _USUAL_PIXELS**2
    away = (motion.offsets - usual.offsets) / _scale(motion, level)
    xx, yy, x, y = xx + stiffness, yy + stiffness, x - stiffness * away[..., 0], y - stiffness * away[..., 1]
    determinant = xx * yy - xy * xy
    step: Floats = np.stack([yy * x - xy * y, xx * y - xy * x], axis=2) / determinant[..., None]
    return step.clip(-1, 1)


def _added(motion: Motion, step: Floats, level: Floats) -> Motion:
    """Move by a step in pixels of a level."""
    return Motion(motion.offsets + step * _scale(motion, level), motion.size)


def _scale(motion: Motion, level: Floats) -> Floats:
    """Give the pixels of the picture to one of the level, across and down."""
    return np.array([motion.size[1] / level.shape[1], motion.size[0] / level.shape[0]], np.float32)
