"""Calibration: codes scaled so that copies of a photo are less than 1 apart, as their contract says."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.config import Experiment, ExperimentError
from training.objectives import build_objective
from training.pairs import squeezed_pictures
from training.provenance import source_of
from training.restorers.codes import CodesNetwork
from training.shipped import build_network
from training.sources import Picture, read_held_out

FALSE_PAIRS = 2e-6
"""The share of pairs of different photos that may count as copies.

In a folder of 1,000 photos, a hundred of which have a copy, that is one false pair for a hundred true ones.
"""
MARGIN = 0.8
"""Copies are to be so much nearer than that: the photos of a user are more than were held out."""
_COPIES = 4


def calibrate(
    experiment: Experiment, weights: Mapping[str, Tensor], folders: list[Path]
) -> dict[str, Tensor]:
    """Divide the codes by ``MARGIN`` of the distance that ``FALSE_PAIRS`` of different photos fall below.

    The pairs are photos of the folders that training held out, and copies of others of them.
    """
    if not folders:
        raise ExperimentError(f"{experiment.name}: its codes are scaled by photos held out: add --photos DIR")
    network = build_network(experiment, weights)
    if not isinstance(network, CodesNetwork):
        raise ExperimentError(f"{experiment.name}: only codes are scaled by photos; leave --photos out")
    data = experiment.data
    held_out = read_held_out(folders, held_out_share=data.held_out_share, smallest=data.smallest_pixels)
    if len({picture.digest for picture in held_out}) < 2:
        raise ExperimentError(f"{experiment.name}: no two photos held out; its codes cannot be scaled")
    photos = squeezed_pictures(held_out, data.patch_pixels).float() / 255
    distances = _distances(experiment, network, photos)[:, _of_different(held_out)].flatten()
    least = distances.kthvalue(max(1, int(FALSE_PAIRS * len(distances)))).values
    most = MARGIN * float(least)
    print(f"codes of {len(held_out)} photos held out: {len(distances)} pairs, copies within {most:.3f}")
    network.divide_codes(most)
    return network.state_dict()


def _of_different(pictures: Sequence[Picture]) -> NDArray[np.bool_]:
    """Tell the pairs ``(N, N)`` of two sources, for within one likenesses are true.

    If there is one source alone, any two photos count; files of the same bytes are one.
    """
    digests = np.array([picture.digest for picture in pictures])
    sources = np.array([source_of(picture.path) for picture in pictures])
    different: NDArray[np.bool_] = digests[:, None] != digests
    apart: NDArray[np.bool_] = different & (sources[:, None] != sources)
    return apart if apart.any() else different


def _distances(experiment: Experiment, network: CodesNetwork, photos: Tensor) -> Tensor:
    """Give how far each of some copies of each photo, ``(copies, N, N)``, is from each photo."""
    objective, rng = build_objective(experiment), torch.Generator().manual_seed(experiment.seed)
    with torch.inference_mode():
        drawn = [objective.draw(photos, rng).planes for _ in range(_COPIES)]
        codes = network(drawn[0][1])[:, :, 0, 0]
        return torch.stack([torch.cdist(network(copies)[:, :, 0, 0], codes) for copies, _ in drawn])
