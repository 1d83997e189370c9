"""The shipped networks, one file a task; make_network makes the one of an experiment."""

from typing import Any

from training.config import ExperimentError, Network, choose
from training.restorers.codes import CodesNetwork
from training.restorers.colorize import Colorizer
from training.restorers.damage import DamageDetector
from training.restorers.denoise import Denoiser
from training.restorers.inpaint import Inpainter
from training.restorers.level import LevelNetwork
from training.restorers.network import RestorerNetwork
from training.restorers.sequence import SequenceRestorer

NETWORKS: dict[str, type[RestorerNetwork]] = {
    "codes": CodesNetwork,
    "colorize": Colorizer,
    "damage": DamageDetector,
    "denoise": Denoiser,
    "inpaint": Inpainter,
    "level": LevelNetwork,
    "sequence": SequenceRestorer,
}
"""The network of each task."""
_READ_BY_SOME = frozenset[str]().union(*(kind.reads for kind in NETWORKS.values()))
"""The entries of a shape that not every network heeds."""


def make_network(task: str, shape: Network) -> RestorerNetwork:
    """Make the network of a task in a shape, its weights as they are before training."""
    kind = choose(NETWORKS, "task", task)
    chosen = {name for name in _READ_BY_SOME if getattr(shape, name) != getattr(Network(), name)}
    if unread := chosen - kind.reads:
        raise ExperimentError(f"{task}: its network takes no {', '.join(sorted(unread))}")
    options: dict[str, Any] = {name: getattr(shape, name) for name in kind.reads}
    return kind(shape.channels, shape.blocks, **options)
