"""Layers the networks are built of.

All are free of bias, so a network of them scales: f(a x) = a f(x), which carries it to noise
levels it was not trained on (Mohan et al. 2020).
"""

import math

from torch import Tensor, nn


def conv3x3(inputs: int, outputs: int, *, gain: float = 1.0) -> nn.Conv2d:
    """Make a 3x3 convolution that keeps the size, its weights drawn for unit variance times ``gain``."""
    conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    nn.init.normal_(conv.weight, std=gain / math.sqrt(9 * inputs))
    return conv


class ResidualBlock(nn.Module):
    """Convolution, ReLU, convolution, added to the input (He et al. 2016, without normalisation).

    The second convolution starts at zero, so a deep network starts as a shallow one and takes
    a high learning rate (Zhang et al., "Fixup", 2019).
    """

    def __init__(self, channels: int):
        super().__init__()
        self.first = conv3x3(channels, channels, gain=math.sqrt(2))
        self.second = conv3x3(channels, channels, gain=0)

    def forward(self, features: Tensor) -> Tensor:
        """Map ``(N, C, H, W)`` to the same shape."""
        residual: Tensor = self.second(self.first(features).relu())
        return features + residual


def residual_blocks(channels: int, count: int) -> nn.Sequential:
    """Chain ``count`` residual blocks."""
    return nn.Sequential(*(ResidualBlock(channels) for _ in range(count)))
