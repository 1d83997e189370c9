"""Grey pictures coloured: PSNR by the number of hints, colourfulness, and what the variations are worth.

The pictures are the middle 256 x 256 pixels; a hint is the mean colour of 7 x 7 pixels, as Zhang et al.
2017 have it of 6 x 6. Colourfulness is that of Hasler and Süsstrunk 2003.
"""

# ruff: noqa: PLC0415 -- only those who compare colours need the library that does

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from restorer import Engine, InputError, Photo, Step
from restorer.networks.card import Task
from restorer.pixels.hints import Hint, hint_rows
from restorer.pixels.lab import chroma_of, from_lab, lightness_of
from restorer.pixels.samples import Floats, from_float, to_float
from restorer.progress import Tick, no_tick
from restorer.tasks import TASKS
from training.evaluations.evaluation import Evaluation, seed_of, ticked
from training.evaluations.fidelity import capped_psnr
from training.sources import Picture

SIDE = 256
COUNTS = (0, 1, 10, 100)
"""The numbers of hints."""
VARIATIONS = 8
_HINT_PIXELS = 7
_PUBLISHED = {"siggraph17 (ImageNet)": {0: 24.43, 1: 25.37, 10: 28.42, 100: 31.13}}
"""Zhang et al. 2017, from their repository's figures, on 1,000 pictures of ImageNet."""

Levels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Colorization(Evaluation):
    """PSNR in decibels by the number of hints, of the grey pictures and of the best of the variations.

    ``colourfulness`` is that of the automatic answers, by that of the originals; ``difference`` the mean
    CIEDE2000 between two variations of a picture.
    """

    psnr: dict[int, float]
    grey: float
    colourfulness: float
    best_variation: float
    best_tint: float
    difference: float

    title: ClassVar = "Colorization"
    protocol: ClassVar = (
        "PSNR in dB of 8-bit RGB on the middle 256 x 256 pixels, the mean over the pictures, by the number "
        "of hints: mean colours of 7 x 7 pixels at places drawn from each picture's name. Colourfulness is "
        "the mean over the automatic answers by that over the originals. Tints shift the automatic answer's "
        "chroma as a whole, as far as the variations depart from it."
    )
    scored: ClassVar[Task] = "colorize"

    def published(self) -> Mapping[str, Mapping[int, float]]:
        """Give the PSNR others are said to reach, by the number of hints."""
        return _PUBLISHED

    def rows(self) -> list[Sequence[str]]:
        """Lay out the PSNR by the number of hints, beside what is published, and the rest below."""
        blank = [""] * (len(COUNTS) - 1)
        others = [(name, *(f"{found[count]:.2f}" for count in COUNTS)) for name, found in _PUBLISHED.items()]
        return [
            ("hints", *map(str, COUNTS)),
            ("network", *(f"{self.psnr[count]:.2f}" for count in COUNTS)),
            *others,
            ("grey picture", f"{self.grey:.2f}", *blank),
            (f"best of {VARIATIONS} variations", f"{self.best_variation:.2f}", *blank),
            (f"best of {VARIATIONS} tints", f"{self.best_tint:.2f}", *blank),
            ("difference of variations, CIEDE2000", f"{self.difference:.2f}", *blank),
            ("colourfulness, of the originals'", f"{self.colourfulness:.0%}", *blank),
        ]

    def card_scores(self) -> dict[str, float]:
        """Give the PSNR by the number of hints, and the colourfulness."""
        scores = {f"{self.data}_psnr_{count}_hints": round(found, 2) for count, found in self.psnr.items()}
        return scores | {f"{self.data}_colourfulness": round(self.colourfulness, 3)}


def score_colorization(
    engine: Engine, data: str, pictures: Sequence[Picture], tick: Tick = no_tick
) -> Colorization:
    """Score a network on the pictures of a set called ``data``; those below 256 pixels do not count."""
    cropped = [(picture, _middle(picture)) for picture in pictures if min(picture.pixels.shape[:2]) >= SIDE]
    if not any(colourfulness(original) for _picture, original in cropped):
        raise InputError(f"{data}: no picture in colour of at least {SIDE} x {SIDE} pixels")
    found = []
    for picture, original in ticked(cropped, tick):
        rng = np.random.default_rng(seed_of(picture.path.stem))
        found.append(_score(engine, original, rng))
    mean = {name: float(np.mean([scores[name] for scores in found])) for name in found[0]}
    return Colorization(
        data,
        len(cropped),
        psnr={count: round(mean[f"psnr_{count}"], 3) for count in COUNTS},
        grey=round(mean["grey"], 3),
        colourfulness=round(mean["colourful"] / mean["original"], 4),
        best_variation=round(mean["variation"], 3),
        best_tint=round(mean["tint"], 3),
        difference=round(mean["difference"], 3),
    )


