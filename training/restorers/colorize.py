"""The colorizer: a U-Net that tells chroma from lightness, guided by hints, varied by a code."""

from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, cross_entropy, interpolate, pixel_shuffle, pixel_unshuffle

from training.blocks import NormalizedBlock, add_biases, conv3x3
from training.restorers.inpaint import fill_smoothly
from training.restorers.unet import UNet

CODE = 4
"""The numbers that tell one plausible colouring from another."""
_FOLD = 4
_NOTHING = 1e-4
_CODED = 4
"""One in so many pictures is learned from with a code of its true colours."""
_SHADES, _SHADE = 7, 20 / 110
"""The palette has so many shades of a* and of b*, so far apart."""


class Colorizer(UNet):
    """A variational autoencoder of colour, given the lightness (after Deshpande et al. 2017).

    The encoder of the true colours and the palette are for training alone; the exported network is the
    decoder: lightness, hints and a code in, chroma out. A code of zeros gives what is most to be
    expected. It works on blocks of 4x4 pixels, for chroma is smooth, and knows the whole picture:
    the mean of the coarsest features is added to all of them.
    """

    inputs: ClassVar = {"lightness": 1, "hints": 3, "code": CODE}
    outputs = ("chroma",)

    def __init__(
        self,
        channels: Sequence[int] = (64, 128, 192, 256),
        blocks: Sequence[int] = (2, 2, 2, 2),
        dropout: float = 0.0,
    ):
        super().__init__(2, channels, blocks, block=NormalizedBlock)
        self.multiple *= _FOLD // 2
        self.head = conv3x3(4 * _FOLD**2, channels[0])
        self.guide = nn.Conv2d(3, channels[0], 1)
        self.hinted = nn.ModuleList(nn.Conv2d(3, width, 1) for width in channels)
        self.context = nn.Sequential(
            nn.Linear(channels[-1], channels[-1]), nn.ReLU(), nn.Linear(channels[-1], channels[-1])
        )
        self.forgetting = nn.Dropout2d(dropout)
        self.tints = nn.ModuleList(nn.Linear(CODE, 2 * width) for width in channels)
        self.coder = Coder()
        self.palette = nn.Conv2d(channels[1], _SHADES**2, 1)
        add_biases(self)
        for layer in (self.context[-1], *self.tints):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, lightness: Tensor, hints: Tensor, code: Tensor) -> Tensor:
        """Tell a*/110 and b*/110 ``(N, 2, H, W)`` of ``lightness`` ``(N, 1, H, W)``, L*/100.

        ``hints`` ``(N, 3, H, W)`` are a*/110, b*/110 and 1 where the colour is given, 0 elsewhere;
        ``code`` ``(N, CODE, H, W)`` is the same everywhere.
        """
        return self._decode(lightness, hints, code)[0]

    def _decode(self, lightness: Tensor, hints: Tensor, code: Tensor) -> tuple[Tensor, Tensor]:
        """Give the chroma, and the features of every eighth pixel that it was made of."""
        code = code.mean(dim=(2, 3))
        planes = torch.cat([2 * lightness - 1, hints], dim=1)
        pooled, skips = avg_pool2d(hints, _FOLD), []
        features = self.head(pixel_unshuffle(planes, _FOLD)) + self.guide(self._spread(pooled))
        levels = zip(self.encoders, self.downs, self.hinted, strict=False)
        for encoder, down, hinted in levels:
            skips.append(encoder(features + hinted(_mean_hints(pooled))))
            features, pooled = down(skips[-1]), avg_pool2d(pooled, 2)
        features = self.forgetting(features) + self.hinted[-1](_mean_hints(pooled))
        features = features + self.context(features.mean(dim=(2, 3)))[:, :, None, None]
        features = self.middle(_tinted(features, self.tints[-1](code)))
        upward = zip(reversed(self.decoders), reversed(self.ups), list(self.tints)[-2::-1], strict=True)
        for decoder, up, tint in upward:
            coarse = features
            features = decoder(_tinted(up(features) + skips.pop(), tint(code)))
        return interpolate(pixel_shuffle(self.tail(features), 2), scale_factor=2.0, mode="bilinear"), coarse

    def learn(self, *planes: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Answer with codes of the true chroma for a quarter of the pictures, of zeros for the others.

        The planes are lightness and hints, noise ``(N, CODE, 1, 1)``, standard normal, and the true chroma
        ``(N, 2, H, W)``. The terms are the Kullback-Leibler divergence of those codes from the standard
        normal, in nats a picture, and the cross entropy of the shade about each eighth pixel: to tell one of
        a palette teaches what is seen faster than to tell a mean (Zhang et al. 2016).
        """
        lightness, hints, noise, truth = planes
        coded = max(1, len(truth) // _CODED)
        mean, log_variance = self.coder(lightness[:coded], truth[:coded])
        codes = mean + (log_variance / 2).exp() * noise[:coded, :, 0, 0]
        code = torch.cat([codes, torch.zeros_like(noise[coded:, :, 0, 0])])
        answer, coarse = self._decode(lightness, hints, code[:, :, None, None])
        shades = (avg_pool2d(truth, 8) / _SHADE).round().clamp(-(_SHADES // 2), _SHADES // 2) + _SHADES // 2
        shade = (shades[:, 0] * _SHADES + shades[:, 1]).long()
        return answer, {
            "divergence": 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(dim=1).mean(),
            "palette": cross_entropy(self.palette(coarse).float(), shade),
        }

    def _spread(self, pooled: Tensor) -> Tensor:
        """Spread the hints over the whole picture, smoothly; 0 where there is none in reach."""
        known = pooled[:, 2:]
        return fill_smoothly(pooled, known, len(self.downs))


class Coder(nn.Module):
    """The variational encoder: from lightness and true chroma to the mean and log variance of a code."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            conv3x3(3, 32, gain=1.4),
            nn.ReLU(),
            nn.Conv2d(32, 64, 4, 2, 1),
            nn.ReLU(),
            nn.Conv2d(64, 96, 4, 2, 1),
            nn.ReLU(),
        )
        self.tail = nn.Linear(96, 2 * CODE)
        nn.init.zeros_(self.tail.weight)
        nn.init.zeros_(self.tail.bias)

    def forward(self, lightness: Tensor, chroma: Tensor) -> tuple[Tensor, Tensor]:
        """Map ``(N, 1, H, W)`` and ``(N, 2, H, W)`` to a mean and a log variance ``(N, CODE)``."""
        seen = avg_pool2d(torch.cat([2 * lightness - 1, 2 * chroma], dim=1), 8)
        mean, log_variance = self.tail(self.layers(seen).mean(dim=(2, 3))).float().chunk(2, dim=1)
        return mean, log_variance.clamp(-10, 10)


def _mean_hints(pooled: Tensor) -> Tensor:
    """Give the mean chroma of each cell's hints, and how much of the cell they are, on a scale of 0..1."""
    share = pooled[:, 2:]
    return torch.cat([pooled[:, :2] / share.clamp(min=_NOTHING), (16 * share).clamp(max=1)], dim=1)


def _tinted(features: Tensor, tint: Tensor) -> Tensor:
    """Scale and shift features by a tint ``(N, 2 C)`` (FiLM, Perez et al. 2018)."""
    scale, shift = tint[:, :, None, None].chunk(2, dim=1)
    return features * (1 + scale) + shift
