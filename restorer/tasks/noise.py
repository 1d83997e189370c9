"""NoiseMap: how noisy a picture is about each place."""

from dataclasses import dataclass

import numpy as np

from restorer.pixels.resampling import interpolate
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box
from restorer.traits import MOST_SIGMA_255

_MOST = MOST_SIGMA_255 / 255
CELL = 8
"""The side in pixels of what one level is told for: noise changes slowly over a picture."""


@dataclass(frozen=True, slots=True, eq=False)
class NoiseMap:
    """The noise level of each cell of 8 x 8 pixels.

    ``levels`` is ``(h, w)`` float32: standard deviations on the 0..1 scale, sRGB-encoded. Between
    the middles of cells the level is interpolated; a map of one level holds everywhere.
    """

    levels: Floats

    @property
    def sigma(self) -> float:
        """The level in one number: the median, which fine texture taken for noise somewhere does not move."""
        return float(np.median(self.levels))

    def plane(self, box: Box, scale: np.float32) -> Floats:
        """Give the levels of ``box``, ``(H, W, 1)`` float32, for pixels times ``scale``.

        None is beyond what networks know.
        """
        rows = interpolate(self.levels, 0, np.arange(box.top, box.bottom), 1 / CELL)
        told = interpolate(rows, 1, np.arange(box.left, box.right), 1 / CELL)[:, :, None]
        levels: Floats = np.minimum(told * scale, np.float32(_MOST))
        return levels


def scale_for(sigma: float) -> np.float32:
    """Tell what to multiply pixels by, at most 1, so that networks know noise as strong as theirs, 0..1."""
    return np.float32(min(1.0, _MOST / sigma) if sigma else 1.0)


def uniform_noise(sigma: float) -> NoiseMap:
    """Make the map of a picture that is as noisy everywhere."""
    return NoiseMap(np.full((1, 1), sigma, np.float32))
