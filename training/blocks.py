"""Layers the networks are built of.

Convolutions are free of bias, so a network of them scales: f(a x) = a f(x), which carries it to noise
levels it was not trained on (Mohan et al. 2020).
"""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


def conv3x3(inputs: int, outputs: int, *, gain: float = 1.0) -> nn.Conv2d:
    """Make a 3x3 convolution that keeps the size, its weights drawn for unit variance times ``gain``."""
    conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    nn.init.normal_(conv.weight, std=gain / math.sqrt(9 * inputs))
    return conv


def add_biases(network: nn.Module) -> None:
    """Give convolutions biases, which begin at zero: for what does not scale with the light."""
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d) and layer.bias is None:
            layer.bias = nn.Parameter(torch.zeros(layer.out_channels))


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


class NormalizedBlock(ResidualBlock):
    """Such a block whose first convolution's answer is normalised over the batch (Ioffe and Szegedy 2015).

    It learns faster what is seen, but does not scale with the light.
    """

    def __init__(self, channels: int):
        super().__init__(channels)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, features: Tensor) -> Tensor:
        """Map ``(N, C, H, W)`` to the same shape."""
        residual: Tensor = self.second(self.norm(self.first(features)).relu())
        return features + residual


def fold_norms(network: nn.Module) -> None:
    """Have the convolutions do what the norms behind them do in use."""
    for block in network.modules():
        if isinstance(block, NormalizedBlock):
            block.first = fuse_conv_bn_eval(block.first, block.norm)
            block.norm = nn.Identity()  # type: ignore[assignment]


def has_norms(weights: Iterable[str]) -> bool:
    """Tell by the names of weights whether there are norms among them, which none has folded yet."""
    return any(".norm." in name for name in weights)


@contextlib.contextmanager
def unfolding(network: nn.Module) -> Iterator[None]:
    """Let each norm take its next batch's mean and deviation as its own, and so change nothing."""

    def settle(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0].detach(), dim=(0, 2, 3), correction=0)
        norm.weight.data, norm.bias.data = (variance + norm.eps).sqrt(), mean
        norm.running_mean, norm.running_var = mean.clone(), variance

    norms = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm2d)]
    hooks = [norm.register_forward_pre_hook(settle) for norm in norms]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def residual_blocks(
    channels: int, count: int, block: Callable[[int], nn.Module] = ResidualBlock
) -> nn.Sequential:
    """Chain ``count`` residual blocks."""
    return nn.Sequential(*(block(channels) for _ in range(count)))


def residual_levels(
    channels: Sequence[int], counts: Sequence[int], block: Callable[[int], nn.Module] = ResidualBlock
) -> nn.ModuleList:
    """Make such a chain for each level of a network, of its channels and its count of blocks."""
    levels = zip(channels, counts, strict=True)
    return nn.ModuleList(residual_blocks(width, count, block) for width, count in levels)
