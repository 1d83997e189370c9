"""Scales: a picture with a hole, halved again and again, and what may be copied where at each scale."""

from dataclasses import dataclass

import numpy as np

from restorer.pixels.mask import Hole
from restorer.pixels.resampling import quads
from restorer.pixels.samples import Floats
from restorer.pixels.seams import Places
from restorer.pixels.strips import chunks

PATCH = 7
"""The side in pixels of the squares that are compared."""
RADIUS = PATCH // 2
CHUNK = 1 << 14
"""So many patches are described, or compared, at once: it bounds the memory."""
LEAST_SOURCES = 500
"""A scale with fewer known patches to copy from is of no use."""
MOST_SOURCES = 1_000_000
"""Of more known patches those nearest to the hole are looked at: it bounds the memory."""
_COARSEST = 8
"""A hole that is no deeper is not halved again."""
_BLUR = 9.0
"""The guess leads by what a blur of so many pixels, at the finest scale, leaves of it: finer it is wrong."""
_DETAIL, _ABOUT = 2.0, 3.0
"""Texture is what is finer than so many pixels; how much there is of it is told over so many."""
_SAMPLES = 400
_ALIKE = 0.07
"""Tones that differ by this much have less to say about each other's texture."""
_SURPLUS = np.float32(1.2)
"""More texture is asked for than expected: all else that patches are chosen by prefers the blander."""


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """One scale: ``picture`` ``(H, W, 3)`` float32 with the guess in its ``hole`` ``(H, W)``.

    ``tone`` ``(H, W, 3)`` is the picture blurred, ``texture`` ``(H, W)`` how much of it is lost by that;
    over the hole it is what is expected. ``sources`` and ``targets`` are the middles of the patches that
    lie wholly in the known part, and of those that touch the hole.
    """

    picture: Floats
    hole: Hole
    tone: Floats
    texture: Floats
    sources: Places
    targets: Places


def plan_scales(picture: Floats, hole: Hole, rng: np.random.Generator) -> list[Scale]:
    """Halve a picture while the hole is deep and there is enough to copy from, finest first."""
    from scipy import ndimage

    scales: list[Scale] = []
    while min(hole.shape) > PATCH:
        sources, targets = _middles(hole)
        if len(sources) < LEAST_SOURCES:
            break
        blur = _BLUR / 2 ** len(scales)
        tone = ndimage.gaussian_filter(picture, (blur, blur, 0), truncate=3)
        texture = _measure_texture(picture, hole)
        _expect_texture(texture, tone, targets, _sample(hole, sources, rng))
        scales.append(Scale(picture, hole, tone, texture, sources, targets))
        if ndimage.distance_transform_cdt(np.pad(hole, 1)).max() <= _COARSEST:
            break
        picture = quads(picture).mean(axis=0, dtype=np.float32)
        hole = quads(hole).any(axis=0)  # what is unknown in part is unknown
    return scales


def _middles(hole: Hole) -> tuple[Places, Places]:
    """Give the middles of the patches in the known part, and of those that touch the hole."""
    from scipy import ndimage

    touched = ndimage.maximum_filter(hole, PATCH, mode="constant")
    inside = np.zeros_like(hole)
    inside[RADIUS:-RADIUS, RADIUS:-RADIUS] = True
    sources = np.flatnonzero(inside & ~touched)
    if len(sources) > MOST_SOURCES:
        distance = ndimage.distance_transform_edt(~hole).ravel()[sources]
        sources = np.sort(sources[np.argpartition(distance, MOST_SOURCES)[:MOST_SOURCES]])
    return sources, np.flatnonzero(inside & touched)


def _measure_texture(picture: Floats, hole: Hole) -> Floats:
    """Give the standard deviation of the fine detail of the known part about each pixel, ``(H, W)``."""
    from scipy import ndimage

    known = (~hole).astype(np.float32)
    grey = picture.mean(axis=2)
    detail = (grey - ndimage.gaussian_filter(grey, _DETAIL)) ** 2 * known
    energy, weight = (ndimage.gaussian_filter(plane, _ABOUT) for plane in (detail, known))
    return np.sqrt(energy / np.maximum(weight, np.float32(1e-3)))


def _sample(hole: Hole, sources: Places, rng: np.random.Generator) -> Places:
    """Choose a few of the sources, the more the nearer to the hole."""
    from scipy import ndimage

    chance = 1 / (ndimage.distance_transform_edt(~hole).ravel()[sources] + 5) ** 2
    return rng.choice(sources, min(len(sources), _SAMPLES), replace=False, p=chance / chance.sum())


def _expect_texture(texture: Floats, tone: Floats, targets: Places, samples: Places) -> None:
    """Write into ``texture`` what to expect at the targets: the mean of samples, near and alike ones first.

    The guess does not tell: it is bland. The mean weighs by the inverse square of the distance (Shepard,
    "A two-dimensional interpolation function", 1968) and by how alike the tones are.
    """
    tones, found = tone.reshape(-1, 3), texture.ravel()[samples]
    for some in chunks(len(targets), CHUNK):
        part = targets[some]
        unlike = _squares(tones[part], tones[samples]) / np.float32(2 * _ALIKE**2)
        near = 1 / (_squares(_points(part, tone), _points(samples, tone)) + 25)
        weight = near * (np.exp(-unlike) + np.float32(1e-6))
        texture.ravel()[part] = _SURPLUS * (weight @ found) / weight.sum(axis=1)


def _points(places: Places, picture: Floats) -> Floats:
    return np.stack(np.divmod(places, picture.shape[1]), axis=1).astype(np.float32)


def _squares(left: Floats, right: Floats) -> Floats:
    """Give the squared distances between ``(N, C)`` and ``(M, C)`` as ``(N, M)``."""
    from scipy.spatial.distance import cdist

    squares: Floats = cdist(left, right, "sqeuclidean").astype(np.float32)
    return squares
