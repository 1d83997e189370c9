"""The variational autoencoder: codes are distributions, near the normal one (Kingma and Welling 2014)."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.fully_connected import dense_decoder, dense_encoder
from training.autoencoders.losses import log_likelihood, normal_divergence


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationalConfig(Config):
    """``divergence_weight`` is what a nat of the code costs: beta of Higgins et al. 2017."""

    bottleneck: int = 40
    reconstruction: str = "cross-entropy"
    widths: tuple[int, ...] = (400,)
    divergence_weight: float = 1.0


class VariationalAutoencoder(Autoencoder[VariationalConfig]):
    """The encoder tells mean and log variance ``(N, 2 * bottleneck)``; the decoder is given a draw of them.

    With the cross entropy and a weight of 1 the loss is a bound on the negative log likelihood of
    black and white pictures, in nats.
    """

    def __init__(
        self,
        config: VariationalConfig = VariationalConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        super().__init__(
            config,
            encoder or dense_encoder(config.shape, config.widths, 2 * config.bottleneck),
            decoder or dense_decoder(config.shape, config.widths, config.bottleneck),
        )

    def encode_distribution(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Give mean and log variance ``(N, bottleneck)`` of the codes."""
        mean, log_variance = self.encoder(pictures).float().chunk(2, dim=1)
        return mean, log_variance.clamp(-15, 15)

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the mean of the codes."""
        return self.encode_distribution(pictures)[0]

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode, draw a code ``m + s eps``, decode; the term beside the reconstruction is the divergence."""
        mean, log_variance = self.encode_distribution(pictures)
        code = mean + (log_variance / 2).exp() * torch.randn_like(mean)
        divergence = normal_divergence(mean, log_variance)
        return self._weigh(
            self.decode(code),
            code,
            pictures if target is None else target,
            divergence=(self.config.divergence_weight, divergence),
        )

    def sample(self, count: int) -> Tensor:
        """Give ``count`` pictures of codes drawn from the standard normal, the same each time."""
        rng = torch.Generator().manual_seed(0)
        return self.decode(torch.randn(count, self.config.bottleneck, generator=rng))

    @torch.no_grad()
    def estimate_likelihood(self, pictures: Tensor, draws: int) -> Tensor:
        """Estimate the log likelihood of each picture ``(N, C, H, W)`` of 0 and 1, in nats: ``(N,)``.

        It is ``log mean_k p(x|z_k) p(z_k) / q(z_k|x)`` over ``draws`` of q, a bound from below that
        rises with them (Burda et al. 2016).
        """
        mean, log_variance = self.encode_distribution(pictures)
        weights = []
        for _ in range(draws):
            noise = torch.randn_like(mean)
            code = mean + (log_variance / 2).exp() * noise
            ratio = (noise.square() - code.square() + log_variance).sum(dim=1) / 2
            weights.append(log_likelihood(self.decode(code), pictures) + ratio)
        return torch.stack(weights).logsumexp(dim=0) - math.log(draws)
