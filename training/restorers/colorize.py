"""The colorizer: a U-Net that tells chroma from lightness, varied by a code, and what it may miss."""

from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, cross_entropy, interpolate, pixel_shuffle, pixel_unshuffle

from training.autoencoders.losses import normal_divergence
from training.blocks import NormalizedBlock, add_biases, conv3x3
from training.kriging import at, krige
from training.restorers.unet import UNet

CODE = 4
"""The numbers that tell one plausible colouring from another."""
LIKENESS = 8
"""The numbers by which places are compared."""
MODES = 16
"""The ways in which the chroma of a whole picture may be off."""
_OFF = 0.05
"""The chroma may be off by about as much."""
_FOLD = 4
_LEAST_ERROR = 1e-5
_HINT_PIXELS = 7
_SHADES, _SHADE = 7, 20 / 110
"""The palette has so many shades of a* and of b*, so far apart."""
_GREY = 0.03
"""A picture of less chroma on average has no colours to learn."""


class Colorizer(UNet):
    """A variational autoencoder of colour, given the lightness (after Deshpande et al. 2017).

    The encoder of the true colours and the palette are for training alone; the exported network is the
    decoder: lightness and a code in, chroma out. A code of zeros gives what is most to be
    expected. It works on blocks of 4x4 pixels, for chroma is smooth, and knows the whole picture:
    the mean of the coarsest features is added to all of them. Besides, it tells how far its answer may be
    off, and how that of one place goes with that of another: what hints are carried by
    (:mod:`restorer.pixels.kriging`).
    """

    inputs: ClassVar = {"lightness": 1, "code": CODE}
    outputs: ClassVar = ("chroma", "likeness", "deviation", "modes")
    reads: ClassVar = frozenset({"dropout", "coded_share"})

    def __init__(
        self,
        channels: Sequence[int],
        blocks: Sequence[int],
        dropout: float = 0.0,
        coded_share: float = 0.25,
    ):
        super().__init__(2, channels, blocks, block=NormalizedBlock)
        self.multiple *= _FOLD // 2
        self.head = conv3x3(_FOLD**2, channels[0])
        self.context = nn.Sequential(
            nn.Linear(channels[-1], channels[-1]), nn.ReLU(), nn.Linear(channels[-1], channels[-1])
        )
        self.forgetting = nn.Dropout2d(dropout)
        self.coded_share = coded_share
        self.tints = nn.ModuleList(nn.Linear(CODE, 2 * width) for width in channels)
        self.coder = Coder()
        self.palette = nn.Conv2d(channels[1], _SHADES**2, 1)
        self.likeness = Likeness(*channels[:2])
        add_biases(self)
        for layer in (self.context[-1], *self.tints):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, lightness: Tensor, code: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Tell the chroma ``(N, 2, H, W)`` of ``lightness`` ``(N, 1, H, W)``, L*/100, and what hints need.

        Chroma is a*/110 and b*/110; ``code`` ``(N, CODE, H, W)`` is the same everywhere. Likeness
        ``(N, LIKENESS, H, W)``, deviation ``(N, 1, H, W)`` and modes ``(N, 2 MODES, H, W)`` are as
        :class:`restorer.pixels.kriging.Prediction` has them.
        """
        chroma, *features = self._decode(lightness, code)
        return chroma, *self.likeness(*features, lightness)

    def respond(self, *planes: Tensor) -> Tensor:
        """Give all that is told, one after the other."""
        return self.stacked(*planes)

    def _decode(self, lightness: Tensor, code: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Give the chroma, and the features of every fourth and every eighth pixel that it was made of."""
        code = code.mean(dim=(2, 3))
        features, skips = self.descend(self.head(pixel_unshuffle(2 * lightness - 1, _FOLD)))
        features = self.forgetting(features)
        features = features + self.context(features.mean(dim=(2, 3)))[:, :, None, None]
        features = self.middle(_tinted(features, self.tints[-1](code)))
        upward = zip(reversed(self.decoders), reversed(self.ups), list(self.tints)[-2::-1], strict=True)
        for decoder, up, tint in upward:
            coarse = features
            features = decoder(_tinted(up(features) + skips.pop(), tint(code)))
        chroma = _twice(pixel_shuffle(self.tail(features), 2))
        return chroma, features, coarse

    def learn(self, *planes: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Answer with codes of the true chroma for a share of the pictures, of zeros for the others.

        The planes are lightness, noise ``(N, CODE, 1, 1)``, standard normal, the true chroma
        ``(N, 2, H, W)``, and, where hints are learned from, the chroma that they tell of and places
        ``(N, 2, M, 1)`` where that is known and where it is asked for. The terms are the Kullback-Leibler
        divergence of those codes from the standard normal, in nats a picture; the cross entropy of the shade
        about each eighth pixel: to tell one of a palette teaches what is seen faster than to tell a mean
        (Zhang et al. 2016); and, with hints, the logarithm of the squared error that is left where it is
        asked for, from which the likeness layers alone learn. Of these two pictures without colour know
        nothing: they do not count.
        """
        lightness, noise, truth, *hints = planes
        coded = max(1, int(self.coded_share * len(truth)))
        mean, log_variance = self.coder(lightness[:coded], truth[:coded])
        codes = mean + (log_variance / 2).exp() * noise[:coded, :, 0, 0]
        code = torch.cat([codes, torch.zeros_like(noise[coded:, :, 0, 0])])
        answer, fine, coarse = self._decode(lightness, code[:, :, None, None])
        shades = (avg_pool2d(truth, 8) / _SHADE).round().clamp(-(_SHADES // 2), _SHADES // 2) + _SHADES // 2
        shade = (shades[:, 0] * _SHADES + shades[:, 1]).long()
        told = cross_entropy(self.palette(coarse).float(), shade, reduction="none").mean(dim=(1, 2))
        coloured = is_coloured(truth)
        count = coloured.sum().clamp(min=1)
        terms = {
            "divergence": normal_divergence(mean, log_variance),
            "palette": (coloured * told).sum() / count,
        }
        if hints:
            left = self._guided_errors((answer, fine, coarse, lightness), *hints)
            terms["guided"] = (coloured * left).sum() / count
        return answer, terms

    def _guided_errors(
        self, seen: tuple[Tensor, ...], wished: Tensor, known: Tensor, asked: Tensor
    ) -> Tensor:
        with torch.autocast(wished.device.type, enabled=False):
            chroma, fine, coarse, lightness = (plane.detach().float() for plane in seen)
            told = chroma, *self.likeness(fine, coarse, lightness), lightness
            about = avg_pool2d(wished, _HINT_PIXELS, 1, _HINT_PIXELS // 2, count_include_pad=False)
            left = krige(told, about, known, asked) - at(wished, asked)
            return (left.square().mean(dim=(1, 2)) + _LEAST_ERROR).log()


def is_coloured(chroma: Tensor) -> Tensor:
    """Tell, as 0 or 1 ``(N,)``, which pictures of chroma ``(N, 2, H, W)`` have colours to learn."""
    return (chroma.square().sum(dim=1).sqrt().mean(dim=(1, 2)) > _GREY).float()


class Likeness(nn.Module):
    """How what is missed at one place goes with what is missed at others: likeness, deviation and modes.

    They are told for blocks of 2x2 pixels: from what was seen about each, and from the lightness itself, for
    a colour that is known ends at edges.
    """

    def __init__(self, fine: int, coarse: int, width: int = 64, finest: int = 32):
        super().__init__()
        numbers = 1 + LIKENESS + 2 * MODES
        self.fine = nn.Conv2d(fine, width, 1)
        self.coarse = nn.Conv2d(coarse, width, 1)
        self.layers = nn.Sequential(nn.ReLU(), conv3x3(width, width, gain=1.4), nn.ReLU())
        self.tail = nn.Conv2d(width, numbers, 1)
        self.narrow = nn.Conv2d(width, finest, 1)
        self.edges = nn.Conv2d((_FOLD // 2) ** 2, finest, 3, padding=1)
        last = nn.Conv2d(finest, numbers, 1)
        self.refine = nn.Sequential(nn.ReLU(), conv3x3(finest, finest, gain=1.4), nn.ReLU(), last)
        for layer in (self.tail, last):
            nn.init.normal_(layer.weight, std=0.1 / width**0.5)

    def forward(self, fine: Tensor, coarse: Tensor, lightness: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Give likeness ``(N, LIKENESS, H, W)``, deviation ``(N, 1, H, W)`` and modes ``(N, 2 MODES, H, W)``.

        They are told from features ``(N, C, H/4, W/4)`` and ``(N, C', H/8, W/8)``, and from the lightness.
        """
        features = self.layers(self.fine(fine) + _twice(self.coarse(coarse)))
        edges = self.edges(pixel_unshuffle(2 * lightness - 1, _FOLD // 2))
        refined = self.refine(_twice(self.narrow(features)) + edges)
        numbers = _twice(_twice(self.tail(features)) + refined)
        deviation, likeness, modes = numbers.tensor_split([1, 1 + LIKENESS], dim=1)
        return likeness, _OFF * deviation.exp(), _OFF * modes


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


def _twice(features: Tensor) -> Tensor:
    """Enlarge features to twice their size, smoothly."""
    return interpolate(features, scale_factor=2.0, mode="bilinear")


def _tinted(features: Tensor, tint: Tensor) -> Tensor:
    """Scale and shift features by a tint ``(N, 2 C)`` (FiLM, Perez et al. 2018)."""
    scale, shift = tint[:, :, None, None].chunk(2, dim=1)
    return features * (1 + scale) + shift
