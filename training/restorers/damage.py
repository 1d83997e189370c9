"""The damage detector: a U-Net that tells for each pixel how likely it is damaged."""

import math
from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

from training.blocks import ResidualBlock, add_biases, conv3x3
from training.restorers.unet import UNet

RARE = 0.02
"""The probability of damage that it begins with, about the share of damaged pixels."""
_AROUND_PIXELS = 7
_DETAIL = 8.0
"""Detail is made so much stronger: it is then about as strong as the picture itself."""


class DamageDetector(UNet):
    """An autoencoder that reads the picture alone and answers a probability.

    It is shown the picture beside what each pixel differs by from its surroundings, where thin
    damage is plain from the first step on. Its convolutions have biases, for what is damage does not
    scale with the light; and none of its blocks begins at zero, for a linear network cannot tell at all
    what is lighter or darker than its surroundings.
    """

    inputs: ClassVar = {"picture": 3}
    outputs = ("damage",)

    def __init__(self, channels: Sequence[int], blocks: Sequence[int]):
        super().__init__(1, channels, blocks)
        self.head = conv3x3(4 * 6, channels[0])
        self.tail = conv3x3(channels[0], 4, gain=0.3)
        add_biases(self)
        for layer in self.modules():
            if isinstance(layer, ResidualBlock):
                nn.init.normal_(layer.second.weight, std=0.3 / math.sqrt(9 * layer.second.in_channels))
        assert self.tail.bias is not None
        nn.init.constant_(self.tail.bias, math.log(RARE / (1 - RARE)))

    def forward(self, picture: Tensor) -> Tensor:
        """Tell the probability of damage ``(N, 1, H, W)`` in ``picture`` ``(N, 3, H, W)``, both 0..1."""
        around = avg_pool2d(
            picture, _AROUND_PIXELS, stride=1, padding=_AROUND_PIXELS // 2, count_include_pad=False
        )
        planes = torch.cat([2 * picture - 1, _DETAIL * (picture - around)], dim=1)
        return self.answer(planes).float().sigmoid()
