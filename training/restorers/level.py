"""The level network: how noisy a picture is about each pixel, at a twentieth of the denoiser's price."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_unshuffle

from training.blocks import conv3x3, residual_levels
from training.restorers.network import RestorerNetwork

OWN = 0.4 / 255
"""The level that clean pictures have of their own, of texture and rounding; so much is hardly noise."""


class LevelNetwork(RestorerNetwork):
    """An encoder to an eighth of the size, whose answer is spread over the pixels it stands for.

    The level changes slowly over a picture, so a coarse map is all there is to tell. Free of
    bias as the denoiser: twice the noise in twice the picture is told as twice the level, but for
    levels about ``OWN``, which are lowered as a Wiener filter would.
    """

    inputs: ClassVar = {"noisy": 3}
    outputs = ("sigma",)

    def __init__(self, channels: Sequence[int], blocks: Sequence[int]):
        super().__init__()
        self.multiple = 2 ** len(channels)
        self.head = conv3x3(3 * 4, channels[0])
        downs = [nn.Conv2d(fine, coarse, 2, 2, bias=False) for fine, coarse in pairwise(channels)]
        self.downs = nn.ModuleList(downs)
        self.encoders = residual_levels(channels, blocks)
        self.tail = conv3x3(channels[-1], 1)

    def forward(self, noisy: Tensor) -> Tensor:
        """Tell the level ``(N, 1, H, W)`` of ``noisy`` ``(N, 3, H, W)``, both on the 0..1 scale."""
        features = self.head(pixel_unshuffle(noisy, 2)).relu()
        features = self.encoders[0](features)
        for down, encoder in zip(self.downs, self.encoders[1:], strict=True):
            features = encoder(down(features).relu())
        told = self.tail(features).abs()
        coarse = told * told.square() / (told.square() + OWN**2)
        return interpolate(coarse, scale_factor=float(self.multiple), mode="nearest")
