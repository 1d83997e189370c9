"""Photos of a camera at high ISO beside the mean of many shots of the same scene."""

# ruff: noqa: PLC0415 -- only those who register photos need the library that does

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from restorer import InputError, Photo, read_photo
from restorer.pixels.samples import Floats
from restorer.progress import Tick, no_tick
from training.evaluations.evaluation import Engines, Evaluation, denoise, means, ticked
from training.evaluations.fidelity import WINDOW, capped_psnr, ssim
from training.sources import find_pictures

STATED: dict[str, dict[str, dict[str, float]]] = {
    "camera-noise": {"OpenCV's non-local means, as told of this data": {"gain": 1.6, "worse": 4, "pairs": 50}}
}
"""What others are said to reach, by data set and method; not measured here."""
_MARGIN = 4
"""So much of a moved picture's edges comes from the other side."""


@dataclass(frozen=True, slots=True)
class Pair:
    """PSNR in decibels and SSIM of one noisy photo, and of what is made of it.

    ``registered`` are against the mean moved by the part of a pixel by which the photo was shot beside it.
    """

    name: str
    psnr_noisy: float
    psnr: float
    ssim_noisy: float
    ssim: float
    registered_noisy: float
    registered: float


@dataclass(frozen=True, slots=True)
class CameraNoise(Evaluation):
    """What a denoiser scored on photos, told nothing of them; ``worse`` are those that lost PSNR."""

    psnr_noisy: float
    psnr: float
    gain: float
    ssim_noisy: float
    ssim: float
    worse: int
    worse_share: float
    registered_noisy: float
    registered: float
    pairs: tuple[Pair, ...]

    title: ClassVar = "Camera noise"
    protocol: ClassVar = (
        "PSNR in dB over all channels and SSIM (Gaussian window of 11, sigma 1.5, mean over the channels) "
        "against the mean of many shots, in 8 bits, with no sigma given; mean over the pairs. Shots lie up "
        "to half a pixel beside their mean, which at edges is an error that no denoiser can mend: registered "
        "figures are against the mean moved onto each shot."
    )

    def published(self) -> dict[str, dict[str, float]]:
        """Give what is stated of other methods on this data."""
        return STATED.get(self.data.lower(), {})

    def rows(self) -> list[Sequence[str]]:
        """Lay out the noisy photos, what others reach, and what is reached here."""
        head = ("", "PSNR", "gain", "SSIM", "made worse")
        noisy = ("noisy photo", f"{self.psnr_noisy:.2f}", "", f"{self.ssim_noisy:.4f}", "")
        worse = f"{self.worse} of {self.pictures} ({self.worse_share:.0%})"
        ours = (
            "**restored**",
            f"{self.psnr:.2f}",
            f"**{self.gain:+.2f}**",
            f"{self.ssim:.4f}",
            f"**{worse}**",
        )
        moved = self.registered - self.registered_noisy
        registered = [
            ("noisy photo, registered", f"{self.registered_noisy:.2f}", "", "", ""),
            ("**restored, registered**", f"{self.registered:.2f}", f"**{moved:+.2f}**", "", ""),
        ]
        others = [_stated_row(method, figures) for method, figures in self.published().items()]
        return [head, noisy, *others, ours, *registered]

    def card_scores(self) -> dict[str, float]:
        """Give the gain in PSNR and how many photos lost."""
        return {f"{self.data}_gain": round(self.gain, 2), f"{self.data}_worse": self.worse}


