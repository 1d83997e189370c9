"""Small real models whose behaviour is known beforehand, and the few failures no model can make.

Each ``*_model`` function gives the bytes of an ONNX file with the planes of denoise-v1; add a card
with :func:`with_card` to make it one that Restorer opens.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from restorer.networks.card import ModelCard, put_card
from restorer.networks.engine import Engine, open_session
from restorer.pixels.samples import Floats

OPSET = 20
TONE, CODE_STEP = (0.1, 0.2), 0.1
"""What :func:`tinting_model` answers for a code of zeros, and how far a code of ones moves that."""
Node = onnx.NodeProto


def keeping_model() -> bytes:
    """Give back what comes in."""
    return build_model([helper.make_node("Identity", ["noisy"], ["clean"])])


def blurring_model(height: int = 5, width: int = 5) -> bytes:
    """Take the mean over ``height`` x ``width`` pixels: reaches half of that."""
    kernel = np.full((3, 1, height, width), 1 / (height * width), np.float32)
    pads = [height // 2, width // 2, height // 2, width // 2]
    blur = helper.make_node("Conv", ["noisy", "kernel"], ["clean"], group=3, pads=pads)
    return build_model([blur], kernel=kernel)


def darkening_model(most_sigma: float = 1.0) -> bytes:
    """Take the noise level, ``most_sigma`` at most, off each pixel: the answer tells which sigma came in."""
    nodes = [
        helper.make_node("Min", ["sigma", "most"], ["known"]),
        helper.make_node("Sub", ["noisy", "known"], ["clean"]),
    ]
    return build_model(nodes, most=np.float32(most_sigma))


def averaging_model() -> bytes:
    """Answer with the mean of the whole picture: no tile can know it."""
    mean = helper.make_node("GlobalAveragePool", ["noisy"], ["mean"])
    spread = helper.make_node("Expand", ["mean", "size"], ["clean"])
    return build_model([mean, helper.make_node("Shape", ["noisy"], ["size"]), spread])


def striding_model(stride: int) -> bytes:
    """Mirror each block of ``stride`` x ``stride`` pixels: takes multiples of it only, reaches none."""
    order = np.arange(3 * stride * stride)[::-1].reshape(stride * stride, 3)[:, ::-1].ravel()
    nodes = [
        helper.make_node("SpaceToDepth", ["noisy"], ["blocks"], blocksize=stride),
        helper.make_node("Gather", ["blocks", "order"], ["mirrored"], axis=1),
        helper.make_node("DepthToSpace", ["mirrored"], ["clean"], blocksize=stride),
    ]
    return build_model(nodes, order=order.astype(np.int64))


def self_padding_model(stride: int) -> bytes:
    """Shrink by ``stride`` and grow again to any size given: takes all sizes, agrees on its stride only."""
    nodes = [
        helper.make_node("AveragePool", ["noisy"], ["small"], kernel_shape=[stride] * 2, strides=[stride] * 2,
                         ceil_mode=1),
        helper.make_node("Resize", ["small", "", "scales"], ["large"], mode="nearest",
                         coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
        helper.make_node("Shape", ["noisy"], ["size"], start=2),
        helper.make_node("Slice", ["large", "zeros", "size", "axes"], ["clean"]),
    ]  # fmt: skip
    scales = np.array([1, 1, stride, stride], np.float32)
    return build_model(nodes, scales=scales, zeros=np.zeros(2, np.int64), axes=np.array([2, 3], np.int64))


def nan_model() -> bytes:
    """Answer with values that are no numbers, as the square root of a negative one."""
    nodes = [
        helper.make_node("Sub", ["noisy", "two"], ["negative"]),
        helper.make_node("Sqrt", ["negative"], ["clean"]),
    ]
    return build_model(nodes, two=np.float32(2))


def cropping_model() -> bytes:
    """Answer with a picture that is two pixels smaller, as a network without padding does."""
    return build_model([helper.make_node("AveragePool", ["noisy"], ["clean"], kernel_shape=[3, 3])])


def grey_model() -> bytes:
    """Answer with one channel for a picture of three."""
    kernel = np.full((1, 3, 1, 1), 1 / 3, np.float32)
    return build_model([helper.make_node("Conv", ["noisy", "kernel"], ["clean"])], kernel=kernel)


def brightness_model() -> bytes:
    """Tell the mean of a pixel's channels, as a model of level-v1 or damage-v1."""
    nodes = [helper.make_node("ReduceMean", ["noisy", "channels"], ["clean"])]
    return build_model(nodes, inputs={"noisy": 3}, channels=np.array([1]))


def painting_model(colour: float = 0.5) -> bytes:
    """Paint the hole in one colour and leave the rest, as a model of inpaint-v1."""
    nodes = [
        helper.make_node("Mul", ["mask", "colour"], ["paint"]),
        helper.make_node("Add", ["picture", "paint"], ["clean"]),
    ]
    return build_model(nodes, inputs={"picture": 3, "mask": 1}, colour=np.float32(colour))


