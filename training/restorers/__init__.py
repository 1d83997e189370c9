"""The shipped networks, one file a task; NETWORKS finds the one of an experiment."""

from collections.abc import Callable, Sequence

from training.restorers.codes import CodesNetwork
from training.restorers.colorize import Colorizer
from training.restorers.damage import DamageDetector
from training.restorers.denoise import Denoiser
from training.restorers.inpaint import Inpainter
from training.restorers.level import LevelNetwork
from training.restorers.network import RestorerNetwork
from training.restorers.sequence import SequenceRestorer

NETWORKS: dict[str, Callable[[Sequence[int], Sequence[int]], RestorerNetwork]] = {
    "codes": CodesNetwork,
    "colorize": Colorizer,
    "damage": DamageDetector,
    "denoise": Denoiser,
    "inpaint": Inpainter,
    "level": LevelNetwork,
    "sequence": SequenceRestorer,
}
"""Makes a network of so many channels and blocks a level, finest first."""
