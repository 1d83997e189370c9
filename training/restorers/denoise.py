"""The denoiser: a U-Net of plain 3x3 convolutions at half resolution, told the noise level."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from training.blocks import conv3x3, residual_blocks
from training.restorers.network import RestorerNetwork


class Denoiser(RestorerNetwork):
    """A residual convolutional autoencoder with skips and a noise map, after DRUNet (Zhang et al. 2021).

    It works on 2x2 blocks of pixels as channels (FFDNet, Zhang et al. 2018): dense 3x3
    convolutions at a quarter of the positions are the cheapest work a CPU can do.
    """

    inputs: ClassVar = {"noisy": 3, "sigma": 1}
    output = "clean"

    def __init__(self, channels: Sequence[int] = (64, 128, 256), blocks: Sequence[int] = (2, 2, 4)):
        super().__init__()
        self.multiple = 2 ** len(channels)
        levels = list(pairwise(channels))
        self.head = conv3x3(4 * 4, channels[0])
        self.encoders = nn.ModuleList(
            residual_blocks(width, count) for width, count in zip(channels[:-1], blocks[:-1], strict=True)
        )
        self.downs = nn.ModuleList(nn.Conv2d(fine, coarse, 2, 2, bias=False) for fine, coarse in levels)
        self.middle = residual_blocks(channels[-1], blocks[-1])
        self.ups = nn.ModuleList(
            nn.ConvTranspose2d(coarse, fine, 2, 2, bias=False) for fine, coarse in levels
        )
        self.decoders = nn.ModuleList(
            residual_blocks(width, count) for width, count in zip(channels[:-1], blocks[:-1], strict=True)
        )
        self.tail = conv3x3(channels[0], 3 * 4, gain=0)

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Restore ``noisy`` ``(N, 3, H, W)`` given the noise map ``sigma`` ``(N, 1, H, W)``.

        Both are on the 0..1 scale, height and width are multiples of ``self.multiple``; the
        result has the shape of ``noisy``.
        """
        features = self.head(pixel_unshuffle(torch.cat([noisy, sigma], dim=1), 2))
        skips = []
        for encoder, down in zip(self.encoders, self.downs, strict=True):
            skips.append(encoder(features))
            features = down(skips[-1])
        features = self.middle(features)
        for decoder, up in zip(reversed(self.decoders), reversed(self.ups), strict=True):
            features = decoder(up(features) + skips.pop())
        return noisy + pixel_shuffle(self.tail(features), 2)
