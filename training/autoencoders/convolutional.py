"""The convolutional autoencoder: convolutions, a dense code, transposed convolutions (Masci et al. 2011)."""

import math
from dataclasses import dataclass
from itertools import pairwise

from torch import nn
from torchvision.ops import Permute  # type: ignore[import-untyped]

from training.autoencoders.autoencoder import Autoencoder, Config
from training.autoencoders.fully_connected import Float32Sigmoid
from training.blocks import residual_blocks

_LEAK = 0.1
"""What is left of a negative feature, that none dies in the first steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvolutionalConfig(Config):
    """Each of ``channels`` is a step to half the size; ``blocks`` residual blocks stand at the coarsest."""

    channels: tuple[int, ...] = (32, 64)
    blocks: int = 1


class ConvolutionalAutoencoder(Autoencoder[ConvolutionalConfig]):
    """The same few weights at every place, and one dense layer each way for the code.

    Height and width are multiples of ``2**len(channels)``.
    """

    def __init__(
        self,
        config: ConvolutionalConfig = ConvolutionalConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        super().__init__(
            config, encoder or convolutional_encoder(config), decoder or convolutional_decoder(config)
        )


def convolutional_encoder(config: ConvolutionalConfig) -> nn.Sequential:
    """Make convolutions of stride 2, residual blocks and a dense layer, from ``(N, *shape)`` to codes."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise((config.shape[0], *config.channels)):
        layers += [downsampling_conv(inputs, outputs), nn.LeakyReLU(_LEAK)]
    coarse = _coarse_shape(config)
    return nn.Sequential(
        *layers,
        residual_blocks(config.channels[-1], config.blocks),
        nn.Flatten(),
        nn.Linear(math.prod(coarse), config.bottleneck),
    )


def convolutional_decoder(config: ConvolutionalConfig) -> nn.Sequential:
    """Make the encoder's mirror, ``(N, bottleneck)`` to ``(N, *shape)``; it answers 0..1."""
    channels, height, width = _coarse_shape(config)
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise((*reversed(config.channels), config.shape[0])):
        layers += [nn.LeakyReLU(_LEAK), upsampling_conv(inputs, outputs)]
    return nn.Sequential(
        nn.Linear(config.bottleneck, channels * height * width),
        nn.Unflatten(1, (height, width, channels)),
        Permute([0, 3, 1, 2]),  # as it lies in memory a convolution takes half the time
        nn.LeakyReLU(_LEAK),
        residual_blocks(config.channels[-1], config.blocks),
        *layers,
        Float32Sigmoid(),
    )


def downsampling_conv(inputs: int, outputs: int) -> nn.Conv2d:
    """Make a convolution to half the size, its weights drawn so that ReLUs after it keep the variance."""
    layer = nn.Conv2d(inputs, outputs, 4, 2, 1)
    nn.init.normal_(layer.weight, std=math.sqrt(2 / (16 * inputs)))
    return layer


def upsampling_conv(inputs: int, outputs: int) -> nn.ConvTranspose2d:
    """Make a transposed convolution to twice the size, of the variance of what comes out of ReLUs."""
    layer = nn.ConvTranspose2d(inputs, outputs, 4, 2, 1)
    nn.init.normal_(layer.weight, std=math.sqrt(2 / (4 * inputs)))
    return layer


def _coarse_shape(config: ConvolutionalConfig) -> tuple[int, int, int]:
    scale = 2 ** len(config.channels)
    _, height, width = config.shape
    if height % scale or width % scale:
        raise ValueError(f"pictures of {height} x {width}, expected multiples of {scale}")
    return config.channels[-1], height // scale, width // scale
