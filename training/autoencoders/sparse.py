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
    widths: tuple[int, ...] = ()
    active: int = 0
    absolute_weight: float = 0.0
    divergence_weight: float = 0.0
    activity: float = 0.05


class SparseAutoencoder(Autoencoder[SparseConfig]):
    """Many units; a picture is made of the few that it needs.

    The units are normalised over the batch before they speak, so that none is silent from the start: it
    would never learn to speak.
    """

    def __init__(
        self,
        config: SparseConfig = SparseConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        shape, widths, units = config.shape, config.widths, config.bottleneck
        speaking = nn.Sigmoid() if config.divergence_weight else nn.ReLU()
        layers = dense_encoder(shape, widths, units)
        super().__init__(
            config,
            encoder or nn.Sequential(layers, nn.BatchNorm1d(units), speaking),
            decoder or dense_decoder(shape, widths, units),
        )

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the codes, all but the largest set to 0 where so many are wished."""
        codes = super().encode(pictures)
        return keep_largest(codes, self.config.active) if self.config.active else codes

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
