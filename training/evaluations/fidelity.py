"""Fidelity: how near a picture is to what it should be, as PSNR and SSIM of arrays."""

# ruff: noqa: PLC0415 -- only those who score need the library that does

import numpy as np

from restorer.pixels.samples import Doubles, Floats, Samples, white
from training.scores import MOST_DECIBELS

WINDOW = 11
"""The side in pixels of the window of SSIM, and so of the smallest picture that has one."""


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


def capped_psnr(restored: Floats, reference: Floats) -> float:
    """Give the PSNR of 8-bit pictures, :data:`~training.scores.MOST_DECIBELS` where they are equal."""
    return min(psnr(restored, reference), MOST_DECIBELS)


def ssim(restored: Samples, reference: Samples) -> tuple[float, Doubles]:
    """Give the structural similarity of two pictures ``(H, W, C)`` of one dtype, and that about each sample.

    As Wang et al. 2004 have it: a Gaussian window of 11 x 11 pixels with sigma 1.5, K1 = 0.01 and K2 = 0.03;
    1 is equal. The one number is the mean over the channels and where the window lies inside the picture. A
    difference in shape, or a picture smaller than the window, is a ``ValueError``.
    """
    from skimage.metrics import structural_similarity

    mean, similar = structural_similarity(  # type: ignore[no-untyped-call]
        restored.astype(np.float64),
        reference.astype(np.float64),
        channel_axis=-1,
        data_range=white(restored.dtype),
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        full=True,
    )
    return float(mean), similar
