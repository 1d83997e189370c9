"""Colour hints as users give them, simulated: what the true colours are at a few places.

The geometric number of patches of 1 to 9 pixels is that of Zhang et al. 2017 ("Real-time user-guided
colorization"), the cells everywhere are those of iColoriT (Yun et al. 2023).
"""

import numpy as np
import torch
from torch import Tensor

from training.masks import numpy_rng

_STOP = 1 / 8
_LARGEST_PATCH = 9
_MOST_CELLS = 128
_CELL_PIXELS = 7


def draw_hints(chroma: Tensor, share: float, rng: torch.Generator) -> Tensor:
    """Draw hints ``(N, 3, H, W)`` of true ``chroma`` ``(N, 2, H, W)``: it, and 1, where it is given.

    That ``share`` of the pictures is hinted: half of it by a few patches, half by cells everywhere.
    """
    numbers, device = numpy_rng(rng), chroma.device
    chroma = chroma.cpu()  # so many little squares are drawn sooner there
    hints = chroma.new_zeros(len(chroma), 3, *chroma.shape[2:])
    kinds = numbers.choice(["none", "patches", "cells"], len(chroma), p=[1 - share, share / 2, share / 2])
    for picture, hint, kind in zip(chroma, hints, kinds, strict=True):
        if kind == "patches":
            count = int(numbers.geometric(_STOP))
            put_hints(picture, hint, count, numbers, (1, _LARGEST_PATCH))
        elif kind == "cells":
            put_hints(picture, hint, int(numbers.integers(_MOST_CELLS + 1)), numbers, (1, _CELL_PIXELS))
    return hints.to(device)


def put_hints(
    chroma: Tensor, hints: Tensor, count: int, numbers: np.random.Generator, sizes: tuple[int, int]
) -> None:
    """Put the means of ``count`` squares of true ``chroma`` ``(2, H, W)`` into ``hints`` ``(3, H, W)``."""
    height, width = chroma.shape[1:]
    for _ in range(count):
        size = int(numbers.integers(sizes[0], sizes[1] + 1))
        top, left = (int(numbers.integers(side - size + 1)) for side in (height, width))
        place = (slice(None), slice(top, top + size), slice(left, left + size))
        hints[:2][place] = chroma[place].mean(dim=(1, 2), keepdim=True)
        hints[2:][place] = 1
