"""How noisy is this picture: the estimate of sigma."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from restorer.color import SRGB, Space
from restorer.photo import Floats, Photo, Samples, to_float

PATCH = 8
MOST_PATCHES = 30_000
QUIET = 1.5
"""No picture is taken for noisier than this many times its quietest patches, which white noise
leaves at 0.8 to 0.9 of its sigma."""
STEEP, FLAT = 0.25, 0.5
"""Least eigenvalue over the tail's mean, at which noise is trusted not at all and fully: clean grey
photos have 0.20 to 0.35 (CBSD68), with noise of 5 levels 0.59 on average, of 15 levels 0.91."""


def estimate_sigma(picture: Photo | Samples) -> float:
    """Estimate the standard deviation of white noise in a picture, on the 0..1 scale, sRGB-encoded.

    ``picture`` is a photo, looked at through its colour profile, or sRGB-encoded pixels ``(H, W)``,
    ``(H, W, 1)`` or ``(H, W, 3)``, float32 0..1, uint8 or uint16.
    The patches of a picture lie near a plane of few dimensions; in all others there is only
    noise, so the smallest eigenvalues of their covariance are its variance (Chen, Zhu and Heng,
    "An efficient statistical method for image noise level estimation", ICCV 2015). A picture
    of too few patches to tell (some 27 pixels square in colour) gives 0.
    """
    samples, space = (picture.samples, picture.space) if isinstance(picture, Photo) else (picture, SRGB)
    if samples.ndim == 2:
        samples = samples[:, :, None]
    if min(samples.shape[:2]) < PATCH:
        return 0.0
    patches = to_float(_sample_patches(samples))
    clipped = ((patches == 0) | (patches == 1)).any(axis=1)
    unclipped = patches[~clipped]
    if len(unclipped) < 4 * patches.shape[1]:
        unclipped = patches
    if len(unclipped) < 2 * patches.shape[1]:
        return 0.0
    unclipped = _convert_patches(unclipped, space)
    eigenvalues = np.linalg.eigvalsh(np.cov(unclipped, rowvar=False))
    return min(float(np.sqrt(_noise_variance(eigenvalues, len(unclipped)))), QUIET * _quiet_sigma(unclipped))


def _quiet_sigma(patches: Floats) -> float:
    """Measure the noise where least goes on: sigma of the quietest tenth of the patches.

    Second differences down and across leave of a smooth picture nothing and of white noise six
    times its sigma (Immerkaer 1996). Noise is everywhere, texture seldom is.
    """
    tiles = patches.reshape(len(patches), -1, PATCH, PATCH)
    differences = np.diff(np.diff(tiles, 2, axis=2), 2, axis=3) / 6
    return float(np.percentile(np.sqrt(np.square(differences).mean(axis=(1, 2, 3))), 10))


def _sample_patches(pixels: Samples) -> Samples:
    """Take up to ``MOST_PATCHES`` evenly spread patches as rows ``(N, 64 or 192)``."""
    windows = sliding_window_view(pixels, (PATCH, PATCH), axis=(0, 1))
    step = max(1, int(np.sqrt(windows.shape[0] * windows.shape[1] / MOST_PATCHES)))
    spread = windows[::step, ::step]
    return spread.reshape(spread.shape[0] * spread.shape[1], -1)


def _convert_patches(patches: Floats, space: Space) -> Floats:
    """Convert patches ``(N, 64 or 192)`` that have one channel after the other."""
    pixels = patches.reshape(len(patches), -1, PATCH * PATCH).swapaxes(1, 2)
    return space.to_srgb(pixels).swapaxes(1, 2).reshape(patches.shape)


def _noise_variance(eigenvalues: NDArray[np.floating], patches: int) -> float:
    """Take the variance of the noise from the tail of the eigenvalues, as far as the tail is flat.

    White noise alone gives a flat tail; its least eigenvalue is below the variance only by what
    a finite number of patches explains (Marchenko and Pastur 1967). Fine texture, of grey
    pictures above all, gives a tail that falls: then the least eigenvalue is the better bound,
    and of a tail as steep as clean pictures have nothing counts as noise.
    """
    tail = _tail_mean(eigenvalues)
    least = max(float(eigenvalues[0]), 0.0) / (1 - np.sqrt(len(eigenvalues) / patches)) ** 2
    if tail <= 0:
        return 0.0
    trust = np.clip((least / tail - STEEP) / (FLAT - STEEP), 0, 1)
    return float(min(tail, least) * trust)


def _tail_mean(eigenvalues: NDArray[np.floating]) -> float:
    """Drop the greatest eigenvalues until the mean of the rest is their median, and give it."""
    for count in range(len(eigenvalues), 1, -1):
        rest = eigenvalues[:count]
        mean = rest.mean()
        if (rest > mean).sum() == (rest < mean).sum() or mean <= rest[count // 2]:
            return float(mean)
    return float(eigenvalues[0])
