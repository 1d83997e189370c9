"""A teacher: the shipped model of a larger network, whose answers a smaller one learns from.

What no network can tell, such as the grain of sand under noise, is not in them, so that a small one need not
try it (distillation, Hinton et al. 2015).
"""

from pathlib import Path

import torch

from restorer.networks.library import shipped_models
from training.config import Experiment, read_experiment
from training.export import build_network, read_weights
from training.restorers.network import RestorerNetwork

_EXPERIMENTS = Path(__file__).parent / "experiments"


def read_teacher(name: str) -> RestorerNetwork:
    """Read the network of an experiment's file of that name, with the weights of its shipped model.

    Raises ExperimentError where there is no such experiment, or its model is missing or of another shape.
    """
    network = build_network(_experiment(name), read_weights(teaching_model(name)))
    return network.requires_grad_(requires_grad=False).to(memory_format=torch.channels_last)


def teaching_model(name: str) -> Path:
    """Give the file of the shipped model that teaches by that name."""
    return shipped_models() / f"{_experiment(name).name}.onnx"


def _experiment(name: str) -> Experiment:
    return read_experiment(_EXPERIMENTS / f"{name}.toml")
