"""Colorization: the chroma of a picture from its lightness and a code, and what that may miss."""

import math

import torch
from torch import Tensor

from training.degradations.draws import blur, draw_log_uniform, draw_normal, draw_uniform, some
from training.degradations.hints import draw_count, draw_places
from training.kriging import at, krige
from training.lab import from_lab, to_lab
from training.objectives.objective import Example, Objective
from training.restorers.colorize import CODE, LIKENESS, is_coloured
from training.scores import psnr

AGED_SHARE = 0.4
"""How often the lightness is that of an old print: faded, soft, grainy."""
RARITY = 2.0
"""By so much more a place of full chroma counts: strong colours are rare (after Zhang et al. 2016)."""
REPAINTED_SHARE = 0.3
"""How often hints tell of a thing that has another colour than it has."""
_THING_LIGHTNESS, _THING_CHROMA = 0.2, 0.1
_THING_REACH = (30.0, 250.0)
"""The farthest that a thing reaches, in pixels: the least and the most."""
_MOST_SHIFT = 0.6
_ASKED = 1000
"""Hints are to be right at so many places of each picture."""
_WATCHED_HINTS = 10


class ColorizeObjective(Objective):
    """Chroma from lightness; watched by the PSNR in RGB, of the answer alone and corrected by ten hints."""

    reads = ("hints", "pasted_share")

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Take the colours from the pictures, and draw hints, if they are to be learned from."""
        lab = to_lab(_pasted(clean, self.data.pasted_share, rng))
        lightness, chroma = lab[:, :1], lab[:, 1:]
        noise = draw_normal((len(clean), CODE, 1, 1), rng)
        strength = chroma.square().sum(dim=1, keepdim=True).sqrt()
        coloured = is_coloured(chroma).view(-1, 1, 1, 1)
        hints = self._draw_hints(lab, rng) if self.data.hints else ()
        planes = _aged(lightness, rng), noise, chroma, *hints
        return Example(planes, chroma, coloured * (1 + RARITY * strength))

    def _draw_hints(self, lab: Tensor, rng: torch.Generator) -> tuple[Tensor, ...]:
        """Draw places where colours are known and where asked for; before them the chroma that is told."""
        size = lab.shape[2], lab.shape[3]
        known, asked = (draw_places(len(lab), count, size, rng) for count in (draw_count(rng), _ASKED))
        return _repainted(lab, known, rng), known, asked

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:  # noqa: ARG002
        """Give the pictures with a code of zeros."""
        lab = to_lab(clean)
        return Example((lab[:, :1], lab.new_zeros(len(lab), CODE, 1, 1)), lab[:, 1:])

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the mean PSNR in decibels without hints and with ten, and the chroma told to the true one."""
        truth = from_lab(example.planes[0], example.target)
        automatic, guided = (psnr(picture, truth).mean() for picture in _coloured(output, example))
        told, true = (chroma.square().sum(dim=1).sqrt().mean() for chroma in (output[:, :2], example.target))
        return {"psnr_0": automatic, "psnr_10": guided, "chroma": told / true}

    def show(self, output: Tensor, example: Example) -> list[Tensor]:
        """Give the grey pictures, what they were coloured without hints and with ten, and their colours."""
        lightness = example.planes[0]
        grey = from_lab(lightness, torch.zeros_like(example.target))
        return [grey, *_coloured(output, example), from_lab(lightness, example.target)]


def _pasted(pictures: Tensor, share: float, rng: torch.Generator) -> Tensor:
    """Paste a rectangle of the picture before into a share of the pictures (CutMix, Yun et al. 2019)."""
    if not share:
        return pictures
    count, _, *sides = pictures.shape
    chosen = draw_uniform((count, 1, 1, 1), 0, 1, rng) < share
    rows, columns = (_span(count, side, rng) for side in sides)
    inside = chosen & rows[:, None, :, None] & columns[:, None, None, :]
    return torch.where(inside, pictures.roll(1, 0), pictures)


