"""Small colorizers that tests have in common."""

import math
from collections.abc import Sequence

import torch
from torch import nn

from training.restorers.colorize import Colorizer

SHAPE = (8, 8, 8, 8), (1, 1, 1, 1)
"""Channels and blocks of the smallest network that has all its parts."""


def random_colorizer(channels: Sequence[int] = SHAPE[0], blocks: Sequence[int] = SHAPE[1]) -> Colorizer:
    """Make a colorizer whose weights are none of them zero, as it is used: its normalisation fixed."""
    torch.manual_seed(0)
    network = Colorizer(channels, blocks)
    for weight in network.parameters():
        nn.init.normal_(weight, std=0.5 / math.sqrt(weight[0].numel()))
    for layer in network.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.running_var, 0.5, 2)  # type: ignore[arg-type] # it has one
    return network.eval()
