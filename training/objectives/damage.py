"""Damage detection: where a photo is damaged, from the photo alone."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.config import Data
from training.degradations.damage import damage_photos
from training.degradations.degrade import make_grey
from training.degradations.sprites import Sprites, read_sprites
from training.degradations.wear import Draw, Layer, draw_wear
from training.objectives.objective import Example, Objective
from training.scores import average_precision

SPRITE_SHARE = 0.7
"""How often a layer is real damage, where there is any."""


class DamageObjective(Objective):
    """Damage laid on clean photos; what nobody can tell does not count.

    ``sprites`` is a folder of real damage that is laid on beside drawn wear.
    """

    reads = ("grey_share",)

    def __init__(self, data: Data, sprites: Path | None = None):
        super().__init__(data)
        self.draw_layer = beside_wear(read_sprites(sprites)) if sprites else draw_wear

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Damage the pictures, ``grey_share`` of them made grey before."""
        damaged = damage_photos(make_grey(clean, self.data.grey_share, rng), rng, self.draw_layer)
        return Example((damaged.pictures,), damaged.mask, damaged.certain)

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the average precision over all pixels that count, which no choice of a threshold sways."""
        counts = example.weight > 0
        found = average_precision(output[counts], example.target[counts])
        return {"average_precision": output.new_tensor(found)}

    def show(self, output: Tensor, example: Example) -> list[Tensor]:
        """Give the damaged pictures, the damage told and the true one, grey where it does not count."""
        truth = example.target + 0.4 * (1 - example.weight)
        return [example.planes[0], *(shown.expand(-1, 3, -1, -1) for shown in (output, truth))]


def beside_wear(sprites: Sprites) -> Draw:
    """Give a function that draws a layer of real damage or of wear."""

    def draw(height: int, width: int, rng: np.random.Generator) -> Layer:
        chosen = sprites.draw if rng.random() < SPRITE_SHARE else draw_wear
        return chosen(height, width, rng)

    return draw
