"""Pyramid: the lightness of a picture at halved sizes, as it is looked at to find what moved."""

import numpy as np

from restorer.photo import Photo
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats, luma_of, without_marks

MOST_PIXELS = 2_000_000
"""Larger pictures are compared at this size."""
_LEAST_SIDE = 24
_COARSEST = 128
"""The longer side of the smallest size."""
_BLUR = 1.0


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
        steps = [np.diff(level, axis=axis) for axis in (0, 1)]
        return float(sum(np.square(step).mean() for step in steps if step.size))


def sharpness(photo: Photo) -> float:
    """Tell how sharp a photo is beside others of its size: of a burst the sharpest has the most."""
    return Pyramid(photo).sharpness


def _lightness(photo: Photo, height: int, width: int) -> Floats:
    def read(rows: slice) -> Floats:
        return luma_of(without_marks(photo.pixels(photo.across(rows))))

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
