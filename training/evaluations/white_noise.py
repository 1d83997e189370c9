"""White noise of a known level, taken out again: what most papers publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from restorer import Photo
from restorer.pixels.samples import Floats, from_float, to_float
from restorer.progress import Tick, no_tick
from training.evaluations.evaluation import Engines, Evaluation, as_photo, denoise, means, score_each, seed_of
from training.evaluations.fidelity import psnr
from training.sources import Picture

PUBLISHED: dict[str, dict[str, dict[float, float]]] = {
    "cbsd68": {
        "CBM3D": {15: 33.52, 25: 30.71, 50: 27.38},
        "DnCNN": {15: 33.90, 25: 31.24, 50: 27.95},
        "FFDNet": {15: 33.87, 25: 31.21, 50: 27.96},
        "DRUNet": {15: 34.30, 25: 31.69, 50: 28.51},
        "SwinIR": {15: 34.42, 25: 31.78, 50: 28.56},
    },
    "set12": {
        "BM3D": {15: 32.37, 25: 29.97, 50: 26.72},
        "DnCNN": {15: 32.86, 25: 30.44, 50: 27.18},
        "FFDNet": {15: 32.75, 25: 30.43, 50: 27.32},
        "DRUNet": {15: 33.25, 25: 30.94, 50: 27.90},
        "SwinIR": {15: 33.36, 25: 31.01, 50: 27.91},
    },
}
"""Published PSNR in decibels by data set, method and sigma, in colour and in grey.

From Zhang et al. 2017 (DnCNN, and BM3D there), 2018 (FFDNet), 2021 (DRUNet), Liang et al. 2021.
"""
WHOLE = {"cbsd68": 68, "set12": 12}
"""The pictures of the data sets that the published figures are means over."""


@dataclass(frozen=True, slots=True)
class Score:
    """Mean PSNR in decibels at one noise level: restored (8-bit and float) and noisy."""

    sigma_255: float
    psnr: float
    psnr_float: float
    psnr_noisy: float


@dataclass(frozen=True, slots=True)
class WhiteNoise(Evaluation):
    """What a denoiser scored on white noise whose level it was told."""

    scores: tuple[Score, ...]

    title: ClassVar = "White noise"
    protocol: ClassVar = (
        "PSNR in dB by sigma in 8-bit levels, which is given. Noise with fixed seeds, in float, neither "
        "clipped nor rounded; PSNR over all channels of the result rounded to 8 bits; mean over the pictures."
    )

    def published(self) -> dict[str, dict[float, float]]:
        """Give the published PSNR by method and sigma."""
        return PUBLISHED.get(self.data.lower(), {})

    def rows(self) -> list[Sequence[str]]:
        """Lay out PSNR by method and noise level, the published figures for this data included."""
        rows = [["sigma", *(f"{score.sigma_255:g}" for score in self.scores)]]
        rows.append(["noisy", *(f"{score.psnr_noisy:.2f}" for score in self.scores)])
        for method, figures in self.published().items():
            known = (figures.get(score.sigma_255) for score in self.scores)
            label = f"{method}, published (of {WHOLE[self.data.lower()]})"
            rows.append([label, *(f"{figure:.2f}" if figure else "" for figure in known)])
        rows.append(["restored, float", *(f"{score.psnr_float:.2f}" for score in self.scores)])
        return [*rows, ["**restored**", *(f"**{score.psnr:.2f}**" for score in self.scores)]]

    def card_scores(self) -> dict[str, float]:
        """Give the PSNR by noise level."""
        return {f"{self.data}_psnr_{score.sigma_255:g}": round(score.psnr, 2) for score in self.scores}


def score_white_noise(
    engines: Engines,
    data: str,
    pictures: Sequence[Picture],
    sigmas_255: Sequence[float],
    tick: Tick = no_tick,
) -> WhiteNoise:
    """Score a denoiser, told the noise level, on pictures of a set called ``data``.

    The protocol is that of the published figures (KAIR). Grey pictures get one plane of noise.
    """
    rows = score_each(pictures, sigmas_255, partial(_score_one, engines), tick)
    scores = tuple(Score(sigma, *means(row)) for sigma, row in rows.items())
    return WhiteNoise(data, len(pictures), scores)


def add_noise(picture: Picture, sigma_255: float) -> tuple[Floats, Floats]:
    """Give a picture ``(H, W, 1|3)`` float32 with white noise, not clipped, and without.

    The noise is drawn from the file's name and sigma: neither order nor company matters.
    """
    clean = to_float(as_photo(picture).samples)
    rng = np.random.default_rng([seed_of(picture.path.name), round(sigma_255 * 1000)])
    return clean + rng.normal(0, sigma_255 / 255, clean.shape).astype(np.float32), clean


def _score_one(engines: Engines, picture: Picture, sigma_255: float) -> tuple[float, float, float]:
    noisy, clean = add_noise(picture, sigma_255)
    restored = denoise(Photo(noisy, depth=32), engines, sigma_255).clip(0, 1)
    rounded = to_float(from_float(restored, np.dtype(np.uint8)))
    return psnr(rounded, clean), psnr(restored, clean), psnr(noisy, clean)
