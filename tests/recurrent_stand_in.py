"""A small real model of frames whose behaviour is known beforehand, beside those of ``stand_ins``."""

import numpy as np
from onnx import helper
from stand_ins import build_model


def averaging_frames_model() -> bytes:
    """Answer with the mean of all frames seen, as one of sequence-v1: it and its count are the state."""
    nodes = [
        helper.make_node("Split", ["state", "sizes"], ["mean", "count", "rest"], axis=1),
        helper.make_node("Mul", ["mean", "count"], ["sum"]),
        helper.make_node("Add", ["sum", "noisy"], ["new_sum"]),
        helper.make_node("Add", ["count", "one"], ["new_count"]),
        helper.make_node("Div", ["new_sum", "new_count"], ["clean"]),
        helper.make_node("Concat", ["clean", "new_count", "rest"], ["state_after"], axis=1),
    ]
    inputs = {"noisy": 3, "sigma": 1, "state": 8}
    outputs = ("clean", "state_after")
    return build_model(nodes, inputs=inputs, outputs=outputs, sizes=np.array([3, 1, 4]), one=np.float32(1))


def laborious_frames_model(layers: int = 100, channels: int = 256) -> bytes:
    """Give back what comes in, after long work that nothing interrupts, even on a small picture."""
    one = np.eye(channels, dtype=np.float32)[:, :, None, None]
    names = ["noisy", *(f"plane{layer}" for layer in range(1, layers)), "clean"]
    weights = ["first", *["middle"] * (layers - 2), "last"]
    nodes = [
        helper.make_node("Conv", [names[at], weight], [names[at + 1]]) for at, weight in enumerate(weights)
    ]
    nodes.append(helper.make_node("Identity", ["state"], ["state_after"]))
    inputs, outputs = {"noisy": 3, "sigma": 1, "state": 8}, ("clean", "state_after")
    return build_model(
        nodes, inputs=inputs, outputs=outputs, first=one[:, :3].copy(), middle=one, last=one[:3].copy()
    )
