"""The compressive autoencoder: a rounded code, paid for by the bit (Balle et al. 2017)."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from scipy.fft import dct
from torch import Tensor, nn

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.convolutional import downsampling_conv, upsampling_conv
from training.autoencoders.entropy import MOST, LaplaceEntropy
from training.blocks import residual_blocks

_HEAD = np.dtype([("level", "u1"), ("height", "<u2"), ("width", "<u2")])
_GREY = 0.5
_DIFFERENCE = 2
"""By so much faster counts a wave of colours that differ: there is less of it in photos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompressiveConfig(Config):
    """The code is a map of ``bottleneck`` channels at a ``2**len(channels)``-th of the size.

    Each of ``lambdas`` is a level of quality: what an error of 1 in 255, squared, costs in bits a pixel.
    """

    shape: tuple[int, int, int] = (3, 128, 128)
    bottleneck: int = 96
    channels: tuple[int, ...] = (48, 96, 128)
    blocks: int = 1
    lambdas: tuple[float, ...] = (0.0005, 0.0018, 0.0067, 0.025)


class CompressiveAutoencoder(Autoencoder[CompressiveConfig]):
    """Blocks to a map that is rounded, more finely the better the quality (Cui et al. 2021).

    Before training it is the transform of JPEG, the cosines of each block, each rounded alike; convolutions
    learn what to add to it both ways. In training uniform noise stands for the rounding, and the bits are
    those of :class:`LaplaceEntropy`, which writes the bytes as well.
    """

    def __init__(
        self,
        config: CompressiveConfig = CompressiveConfig(),
        encoder: nn.Module | None = None,
        decoder: nn.Module | None = None,
    ):
        super().__init__(config, encoder or _map_encoder(config), decoder or _map_decoder(config))
        # A step of s leaves an error of s^2 / 12; where lambda s^2 / 6 = 1 / ln 2 a finer one costs what it
        # saves, in one channel; in three, whose mean the error is, it would be coarser by their root.
        best_step = (6 / math.log(2) / torch.tensor(config.lambdas)).sqrt() / 255
        self.log_gain = nn.Parameter(-best_step.log()[:, None].repeat(1, config.bottleneck))
        self.entropy = LaplaceEntropy(len(config.lambdas), config.bottleneck)

    def encode(self, pictures: Tensor) -> Tensor:
        """Give the code ``(N, bottleneck, h, w)``, neither scaled to a level nor rounded."""
        return super().encode(pictures - _GREY)

    def decode(self, codes: Tensor) -> Tensor:
        """Give the pictures of such codes."""
        return super().decode(codes) + _GREY

    def forward(self, pictures: Tensor, target: Tensor | None = None) -> Output:
        """Encode and decode each picture at a level drawn at random.

        The terms are the mean squared error and the bits a pixel; so that each level counts about alike in
        the loss, it is divided by the root of lambda.
        """
        target = pictures if target is None else target
        levels = torch.randint(len(self.config.lambdas), (len(pictures),), device=pictures.device)
        gain, weight = self._gain(levels), pictures.new_tensor(self.config.lambdas)[levels]
        code = self.encode(pictures) * gain
        noisy = code + torch.rand_like(code) - 0.5
        restored = self.decode(noisy / gain)
        error = (restored.float() - target).square().flatten(1).mean(dim=1)
        bits = self.entropy.count_bits(noisy, levels).flatten(1).sum(dim=1) / math.prod(pictures.shape[2:])
        loss = ((weight * 255**2 * error + bits) / weight.sqrt()).mean()
        return Output(restored, code, loss, {"reconstruction": error.mean(), "bits": bits.mean()})

    def fit_entropy(self, pictures: Tensor) -> None:
        """Set the distributions to what is most likely for the code of pictures; to learn them takes long."""
        with torch.no_grad():
            code = self.encode(pictures)
        for level, gain in enumerate(self.log_gain.exp()):
            self.entropy.fit(level, code * gain[:, None, None])

    @torch.no_grad()
    def compress(self, picture: Tensor, level: int) -> bytes:
        """Give the bytes of a picture ``(C, H, W)`` of up to 65535 a side, level and size before its code."""
        height, width = picture.shape[1:]
        scale = 2 ** len(self.config.channels)
        padding = (0, -width % scale, 0, -height % scale)
        padded = nn.functional.pad(picture[None], padding, mode="replicate")
        code = (self.encode(padded) * self._gain(torch.tensor([level]))).round()
        symbols = code[0].clamp(-MOST, MOST)
        return np.array((level, height, width), _HEAD).tobytes() + self.entropy.write(symbols, level)

    @torch.no_grad()
    def decompress(self, data: bytes) -> Tensor:
        """Give the picture ``(C, H, W)``, 0..1, of bytes that :meth:`compress` made."""
        level, height, width = (int(number) for number in np.frombuffer(data, _HEAD, count=1)[0])
        scale = 2 ** len(self.config.channels)
        rows, columns = math.ceil(height / scale), math.ceil(width / scale)
        symbols = self.entropy.read(data[_HEAD.itemsize :], level, rows, columns)
        code = symbols[None] / self._gain(torch.tensor([level]))
        return self.decode(code)[0, :, :height, :width].clamp(0, 1)

    def _gain(self, levels: Tensor) -> Tensor:
        return self.log_gain[levels].exp()[:, :, None, None]


