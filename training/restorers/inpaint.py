"""The inpainter: a U-Net that completes a smooth filling of the hole."""

from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate

from training.restorers.unet import UNet

_NOTHING = 1e-4
"""A share of known pixels below this is none."""
_SPREADS = 4
"""Colours reach so many of the coarsest blocks into a hole."""


class Inpainter(UNet):
    """An autoencoder that reads the picture, its hole filled smoothly, and answers what that lacks.

    The smooth filling is push-pull interpolation (Gortler et al., "The Lumigraph", 1996): averages
    of the known pixels on ever coarser grids. It costs next to nothing and carries colours across
    holes, so the network has only structure to learn. Outside the hole the picture is given back.
    """

    inputs: ClassVar = {"picture": 3, "mask": 1}
    outputs = ("filled",)

    def __init__(self, channels: Sequence[int], blocks: Sequence[int]):
        super().__init__(3, channels, blocks)
        self.levels = len(channels)

    def forward(self, picture: Tensor, mask: Tensor) -> Tensor:
        """Fill ``picture`` ``(N, 3, H, W)``, 0..1 and 0 in the hole, where ``mask`` ``(N, 1, H, W)`` is 1."""
        known = 1 - mask
        smooth = picture * known + fill_smoothly(picture * known, known, self.levels) * mask
        return smooth + mask * self.answer(torch.cat([smooth, mask], dim=1))


def fill_smoothly(colour: Tensor, known: Tensor, levels: int) -> Tensor:
    """Fill what is unknown from averages over blocks of 2, 4, .. ``2**levels`` pixels, finest first.

    ``known`` ``(N, 1, H, W)`` is the known share of each place, ``colour`` ``(N, 3, H, W)`` its colour
    times that share.
    """
    if levels == 0:
        return _spread(colour, known)
    coarse = fill_smoothly(avg_pool2d(colour, 2), avg_pool2d(known, 2), levels - 1)
    around = interpolate(coarse, scale_factor=2.0, mode="bilinear", align_corners=False)
    sure = (4 * known).clamp(max=1)
    return sure * (colour / known.clamp(min=_NOTHING)) + (1 - sure) * around


def _spread(colour: Tensor, known: Tensor) -> Tensor:
    """Carry the colours from block to block; one out of reach becomes black."""
    for _ in range(_SPREADS):
        missing = 1 - (4 * known).clamp(max=1)
        colour = colour + missing * avg_pool2d(colour, 3, stride=1, padding=1)
        known = known + missing * avg_pool2d(known, 3, stride=1, padding=1)
    return colour / known.clamp(min=_NOTHING)
