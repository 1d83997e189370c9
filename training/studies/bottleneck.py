"""The study of the bottleneck as compression: PSNR by bits really written, beside JPEG and WebP."""

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from training.autoencoders import CompressiveAutoencoder
from training.scores import decibels
from training.sources import Picture
from training.studies.learning import SEED, learn
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Chart, Figure, Found, Pixels, Wish

_JPEG, _WEBP = (5, 10, 20, 35, 50, 65, 80, 90), (0, 10, 25, 50, 75, 85, 95)
_PATCH, _TO_FIT, _BATCH, _TESTED = 96, 32, 8, 16
_SHOWN = 160
_OPTIONS: dict[str, dict[str, Any]] = {
    "jpeg": {"optimize": True, "subsampling": "4:2:0"},
    "webp": {"method": 6},
}

Point = tuple[float, float]
"""Bits a pixel, and PSNR in decibels."""


def study_bottleneck(wish: Wish) -> Found:
    """Train one compressive autoencoder, and count the bytes of photos held out."""
    photos = wish.patches()
    torch.manual_seed(SEED)
    network = CompressiveAutoencoder()
    network.fit_entropy(next(photos.draw(_PATCH, _TO_FIT)))
    batches, tick = photos.draw(_PATCH, _BATCH), wish.follow("compressive")
    learn(network, batches, steps=wish.steps(2500), rate=2e-3, wide_rate=0.02, tick=tick)
    pictures = photos.held_out[: wish.count(_TESTED)]
    levels = range(len(network.config.lambdas))
    lines = {
        "autoencoder": [_score(pictures, partial(_code, network, level)) for level in levels],
        "JPEG": [_score(pictures, partial(_save, "jpeg", quality)) for quality in _JPEG],
        "WebP": [_score(pictures, partial(_save, "webp", quality)) for quality in _WEBP],
    }
    return Found(
        "Bottleneck",
        "Photos held out, whole; bits a pixel of all bytes written, head and tables included: of the "
        "autoencoder five bytes and those of a range coder for the rounded code, of JPEG (optimised, 4:2:0) "
        "and WebP (method 6) Pillow's files. PSNR of RGB after decoding, mean over photos.",
        _compare(lines),
        {"the middle of a photo, and what its bytes give, cheapest first": _sheet(network, pictures[0])},
        {"PSNR by bits a pixel": Chart("bits a pixel", "PSNR, dB", lines, True)},
    )


def _score(pictures: Sequence[Picture], code: Callable[[Picture], tuple[int, Tensor]]) -> Point:
    """Give mean bits a pixel and mean PSNR of pictures, coded to so many bytes and decoded."""
    points = []
    for picture in pictures:
        size, restored = code(picture)
        height, width = picture.pixels.shape[:2]
        points.append((8 * size / (height * width), decibels(restored, _as_tensor(picture.pixels))))
    bits, quality = np.mean(points, axis=0)
    return float(bits), float(quality)


def _code(network: CompressiveAutoencoder, level: int, picture: Picture) -> tuple[int, Tensor]:
    data = network.compress(_as_tensor(picture.pixels), level)
    restored = network.decompress(data)
    return len(data), (255 * restored).round() / 255


def _save(kind: str, quality: int, picture: Picture) -> tuple[int, Tensor]:
    file = io.BytesIO()
    Image.fromarray(picture.pixels).save(file, kind, quality=quality, **_OPTIONS[kind])
    return len(file.getvalue()), _as_tensor(np.asarray(Image.open(file).convert("RGB")))


def _as_tensor(pixels: Pixels) -> Tensor:
    return torch.from_numpy(pixels.copy()).permute(2, 0, 1).float().div(255)


def _compare(lines: dict[str, list[Point]]) -> tuple[Figure, ...]:
    """Compare at the bits of each level; where a codec has no file so small, there is no bar."""
    figures: list[Figure] = []
    for level, (bits, quality) in enumerate(lines["autoencoder"], 1):
        jpeg, webp = (_at(lines[name], bits) for name in ("JPEG", "WebP"))
        bar = Bar("at least", jpeg, "JPEG at as many bits") if jpeg else None
        reference = f"WebP {webp:.2f}" if webp else "below the smallest WebP"
        figures += [
            Figure(f"level {level}: size", bits, "bits a pixel"),
            Figure(f"level {level}: PSNR", quality, "dB", bar, reference),
        ]
    return tuple(figures)


def _at(points: Sequence[Point], bits: float) -> float | None:
    """Tell a codec's PSNR at so many bits, between its qualities by the logarithm; None outside them."""
    sizes, qualities = zip(*points, strict=True)
    if not sizes[0] <= bits <= sizes[-1]:
        return None
    return float(np.interp(np.log(bits), np.log(sizes), qualities))


def _sheet(network: CompressiveAutoencoder, picture: Picture) -> Pixels:
    height, width = picture.pixels.shape[:2]
    top, left = (height - _SHOWN) // 2, (width - _SHOWN) // 2
    shown = [_as_tensor(picture.pixels)]
    shown += [_code(network, level, picture)[1] for level in range(len(network.config.lambdas))]
    return make_sheet([torch.stack(shown)[:, :, top : top + _SHOWN, left : left + _SHOWN]])
