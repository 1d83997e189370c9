"""The frame: a config, an encoder, a decoder, and what a pass through them gives."""

from dataclasses import dataclass, field

from torch import Tensor, nn

from training.autoencoders.losses import RECONSTRUCTIONS
from training.config import choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What every type is told.

    ``bottleneck`` is the size of the code, in numbers a picture (in channels where the code is a map),
    ``reconstruction`` names the loss of :data:`RECONSTRUCTIONS`.
    """

    shape: tuple[int, int, int] = (1, 28, 28)
    bottleneck: int = 30
    reconstruction: str = "squared"


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """What became of a batch: pictures ``(N, C, H, W)`` and their code, the loss and what it consists of.

    ``terms`` holds each part by name in its own unit, before it is weighted.
    """

    restored: Tensor
    code: Tensor
    loss: Tensor
    terms: dict[str, Tensor] = field(default_factory=dict)


class Autoencoder[C: Config](nn.Module):
    """An encoder and a decoder, any two modules that fit the config.

    The encoder maps ``(N, C, H, W)`` float32, 0..1, to codes ``(N, bottleneck)``; the decoder maps them back.
    """

    def __init__(self, config: C, encoder: nn.Module, decoder: nn.Module):
        super().__init__()
        self.config = config
        self.encoder = encoder
        self.decoder = decoder

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the codes of pictures."""
        codes: Tensor = self.encoder(pictures)
        return codes

    def decode(self, codes: Tensor) -> Tensor:
        """Give the pictures of codes."""
        pictures: Tensor = self.decoder(codes)
        return pictures

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode and decode; the loss is that to ``target``, by default the pictures themselves."""
        code = self.encode(pictures)
        return self._weigh(self.decode(code), code, pictures if target is None else target)

    def reconstruct(self, pictures: Tensor) -> Tensor:
        """Give what comes back of pictures."""
        return self.decode(self.encode(pictures))

    def _weigh(self, restored: Tensor, code: Tensor, target: Tensor, **terms: tuple[float, Tensor]) -> Output:
        """Add terms, each with its weight, to the reconstruction's loss."""
        error = choose(RECONSTRUCTIONS, "reconstruction", self.config.reconstruction)(restored, target)
        loss = error
        for weight, term in terms.values():
            loss = loss + weight * term
        return Output(restored, code, loss, {"reconstruction": error} | {k: t for k, (_, t) in terms.items()})
