"""Copies: what becomes of a photo that is passed on, cropped, resized, toned, noisy, compressed.

Batches are as in :mod:`training.degradations.degrade`, but of whole photos squeezed into a square; copies
come back in the size of the photos, clipped to 0..1.
"""

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, interpolate

from training.degradations.degrade import compress, make_grey
from training.degradations.draws import draw_normal, draw_uniform, some

MOST_CROPPED = 0.08
"""What a crop takes off each side, at most."""
_QUALITY = (15, 80)
_MOST_SIGMA = 30 / 255
_LEAST_SIDE = 0.5
"""A squeezed photo is a small one already: half of its side is a tenth of most photos'."""


def copy_photos(photos: Tensor, grey_share: float, rng: torch.Generator) -> Tensor:
    """Make a copy of each photo: of every batch some are cropped, toned, grey or noisy, most are JPEGs."""
    copies = some(photos, crop(photos, rng), 0.7, rng)
    copies = some(copies, tone(copies, rng), 0.5, rng)
    copies = make_grey(copies, grey_share, rng)
    side = photos.shape[-1]
    scale = float(draw_uniform((1,), _LEAST_SIDE, 1, rng))
    copies = interpolate(copies, (round(side * scale),) * 2, mode="area")
    sigma = draw_uniform((len(copies), 1, 1, 1), 0, _MOST_SIGMA, rng)
    copies = some(copies, copies + sigma * draw_normal(tuple(copies.shape), rng), 0.5, rng)
    copies = some(copies, compress(copies, rng, _QUALITY), 0.7, rng)
    return interpolate(copies.clamp(0, 1), (side, side), mode="bilinear", antialias=True)


def crop(photos: Tensor, rng: torch.Generator) -> Tensor:
    """Cut up to ``MOST_CROPPED`` off each side of each photo, and stretch what is left to the full size."""
    left, top, right, bottom = (draw_uniform((len(photos),), 0, MOST_CROPPED, rng) for _ in range(4))
    zero = torch.zeros_like(left)
    across = torch.stack([1 - left - right, zero, left - right], dim=1)
    down = torch.stack([zero, 1 - top - bottom, top - bottom], dim=1)
    places = affine_grid(torch.stack([across, down], dim=1), list(photos.shape), align_corners=False)
    return grid_sample(photos, places, mode="bilinear", padding_mode="border", align_corners=False)


def tone(photos: Tensor, rng: torch.Generator) -> Tensor:
    """Change gamma, contrast and brightness of each photo a little, all colours alike."""
    shape = (len(photos), 1, 1, 1)
    gamma, gain = draw_uniform(shape, 0.8, 1.25, rng), draw_uniform(shape, 0.85, 1.15, rng)
    return (gain * photos.clamp(min=1e-4) ** gamma + draw_uniform(shape, -0.06, 0.06, rng)).clamp(0, 1)
