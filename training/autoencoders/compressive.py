"""The compressive autoencoder: a rounded code, paid for by the bit (Balle et al. 2017)."""

import bz2
import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.convolutional import doubling, halving
from training.blocks import residual_blocks

_HEAD = np.dtype([("level", "u1"), ("height", "<u2"), ("width", "<u2")])
_MOST = 127
_GREY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CompressiveConfig(Config):
    """The code is a map of ``bottleneck`` channels at a ``2**len(channels)``-th of the size.

    Each of ``prices`` is a level of quality: what an error of 1 in 255, squared, costs in bits a pixel.
    """

    shape: tuple[int, int, int] = (3, 128, 128)
    bottleneck: int = 48
    channels: tuple[int, ...] = (48, 96, 128)
    blocks: int = 1
    prices: tuple[float, ...] = (0.0018, 0.0067, 0.025, 0.0932)


class CompressiveAutoencoder(Autoencoder[CompressiveConfig]):
    """Convolutions to a map that is rounded, more finely the better the quality (Cui et al. 2021).

    In training uniform noise stands for the rounding, and the bits are those of logistic
    distributions of each channel, whose widths are learned beside. The bytes themselves are
    those of bz2, which switches between several Huffman codes as the channels need it.
    """

    def __init__(
        self,
        config: CompressiveConfig = CompressiveConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        super().__init__(config, encoder or _map_encoder(config), decoder or _map_decoder(config))
        finer = torch.tensor(config.prices).div(config.prices[0]).log()[:, None] / 2
        self.log_gain = nn.Parameter(finer.repeat(1, config.bottleneck))
        self.log_width = nn.Parameter(finer.repeat(1, config.bottleneck))
        self.middle = nn.Parameter(torch.zeros(len(config.prices), config.bottleneck))

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the code ``(N, bottleneck, h, w)``, neither scaled to a level nor rounded."""
        return super().encode(pictures - _GREY)

    def decode(self, codes: Tensor) -> Tensor:
        """Give the pictures of such codes."""
        return super().decode(codes) + _GREY

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode and decode each picture at a level drawn at random.

        The terms are the mean squared error and the bits a pixel; so that each level counts about alike in
        the loss, it is divided by the root of the price.
        """
        target = pictures if target is None else target
        levels = torch.randint(len(self.config.prices), (len(pictures),), device=pictures.device)
        gain, price = self._gain(levels), pictures.new_tensor(self.config.prices)[levels]
        code = self.encode(pictures) * gain
        noisy = code + torch.rand_like(code) - 0.5
        restored = self.decode(noisy / gain)
        error = (restored.float() - target).square().flatten(1).mean(dim=1)
        bits = self.count_bits(noisy, levels).flatten(1).sum(dim=1) / math.prod(pictures.shape[2:])
        loss = ((price * 255**2 * error + bits) / price.sqrt()).mean()
        return Output(restored, code, loss, {"reconstruction": error.mean(), "bits": bits.mean()})

    def count_bits(self, code: Tensor, levels: Tensor) -> Tensor:
        """Give the bits of each number of a rounded or noisy code ``(N, M, h, w)`` at its level ``(N,)``."""
        width, middle = (part[levels][:, :, None, None] for part in (self.log_width.exp(), self.middle))
        distance = (code.float() - middle).abs()  # the density is even: the side with small values is exact
        upper = ((0.5 - distance) / width).sigmoid()
        lower = ((-0.5 - distance) / width).sigmoid()
        return -(upper - lower).clamp(min=1e-9).log2()

    @torch.no_grad()
    def compress(self, picture: Tensor, level: int) -> bytes:
        """Give the bytes of a picture ``(C, H, W)`` of up to 65535 a side, level and size before its code."""
        height, width = picture.shape[1:]
        scale = 2 ** len(self.config.channels)
        padding = (0, -width % scale, 0, -height % scale)
        padded = nn.functional.pad(picture[None], padding, mode="replicate")
        code = (self.encode(padded) * self._gain(torch.tensor([level]))).round()
        symbols = code[0].clamp(-_MOST, _MOST).to(torch.int8).numpy().tobytes()
        return np.array((level, height, width), _HEAD).tobytes() + bz2.compress(symbols)

    @torch.no_grad()
    def decompress(self, data: bytes) -> Tensor:
        """Give the picture ``(C, H, W)``, 0..1, of bytes that :meth:`compress` made."""
        level, height, width = (int(number) for number in np.frombuffer(data, _HEAD, count=1)[0])
        scale = 2 ** len(self.config.channels)
        shape = (1, self.config.bottleneck, math.ceil(height / scale), math.ceil(width / scale))
        symbols = np.frombuffer(bz2.decompress(data[_HEAD.itemsize :]), np.int8).reshape(shape)
        code = torch.from_numpy(symbols.astype(np.float32)) / self._gain(torch.tensor([level]))
        return self.decode(code)[0, :, :height, :width].clamp(0, 1)

    def _gain(self, levels: Tensor) -> Tensor:
        return self.log_gain[levels].exp()[:, :, None, None]


def _map_encoder(config: CompressiveConfig) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise((config.shape[0], *config.channels)):
        layers += [halving(inputs, outputs), residual_blocks(outputs, config.blocks), nn.ReLU()]
    return nn.Sequential(*layers, nn.Conv2d(config.channels[-1], config.bottleneck, 1))


def _map_decoder(config: CompressiveConfig) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Conv2d(config.bottleneck, config.channels[-1], 1)]
    for inputs, outputs in pairwise((*reversed(config.channels), config.shape[0])):
        layers += [
            nn.ReLU(),
            residual_blocks(inputs, config.blocks),
            doubling(inputs, outputs),
        ]
    return nn.Sequential(*layers)
