"""How noisy is this picture: the estimate of sigma."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from restorer.photo import Samples, to_float

PATCH = 8
MOST_PATCHES = 30_000


def estimate_sigma(pixels: Samples) -> float:
    """Estimate the standard deviation of white noise in a picture, on the 0..1 scale.

    ``pixels`` is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, float32 0..1, uint8 or uint16.
    The patches of a picture lie near a plane of few dimensions; in all others there is only
    noise, so the smallest eigenvalues of their covariance are its variance (Chen, Zhu and Heng,
    "An efficient statistical method for image noise level estimation", ICCV 2015). A picture
    smaller than a patch gives 0.
    """
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if min(pixels.shape[:2]) < PATCH:
        return 0.0
    patches = to_float(_sample_patches(pixels))
    clipped = ((patches == 0) | (patches == 1)).any(axis=1)
    unclipped = patches[~clipped]
    if len(unclipped) < 4 * patches.shape[1]:
        unclipped = patches
    eigenvalues = np.linalg.eigvalsh(np.cov(unclipped, rowvar=False))
    return float(np.sqrt(max(_noise_variance(eigenvalues), 0.0)))


def _sample_patches(pixels: Samples) -> Samples:
    """Take up to ``MOST_PATCHES`` evenly spread patches as rows ``(N, 64 or 192)``."""
    windows = sliding_window_view(pixels, (PATCH, PATCH), axis=(0, 1))
    step = max(1, int(np.sqrt(windows.shape[0] * windows.shape[1] / MOST_PATCHES)))
    spread = windows[::step, ::step]
    return spread.reshape(spread.shape[0] * spread.shape[1], -1)


def _noise_variance(eigenvalues: NDArray[np.floating]) -> float:
    """Drop the greatest eigenvalues until the mean of the rest is their median."""
    for count in range(len(eigenvalues), 1, -1):
        rest = eigenvalues[:count]
        mean = rest.mean()
        if (rest > mean).sum() == (rest < mean).sum():
            return float(mean)
        if mean <= rest[count // 2]:
            return float(mean)
    return float(eigenvalues[0])
