"""Damage found: average precision where real damage was laid on, false alarms on photos without any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from restorer import Engine
from restorer.networks.card import Task
from restorer.photo import Photo
from restorer.pixels.samples import Floats, to_float
from restorer.progress import Tick, no_tick
from restorer.tasks.damage import map_damage
from restorer.traits import THRESHOLD
from training.degradations.damage import Damaged, age, compose, soften
from training.degradations.degrade import make_grey
from training.degradations.draws import numpy_rng
from training.degradations.sprites import Sprites
from training.evaluations.evaluation import Evaluation, seed_of, ticked
from training.scores import average_precision_of
from training.sources import Picture

Find = Callable[[Floats], NDArray[np.float32]]
"""Finds damage in a picture ``(H, W, 3)`` float32, 0..1: ``(H, W)``, the greater the more likely."""
LAYERS = 6
"""So many sprites, or parts of scans, lie on each picture."""
_BINS = 4096
_MEDIAN_PIXELS = 5


@dataclass(frozen=True, slots=True)
class Detection(Evaluation):
    """Average precision by method; the network's precision and recall; its false alarms, as a share."""

    average_precision: dict[str, float]
    precision: float
    recall: float
    false_alarms: float
    threshold: float

    title: ClassVar = "Damage detection"
    protocol: ClassVar = (
        "Average precision over all pixels that count of photos with sprites and parts of scans laid on that "
        "no network was trained with, light and dark, half of them grey, aged before and scanned after; "
        "places are drawn from each picture's name. False alarms: the share of pixels above the threshold in "
        "the photos as they are."
    )
    scored: ClassVar[Task] = "damage"

    def rows(self) -> list[Sequence[str]]:
        """Lay out the average precision of each method, and the network's figures at the threshold."""
        at = f"at {self.threshold:g}"
        head = ("method", "average precision", f"precision {at}", f"recall {at}", f"false alarms {at}")
        told = (f"{self.precision:.3f}", f"{self.recall:.3f}", f"{self.false_alarms:.4%}")
        figures = {"network": told}
        return [
            head,
            *(
                (method, f"{value:.3f}", *figures.get(method, ("", "", "")))
                for method, value in self.average_precision.items()
            ),
        ]

    def card_scores(self) -> dict[str, float]:
        """Give the network's average precision and its false alarms."""
        return {
            f"{self.data}_average_precision": round(self.average_precision["network"], 4),
            f"{self.data}_false_alarms": round(self.false_alarms, 6),
        }


class Counts:
    """How many damaged and sound pixels were told each probability, in 4,096 steps."""

    def __init__(self) -> None:
        self.damaged = np.zeros(_BINS)
        self.sound = np.zeros(_BINS)

    def add(self, told: NDArray[np.float32], mask: NDArray[np.bool_], counts: NDArray[np.bool_]) -> None:
        """Count a picture: what was told, 0..1, where it is damaged, which pixels count; all ``(H, W)``."""
        bins = (told.clip(0, 1) * (_BINS - 1)).round().astype(np.int64)
        self.damaged += np.bincount(bins[mask & counts], minlength=_BINS)
        self.sound += np.bincount(bins[~mask & counts], minlength=_BINS)

    def average_precision(self) -> float:
        """Sum precision over the steps of recall, from the surest pixels on."""
        true, found = map(torch.from_numpy, (self.damaged, self.damaged + self.sound))
        return average_precision_of(true.flip(0), found.flip(0))

    def at(self, threshold: float) -> tuple[float, float]:
        """Give precision and recall of what is above a threshold."""
        first = round(threshold * (_BINS - 1)) + 1
        true, false = self.damaged[first:].sum(), self.sound[first:].sum()
        return float(true / max(true + false, 1)), float(true / max(self.damaged.sum(), 1))


def score_detection(
    engine: Engine,
    data: str,
    pictures: Sequence[Picture],
    sprites: Sprites,
    tick: Tick = no_tick,
) -> Detection:
    """Score a network and the residual to a median filter on the pictures of a set called ``data``."""
    methods: dict[str, Find] = {
        "residual to a median": find_by_median,
        "network": lambda picture: map_damage(Photo(picture), engine),
    }
    counts = {method: Counts() for method in methods}
    alarms, pixels = 0, 0
    for picture in ticked(pictures, tick):
        damaged = lay_sprites(picture, sprites)
        shown = damaged.pictures[0].permute(1, 2, 0).numpy()
        mask, certain = (plane[0, 0].numpy() > 0 for plane in (damaged.mask, damaged.certain))
        for method, find in methods.items():
            counts[method].add(find(shown), mask, certain)
        flagged = map_damage(Photo(picture.pixels), engine) > THRESHOLD
        alarms, pixels = alarms + int(flagged.sum()), pixels + flagged.size
    precisions = {method: round(count.average_precision(), 4) for method, count in counts.items()}
    told = counts["network"].at(THRESHOLD)
    return Detection(data, len(pictures), precisions, *told, alarms / pixels, THRESHOLD)


def lay_sprites(picture: Picture, sprites: Sprites) -> Damaged:
    """Damage a picture by sprites, the same each time for one of this name; a batch of one."""
    rng = torch.Generator().manual_seed(seed_of(picture.path.name))
    clean = torch.from_numpy(to_float(picture.pixels)).permute(2, 0, 1)[None].contiguous()
    photo = age(make_grey(clean, 0.5, rng), rng)
    numbers = numpy_rng(rng)
    height, width = picture.pixels.shape[:2]
    layers = [
        torch.from_numpy(sprites.draw(height, width, numbers).copy())[None, None] for _ in range(LAYERS)
    ]
    return compose(photo, [soften(layer, 0.5, 1.2, rng) for layer in layers], rng)


def find_by_median(picture: Floats) -> NDArray[np.float32]:
    """Tell how far each pixel is from the median of 5 x 5 about it, in any channel."""
    levels = (picture * 255).round().clip(0, 255).astype(np.uint8)
    median = Image.fromarray(levels).filter(ImageFilter.MedianFilter(_MEDIAN_PIXELS))
    return np.abs(picture - to_float(np.asarray(median))).max(axis=-1)
