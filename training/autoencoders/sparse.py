"""The sparse autoencoder: many units, of which few speak at a time (Makhzani and Frey 2013)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.fully_connected import dense_decoder, dense_encoder
from training.autoencoders.losses import absolute_activity, activity_divergence


@dataclass(frozen=True, slots=True, kw_only=True)
class SparseConfig(Config):
    """How few units speak: the ``active`` largest (0 for any), or what the others' speaking costs.

    ``absolute_weight`` is that of the sum of the codes, ``divergence_weight`` that of the divergence of each
    unit's mean from ``activity``, for which the units are sigmoids; else they are ReLUs.
    """

    bottleneck: int = 1024
    active: int = 0
    absolute_weight: float = 0.0
    divergence_weight: float = 0.0
    activity: float = 0.05


class SparseAutoencoder(Autoencoder[SparseConfig]):
    """One layer of many units; the picture is a sum of the few features that it needs.

    ``active`` may be set larger than the config's at first: units that never speak early never learn to.
    """

    def __init__(
        self,
        config: SparseConfig = SparseConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        unit = nn.Sigmoid() if config.divergence_weight else nn.ReLU()
        super().__init__(
            config,
            encoder or nn.Sequential(dense_encoder(config.shape, (), config.bottleneck), unit),
            decoder or dense_decoder(config.shape, (), config.bottleneck),
        )
        self.active = config.active

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the codes, all but the largest set to 0 where so many are wished."""
        codes = super().encode(pictures)
        return keep_largest(codes, self.active) if self.active else codes

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode and decode; the terms are the sum of the codes and the divergence of the units' means."""
        code = self.encode(pictures)
        terms = {"absolute": (self.config.absolute_weight, absolute_activity(code))}
        if self.config.divergence_weight:
            divergence = activity_divergence(code, self.config.activity)
            terms["divergence"] = (self.config.divergence_weight, divergence)
        return self._weigh(self.decode(code), code, pictures if target is None else target, **terms)


def keep_largest(codes: Tensor, count: int) -> Tensor:
    """Set all but the ``count`` largest numbers of each code ``(N, M)`` to 0."""
    largest = codes.topk(count, dim=1)
    return torch.zeros_like(codes).scatter(1, largest.indices, largest.values)