def tinting_model() -> bytes:
    """Tell one tone moved by the code, alike where lightness is, as one of colorize-v4."""
    nodes = [
        helper.make_node("Gather", ["code", "first"], ["drawn"], axis=1),
        helper.make_node("Mul", ["drawn", "step"], ["moved"]),
        helper.make_node("Add", ["moved", "tone"], ["told"]),
        helper.make_node("Mul", ["lightness", "scales"], ["likeness"]),
        helper.make_node("Pow", ["lightness", "zero"], ["deviation"]),
        helper.make_node("Mul", ["lightness", "nothing"], ["modes"]),
    ]
    tone = np.array(TONE, np.float32).reshape(1, 2, 1, 1)
    scales = np.array([4] + [0] * 7, np.float32).reshape(1, 8, 1, 1)
    inputs = {"lightness": 1, "code": 4}
    step, first, zero = np.float32(CODE_STEP), np.array([0, 1]), np.float32(0)
    outputs = ("told", "likeness", "deviation", "modes")
    nothing = np.zeros((1, 32, 1, 1), np.float32)
    numbers = {"first": first, "step": step, "scales": scales, "zero": zero, "nothing": nothing}
    return build_model(nodes, inputs, outputs, tone=tone, **numbers)


def coding_model(gain: float = 2.0) -> bytes:
    """Tell how green and how red each of 8 x 8 places of a picture is, times ``gain``, as one of codes-v1."""
    kernel = np.zeros((2, 3, 8, 8), np.float32)
    kernel[0, 1] = kernel[1, 0] = gain / 64
    nodes = [
        helper.make_node("Conv", ["picture", "kernel"], ["places"], strides=[8, 8]),
        helper.make_node("Reshape", ["places", "shape"], ["clean"]),
    ]
    return build_model(nodes, inputs={"picture": 3}, kernel=kernel, shape=np.array([1, 128, 1, 1]))


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


def three_input_model() -> bytes:
    """Ask for a mask that denoise-v1 does not give."""
    nodes = [helper.make_node("Mul", ["noisy", "mask"], ["clean"])]
    return build_model(nodes, inputs={"noisy": 3, "sigma": 1, "mask": 1})


def with_card(content: bytes, path: Path, **entries: Any) -> Path:
    """Write a model with a card to ``path``: named as the file, stride 1, reach 0, or as ``entries`` say."""
    card: dict[str, Any] = {"task": "denoise", "contract": "denoise-v1", "multiple": 1}
    card |= {"reach": 0, "exact_reach": 0, **entries}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(put_card(content, ModelCard(path.stem, **card), path))
    return path


class CrampedSession:
    """A session on a device whose memory ends at ``most_pixels`` a run, as no ONNX file can order it.

    Everything else is the real session's.
    """

    def __init__(self, content: bytes, most_pixels: int, provider: str = "CPUExecutionProvider"):
        self.most_pixels = most_pixels
        self.runs: list[tuple[int, int]] = []
        self._provider = provider
        self._session = open_session(content, Path("cramped.onnx"), "cpu")

    def get_providers(self) -> list[str]:
        """Name the device."""
        return [self._provider]

    def get_inputs(self) -> list[Any]:
        """Give the real session's inputs."""
        return list(self._session.get_inputs())

    def run(
        self, outputs: None, feeds: dict[str, NDArray[np.float32]], options: Any
    ) -> list[NDArray[np.float32]]:
        """Run, or fail in ONNX Runtime's words for want of memory."""
        height, width = next(iter(feeds.values())).shape[2:]
        self.runs.append((height, width))
        if height * width > self.most_pixels:
            raise RuntimeError("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Failed to allocate memory")
        return list(self._session.run(outputs, feeds, options))


class Recorder:
    """Reads a picture and a noise level for ``run_tiled`` and keeps what it writes, NaN elsewhere."""

    def __init__(self, picture: Floats, sigma: float = 25 / 255):
        self.picture = picture
        self.sigma = np.full((*picture.shape[:2], 1), sigma, np.float32)
        self.restored = np.full_like(picture, np.nan)
        self.reads: list[Any] = []
        self.ticks: list[tuple[int, int]] = []

    def read(self, box: Any) -> tuple[Floats, ...]:
        """Give both planes for a box."""
        self.reads.append(box)
        return self.picture[box.slices], self.sigma[box.slices]

    def write(self, box: Any, kept: Floats) -> None:
        """Keep a box, which nobody has written before."""
        assert np.isnan(self.restored[box.slices]).all()
        self.restored[box.slices] = kept

    def tick(self, done: int, total: int) -> None:
        """Note the progress; a new start forgets what was written."""
        if done == 0:
            self.restored[:] = np.nan
        self.ticks.append((done, total))


def open_model(content: bytes, path: Path, **entries: Any) -> Engine:
    """Open a stand-in with a card on the CPU."""
    return Engine.open(with_card(content, path, **entries), "cpu")


def build_model(
    nodes: list[Node],
    inputs: dict[str, int] | None = None,
    outputs: tuple[str, ...] = ("clean",),
    **constants: NDArray[Any] | np.float32,
) -> bytes:
    """Make an ONNX file of nodes that lead from ``noisy`` and ``sigma`` to ``clean``."""

    def plane(name: str, channels: int | None) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, None, None])

    planes = inputs or {"noisy": 3, "sigma": 1}
    graph = helper.make_graph(
        nodes,
        "stand-in",
        [plane(name, channels) for name, channels in planes.items()],
        [plane(name, None) for name in outputs],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    content: bytes = model.SerializeToString()
    return content
