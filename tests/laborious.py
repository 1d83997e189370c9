"""Models that work long, so that there is something to stop."""

import numpy as np
from onnx import helper
from stand_ins import build_model


def laborious_model(layers: int = 40, channels: int = 256) -> bytes:
    """Give back what comes in, after some seconds of work a megapixel."""
    one = np.eye(channels, dtype=np.float32)[:, :, None, None]
    names = ["noisy", *(f"plane{layer}" for layer in range(layers)), "clean"]
    weights = ["first", *["middle"] * (layers - 1), "last"]
    nodes = [
        helper.make_node("Conv", [names[at], weight], [names[at + 1]]) for at, weight in enumerate(weights)
    ]
    nodes[-1].output[0] = "clean"
    return build_model(nodes, first=one[:, :3].copy(), middle=one, last=one[:3].copy())


def laborious_frames_model(layers: int = 100, channels: int = 256) -> bytes:
    """Give back what comes in, after long work, even on a small picture."""
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
