"""Weights of networks: read from checkpoints of runs and from exported models, and mixed."""

import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import TensorProto, numpy_helper
from torch import Tensor

from training.config import ExperimentError, reason_of

CHECKPOINT = ".ckpt"
_NO_CHECKPOINT = (RuntimeError, EOFError, LookupError, TypeError, AttributeError, pickle.UnpicklingError)
"""What torch, and who looks into what it read, has to say of a file of another kind."""


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read the weights of a checkpoint, or else of an exported model, by the network's parameter names.

    Raises ExperimentError for a file that is neither, or cut short.
    """
    return _read_checkpoint(path) if path.suffix == CHECKPOINT else _read_exported(path)


def _read_checkpoint(path: Path) -> dict[str, Tensor]:
    """Read the averaged weights of a training checkpoint by the network's parameter names."""
    # Lightning's weight averaging keeps the average in "state_dict", the rest elsewhere.
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)["state_dict"]
        return {name.removeprefix("network."): weight.detach() for name, weight in state.items()}
    except _NO_CHECKPOINT as error:
        raise ExperimentError(f"{path}: not a checkpoint of a run, or cut short") from error


def _read_exported(path: Path) -> dict[str, Tensor]:
    """Read the weights back from an exported model as float32 by torch's parameter names."""
    try:
        tensors = onnx.load(path).graph.initializer
    except OSError as error:
        raise ExperimentError(f"{path}: cannot be read: {reason_of(error)}") from error
    except (ValueError, DecodeError) as error:
        raise ExperimentError(f"{path}: cannot be read as an ONNX model: {error}") from error
    return {
        tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).astype(np.float32))
        for tensor in tensors
        if tensor.data_type == TensorProto.FLOAT16
    }


def mix(shares: Sequence[tuple[Path, float]]) -> dict[str, Tensor]:
    """Average weights of one shape, each by its share of the sum (Wortsman et al. 2022).

    What was learned last is mixed with what it began from, or the middle of a run with its end: it keeps more
    of what both can do than either. Raises ExperimentError for weights that are not of the first's shapes.
    """
    total = sum(share for _, share in shares)
    mixed: dict[str, Tensor] = {}
    for path, share in shares:
        weights = read_weights(path)
        shapes = {name: weight.shape for name, weight in weights.items()}
        if mixed and shapes != {name: weight.shape for name, weight in mixed.items()}:
            raise ExperimentError(f"{path}: its weights are not of the shapes of {shares[0][0]}'s")
        for name, weight in weights.items():
            mixed[name] = mixed.get(name, 0) + share / total * weight.float()
    return mixed
