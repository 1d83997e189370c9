"""The noise level told from the picture alone, against the one that was added."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from restorer import Engine, Photo
from restorer.pixels.samples import from_float, to_float
from restorer.progress import Tick, no_tick
from restorer.tasks.level import find_noise
from training.evaluations.evaluation import Evaluation, means, score_each
from training.evaluations.white_noise import add_noise
from training.sources import Picture

SIGMAS_255 = (0.0, 5.0, 10.0, 15.0, 25.0, 35.0, 50.0)


@dataclass(frozen=True, slots=True)
class Score:
    """Mean absolute error and mean error (bias) of sigma, in 8-bit levels; of noise in float, in 8 bits."""

    sigma_255: float
    error: float
    bias: float
    error_8bit: float
    bias_8bit: float


@dataclass(frozen=True, slots=True)
class Estimator(Evaluation):
    """How far off the estimated noise levels are."""

    scores: tuple[Score, ...]

    title: ClassVar = "Estimated noise level"
    protocol: ClassVar = (
        "Mean absolute error and mean error (bias) of the estimated sigma against the added one, in 8-bit "
        "levels: white noise in float, unclipped; and clipped and rounded to 8 bits as files hold it, there "
        "against what is left of it. What noise a picture has of its own counts as error."
    )
    scored: ClassVar = "level"

    @property
    def mean_errors(self) -> tuple[float, float]:
        """The mean absolute error over all levels above 0: in float, in 8 bits."""
        errors = [(score.error, score.error_8bit) for score in self.scores if score.sigma_255]
        in_float, in_8bit = means(errors)
        return in_float, in_8bit

    def rows(self) -> list[Sequence[str]]:
        """Lay out the errors, a row for each level."""
        head = ("sigma", "error", "bias", "error, 8-bit", "bias, 8-bit")
        in_float, in_8bit = self.mean_errors
        last = ("**mean above 0**", f"**{in_float:.2f}**", "", f"**{in_8bit:.2f}**", "")
        return [head, *(_row(score) for score in self.scores), last]

    def card_scores(self) -> dict[str, float]:
        """Give the mean absolute errors of all levels above 0."""
        in_float, in_8bit = self.mean_errors
        names = f"{self.data}_sigma_error", f"{self.data}_sigma_error_8bit"
        return dict(zip(names, (round(in_float, 2), round(in_8bit, 2)), strict=True))


def score_estimator(
    engine: Engine, data: str, pictures: Sequence[Picture], tick: Tick = no_tick
) -> Estimator:
    """Score a network of the task level on pictures of a set called ``data``."""
    rows = score_each(pictures, SIGMAS_255, partial(_errors, engine), tick)
    return Estimator(data, len(pictures), tuple(_mean(sigma, row) for sigma, row in rows.items()))


def _errors(engine: Engine, picture: Picture, sigma_255: float) -> tuple[float, float]:
    """Give what is told too much of noise in float, and of noise in 8 bits."""
    noisy, clean = add_noise(picture, sigma_255)
    stored = from_float(noisy, np.dtype(np.uint8))
    left = np.sqrt(np.square(to_float(stored) - clean, dtype=np.float64).mean())
    in_float = find_noise(Photo(noisy, depth=32), engine).sigma
    in_8bit = find_noise(Photo(stored), engine).sigma
    return in_float * 255 - sigma_255, float(in_8bit - left) * 255


def _mean(sigma_255: float, errors: Sequence[tuple[float, ...]]) -> Score:
    (bias, bias_8bit), (error, error_8bit) = means(errors), means(np.abs(errors).tolist())
    return Score(sigma_255, error, bias, error_8bit, bias_8bit)


def _row(score: Score) -> Sequence[str]:
    errors = f"{score.error:.2f}", f"{score.bias:+.2f}", f"{score.error_8bit:.2f}", f"{score.bias_8bit:+.2f}"
    return (f"{score.sigma_255:g}", *errors)
