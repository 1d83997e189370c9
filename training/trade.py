"""What colour costs a colorizer: PSNR against colourfulness, of weights that are not exported yet, too.

Weights that differ in how much colour they give are compared where they give as much: their chroma times one
factor, by which the last layer is then multiplied. It takes a tenth of the time of ``evaluate --colours``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.blocks import fold_norms, has_norms
from training.config import Experiment, ExperimentError
from training.evaluations.colorization import SIDE, colourfulness
from training.lab import from_lab, to_lab
from training.pairs import center_crops
from training.restorers.colorize import CODE, Colorizer
from training.restorers.network import load
from training.scores import psnr
from training.sources import Picture
from training.weights import read_weights

SHARES = (0.5, 0.6, 0.7)
"""The colourfulness, of the originals', at which colorizers are compared."""
_FOR_TRAINING = ("coder.", "palette.")
_AT_ONCE = 8
_MOST_FACTOR, _HALVINGS = 4.0, 12


@dataclass(frozen=True, slots=True)
class Trade:
    """What was found: the squared error of the chroma, PSNR and colourfulness as told, and at equal colour.

    The error is the mean over a*/110 and b*/110, the PSNR in decibels of 8-bit RGB, the colourfulness that of
    the answers by that of the originals. For each of ``SHARES``, ``factors`` are what the chroma is to be
    multiplied by for so much colourfulness (at most 4), and ``at`` is the PSNR there.
    """

    error: float
    psnr: float
    colourfulness: float
    factors: tuple[float, ...]
    at: tuple[float, ...]

    def __str__(self) -> str:
        """Tell it on one line."""
        scaled = zip(SHARES, self.at, self.factors, strict=True)
        parts = [f"{found:.2f} dB at {share:.0%} (times {factor:.3f})" for share, found, factor in scaled]
        as_told = f"{self.psnr:.2f} dB at {self.colourfulness:.1%}"
        return ", ".join([f"chroma {1e3 * self.error:.2f}e-3", as_told, *parts])


def load_colorizer(experiment: Experiment, path: Path) -> Colorizer:
    """Make the experiment's network with the weights of a checkpoint or of an exported file.

    A network that is no colorizer, or weights that are not its own, are an ExperimentError.
    """
    weights = read_weights(path)
    if experiment.task != "colorize":
        raise ExperimentError(f"{experiment.name}: is there to {experiment.task}, not to colorize")
    network = Colorizer(experiment.network.channels, experiment.network.blocks).eval()
    if not has_norms(weights):
        fold_norms(network)
    kept = {name: weight for name, weight in network.state_dict().items() if name.startswith(_FOR_TRAINING)}
    load(network, kept | weights, str(path))
    return network


def measure_trade(network: Colorizer, pictures: Sequence[Picture]) -> Trade:
    """Colour the middle 256 x 256 pixels of pictures made grey, each answer the mean with its mirror image's.

    An ExperimentError if none that is as large has colours.
    """
    large = [picture for picture in pictures if min(picture.pixels.shape[:2]) >= SIDE]
    clean = center_crops(large, SIDE) if large else torch.zeros(0, 3, SIDE, SIDE, dtype=torch.uint8)
    vivid = _summed_colourfulness(clean)
    if not vivid:
        raise ExperimentError(f"no picture in colour of at least {SIDE} x {SIDE} pixels")
    lab = to_lab(clean / 255)
    lightness, true = lab[:, :1], lab[:, 1:]
    grey = to_lab(_rounded(lightness, torch.zeros_like(true)) / 255)[:, :1]
    told = torch.cat([_tell(network, part) for part in grey.chunk(len(grey) // _AT_ONCE + 1)])

    def coloured(factor: float) -> Tensor:
        return _rounded(lightness, factor * told)

    def share(factor: float) -> float:
        return _summed_colourfulness(coloured(factor)) / vivid

    def fidelity(factor: float) -> float:
        return float(psnr(coloured(factor) / 255, clean / 255).mean())

    factors = tuple(_factor_for(wanted, share) for wanted in SHARES)
    error = float((told - true).square().mean())
    return Trade(error, fidelity(1.0), share(1.0), factors, tuple(map(fidelity, factors)))


def _tell(network: Colorizer, lightness: Tensor) -> Tensor:
    code = lightness.new_zeros(len(lightness), CODE, 1, 1)
    with torch.inference_mode():
        told: Tensor = network(lightness, code)[0]
        mirrored: Tensor = network(lightness.flip(3), code)[0]
    return (told + mirrored.flip(3)) / 2


def _rounded(lightness: Tensor, chroma: Tensor) -> Tensor:
    """Give pictures as 8-bit files have them, ``(N, 3, H, W)`` float32 of whole numbers."""
    pictures: Tensor = 255 * from_lab(lightness, chroma)
    return pictures.round()


def _summed_colourfulness(pictures: Tensor) -> float:
    return sum(map(colourfulness, pictures.permute(0, 2, 3, 1).numpy().astype(np.uint8)))


def _factor_for(wanted: float, share: Callable[[float], float]) -> float:
    """Halve until it is known by what to multiply chroma for a share of the originals' colourfulness."""
    low, high = 0.0, _MOST_FACTOR
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) < wanted else (low, middle)
    return high
