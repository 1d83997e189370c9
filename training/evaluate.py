"""Scores of a model on a folder of clean pictures, made noisy with fixed seeds.

The protocol is that of the published figures (KAIR): white noise in float, neither clipped nor
rounded; PSNR over RGB of the restored picture rounded to 8 bits; the mean over the pictures.
The model runs through ONNX Runtime and the library's own way of restoring a photo.
"""

import dataclasses
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table

from restorer import Engine, Photo, Step
from restorer.card import read_card, write_card
from restorer.errors import Tick, no_tick
from restorer.metrics import psnr
from restorer.photo import Samples, from_float, to_float
from restorer.tasks import TASKS
from training.sources import Picture, read_pictures

PUBLISHED = {
    "cbsd68": {
        "CBM3D": {15: 33.52, 25: 30.71, 50: 27.38},
        "DnCNN": {15: 33.90, 25: 31.24, 50: 27.95},
        "DRUNet": {15: 34.30, 25: 31.69, 50: 28.51},
    }
}
"""Published PSNR in decibels by data set, method and sigma (Zhang et al. 2017, 2021; colour)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Mean PSNR in decibels at one noise level: restored (8-bit and float) and noisy."""

    sigma_255: float
    psnr: float
    psnr_float: float
    psnr_noisy: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a model scored on a data set of so many pictures."""

    model: str
    device: str
    data: str
    pictures: int
    scores: tuple[Score, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the evaluation, and the published figures for this data, as plain values."""
        return dataclasses.asdict(self) | {"published": PUBLISHED.get(self.data.lower(), {})}

    def as_table(self) -> Table:
        """Lay out PSNR by method and noise level, the published figures for this data included."""
        table = Table(title=f"{self.data}, {self.pictures} pictures: PSNR in dB", title_justify="left")
        table.add_column("sigma")
        for score in self.scores:
            table.add_column(f"{score.sigma_255:g}", justify="right")
        table.add_row("noisy", *(f"{score.psnr_noisy:.2f}" for score in self.scores))
        for method, figures in PUBLISHED.get(self.data.lower(), {}).items():
            known = (figures.get(score.sigma_255) for score in self.scores)  # type: ignore[call-overload]
            table.add_row(f"{method}, published", *(f"{figure:.2f}" if figure else "" for figure in known))
        table.add_row(f"{self.model}, float", *(f"{score.psnr_float:.3f}" for score in self.scores))
        table.add_row(f"[bold]{self.model}", *(f"[bold]{score.psnr:.3f}" for score in self.scores))
        return table


def evaluate(engine: Engine, data: Path, sigmas_255: Sequence[float], tick: Tick = no_tick) -> Evaluation:
    """Score a denoiser on the pictures below a folder; unreadable ones are named and skipped."""
    pictures = read_pictures([data])
    rows: dict[float, list[tuple[float, float, float]]] = {sigma: [] for sigma in sigmas_255}
    for done, (sigma, picture) in enumerate(product(rows, pictures), 1):
        rows[sigma].append(_score_one(engine, picture, sigma))
        tick(done, len(rows) * len(pictures))
    scores = tuple(_mean(sigma, row) for sigma, row in rows.items())
    return Evaluation(engine.card.name, engine.device, data.resolve().name, len(pictures), scores)


def _mean(sigma_255: float, rows: list[tuple[float, float, float]]) -> Score:
    psnr_8bit, psnr_float, psnr_noisy = np.mean(rows, axis=0).round(4).tolist()
    return Score(sigma_255, psnr_8bit, psnr_float, psnr_noisy)


def _score_one(engine: Engine, picture: Picture, sigma_255: float) -> tuple[float, float, float]:
    clean = to_float(_as_grey(picture.pixels))
    rng = np.random.default_rng([zlib.crc32(picture.path.name.encode()), round(sigma_255 * 1000)])
    noisy = clean + rng.normal(0, sigma_255 / 255, clean.shape).astype(np.float32)
    step = Step("denoise", controls={"sigma": sigma_255})
    restored = TASKS["denoise"](Photo(noisy, depth=32), step, engine, no_tick).samples.clip(0, 1)
    rounded = to_float(from_float(restored, np.dtype(np.uint8)))
    return psnr(rounded, clean), psnr(restored, clean), psnr(noisy, clean)


def _as_grey(pixels: Samples) -> Samples:
    """Keep one channel of a picture whose channels are equal."""
    is_grey = (pixels == pixels[:, :, :1]).all()
    return pixels[:, :, :1] if is_grey else pixels


def record_scores(path: Path, evaluation: Evaluation) -> None:
    """Write an evaluation's PSNR into the card of the model file at ``path``, in one move."""
    card = read_card(path)
    scores = {
        f"{evaluation.data}_psnr_{score.sigma_255:g}": round(score.psnr, 2) for score in evaluation.scores
    }
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(
            write_card(path.read_bytes(), dataclasses.replace(card, scores=card.scores | scores), path)
        )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
