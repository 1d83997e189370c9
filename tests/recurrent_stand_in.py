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
