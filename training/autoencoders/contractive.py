"""The contractive autoencoder: a code that moves little when the picture does (Rifai et al. 2011)."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.losses import estimate_contraction, sigmoid_contraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractiveConfig(Config):
    """``contraction`` is what the squared norm of the encoder's Jacobian costs.

    With ``probes`` 0 that norm is exact, which one sigmoid layer allows; an encoder that is passed in
    needs 1 or more, the random directions of Hutchinson's estimate.
    """

    bottleneck: int = 256
    contraction: float = 0.1
    probes: int = 0


class ContractiveAutoencoder(Autoencoder[ContractiveConfig]):
    """By default one sigmoid layer whose weights decode as well, transposed: small ones would not do."""

    def __init__(
        self,
        config: ContractiveConfig = ContractiveConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        if (encoder is None) != (decoder is None) or (encoder is None) != (config.probes == 0):
            raise ValueError("an encoder and a decoder of one's own need probes, the sigmoid layer none")
        layer = nn.Linear(math.prod(config.shape), config.bottleneck)
        super().__init__(
            config,
            encoder or nn.Sequential(nn.Flatten(), layer, nn.Sigmoid()),
            decoder or TransposedLayer(layer, config.shape),
        )

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode and decode; the term beside the reconstruction is the squared norm of the Jacobian."""
        code = self.encode(pictures)
        weight = self.config.contraction
        contraction = self.contraction(pictures, code) if weight else code.new_zeros(())
        return self._weigh(
            self.decode(code),
            code,
            pictures if target is None else target,
            contraction=(weight, contraction),
        )

    def contraction(self, pictures: Tensor, codes: Tensor) -> Tensor:
        """Give the mean squared norm of the Jacobian at pictures, whose ``codes`` are known already."""
        if self.config.probes:
            return estimate_contraction(self.encode, pictures, self.config.probes)
        assert isinstance(self.decoder, TransposedLayer)
        return sigmoid_contraction(codes, self.decoder.layer.weight)


class TransposedLayer(nn.Module):
    """The decoder of tied weights: ``sigmoid(W^T h + c)`` of an encoder's layer ``W``."""

    def __init__(self, layer: nn.Linear, shape: tuple[int, int, int]):
        super().__init__()
        self.layer = layer
        self.shape = shape
        self.bias = nn.Parameter(torch.zeros(layer.in_features))

    def forward(self, codes: Tensor) -> Tensor:
        """Map ``(N, M)`` to pictures ``(N, *shape)``."""
        told: Tensor = (codes @ self.layer.weight + self.bias).float().sigmoid()
        return told.view(-1, *self.shape)
