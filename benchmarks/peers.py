"""The shapes of published denoisers, with random weights: right for timing, useless for pictures."""

from collections.abc import Callable
from itertools import pairwise
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import pixel_shuffle, pixel_unshuffle

from training.blocks import residual_blocks
from training.restorers.network import RestorerNetwork


def _plain(inputs: int, width: int, outputs: int, layers: int) -> nn.Sequential:
    """Chain 3x3 convolutions with ReLU between them; batch normalisation is folded into the biases."""
    widths = [inputs, *[width] * (layers - 1), outputs]
    parts: list[nn.Module] = []
    for before, after in pairwise(widths):
        conv = nn.Conv2d(before, after, 3, padding=1)
        nn.init.kaiming_normal_(conv.weight)
        parts += [conv, nn.ReLU()]
    return nn.Sequential(*parts[:-1])


class Peer(RestorerNetwork):
    """A published network; ``exact_reach`` follows from its layers."""

    exact_reach: int


class CDnCNN(Peer):
    """CDnCNN-B: 20 layers of 64 channels at full resolution, blind to the noise (Zhang et al. 2017)."""

    inputs: ClassVar = {"noisy": 3}
    outputs = ("clean",)
    multiple = 1
    exact_reach = 20

    def __init__(self) -> None:
        super().__init__()
        self.layers = _plain(3, 64, 3, 20)

    def forward(self, noisy: Tensor) -> Tensor:
        """Subtract the noise that the layers see."""
        noise: Tensor = self.layers(noisy)
        return noisy - noise


class FFDNet(Peer):
    """FFDNet for colour: 12 layers of 96 channels at half resolution (Zhang et al. 2018)."""

    inputs: ClassVar = {"noisy": 3, "sigma": 1}
    outputs = ("clean",)
    multiple = 2
    exact_reach = 24

    def __init__(self) -> None:
        super().__init__()
        self.layers = _plain(13, 96, 12, 12)

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Restore blocks of 2 x 2 pixels."""
        return pixel_shuffle(
            self.layers(torch.cat([pixel_unshuffle(noisy, 2), sigma[..., ::2, ::2]], dim=1)), 2
        )


class DRUNet(Peer):
    """DRUNet: a U-Net of 64 to 512 channels, four residual blocks a level (Zhang et al. 2021)."""

    inputs: ClassVar = {"noisy": 3, "sigma": 1}
    outputs = ("clean",)
    multiple = 8
    exact_reach = 192

    def __init__(self) -> None:
        super().__init__()
        levels = list(pairwise((64, 128, 256, 512)))
        self.head = nn.Conv2d(4, 64, 3, padding=1, bias=False)
        self.encoders = nn.ModuleList(
            nn.Sequential(residual_blocks(fine, 4), nn.Conv2d(fine, coarse, 2, 2, bias=False))
            for fine, coarse in levels
        )
        self.middle = residual_blocks(512, 4)
        self.decoders = nn.ModuleList(
            nn.Sequential(nn.ConvTranspose2d(coarse, fine, 2, 2, bias=False), residual_blocks(fine, 4))
            for fine, coarse in reversed(levels)
        )
        self.tail = nn.Conv2d(64, 3, 3, padding=1, bias=False)

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Restore at full resolution, given the noise map."""
        features = [self.head(torch.cat([noisy, sigma], dim=1))]
        for encoder in self.encoders:
            features.append(encoder(features[-1]))
        restored = self.middle(features[-1])
        for decoder, skip in zip(self.decoders, reversed(features), strict=False):
            restored = decoder(restored + skip)
        result: Tensor = self.tail(restored + features[0])
        return result


PEERS: dict[str, Callable[[], Peer]] = {"CDnCNN-B": CDnCNN, "FFDNet": FFDNet, "DRUNet": DRUNet}
