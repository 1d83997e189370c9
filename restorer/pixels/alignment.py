"""Alignment: how one picture moved to become another of the same scene, in spite of noise.

Coarse to fine, on pyramids of lightness: first a shift, by phase correlation (Kuglin and Hines 1975), then
what turns and zooms, by Gauss-Newton steps over all pixels, those that do not fit counting less (after
Lucas and Kanade 1981); then about each point of a grid what moved by itself is searched for at the coarsest
size, and what depth adds is found by such steps of its own. Gradients are those of the one picture alone,
whose noise does not go together with that of the other: so noise adds no drift.
"""

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.motion import Motion, gather, read_at, spread
from restorer.pixels.pyramid import Pyramid
from restorer.pixels.samples import Floats

_GLOBAL = 1024
"""The longer side of the largest pictures that are compared in all their pixels at once."""
_CELL, _WINDOW = 16, 1.5
"""The grid's points are so many pixels apart, and each looks about so many cells."""
_STEPS, _LOCAL_STEPS = 6, 3
_SEARCHED, _FAR, _BETTER = 4, 0.01, 0.7
"""What moved by itself is searched so far, near places first, and taken where it fits so much better."""
_USUAL_PIXELS = 0.25
"""How far a place usually is from where the camera's own motion would put it, at each size compared."""
_LUMPS = 12.0 / 14
"""By so much the blur makes noise more alike nearby, over the cells that a point looks about."""


def find_motion(still: Pyramid, moved: Pyramid) -> Motion:
    """Find where each place of ``still`` is in ``moved``, a picture of the same size."""
    points = [max(2, -(-side // _CELL) + 1) for side in still.levels[-1].shape]
    motion = Motion(np.zeros((*points, 2), np.float32), still.size)
    shift = _find_shift(still.levels[0], moved.levels[0])
    motion = _added(motion, np.broadcast_to(shift, motion.offsets.shape), still.levels[0])
    for level, other in zip(still.levels, moved.levels, strict=True):
        if max(level.shape) <= _GLOBAL or level is still.levels[0]:
            for _ in range(_STEPS):
                motion = _added(motion, _affine_step(level, other, motion), level)
    motion = _added(motion, _search(still.levels[0], moved.levels[0], motion), still.levels[0])
    usual = motion
    for level, other in zip(still.levels, moved.levels, strict=True):
        for _ in range(_LOCAL_STEPS):
            motion = _added(motion, _local_step(level, other, motion, usual), level)
    return motion


def _find_shift(level: Floats, other: Floats) -> Floats:
    """Find the shift, x and y in pixels, that puts most of two pictures upon each other."""
    window = np.outer(*(np.hanning(side + 2)[1:-1] for side in level.shape))
    first, second = (np.fft.rfft2((plane - plane.mean()) * window) for plane in (level, other))
    cross = np.conj(first) * second
    cross /= np.abs(cross) + 1e-3 * np.abs(cross).mean() + 1e-12
    peaks = np.fft.irfft2(cross, level.shape)
    place = np.array(np.unravel_index(np.argmax(peaks), peaks.shape))
    size = np.array(level.shape)
    return np.where(place > size // 2, place - size, place)[::-1].astype(np.float32)


def compare(level: Floats, other: Floats, motion: Motion) -> tuple[Floats, Floats, Floats, Floats]:
    """Give a level's gradients across and down, its difference to the other, and how far that counts."""
    from scipy import ndimage

    height, width = level.shape
    x, y = (
        spread(plane, (height, width)) for plane in np.moveaxis(motion.offsets / _scale(motion, level), 2, 0)
    )
    rows, columns = np.arange(height, dtype=np.float32)[:, None] + y, np.arange(width, dtype=np.float32) + x
    places = np.stack([columns.clip(0, width - 1), rows.clip(0, height - 1)], axis=2)
    found = read_at(other[..., None], places)[..., 0]
    inside = (rows >= 0) & (rows <= height - 1) & (columns >= 0) & (columns <= width - 1)
    difference = level - found
    if inside.any():
        difference = difference - np.median(difference[inside][:: max(1, inside.sum() // 10000)])
    usual = 1.5 * np.median(np.abs(difference[:: max(1, height // 200)])) + 1e-4
    weight = inside / (1 + (difference / (2 * usual)) ** 2)
    gradients = [ndimage.correlate1d(level, [-0.5, 0, 0.5], axis=axis, mode="nearest") for axis in (1, 0)]
    return (*gradients, difference.astype(np.float32), weight.astype(np.float32))


def _affine_step(level: Floats, other: Floats, motion: Motion) -> Floats:
    """Find what is left of shift, turn and zoom: offsets in pixels of the level on the motion's grid."""
    gx, gy, difference, weight = compare(level, other, motion)
    y, x = np.ix_(*(np.linspace(-1, 1, side, dtype=np.float32) for side in level.shape))
    ones = np.ones_like(gx)
    terms = [gradient * place for gradient in (gx, gy) for place in (ones, x * ones, y * ones)]
    columns = np.stack([*terms, ones, level]).reshape(8, -1)
    weighted = columns * weight.ravel()
    normal = (weighted @ columns.T).astype(float)
    normal += np.eye(8) * (1e-6 * np.trace(normal) + 1e-12)  # where all is outside nothing is known
    found = np.linalg.solve(normal, weighted @ difference.ravel())
    rows, across = np.ix_(*(np.linspace(-1, 1, side) for side in motion.offsets.shape[:2]))
    steps = [a + b * across + c * rows for a, b, c in (found[:3], found[3:6])]
    return np.stack(steps, axis=2).astype(np.float32)


def _search(level: Floats, other: Floats, motion: Motion) -> Floats:
    """Search about each point of the grid, whole pixels of the level far, for what moved by itself."""
    _gx, _gy, difference, weight = compare(level, other, motion)
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

    gathered = gather(plane, motion.offsets.shape[:2])
    blurred: Floats = ndimage.gaussian_filter(gathered, _WINDOW, mode="nearest")
    return blurred


def _local_step(level: Floats, other: Floats, motion: Motion, usual: Motion) -> Floats:
    """Find what is left about each point of the grid: offsets in pixels of the level.

    Where noise leaves little to see, a place follows the ``usual`` motion.
    """
    gx, gy, difference, weight = compare(level, other, motion)
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
