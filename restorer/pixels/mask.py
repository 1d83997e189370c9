"""Masks: where a photo is to be filled. Pure functions on arrays ``(H, W)``, 1 where it is, 0 where not."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.errors import InputError
from restorer.pixels.samples import Floats, Samples, from_float, to_float
from restorer.pixels.strips import strips

Hole = NDArray[np.bool_]
"""``(H, W)``, true where the photo is to be filled."""
_FAINT = 1 / 16
"""What a mask says below this is the ringing of a lossy file, or dirt."""
_MARGINS = 4
"""Strips are at least so many times as high as each margin, which is looked at twice."""


def as_mask(values: NDArray[Any], size: tuple[int, int], name: str = "the mask") -> Floats:
    """Give a mask as float32 ``(H, W)`` of 0..1: bools, floats of 0..1, uint8 or uint16 up to their white.

    Raises InputError for one of another kind or not of ``size`` (height, width).
    """
    if values.ndim != 2:
        raise InputError(f"{name} is of shape {values.shape}, expected one of height and width alone")
    if values.shape != size:
        found, expected = (" x ".join(map(str, shape[::-1])) for shape in (values.shape, size))
        if values.shape == size[::-1]:
            raise InputError(
                f"{name} is {found} pixels, the photo {expected}, as it stands upright; turn the mask"
            )
        raise InputError(f"{name} is {found} pixels, expected {expected} as the photo")
    if values.dtype not in (np.bool_, np.uint8, np.uint16, np.float32, np.float64):
        raise InputError(f"{name} is of {values.dtype}, expected bool, float, uint8 or uint16")
    if values.dtype.kind == "u":
        return to_float(values)
    if not ((values >= 0) & (values <= 1)).all():
        raise InputError(f"{name} has values outside 0..1")
    return values.astype(np.float32)


def without_faint(mask: Floats) -> Floats:
    """Take out what is fainter than a sixteenth, as lossy files leave it about everything they draw."""
    return np.where(mask < _FAINT, np.float32(0), mask)


def grow(mask: Floats, pixels: float) -> Floats:
    """Widen what is at least half there by a disc of so many pixels' radius."""
    if not pixels:
        return mask
    from scipy.ndimage import distance_transform_edt

    grown, margin = mask.copy(), math.ceil(pixels)
    for rows in strips(*mask.shape, least=_MARGINS * margin):
        top = max(0, rows.start - margin)
        part = mask[top : rows.stop + margin] < 0.5
        if not part.all():
            near = distance_transform_edt(part)[rows.start - top :][: rows.stop - rows.start] <= pixels
            grown[rows][near] = 1
    return grown


def paint_back(original: Samples, filled: Samples, mask: Floats, strength: float = 1.0) -> Samples:
    """Put ``filled`` into ``original`` where the mask says, ``(H, W, C)`` both; elsewhere it stays bit-exact.

    Where the mask is between 0 and 1, or ``strength`` is, the two are mixed.
    """
    weight = (mask * np.float32(strength))[..., None]
    before = to_float(original)
    mixed = from_float(before + weight * (to_float(filled) - before), original.dtype)
    return np.where(weight == 0, original, np.where(weight == 1, filled, mixed))


def distance_to_known(hole: Hole) -> Floats:
    """Give how far each pixel of a hole is from what is known, in pixels; 0 where it is known.

    What lies beyond the borders is unknown, too.
    """
    from scipy.ndimage import distance_transform_edt

    distance: Floats = distance_transform_edt(hole).astype(np.float32)
    return distance
