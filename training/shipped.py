"""Shipped models as torch networks, with the weights that their files hold."""

from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from restorer.networks.library import shipped_models
from training.blocks import fold_norms
from training.config import Experiment, read_experiment
from training.restorers import make_network
from training.restorers.network import RestorerNetwork, load
from training.weights import read_weights

_EXPERIMENTS = Path(__file__).parent / "experiments"


def read_shipped(name: str) -> RestorerNetwork:
    """Read the network of an experiment's file, by its name, with the weights of the model that ships.

    Raises ExperimentError where there is no such experiment, or its model is missing or of another shape.
    """
    network = build_network(_experiment(name), read_weights(shipped_model(name)))
    return network.requires_grad_(requires_grad=False)


def shipped_model(name: str) -> Path:
    """Give the file of the shipped model that the experiment's file of that name makes."""
    return shipped_models() / f"{_experiment(name).name}.onnx"


def build_network(experiment: Experiment, weights: Mapping[str, Tensor]) -> RestorerNetwork:
    """Make the experiment's network with ``weights`` as a file will hold them: folded, rounded to fp16."""
    network = make_network(experiment.task, experiment.network).eval()
    load(network, weights, experiment.name)
    fold_norms(network)
    network.load_state_dict({name: weight.half().float() for name, weight in network.state_dict().items()})
    return network


def _experiment(name: str) -> Experiment:
    return read_experiment(_EXPERIMENTS / f"{name}.toml")
