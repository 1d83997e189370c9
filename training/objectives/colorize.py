"""Colorization: the chroma of a picture from its lightness, some hints, and a code."""

import torch
from torch import Tensor
from torchmetrics.functional.image import peak_signal_noise_ratio

from training.draws import blur, draw_normal, draw_uniform
from training.hints import draw_hints, put_hints
from training.lab import from_lab, to_lab
from training.masks import numpy_rng
from training.objectives.objective import Example, Objective
from training.restorers.colorize import CODE

AGED_SHARE = 0.4
"""How often the lightness is that of an old print: faded, soft, grainy."""
RARITY = 2.0
"""By so much more a place of full chroma counts: strong colours are rare (after Zhang et al. 2016)."""
_GREY = 0.03
"""A picture of less chroma on average has no colours to learn."""
_WATCHED_HINTS, _WATCHED_PIXELS = 10, 7


class ColorizeObjective(Objective):
    """Chroma from lightness, with simulated hints; watched by the PSNR in RGB, with no hint and with ten."""

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Take the colours from the pictures, and give some back as hints."""
        lab = to_lab(clean)
        lightness, chroma = lab[:, :1], lab[:, 1:]
        noise = draw_normal((len(clean), CODE, 1, 1), rng)
        strength = chroma.square().sum(dim=1, keepdim=True).sqrt()
        coloured = (strength.mean(dim=(1, 2, 3), keepdim=True) > _GREY).float()
        hints = draw_hints(chroma, self.data.hinted_share, rng)
        return Example(
            (_aged(lightness, rng), hints, noise, chroma), chroma, coloured * (1 + RARITY * strength)
        )

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Give the pictures twice: without hints, and with ten."""
        lab = to_lab(clean)
        hints = lab.new_zeros(len(lab), 3, *lab.shape[2:])
        numbers = numpy_rng(rng)
        guided = hints.clone()
        for chroma, hint in zip(lab[:, 1:], guided, strict=True):
            put_hints(chroma, hint, _WATCHED_HINTS, numbers, (_WATCHED_PIXELS, _WATCHED_PIXELS))
        twice = lab.repeat(2, 1, 1, 1)
        code = lab.new_zeros(len(twice), CODE, 1, 1)
        return Example((twice[:, :1], torch.cat([hints, guided]), code), twice[:, 1:])

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the mean PSNR in decibels without hints and with ten, and the chroma told to the true one."""
        answer, truth = (
            from_lab(torch.cat([example.planes[0], ab], dim=1)) for ab in (output, example.target)
        )
        decibels = peak_signal_noise_ratio(answer, truth, 1.0, reduction="none", dim=(1, 2, 3))
        automatic, guided = decibels.chunk(2)
        first = slice(len(automatic))
        chroma = (
            output[first].square().sum(dim=1).sqrt().mean()
            / example.target[first].square().sum(dim=1).sqrt().mean()
        )
        return {"psnr_0": automatic.mean(), "psnr_10": guided.mean(), "chroma": chroma}

    def show(self, output: Tensor, example: Example) -> list[Tensor]:
        """Give the grey pictures, what they were coloured without hints and with ten, and their colours."""
        half = len(output) // 2
        lightness = example.planes[0]
        rows = (torch.zeros_like(output[:half]), output[:half], output[half:], example.target[:half])
        return [from_lab(torch.cat([lightness[:half], row], dim=1)) for row in rows]


def _aged(lightness: Tensor, rng: torch.Generator) -> Tensor:
    """Give ``AGED_SHARE`` of the pictures another contrast, a blur and grain, as old prints have them."""
    shape = (len(lightness), 1, 1, 1)
    low, high = draw_uniform(shape, 0, 0.25, rng), draw_uniform(shape, 0.75, 1, rng)
    faded = low + (high - low) * lightness.clamp(min=0) ** draw_uniform(shape, 0.7, 1.4, rng)
    soft = blur(faded, draw_uniform(shape, 0.01, 1.5, rng))
    grainy = soft + draw_uniform(shape, 0, 0.05, rng) * draw_normal(tuple(lightness.shape), rng)
    chosen = draw_uniform(shape, 0, 1, rng) < AGED_SHARE
    return torch.where(chosen, grainy.clamp(0, 1), lightness)
