"""Damaged photos and where they are damaged, composed of clean ones.

First the photo as it was taken and aged: soft, grainy, faded. On it the damage: layers of wear and
of real sprites, light and dark. Last what a scan adds: blur, tone, noise, JPEG. Pictures are
``(N, 3, H, W)`` float32, sRGB-encoded 0..1; each step happens to a part of them.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.degradations.degrade import add_gaussian_noise, add_grain, compress, is_grey, make_grey
from training.degradations.draws import blur, draw_normal, draw_uniform, numpy_rng, some
from training.degradations.masks import draw_text
from training.degradations.wear import Draw, Layer, draw_wear

MOST_LAYERS = 3
UNDAMAGED_SHARE = 0.25
VISIBLE = 0.1
"""A change of 26 8-bit levels in any channel is seen, on a picture without noise."""
_UNSEEN = 0.3
"""A change below this part of a visible one is none; what lies between is not told either way."""
_COVERED = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Damaged:
    """Damaged pictures ``(N, 3, H, W)``; ``mask`` 1 where it is seen, ``certain`` 0 where nobody can tell.

    Both maps are ``(N, 1, H, W)``. What covers a place of its own colour is not told either way.
    """

    pictures: Tensor
    mask: Tensor
    certain: Tensor


def damage_photos(clean: Tensor, rng: torch.Generator, draw: Draw = draw_wear) -> Damaged:
    """Damage clean pictures by up to three layers each that ``draw`` makes, and leave a quarter whole."""
    photo = age(add_things(clean, rng), rng)
    return compose(photo, draw_layers(photo, rng, draw), rng)


def compose(photo: Tensor, layers: list[Tensor], rng: torch.Generator) -> Damaged:
    """Lay layers ``(N, 1, H, W)``, -1 (dark) to 1 (light), on photos as they were and scan what results.

    Grey ones stay grey, or get one tone as old prints have.
    """
    damaged, cover = photo, torch.zeros_like(photo[:, :1])
    for layer in layers:
        damaged = lay_on(damaged, layer, rng)
        cover = torch.maximum(cover, layer.abs())
    change = (damaged - photo).abs().amax(dim=1, keepdim=True)
    pictures, visible = scan(damaged, rng)
    mask = change > visible
    certain = mask | ((change < _UNSEEN * visible) & (cover < _COVERED))
    grey = make_grey(pictures, 1.0, rng)
    pictures = torch.where(is_grey(photo), some(grey, tone(grey, rng), 0.3, rng), pictures)
    return Damaged(pictures, mask.float(), certain.float())


def add_things(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Give a few pictures what looks like damage and is none: writing, and bars at equal distances."""
    count, _, height, width = clean.shape
    numbers = numpy_rng(rng)
    things = np.zeros((count, 1, height, width), np.float32)
    for thing in things:
        if numbers.random() < 0.1:
            draw = draw_text if numbers.random() < 0.5 else draw_bars
            thing[0] = draw(height, width, numbers)
    there = soften(torch.from_numpy(things).to(clean), 0.5, 1.0, rng)
    return clean + there * (draw_uniform((len(clean), 1, 1, 1), 0, 1, rng) - clean)