def find_pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Find the pairs below a folder: a photo called ``*_real`` and the mean of many called ``*_mean``.

    Raises FileNotFoundError for a missing folder and for one without pairs, InputError for a photo
    that has no mean beside it.
    """
    pictures = find_pictures([folder])
    means_by_stem = {path.with_suffix(""): path for path in pictures}
    pairs = []
    for noisy in pictures:
        if noisy.stem.endswith("_real"):
            mean = noisy.with_name(noisy.stem.removesuffix("_real") + "_mean")
            if mean not in means_by_stem:
                raise InputError(f"{noisy}: has no {mean.name}{noisy.suffix} beside it")
            pairs.append((noisy, means_by_stem[mean]))
    if not pairs:
        raise FileNotFoundError(f"{folder}: holds no pairs of *_real and *_mean")
    return pairs


def score_camera_noise(
    engines: Engines, data: str, paths: Sequence[tuple[Path, Path]], tick: Tick = no_tick
) -> CameraNoise:
    """Score a denoiser, told nothing, on the pairs of a set called ``data``."""
    pairs = (_score_one(engines, noisy, mean) for noisy, mean in ticked(paths, tick))
    return _summary(data, tuple(pairs))


def _score_one(engines: Engines, noisy_path: Path, mean_path: Path) -> Pair:
    noisy, mean = read_photo(noisy_path), read_photo(mean_path)
    if noisy.samples.shape != mean.samples.shape:
        raise InputError(f"{noisy_path}: is {_size(noisy)}, but its mean {mean_path.name} is {_size(mean)}")
    if min(noisy.height, noisy.width) < WINDOW:
        raise InputError(f"{noisy_path}: is {_size(noisy)}, expected at least {WINDOW} x {WINDOW} for SSIM")
    pictures = [photo.pixels() for photo in (noisy, noisy.with_samples(denoise(noisy, engines)))]
    decibels = [round(capped_psnr(picture, mean.pixels()), 4) for picture in pictures]
    likeness = [round(ssim(picture, mean.pixels())[0], 6) for picture in pictures]
    there = register(mean.pixels(), pictures[0])
    registered = [round(capped_psnr(_inner(picture), _inner(there)), 4) for picture in pictures]
    return Pair(noisy_path.name, *decibels, *likeness, *registered)


def register(mean: Floats, photo: Floats) -> Floats:
    """Move the mean of many shots ``(H, W, C)`` by the part of a pixel by which ``photo`` lies beside it."""
    from scipy.ndimage import fourier_shift
    from skimage.registration import phase_cross_correlation

    if min(np.ptp(mean), np.ptp(photo)) == 0:
        return mean  # there is nothing to be seen of a motion
    window = np.outer(*(np.hanning(side) for side in mean.shape[:2]))
    planes = [(picture.mean(axis=2) - picture.mean()) * window for picture in (photo, mean)]
    found: Any = phase_cross_correlation(  # type: ignore[no-untyped-call]
        *planes, upsample_factor=50, normalization=None
    )
    shift = found[0].clip(-1, 1)
    waves = np.fft.fft2(mean, axes=(0, 1))
    moved = [np.fft.ifft2(fourier_shift(wave, shift)).real for wave in np.moveaxis(waves, 2, 0)]
    return np.stack(moved, axis=2, dtype=np.float32).clip(0, 1)


def _inner(picture: Floats) -> Floats:
    return picture[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN]


def _summary(data: str, pairs: tuple[Pair, ...]) -> CameraNoise:
    rows = [
        (pair.psnr_noisy, pair.psnr, pair.ssim_noisy, pair.ssim, pair.registered_noisy, pair.registered)
        for pair in pairs
    ]
    noisy, restored, ssim_noisy, ssim_restored, registered_noisy, registered = means(rows)
    worse = sum(pair.psnr < pair.psnr_noisy for pair in pairs)
    return CameraNoise(
        data,
        len(pairs),
        noisy,
        restored,
        round(restored - noisy, 4),
        ssim_noisy,
        ssim_restored,
        worse,
        round(worse / len(pairs), 4),
        registered_noisy,
        registered,
        pairs,
    )


def _stated_row(method: str, figures: Mapping[str, float]) -> Sequence[str]:
    worse = f"{figures['worse']:g} of {figures['pairs']:g}"
    return (method, "", f"{figures['gain']:+.2f}", "", worse)


def _size(photo: Photo) -> str:
    return f"{photo.width} x {photo.height} {'grey' if photo.is_grey else 'colour'}"
