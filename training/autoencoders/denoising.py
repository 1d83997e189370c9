"""The denoising autoencoder: a corrupted picture in, the clean one out (Vincent et al. 2010)."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.fully_connected import Float32Sigmoid, dense_decoder, dense_encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class DenoisingConfig(Config):
    """What is done to a picture before it is encoded, in training alone.

    ``level`` is the deviation of Gaussian noise on the 0..1 scale, or the share of pixels masked with 0; at
    0 it is a plain autoencoder.
    """

    widths: tuple[int, ...] = ()
    corruption: Literal["gaussian", "masking"] = "gaussian"
    level: float = 0.5


class DenoisingAutoencoder(Autoencoder[DenoisingConfig]):
    """Any encoder and decoder that must undo a corruption: its code cannot hold what is not regular."""

    def __init__(
        self,
        config: DenoisingConfig = DenoisingConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        shape, widths, bottleneck = config.shape, config.widths, config.bottleneck
        super().__init__(
            config,
            encoder or nn.Sequential(dense_encoder(shape, widths, bottleneck), nn.ReLU()),
            decoder or nn.Sequential(dense_decoder(shape, widths, bottleneck), Float32Sigmoid()),
        )

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode what is left of the pictures; the loss is that to the pictures as they were."""
        target = pictures if target is None else target
        is_corrupted = self.training and self.config.level
        return super().forward(corrupt(pictures, self.config) if is_corrupted else pictures, target)


def corrupt(pictures: Tensor, config: DenoisingConfig, rng: torch.Generator | None = None) -> Tensor:
    """Corrupt pictures ``(N, C, H, W)``.

    Noise is not clipped to 0..1, for that would tell the network where a pixel was near an end.
    """
    if config.corruption == "gaussian":
        noise = torch.randn(pictures.shape, generator=rng, device=pictures.device)
        return pictures + config.level * noise
    return pictures * (torch.rand(pictures.shape, generator=rng, device=pictures.device) >= config.level)