def draw_bars(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw bars 2 to 12 pixels wide at equal distances, upright or level: windows, fences, wires."""
    distance = rng.uniform(12, 60)
    places = (np.arange(max(height, width)) + rng.uniform(0, distance)) % distance
    bars = (places < rng.uniform(2, min(12, distance / 2))).astype(np.float32)
    if rng.random() < 0.5:
        return np.broadcast_to(bars[None, :width], (height, width))
    return np.broadcast_to(bars[:height, None], (height, width))


def age(clean: Tensor, rng: torch.Generator) -> Tensor:
    """Give photos the softness of old lenses, the grain of film, and let some fade."""
    soft = soften(clean, 0.4, 1.8, rng)
    return some(some(soft, add_grain(soft, rng), 0.4, rng), fade(soft, rng)[0], 0.3, rng)


def draw_layers(photo: Tensor, rng: torch.Generator, draw: Draw) -> list[Tensor]:
    """Draw layers of damage for pictures: each has one more with a chance of a half, some have none."""
    count, _, height, width = photo.shape
    numbers = numpy_rng(rng)
    depths = np.where(numbers.random(count) < UNDAMAGED_SHARE, 0, numbers.geometric(0.5, count))
    layers = []
    for depth in range(MOST_LAYERS):
        layer = np.zeros((count, 1, height, width), np.float32)
        for at in np.flatnonzero(depths > depth):
            layer[at, 0] = draw(height, width, numbers)
        layers.append(soften(torch.from_numpy(layer).to(photo), 0.5, 1.2, rng))
    return layers


def lay_on(pictures: Tensor, layer: Tensor, rng: torch.Generator) -> Tensor:
    """Cover pictures with a layer: light towards a light tint, dark towards a dark one, some see-through."""
    shape = (len(pictures), 1, 1, 1)
    opaque = layer * draw_uniform(shape, 0.7, 1.7, rng).clamp(max=1)
    light = draw_uniform(shape, 0.8, 1.1, rng) + draw_tint(pictures, rng)
    dark = draw_uniform(shape, -0.1, 0.2, rng) + draw_tint(pictures, rng)
    covered = torch.where(layer > 0, light, dark).clamp(0, 1)
    return pictures + opaque.abs() * (covered - pictures)


def draw_tint(pictures: Tensor, rng: torch.Generator) -> Tensor:
    """Draw a tint ``(N, 3, 1, 1)`` for a third of the pictures, brownish more often than bluish."""
    tint = 0.06 * draw_normal((len(pictures), 3, 1, 1), rng)
    brown = draw_uniform((len(pictures), 1, 1, 1), 0, 0.15, rng) * tint.new_tensor([1.0, 0.2, -1.0]).view(
        3, 1, 1
    )
    return some(torch.zeros_like(tint), tint + brown, 1 / 3, rng)


def scan(damaged: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Scan pictures: some blur, another tone, noise, JPEG; tell which change is seen ``(N, 1, 1, 1)``."""
    soft = soften(damaged, 0.25, 0.8, rng)
    faded, contrast = fade(soft, rng)
    is_faded = draw_uniform((len(damaged), 1, 1, 1), 0, 1, rng) < 0.3
    sigma = draw_uniform((len(damaged), 1, 1, 1), -12, 12, rng).clamp(min=0) / 255
    noisy = add_gaussian_noise(torch.where(is_faded, faded, soft), sigma, rng)
    visible = (VISIBLE + sigma) / torch.where(is_faded, contrast, 1.0)
    return some(noisy, compress(noisy, rng, (50, 97)), 0.5, rng).clamp(0, 1), visible


def fade(pictures: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Lower the contrast, to 0.45 at least, and lift the black; give the contrast, too."""
    shape = (len(pictures), 1, 1, 1)
    contrast = draw_uniform(shape, 0.45, 1, rng)
    lifted = (1 - contrast) * draw_uniform(shape, 0, 1, rng)
    return lifted + contrast * pictures, contrast


def tone(grey: Tensor, rng: torch.Generator) -> Tensor:
    """Tone grey prints: sepia most, and what else papers and scanners give."""
    strength = draw_uniform((len(grey), 1, 1, 1), 0, 0.2, rng)
    tint = strength * grey.new_tensor([0.6, 0.1, -1.0]).view(1, 3, 1, 1)
    return (grey + (tint + 0.03 * draw_normal((len(grey), 3, 1, 1), rng)) * (1 - grey)).clamp(0, 1)


def soften(pictures: Tensor, share: float, most_sigma: float, rng: torch.Generator) -> Tensor:
    """Blur about a share of the pictures by a sigma of up to so many pixels."""
    chosen = draw_uniform((len(pictures),), 0, 1, rng) < share
    softened = pictures.clone()
    if chosen.any():
        sigma = draw_uniform((int(chosen.sum()), 1, 1, 1), 0.2, most_sigma, rng)
        softened[chosen] = blur(pictures[chosen].contiguous(), sigma)
    return softened
