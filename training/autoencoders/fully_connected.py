"""The fully connected autoencoder: dense layers to the code and back (Hinton and Salakhutdinov 2006)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config


@dataclass(frozen=True, slots=True, kw_only=True)
class FullyConnectedConfig(Config):
    """Dense layers of such ``widths`` lie between picture and code; with none it is linear."""

    widths: tuple[int, ...] = (1000, 500, 250)


class FullyConnectedAutoencoder(Autoencoder[FullyConnectedConfig]):
    """Dense layers that narrow to the code; a linear one spans what PCA finds (Baldi and Hornik 1989)."""

    def __init__(
        self,
        config: FullyConnectedConfig = FullyConnectedConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        super().__init__(
            config,
            encoder or dense_encoder(config.shape, config.widths, config.bottleneck),
            decoder or dense_decoder(config.shape, config.widths, config.bottleneck),
        )


class Float32Sigmoid(nn.Module):
    """A sigmoid in float32, for in bfloat16 what is nearly 1 would be 1."""

    def forward(self, features: Tensor) -> Tensor:
        """Map any features to 0..1."""
        return features.float().sigmoid()


def dense_encoder(shape: Sequence[int], widths: Sequence[int], outputs: int) -> nn.Sequential:
    """Make layers from pictures ``(N, *shape)`` to ``(N, outputs)``, ELU between (Clevert et al. 2016)."""
    return nn.Sequential(nn.Flatten(), *_dense([math.prod(shape), *widths, outputs]))


def dense_decoder(shape: Sequence[int], widths: Sequence[int], inputs: int) -> nn.Sequential:
    """Make the mirror, from ``(N, inputs)`` to ``(N, *shape)``; with hidden layers it answers 0..1."""
    layers = _dense([inputs, *reversed(widths), math.prod(shape)])
    ends = [Float32Sigmoid()] if widths else []
    return nn.Sequential(*layers, *ends, nn.Unflatten(1, tuple(shape)))


def _dense(sizes: Sequence[int]) -> list[nn.Module]:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(sizes):
        linear = nn.Linear(inputs, outputs)
        nn.init.normal_(linear.weight, std=math.sqrt((2 if layers else 1) / inputs))
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.ELU()]
    return layers[:-1]