def _score(engine: Engine, original: Levels, rng: np.random.Generator) -> dict[str, float]:
    def fidelity(answer: Levels) -> float:
        return capped_psnr(to_float(answer), to_float(original))

    scores = {}
    for count in COUNTS:
        answer = _colorized(engine, original, draw_true_hints(original, count, rng))
        scores[f"psnr_{count}"] = fidelity(answer)
        if count == 0:
            automatic = answer
    variations = [_colorized(engine, original, variation=number) for number in range(1, VARIATIONS + 1)]
    tints = _tinted(automatic, variations, rng)
    return scores | {
        "grey": fidelity(_grey(original)),
        "colourful": colourfulness(automatic),
        "original": colourfulness(original),
        "variation": max(map(fidelity, variations)),
        "tint": max(map(fidelity, tints)),
        "difference": mean_difference(variations),
    }


def draw_true_hints(original: Levels, count: int, rng: np.random.Generator) -> list[Hint]:
    """Give the mean colours of ``count`` squares of 7 x 7 pixels anywhere in a picture."""
    hints: list[Hint] = []
    for _ in range(count):
        top, left = (int(rng.integers(side - _HINT_PIXELS + 1)) for side in original.shape[:2])
        square = original[top : top + _HINT_PIXELS, left : left + _HINT_PIXELS]
        red, green, blue = (square.mean(axis=(0, 1)) / 255).tolist()
        hints.append((left + _HINT_PIXELS / 2, top + _HINT_PIXELS / 2, (red, green, blue)))
    return hints


def colourfulness(picture: Levels) -> float:
    """Give the spread of the opponent colours of a picture ``(H, W, 3)`` uint8, and a share of their mean."""
    red, green, blue = np.moveaxis(picture.astype(np.float64), -1, 0)
    opponents = red - green, (red + green) / 2 - blue
    spread = np.hypot(*(plane.std() for plane in opponents))
    return float(spread + 0.3 * np.hypot(*(plane.mean() for plane in opponents)))


def mean_difference(pictures: Sequence[Levels]) -> float:
    """Give the mean CIEDE2000 between two of several pictures ``(H, W, 3)`` uint8."""
    from skimage.color import deltaE_ciede2000, rgb2lab

    pairs = itertools.combinations([rgb2lab(picture) for picture in pictures], 2)
    return float(np.mean([deltaE_ciede2000(*pair) for pair in pairs]))  # type: ignore[no-untyped-call]


def _colorized(engine: Engine, original: Levels, hints: Sequence[Hint] = (), variation: int = 0) -> Levels:
    controls = {"force": 1.0, "variation": float(variation)}
    inputs = {"hints": hint_rows(hints)} if hints else {}
    step = Step("colorize", controls=controls, inputs=inputs)
    photo = Photo(_grey(original))
    return np.asarray(TASKS["colorize"](photo, step, {"colorize": engine}, no_tick).samples, np.uint8)


def _grey(original: Levels) -> Levels:
    """Give a picture of the same lightness and no colour, ``(H, W, 3)`` uint8."""
    return _of(lightness_of(to_float(original)), np.zeros((*original.shape[:2], 2), np.float32))


def _tinted(automatic: Levels, variations: Sequence[Levels], rng: np.random.Generator) -> list[Levels]:
    pixels = to_float(automatic)
    lightness, chroma = lightness_of(pixels), chroma_of(pixels)
    departures = [chroma_of(to_float(variation)) - chroma for variation in variations]
    strength = np.sqrt(np.mean(np.square(departures)))
    shifts = strength * rng.standard_normal((len(variations), 2))
    return [_of(lightness, chroma + shift.astype(np.float32)) for shift in shifts]


def _of(lightness: Floats, chroma: Floats) -> Levels:
    return np.asarray(from_float(from_lab(lightness, chroma), np.dtype(np.uint8)))


def _middle(picture: Picture) -> Levels:
    top, left = ((side - SIDE) // 2 for side in picture.pixels.shape[:2])
    return picture.pixels[top : top + SIDE, left : left + SIDE]
