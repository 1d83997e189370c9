"""Scores of a picture against its reference: the one place they are defined."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from restorer.pixels.samples import Doubles, Floats

WINDOW = 11
"""The side in pixels of the window of SSIM, and so of the smallest picture that has one."""
_WEIGHTS = np.exp(-0.5 * ((np.arange(WINDOW) - WINDOW // 2) / 1.5) ** 2)
_WEIGHTS /= _WEIGHTS.sum()


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


def ssim(restored: Floats, reference: Floats) -> float:
    """Give the structural similarity of two pictures ``(H, W, C)``, float on the 0..1 scale; 1 is equal.

    As Wang et al. 2004 have it: a Gaussian window of 11 x 11 pixels with sigma 1.5, only where it
    lies inside the picture, K1 = 0.01 and K2 = 0.03, peak 1; the mean over places and channels.
    A difference in shape, or a picture smaller than the window, is a ``ValueError``.
    """
    if restored.shape != reference.shape or min(restored.shape[:2]) < WINDOW:
        raise ValueError(
            f"pictures of shape {restored.shape} and {reference.shape}, "
            f"expected one shape of at least {WINDOW} x {WINDOW}"
        )
    first, second = restored.astype(np.float64), reference.astype(np.float64)
    mean_first, mean_second = _windowed(first), _windowed(second)
    both = mean_first * mean_second
    squares = mean_first**2 + mean_second**2
    variances = _windowed(first**2 + second**2) - squares
    covariance = _windowed(first * second) - both
    likeness = (2 * both + 0.01**2) * (2 * covariance + 0.03**2)
    likeness /= (squares + 0.01**2) * (variances + 0.03**2)
    return float(likeness.mean())


def _windowed(picture: Doubles) -> Doubles:
    """Take the weighted mean over each window that lies inside the picture."""
    for axis in (0, 1):
        picture = sliding_window_view(picture, WINDOW, axis) @ _WEIGHTS
    return picture
