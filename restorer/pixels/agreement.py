"""Agreement: where two pictures of a scene show the same, once one is moved onto the other."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.alignment import compare
from restorer.pixels.motion import Motion, spread
from restorer.pixels.pyramid import Pyramid
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box

_BLUR, _GROW, _LEFT = 2.5, 5, 1 / 9.5
"""What differs is blurred by, grown by, and so much of white noise is left by this blur and the pyramid's."""
_MOST_UNUSUAL = 3.0
"""A camera's noise is more alike nearby than white noise, and a blur leaves the more of it."""
_MOST_DEVIATIONS, _MOST_PIXELS_OFF, _LEAST_CONTRAST = 3.5, 0.2, 0.004
_MOST_TEAR = 0.04


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
    *gradients, difference, weight = compare(level, other, motion)
    blurred = np.abs(ndimage.gaussian_filter(difference, _BLUR, mode="nearest"))
    slope = ndimage.gaussian_filter(np.hypot(*gradients), _BLUR, mode="nearest")
    usual = 1.48 * np.median(blurred[weight > 0]) if (weight > 0).any() else 0.0
    usual = min(usual, _MOST_UNUSUAL * math.hypot(still.noise, moved.noise) * _LEFT + _LEAST_CONTRAST)
    differs = blurred > _MOST_DEVIATIONS * usual + _MOST_PIXELS_OFF * slope + _LEAST_CONTRAST
    differs |= _tear(motion, level) > _MOST_TEAR
    mask = ~ndimage.binary_dilation(differs, iterations=_GROW) & (weight > 0)
    return Agreement(np.asarray(mask), still.size)


def _tear(motion: Motion, level: Floats) -> Floats:
    """Give by how many pixels the offset changes from one pixel to the next: ``(h, w)`` of a level."""
    (height, width), points = motion.size, motion.offsets.shape
    cells = height / (points[0] - 1), width / (points[1] - 1)
    changes = np.array([np.gradient(motion.offsets, cell, axis=axis) for axis, cell in enumerate(cells)])
    strain = np.sqrt(np.square(changes).sum(axis=(0, 3))).astype(np.float32)
    return spread(strain, level.shape)
