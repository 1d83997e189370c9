"""Models that work long, so that there is something to stop."""

from typing import Any

import numpy as np
from onnx import helper
from stand_ins import Node, build_model


def laborious_model(layers: int = 40, channels: int = 256) -> bytes:
    """Give back what comes in, after some seconds of work a megapixel."""
    nodes, weights = _convolutions(layers, channels)
    return build_model(nodes, **weights)


def laborious_frames_model(layers: int = 100, channels: int = 256) -> bytes:
    """Give back what comes in, after long work, even on a small picture."""
    nodes, weights = _convolutions(layers, channels)
    nodes.append(helper.make_node("Identity", ["state"], ["state_after"]))
    inputs, outputs = {"noisy": 3, "sigma": 1, "state": 8}, ("clean", "state_after")
    return build_model(nodes, inputs, outputs, **weights)


def _convolutions(layers: int, channels: int) -> tuple[list[Node], dict[str, Any]]:
    """Lead from ``noisy`` to ``clean`` by so many layers between planes of so many channels."""
    one = np.eye(channels, dtype=np.float32)[:, :, None, None]
    names = ["noisy", *(f"plane{layer}" for layer in range(layers)), "clean"]
    weights = ["first", *["middle"] * (layers - 1), "last"]
    steps = zip(names, weights, names[1:], strict=False)
    nodes = [helper.make_node("Conv", [before, weight], [after]) for before, weight, after in steps]
    return nodes, {"first": one[:, :3].copy(), "middle": one, "last": one[:3].copy()}
