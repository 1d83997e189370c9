"""Kriging: an answer made right at the places where the truth is known, and moved where it is like them.

What is missed at the known places is carried to all others by Gaussian-process regression (Krige 1951;
Rasmussen and Williams 2006): the weights are such that each place gets what it misses itself, and one far
off has no say where a nearer one knows better. What is missed is thought of as a sum of two parts, as in
fixed rank kriging (Cressie and Johannesson 2008). The one is shared by the whole picture: so much of
each of a few modes, such as a light that is warmer than told, or a sky less blue and then grass less green;
one is that all is more vivid than expected, or less. The other is a place's own, and goes with that of
places like it: their likeness falls as exp(-d), which has no overshoot where two neighbours contradict
each other, as smoother kernels have. The modes, how alike two places are and how far the answer may be off
a network tells, for each place; nearness counts besides. A colour that hardly any such photo has is a wish:
it says nothing of other things. What the rest leaves of it goes to what is near and alike, and no farther.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restorer.photo import Doubles, Floats

MOST_PLACES = 400
"""Of more places than these some are averaged: the work grows with them."""
REACH = 330.0
"""Places so many pixels apart, and all else alike, have a third as much to say about each other."""
VIVIDNESS, SPREAD = 0.5, 0.26
"""So much of the chroma that is told is to be expected, and the standard deviation of how much it is: it is
told as vivid as photos are, which is more than can be known of one."""
LEAST_DEVIATION = 1e-4
"""A place is never surer than this."""
MOST_SURPRISE = 9.0
"""The square of what is missed, by what may be missed: of a hundred places of true colour one has more. A
colour that surprises more is believed the less."""
NARROWNESS = 2.0
"""So many times less far than what photos may have in common a wish is carried."""
DOUBT = 1e-8
"""The variance of what is known, compared with what may be missed: so small that hints hold; two that
contradict each other at one place still meet in the middle."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a network tells of each place of a picture of ``h`` x ``w``.

    ``chroma`` ``(h, w, C)`` is the answer; ``likeness`` ``(h, w, K)`` are numbers by whose distance places
    are compared; ``deviation`` ``(h, w, 1)``, above 0, is the standard deviation of what is missed at that
    place alone; ``modes`` ``(h, w, C M)`` are how the answer changes when one of M numbers, normal and the
    same for the whole picture, is 1 instead of 0: the first of its channels M times, then the next.
    """

    chroma: Floats
    likeness: Floats
    deviation: Floats
    modes: Floats


def krige(told: Told, places: NDArray[np.intp], truth: Floats) -> Floats:
    """Correct the chroma that is told, ``(h, w, C)``.

    ``truth`` ``(N, C)`` is what it should be at the ``places`` ``(N, 2)``, rows and columns, one or more.
    """
    expected = np.float32(VIVIDNESS) * told.chroma
    *size, channels = expected.shape
    rows, columns = np.indices(size, np.float32)[..., None] / np.float32(REACH)
    deviation = np.maximum(told.deviation, np.float32(LEAST_DEVIATION))
    local = np.concatenate([rows, columns, told.likeness, deviation], axis=2)
    modes = told.modes.reshape(*size, channels, -1)
    modes = np.concatenate([modes, np.float32(SPREAD) * told.chroma[..., None]], axis=-1)
    at = places[:, 0], places[:, 1]
    told_there = told.chroma[at]
    variance = np.sum(modes[at] ** 2, axis=2) + local[at][:, -1:] ** 2
    belief = _believe((truth - expected[at]) ** 2 / variance)
    believed = told_there + belief * (truth - told_there)
    known, known_modes, missed = _thinned(local[at], modes[at], believed - expected[at])
    weights = _solve(known_modes, _covariance(known, known), missed)
    moved = np.array([_covariance(row, known) @ weights for row in local], np.float32)
    amounts = np.tensordot(weights, known_modes, 2).astype(np.float32)
    answer: Floats = expected + moved + modes @ amounts
    return answer if (belief == 1).all() else answer + _carry(local, local[at], truth - answer[at])


def _believe(surprise: Floats) -> Floats:
    """Tell how far to believe colours ``(N, C)`` so much off, squared, by what may be: ``(N, 1)``, 0..1."""
    share = MOST_SURPRISE / np.maximum(surprise.mean(axis=1, keepdims=True), MOST_SURPRISE)
    return np.asarray(share**4, np.float32)


def _carry(local: Floats, known: Floats, left: Floats) -> Floats:
    """Carry what is left ``(N, C)`` at known places to those near and alike, ``(h, w, C)``."""
    places, wishes = _thinned(known, left)
    alike = _nearly_alike(places, places)
    weights = np.linalg.solve(alike + DOUBT * np.eye(len(alike)), wishes)
    return np.array([_nearly_alike(row, places) @ weights for row in local], np.float32)


def _solve(modes: Doubles, own: Doubles, missed: Doubles) -> Doubles:
    """Give the weights ``(N, C)`` with which what is missed at known places counts elsewhere."""
    covariance = np.tensordot(modes, modes, (2, 2))
    for channel in range(missed.shape[1]):
        covariance[:, channel, :, channel] += own
    covariance = covariance.reshape(missed.size, missed.size)
    np.fill_diagonal(covariance, covariance.diagonal() + DOUBT * covariance.diagonal().mean())
    weights: Doubles = np.linalg.solve(covariance, missed.ravel())
    return weights.reshape(missed.shape)


def _thinned(local: Floats, *others: Floats) -> list[Doubles]:
    """Average what is known in cells of the picture, as large as they must be to leave few enough."""
    groups, cell = np.arange(len(local)), 1.0
    while groups.max() >= MOST_PLACES:
        cells = (local[:, :2] * REACH // cell).astype(np.int64)
        _places, groups = np.unique(cells, axis=0, return_inverse=True)
        cell *= 2
    means = []
    for rows in (local, *others):
        total = np.zeros((groups.max() + 1, *rows.shape[1:]))
        np.add.at(total, groups, rows)
        means.append(total / np.bincount(groups).reshape(-1, *[1] * (rows.ndim - 1)))
    return means


def _covariance(left: Floats | Doubles, right: Doubles) -> Doubles:
    """Tell how what is missed at places ``(N, F)`` alone goes with that at others ``(M, F)``: ``(N, M)``.

    The last of their features is their deviation.
    """
    return left[:, -1:] * np.exp(-_distance(left, right)) * right[:, -1]


def _nearly_alike(left: Floats | Doubles, right: Doubles) -> Doubles:
    """Tell how far a wish for places ``(N, F)`` is one for others ``(M, F)``: ``(N, M)``, 0..1."""
    alike: Doubles = np.exp(-((NARROWNESS * _distance(left, right)) ** 1.5))
    return alike


def _distance(left: Floats | Doubles, right: Doubles) -> Doubles:
    from scipy.spatial.distance import cdist

    distance: Doubles = cdist(left[:, :-1], right[:, :-1])
    return distance
