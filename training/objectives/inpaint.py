"""Inpainting: what was in a hole, from what is about it."""

import numpy as np
import torch
from torch import Tensor

from training.degradations.degrade import make_grey
from training.degradations.draws import numpy_rng
from training.degradations.masks import EVALUATED, draw_mask, draw_masks
from training.objectives.objective import Example, Objective
from training.scores import psnr


class InpaintObjective(Objective):
    """Holes of all kinds; watched by the PSNR within holes of the four that are scored.

    The network gives back what is outside the hole, so only the hole is learned; each picture
    counts alike, however large its hole.
    """

    reads = ("grey_share",)

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Cut holes into the pictures, ``grey_share`` of them made grey before."""
        clean = make_grey(clean, self.data.grey_share, rng)
        return _cut(clean, draw_masks(len(clean), clean.shape[2], clean.shape[3], rng))

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Cut holes of the four kinds in turn."""
        numbers = numpy_rng(rng)
        draws = [list(EVALUATED.values())[at % len(EVALUATED)] for at in range(len(clean))]
        masks = [draw_mask(draw, clean.shape[2], clean.shape[3], numbers) for draw in draws]
        return _cut(clean, torch.from_numpy(np.stack(masks)).unsqueeze(1).to(clean))

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the mean PSNR in decibels within the holes of each kind."""
        decibels = psnr(output.clamp(0, 1), example.target, example.weight)
        kinds = list(EVALUATED)[: len(decibels)]
        return {f"psnr_{kind}": decibels[at :: len(EVALUATED)].mean() for at, kind in enumerate(kinds)}


def _cut(clean: Tensor, mask: Tensor) -> Example:
    share = mask.mean(dim=(1, 2, 3), keepdim=True)
    return Example((clean * (1 - mask), mask), clean, mask / share)