class Corrected(nn.Module):
    """A linear layer, and what a deep network adds to its answer: nothing before training."""

    def __init__(self, linear: nn.Module, *layers: nn.Module):
        super().__init__()
        self.linear = linear
        self.deep = nn.Sequential(*layers)

    def forward(self, planes: Tensor) -> Tensor:
        """Map ``(N, C, H, W)`` to what the linear layer maps it to."""
        with torch.autocast(planes.device.type, enabled=False):
            straight: Tensor = self.linear(planes.float())
        answer: Tensor = straight + self.deep(planes)
        return answer


def _map_encoder(config: CompressiveConfig) -> Corrected:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise((config.shape[0], *config.channels)):
        layers += [downsampling_conv(inputs, outputs), residual_blocks(outputs, config.blocks), nn.ReLU()]
    linear = _dct_layer(nn.Conv2d, config.shape[0], config.bottleneck, config)
    return Corrected(linear, *layers, _silent(nn.Conv2d(config.channels[-1], config.bottleneck, 1)))


def _map_decoder(config: CompressiveConfig) -> Corrected:
    layers: list[nn.Module] = [nn.Conv2d(config.bottleneck, config.channels[-1], 1)]
    for inputs, outputs in pairwise((*reversed(config.channels), config.shape[0])):
        layers += [nn.ReLU(), residual_blocks(inputs, config.blocks), upsampling_conv(inputs, outputs)]
    _silent(layers[-1])
    return Corrected(_dct_layer(nn.ConvTranspose2d, config.bottleneck, config.shape[0], config), *layers)


def _dct_layer(
    kind: type[nn.Conv2d | nn.ConvTranspose2d], inputs: int, outputs: int, config: CompressiveConfig
) -> nn.Module:
    side = 2 ** len(config.channels)
    layer = kind(inputs, outputs, side, side, bias=False)
    layer.weight.data = dct_basis(config)
    return layer


def _silent(layer: nn.Module) -> nn.Module:
    for weight in layer.parameters():
        nn.init.zeros_(weight)
    return layer


def dct_basis(config: CompressiveConfig) -> Tensor:
    """Give the ``bottleneck`` slowest cosines of a block's DCT, orthonormal: ``(M, C, B, B)``.

    They run along the colours, too: their mean, and differences of them, which come later.
    """
    colours, side = config.shape[0], 2 ** len(config.channels)
    between, along = (torch.tensor(dct(np.eye(n), axis=0, norm="ortho")).float() for n in (colours, side))
    waves = torch.einsum("kc,fy,gx->kfgcyx", between, along, along).flatten(0, 2)
    difference, speed = _DIFFERENCE * torch.arange(colours).clamp(max=1), torch.arange(side)
    slowest = torch.cartesian_prod(difference, speed, speed).sum(dim=1).argsort(stable=True)
    return waves[slowest[: config.bottleneck]].contiguous()
