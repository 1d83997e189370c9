"""Scores of a picture against its reference: the one place they are defined."""

import numpy as np

from restorer.photo import Floats


def psnr(restored: Floats, reference: Floats) -> float:
    """Give the peak signal-to-noise ratio in decibels, ``10 log10(1 / mean((a - b)^2))``.

    Both are arrays of one shape, float on the 0..1 scale, over all of whose channels the mean
    is taken (in float64). Equal pictures give infinity. The peak is 1, as for 8-bit pictures
    (ITU-T J.340); a difference in shape is a ``ValueError``.
    """
    if restored.shape != reference.shape:
        raise ValueError(f"pictures of shape {restored.shape} and {reference.shape}, expected one shape")
    error = np.mean(np.square(restored.astype(np.float64) - reference))
    return float(-10 * np.log10(error)) if error else float("inf")
