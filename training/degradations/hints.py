"""Colour hints as users give them, simulated: places of a picture at which its colours are known.

Their number is drawn between that of one click and the 128 of iColoriT (Yun et al. 2023), as likely to be
doubled as halved.
"""

import torch
from torch import Tensor

from training.degradations.draws import draw_log_uniform

MOST_HINTS = 128


def draw_count(rng: torch.Generator) -> int:
    """Draw how many hints each picture of a batch has."""
    return round(float(draw_log_uniform((1,), 1, MOST_HINTS, rng)))


def draw_places(pictures: int, count: int, size: tuple[int, int], rng: torch.Generator) -> Tensor:
    """Draw ``count`` places, rows and columns, in each picture of a ``size``: ``(pictures, 2, count, 1)``."""
    sides = torch.tensor(size, device=rng.device).view(1, 2, 1, 1)
    share = torch.rand((pictures, 2, count, 1), generator=rng, device=rng.device)
    return (share * sides).long().minimum(sides - 1)
