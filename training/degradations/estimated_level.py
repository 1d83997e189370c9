"""The estimated noise level, which a denoiser is told of real damages in training as the tool will tell it.

The level that a network tells is unsure, and wrong in ways of its own. A denoiser that has learned from true
levels believes it, and leaves what it is not told of.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate, pad

from restorer.pixels.tiles import round_up
from restorer.tasks.noise import CELL
from training.restorers.network import RestorerNetwork
from training.shipped import read_shipped


def estimate_level(damaged: Tensor) -> Tensor:
    """Estimate the noise level of ``(N, 3, H, W)`` by the shipped network: ``(N, 1, H, W)``, 0..1 scale.

    As the tool does, one level for each cell of 8 x 8 pixels, and between their middles what lies between.
    """
    height, width = damaged.shape[2:]
    margins = (0, round_up(width, CELL) - width, 0, round_up(height, CELL) - height)
    with torch.no_grad():
        levels = _level_network(damaged.device)(pad(damaged, margins, mode="reflect"))
    cells = avg_pool2d(levels, CELL)
    return interpolate(cells, scale_factor=float(CELL), mode="bilinear")[..., :height, :width]


@lru_cache(maxsize=1)
def _level_network(device: torch.device) -> RestorerNetwork:
    return read_shipped("level-cnn").to(device)
