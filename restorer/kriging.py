"""Kriging: an answer made right at the places where the truth is known, and moved where it is like them.

What is missed at the known places is carried to all others by Gaussian-process regression (Krige 1951;
Rasmussen and Williams 2006): the weights are such that each place gets what it misses itself, and one far
off has no say where a nearer one knows better. Places are alike that are near, of like lightness, there
and about, of like texture, and were told like colours. Likeness falls as exp(-d), which has no overshoot
where two neighbours contradict each other, as smoother kernels have.
"""

import numpy as np
from numpy.typing import NDArray

from restorer.photo import Floats

MOST_PLACES = 400
"""Of more places than these some are averaged: the work grows with them."""
_REACH = 330.0
"""Places so many pixels apart, and all else alike, have a third as much to say about each other."""
_LIGHTNESS, _TEXTURE, _CHROMA = 0.6, 3.0, 0.3
"""Such differences of lightness, of the logarithm of its spread, and of chroma count as much as that."""
_FINE, _COARSE, _ABOUT = 2.0, 10.0, 3.0
"""Lightness is taken over so many pixels, fine and coarse; texture is what varies within so many."""
_LEAST_SPREAD = 0.01
_DOUBT = 0.003
"""A known place is doubted so much: two that contradict each other at one place meet in the middle."""


def krige(told: Floats, lightness: Floats, places: NDArray[np.intp], truth: Floats) -> Floats:
    """Correct an answer ``told`` ``(h, w, 2)``, a*/110 and b*/110, to a picture of ``lightness`` ``(h, w)``.

    ``truth`` ``(N, 2)`` is what it should be at the ``places`` ``(N, 2)``, rows and columns, one or more.
    """
    features = _features(lightness, told)
    at = places[:, 0], places[:, 1]
    known, missed = _thinned(features[at], truth - told[at])
    weights = np.linalg.solve(_likeness(known, known) + _DOUBT * np.eye(len(known)), missed)
    moved = [_likeness(row, known) @ weights for row in features]
    return told + np.array(moved, np.float32)


def _features(lightness: Floats, told: Floats) -> Floats:
    """Give what places ``(h, w, 7)`` are compared by, in units of what counts alike."""
    from scipy.ndimage import gaussian_filter

    mean, square = (gaussian_filter(plane, _ABOUT) for plane in (lightness, lightness**2))
    spread = np.log(np.sqrt(np.maximum(square - mean**2, 0)) + np.float32(_LEAST_SPREAD))
    rows, columns = np.indices(lightness.shape, np.float32) / np.float32(_REACH)
    fine, coarse = (gaussian_filter(lightness, sigma) / _LIGHTNESS for sigma in (_FINE, _COARSE))
    planes = [rows, columns, fine, coarse, spread / _TEXTURE]
    return np.concatenate([np.stack(planes, axis=2), told / _CHROMA], axis=2, dtype=np.float32)


def _thinned(features: Floats, missed: Floats) -> tuple[Floats, Floats]:
    """Average what is known in cells of the picture, as large as they must be to leave few enough."""
    groups, cell = np.arange(len(features)), 1.0
    while groups.max() >= MOST_PLACES:
        cells = (features[:, :2] * _REACH // cell).astype(np.int64)
        _places, groups = np.unique(cells, axis=0, return_inverse=True)
        cell *= 2
    counts = np.bincount(groups).astype(np.float32)[:, None]
    known, mean = (np.zeros((len(counts), rows.shape[1]), np.float32) for rows in (features, missed))
    np.add.at(known, groups, features)
    np.add.at(mean, groups, missed)
    return known / counts, mean / counts


def _likeness(left: Floats, right: Floats) -> NDArray[np.float64]:
    """Tell how alike places ``(N, F)`` and ``(M, F)`` are: ``(N, M)``, 1 for the same."""
    from scipy.spatial.distance import cdist

    likeness: NDArray[np.float64] = np.exp(-cdist(left, right))
    return likeness
