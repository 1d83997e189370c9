"""Guided upsampling: what was found on a small picture brought up to a large one, along its edges.

The guided filter (He, Sun and Tang 2013) finds about each place the line by which the answer follows the
lightness. Brought up, its slope says what the detail of the large picture's lightness, which the small one
has not, means for the answer (after He and Sun, "Fast guided filter", 2015, which follows the whole line and
so smooths the answer). An edge of the answer then lies where the lightness has one. It never goes beyond
what was told about a place: the detail of a grainy scan is noise.
"""

import numpy as np

from restorer.pixels.resampling import interpolate
from restorer.pixels.samples import Floats

RADIUS = 1
"""A line is fitted to windows of so many pixels of the small picture to each side."""
_WINDOW = (2 * RADIUS + 1, 2 * RADIUS + 1, 1)
_SOFT = 4e-3
"""A variance of the lightness well below this is no edge: detail there means nothing."""


class Guided:
    """An answer ``(h, w, C)`` to a small picture of lightness ``(h, w)``, as a larger one has it."""

    def __init__(self, guide: Floats, answer: Floats, size: tuple[int, int]):
        """Prepare for a picture of ``size`` (height, width)."""
        from scipy.ndimage import maximum_filter, minimum_filter

        guide = guide[..., None]
        mean, mean_answer = _averaged(guide), _averaged(answer)
        slope = _averaged(guide * answer) - mean * mean_answer
        slope /= _averaged(guide * guide) - mean * mean + np.float32(_SOFT)
        self.size = size
        self._scales = guide.shape[0] / size[0], guide.shape[1] / size[1]
        ends = (choose(answer, _WINDOW, mode="nearest") for choose in (minimum_filter, maximum_filter))
        self._planes = np.concatenate([answer, _averaged(slope), *ends, guide], axis=2)

    def rows(self, rows: slice, guide: Floats) -> Floats:
        """Give the answer ``(R, W, C)`` to some rows of the large picture, their lightness ``(R, W)``."""
        (height, width), (down, across) = self.size, self._scales
        strips = np.moveaxis(interpolate(self._planes, 0, np.arange(height)[rows], down), 2, 0)
        *planes, seen = (interpolate(plane, 1, np.arange(width), across) for plane in strips)
        count, detail = len(planes) // 4, guide - seen
        answers = []
        for at in range(count):
            told, slope, least, most = planes[at::count]
            answers.append(np.clip(told + slope * detail, least, most))
        return np.stack(answers, axis=2)


def _averaged(planes: Floats) -> Floats:
    from scipy.ndimage import uniform_filter

    averaged: Floats = uniform_filter(planes, _WINDOW, mode="nearest")
    return averaged
