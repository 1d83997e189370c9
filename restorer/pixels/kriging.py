"""Kriging: an answer made right at the places where the truth is known, and moved where it is like them.

What is missed at the known places is carried to all others by Gaussian-process regression (Krige 1951;
Rasmussen and Williams 2006): the weights are such that each place gets what it misses itself, and one far
off has no say where a nearer one knows better. What is missed is thought of as a sum of two parts, as in
fixed rank kriging (Cressie and Johannesson 2008). The one is shared by the whole picture: so much of
each of a few modes, such as a light that is warmer than told, or a sky less blue and then grass less green;
one is that all is more vivid than expected, or less. The other is a place's own, and goes with that of
places like it: their likeness falls as exp(-d), which has no overshoot where two neighbours contradict
each other, as smoother kernels have. The modes, how alike two places are and how far the answer may be off
a network tells, for each place; nearness counts besides.

A colour that hardly any such photo has, and that colours of other things do not explain, is a wish: it says
nothing of them. What is left of it goes to what is near and alike, and no farther, by inverse distances
(Shepard 1968), so that nothing gets a colour beyond those that are wished.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.samples import Doubles, Floats

MOST_PLACES = 400
"""Of more places than these some are averaged: the work grows with them."""
REACH = 330.0
"""Places so many pixels apart, and all else alike, have a third as much to say about each other."""
VIVIDNESS, SPREAD = 0.5, 0.26
"""So much of the chroma that is told is to be expected, and the standard deviation of how much it is: it is
told as vivid as photos are, which is more than can be known of one."""
LEAST_DEVIATION = 1e-4
"""A place is never surer than this."""
DOUBT = 1e-8
"""The variance of what is known, compared with what may be missed: so small that hints hold; two that
contradict each other at one place still meet in the middle."""
MOST_SURPRISE = 6.0
"""Up to so much, the square of what is missed by that of what may be, a colour is believed; then less."""
WISH_REACH, WISH_LIKENESS, WISH_LIGHTNESS = 140.0, 2.0, 3.0
"""Where a wish ends: so many pixels off, or where a part of likeness or of lightness is another one."""
LEAST_DISTANCE = 1e-4
"""Two places are never nearer, or none of several wishes at one place would count."""
_AT_ONCE = 2**16
"""So many pairs of a place and a known one are looked at together: more would not stay near the processor."""


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What a network tells of each place of a picture of ``h`` x ``w``, and its ``lightness`` ``(h, w, 1)``.

    ``chroma`` ``(h, w, C)`` is the answer; ``likeness`` ``(h, w, K)`` are numbers by whose distance places
    are compared; ``deviation`` ``(h, w, 1)``, above 0, is the standard deviation of what is missed at that
    place alone; ``modes`` ``(h, w, C M)`` are how the answer changes when one of M numbers, normal and the
    same for the whole picture, is 1 instead of 0: the first of its channels M times, then the next.
    """

    chroma: Floats
    likeness: Floats
    deviation: Floats
    modes: Floats
    lightness: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Some places ``N``: the chroma told ``(N, C)``, its modes ``(N, C, M)``, and what they are compared by.

    ``own`` are the numbers by which what is missed is carried, the deviation last; ``thing`` those by which
    wishes are.
    """

    chroma: Doubles
    modes: Doubles
    own: Doubles
    thing: Doubles


def krige(told: Prediction, places: NDArray[np.intp], truth: Floats) -> Floats:
    """Correct the chroma that is told, ``(h, w, C)``.

    ``truth`` ``(N, C)`` is what it should be at the ``places`` ``(N, 2)``, rows and columns, one or more.
    """
    places, wanted = _thinned(places, truth)
    known = _look_at(told, places)
    belief = _believe(known, wanted - VIVIDNESS * known.chroma)
    believed = known.chroma + belief * (wanted - known.chroma)
    weights = _solve(known, believed - VIVIDNESS * known.chroma)
    amounts = np.tensordot(weights, known.modes, 2)

    def answer(there: _Places) -> Doubles:
        kriged = VIVIDNESS * there.chroma + _covariance(there, known) @ weights + there.modes @ amounts
        mixed: Doubles = there.chroma + belief.max() * (kriged - there.chroma)
        return mixed

    left = wanted - answer(known)
    height, width = told.chroma.shape[:2]
    everywhere = np.indices((height, width)).reshape(2, -1).T
    parts = np.array_split(everywhere, 1 + height * width * len(places) // _AT_ONCE)
    there = (_look_at(told, part) for part in parts)
    answers = [answer(part) + _wish_shares(part, known) @ left for part in there]
    return np.concatenate(answers).reshape(height, width, -1).astype(np.float32)


def _look_at(told: Prediction, places: NDArray[np.intp]) -> _Places:
    at = places[:, 0], places[:, 1]
    chroma, likeness = told.chroma[at].astype(np.float64), told.likeness[at]
    deviation = np.maximum(told.deviation[at], LEAST_DEVIATION)
    modes = told.modes[at].reshape(*chroma.shape, -1)
    return _Places(
        chroma,
        np.concatenate([modes, SPREAD * chroma[..., None]], axis=-1),
        np.concatenate([places / REACH, likeness, deviation], axis=1),
        np.concatenate(
            [places / WISH_REACH, WISH_LIKENESS * likeness, WISH_LIGHTNESS * told.lightness[at]], axis=1
        ),
    )


def _believe(known: _Places, missed: Doubles) -> Doubles:
    """Tell how far to believe colours that miss so much, ``(N, C)``: ``(N, 1)``, 0..1.

    What the colours of other things explain, by the modes, is no surprise; places of one thing count as one.
    The more things have one, the more each may be off: of many colours few are wishes.
    """
    deviation = known.own[:, -1]
    alike = np.exp(-(_distance(known.thing, known.thing) ** 3))
    inverse = np.linalg.inv(_joint(known.modes, np.diag(deviation**2 * alike.sum(axis=1))))
    count, channels = missed.shape
    blocks = np.einsum("icid->icd", inverse.reshape(count, channels, count, channels))
    left_out = np.linalg.solve(blocks, (inverse @ missed.ravel()).reshape(count, channels, 1))[..., 0]
    variance = np.sum(known.modes**2, axis=2) + deviation[:, None] ** 2
    surprise = np.minimum(*(np.mean(each**2 / variance, axis=1) for each in (missed, left_out)))
    most = MOST_SURPRISE * np.sum(1 / alike.sum(axis=1)) ** 0.25
    belief: Doubles = (most / np.maximum(surprise, most)) ** 4
    return belief[:, None]


def _wish_shares(there: _Places, known: _Places) -> Doubles:
    """Tell how much of what is left at known places goes to others: ``(N, M)``, at most 1 in all."""
    distance = np.maximum(_distance(there.thing, known.thing), LEAST_DISTANCE)
    cube = distance * distance * distance  # far quicker than powers
    nearness = 1 / (cube * cube)
    shares: Doubles = nearness / nearness.sum(axis=1, keepdims=True) * np.exp(-cube)
    return shares


def _solve(known: _Places, missed: Doubles) -> Doubles:
    """Give the weights ``(N, C)`` with which what is missed at known places counts elsewhere."""
    covariance = _joint(known.modes, _covariance(known, known))
    np.fill_diagonal(covariance, covariance.diagonal() + DOUBT * covariance.diagonal().mean())
    weights: Doubles = np.linalg.solve(covariance, missed.ravel())
    return weights.reshape(missed.shape)


def _joint(modes: Doubles, own: Doubles) -> Doubles:
    """Give the covariance ``(N C, N C)`` of places whose own ones are ``(N, N)`` in each channel."""
    covariance = np.tensordot(modes, modes, (2, 2))
    for channel in range(modes.shape[1]):
        covariance[:, channel, :, channel] += own
    side = modes.shape[0] * modes.shape[1]
    return covariance.reshape(side, side)


def _thinned(places: NDArray[np.intp], truth: Floats) -> tuple[NDArray[np.intp], Doubles]:
    """Average what is known in cells of the picture, as large as they must be to leave few enough."""
    groups, cell = np.arange(len(places)), 1
    while groups.max() >= MOST_PLACES:
        _cells, groups = np.unique(places // cell, axis=0, return_inverse=True)
        cell *= 2
    counts = np.bincount(groups)[:, None]
    places_in, truth_in = np.zeros((len(counts), 2)), np.zeros((len(counts), truth.shape[1]))
    np.add.at(places_in, groups, places)
    np.add.at(truth_in, groups, truth)
    return np.rint(places_in / counts).astype(np.intp), truth_in / counts


def _covariance(there: _Places, known: _Places) -> Doubles:
    """Tell how what is missed at places alone goes with that at known ones: ``(N, M)``."""
    likeness = np.exp(-_distance(there.own[:, :-1], known.own[:, :-1]))
    return there.own[:, -1:] * likeness * known.own[:, -1]


def _distance(left: Doubles, right: Doubles) -> Doubles:
    from scipy.spatial.distance import cdist

    distance: Doubles = cdist(left, right)
    return distance
