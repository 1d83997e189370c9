"""What a denoiser is told of real damages in training: what the tool will tell it of them.

The level that a network tells is unsure, and wrong in ways of its own. A denoiser that has learned from true
levels believes it, and leaves what it is not told of.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate, pad

from restorer.networks.library import shipped_models
from restorer.pixels.tiles import round_up
from restorer.tasks.noise import CELL
from training.export import read_weights
from training.restorers.level import LevelNetwork


def told_level(damaged: Tensor) -> Tensor:
    """Tell the noise level of ``(N, 3, H, W)`` by the shipped network: ``(N, 1, H, W)``, 0..1 scale.

    As the tool does, one level for each cell of 8 x 8 pixels, and between their middles what lies between.
    """
    height, width = damaged.shape[2:]
    margins = (0, round_up(width, CELL) - width, 0, round_up(height, CELL) - height)
    with torch.no_grad():
        levels = _level_network(damaged.device)(pad(damaged, margins, mode="reflect"))
    cells = avg_pool2d(levels, CELL)
    return interpolate(cells, scale_factor=float(CELL), mode="bilinear")[..., :height, :width]


@lru_cache(maxsize=1)
def _level_network(device: torch.device) -> LevelNetwork:
    network = LevelNetwork()
    network.load_state_dict(read_weights(shipped_models() / "level-cnn.onnx"))
    return network.to(device).eval()
