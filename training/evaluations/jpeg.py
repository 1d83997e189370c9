"""Clean pictures saved as JPEG, and their blocks and ringing taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from restorer import Photo
from restorer.pixels.samples import to_float
from restorer.progress import Tick, no_tick
from training.degradations.degrade import through_jpeg
from training.evaluations.evaluation import Engines, Evaluation, as_photo, denoise, means, score_each
from training.evaluations.fidelity import capped_psnr
from training.sources import Picture


@dataclass(frozen=True, slots=True)
class Score:
    """Mean PSNR in decibels at one quality, what was gained, and how many pictures lost."""

    quality: int
    psnr_jpeg: float
    psnr: float
    gain: float
    worse: int


@dataclass(frozen=True, slots=True)
class Jpeg(Evaluation):
    """What a denoiser scored on JPEGs, not told that they are any."""

    scores: tuple[Score, ...]

    title: ClassVar = "JPEG"
    protocol: ClassVar = (
        "PSNR in dB of pictures saved by Pillow at a quality, colour halved both ways (4:2:0), and of what "
        "is made of them with no sigma given, in 8 bits; mean over the pictures."
    )

    def rows(self) -> list[Sequence[str]]:
        """Lay out PSNR and gain, a row for each quality."""
        head = ("quality", "JPEG", "restored", "gain", "made worse")
        return [head, *(_row(score) for score in self.scores)]

    def card_scores(self) -> dict[str, float]:
        """Give the gain by quality."""
        return {f"{self.data}_jpeg_gain_{score.quality}": round(score.gain, 2) for score in self.scores}


def score_jpeg(
    engines: Engines, data: str, pictures: Sequence[Picture], qualities: Sequence[int], tick: Tick = no_tick
) -> Jpeg:
    """Score a denoiser on pictures of a set called ``data``, saved as JPEG; grey ones as grey."""
    rows = score_each(pictures, qualities, partial(_score_one, engines), tick)
    return Jpeg(data, len(pictures), tuple(_mean(quality, row) for quality, row in rows.items()))


def _score_one(engines: Engines, picture: Picture, quality: int) -> tuple[float, float]:
    clean = as_photo(picture)
    compressed = clean.with_samples(through_jpeg(clean.samples, quality))
    restored = Photo(denoise(compressed, engines))
    first, last = (
        capped_psnr(to_float(it.samples), to_float(clean.samples)) for it in (compressed, restored)
    )
    return first, last


def _mean(quality: int, rows: Sequence[tuple[float, ...]]) -> Score:
    before, after = means(rows)
    return Score(quality, before, after, round(after - before, 4), sum(last < first for first, last in rows))


def _row(score: Score) -> Sequence[str]:
    decibels = f"{score.psnr_jpeg:.2f}", f"{score.psnr:.2f}", f"**{score.gain:+.2f}**"
    return (f"{score.quality}", *decibels, f"{score.worse}")