def _span(count: int, side: int, rng: torch.Generator) -> Tensor:
    """Draw which pixels of a side, three tenths of it and more in one piece, are in: ``(count, side)``."""
    length = draw_uniform((count, 1), 0.3, 1, rng)
    begin = draw_uniform((count, 1), 0, 1, rng) * (1 - length)
    along = torch.arange(side, device=rng.device) / side
    return (along >= begin) & (along < begin + length)


def _coloured(output: Tensor, example: Example) -> list[Tensor]:
    """Give the pictures as told, and as ten true hints at places that are always the same make them."""
    lightness = example.planes[0]
    told = (*output.tensor_split([2, 2 + LIKENESS, 3 + LIKENESS], dim=1), lightness)
    chroma, device = told[0], output.device
    count, _, *size = chroma.shape
    rng = torch.Generator(device).manual_seed(0)
    known = draw_places(count, _WATCHED_HINTS, (size[0], size[1]), rng)
    rows, columns = torch.meshgrid(*(torch.arange(side, device=device) for side in size), indexing="ij")
    everywhere = torch.stack([rows.flatten(), columns.flatten()])[None, :, :, None].expand(count, -1, -1, -1)
    guided = krige(told, example.target, known, everywhere)
    answers = chroma, guided.transpose(1, 2).view_as(chroma)
    return [from_lab(lightness, chroma) for chroma in answers]


def _repainted(lab: Tensor, known: Tensor, rng: torch.Generator) -> Tensor:
    """Give the chroma that hints tell of: for ``REPAINTED_SHARE`` of the pictures another one of one thing.

    The thing is what is about the first place that is known and has its colour and lightness. For who places
    hints wishes things to have a colour, which says nothing of all other things.
    """
    shape = (len(lab), 1, 1, 1)
    first = at(blur(lab, torch.ones(shape, device=lab.device)), known[:, :, :1]).transpose(1, 2)[..., None]
    apart = (lab - first) / lab.new_tensor((_THING_LIGHTNESS, _THING_CHROMA, _THING_CHROMA)).view(1, 3, 1, 1)
    reach = draw_log_uniform(shape, *_THING_REACH, rng)
    thing = torch.exp(-apart.square().sum(dim=1, keepdim=True) / 2) / (
        1 + (_distance(lab, known) / reach) ** 4
    )
    angle = draw_uniform(shape, 0, 2 * math.pi, rng)
    shift = draw_uniform(shape, 0, _MOST_SHIFT, rng) * torch.cat([angle.cos(), angle.sin()], dim=1)
    chosen = draw_uniform(shape, 0, 1, rng) < REPAINTED_SHARE
    return lab[:, 1:] + chosen * thing * shift


def _distance(planes: Tensor, known: Tensor) -> Tensor:
    """Give how many pixels each place of ``planes`` is from the first that is known: ``(N, 1, H, W)``."""
    rows, columns = (torch.arange(side, device=planes.device) for side in planes.shape[2:])
    down, right = (known[:, side, 0].view(-1, 1, 1, 1) for side in range(2))
    return torch.hypot((rows[:, None] - down).float(), (columns - right).float())


def _aged(lightness: Tensor, rng: torch.Generator) -> Tensor:
    """Give ``AGED_SHARE`` of the pictures another contrast, a blur and grain, as old prints have them."""
    shape = (len(lightness), 1, 1, 1)
    low, high = draw_uniform(shape, 0, 0.25, rng), draw_uniform(shape, 0.75, 1, rng)
    faded = low + (high - low) * lightness.clamp(min=0) ** draw_uniform(shape, 0.7, 1.4, rng)
    soft = blur(faded, draw_uniform(shape, 0.01, 1.5, rng))
    grainy = soft + draw_uniform(shape, 0, 0.05, rng) * draw_normal(tuple(lightness.shape), rng)
    return some(lightness, grainy.clamp(0, 1), AGED_SHARE, rng)
