"""The shipped networks, one file a task; make_network makes the one of an experiment."""

import inspect
from collections.abc import Callable
from typing import Any

from training.blocks import BLOCKS
from training.config import ExperimentError, Network, choose
from training.restorers.codes import CodesNetwork
from training.restorers.colorize import Colorizer
from training.restorers.damage import DamageDetector
from training.restorers.denoise import Denoiser
from training.restorers.inpaint import Inpainter
from training.restorers.level import LevelNetwork
from training.restorers.network import RestorerNetwork
from training.restorers.sequence import SequenceRestorer

NETWORKS: dict[str, Callable[..., RestorerNetwork]] = {
    "codes": CodesNetwork,
    "colorize": Colorizer,
    "damage": DamageDetector,
    "denoise": Denoiser,
    "inpaint": Inpainter,
    "level": LevelNetwork,
    "sequence": SequenceRestorer,
}
"""Makes a network of so many channels and blocks a level, finest first."""


def make_network(task: str, shape: Network) -> RestorerNetwork:
    """Make the network of a task in a shape, its weights as they are before training."""
    network = choose(NETWORKS, "task", task)
    options: dict[str, Any] = {}
    if shape.block != Network().block:
        options["block"] = choose(BLOCKS, "block", shape.block)
    for name in ("dropout", "coded_share"):
        if getattr(shape, name) != getattr(Network(), name):
            options[name] = getattr(shape, name)
    if unknown := options.keys() - inspect.signature(network).parameters:
        raise ExperimentError(f"{task}: its network takes no {', '.join(sorted(unknown))}")
    return network(shape.channels, shape.blocks, **options)
