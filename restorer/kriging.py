"""Kriging: an answer made right at the places where the truth is known, and moved where it is like them.

What is missed at the known places is carried to all others by Gaussian-process regression (Krige 1951;
Rasmussen and Williams 2006): the weights are such that each place gets what it misses itself, and one far
off has no say where a nearer one knows better. How alike two places are a network tells, by numbers for
each place; nearness counts besides. Likeness falls as exp(-d), which has no overshoot
where two neighbours contradict each other, as smoother kernels have. How far the answer may be off at each
place the network tells as well: where it is sure little is moved.
"""

import numpy as np
from numpy.typing import NDArray

from restorer.photo import Floats

MOST_PLACES = 400
"""Of more places than these some are averaged: the work grows with them."""
REACH = 330.0
"""Places so many pixels apart, and all else alike, have a third as much to say about each other."""
DOUBT = 2e-6
"""The variance of what is known, so small that hints hold; two that contradict each other at one place still
meet in the middle."""


def krige(
    told: Floats, likeness: Floats, deviation: Floats, places: NDArray[np.intp], truth: Floats
) -> Floats:
    """Correct an answer ``told`` ``(h, w, C)``.

    ``likeness`` ``(h, w, K)`` are numbers by whose distance places are compared, ``deviation`` ``(h, w, 1)``
    is how far the answer may be off, compared with other places; ``truth`` ``(N, C)`` is what it should be at
    the ``places`` ``(N, 2)``, rows and columns, one or more.
    """
    rows, columns = np.indices(told.shape[:2], np.float32)[..., None] / np.float32(REACH)
    features = np.concatenate([rows, columns, likeness, deviation], axis=2)
    at = places[:, 0], places[:, 1]
    known, missed = _thinned(features[at], truth - told[at])
    weights = np.linalg.solve(_covariance(known, known) + DOUBT * np.eye(len(known)), missed)
    moved = [_covariance(row, known) @ weights for row in features]
    return told + np.array(moved, np.float32)


def _thinned(features: Floats, missed: Floats) -> tuple[Floats, Floats]:
    """Average what is known in cells of the picture, as large as they must be to leave few enough."""
    groups, cell = np.arange(len(features)), 1.0
    while groups.max() >= MOST_PLACES:
        cells = (features[:, :2] * REACH // cell).astype(np.int64)
        _places, groups = np.unique(cells, axis=0, return_inverse=True)
        cell *= 2
    counts = np.bincount(groups).astype(np.float32)[:, None]
    known, mean = (np.zeros((len(counts), rows.shape[1]), np.float32) for rows in (features, missed))
    np.add.at(known, groups, features)
    np.add.at(mean, groups, missed)
    return known / counts, mean / counts


def _covariance(left: Floats, right: Floats) -> NDArray[np.float64]:
    """Tell how what is missed at places ``(N, F)`` goes with that at others ``(M, F)``: ``(N, M)``.

    The last of their features is their deviation.
    """
    from scipy.spatial.distance import cdist

    likeness: NDArray[np.float64] = np.exp(-cdist(left[:, :-1], right[:, :-1]))
    return left[:, -1:] * likeness * right[:, -1]
