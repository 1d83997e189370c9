"""The denoiser: a U-Net of plain 3x3 convolutions at half resolution, told the noise level."""

from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor

from training.restorers.unet import UNet


class Denoiser(UNet):
    """A residual autoencoder with a noise map: it answers what must be added to the picture."""

    inputs: ClassVar = {"noisy": 3, "sigma": 1}
    outputs = ("clean",)

    def __init__(self, channels: Sequence[int], blocks: Sequence[int]):
        super().__init__(3, channels, blocks)

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Restore ``noisy`` ``(N, 3, H, W)`` given the noise map ``sigma`` ``(N, 1, H, W)``.

        Both are on the 0..1 scale, height and width are multiples of ``self.multiple``; the
        result has the shape of ``noisy``.
        """
        return noisy + self.answer(torch.cat([noisy, sigma], dim=1))
