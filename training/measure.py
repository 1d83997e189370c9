"""What a network needs around a tile, and how much memory: measured, for its card."""

import copy
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from restorer import Engine
from restorer.pixels.tiles import round_up

if TYPE_CHECKING:
    from training.restorers.network import RestorerNetwork

_LARGEST = 1024
_STRIP = 4
_SIZES = (256, 768)
_STATUS = Path("/proc/self/status")


def measure_exact_reach(network: "RestorerNetwork") -> int | None:
    """Find the overlap at which tiles are equal to the whole; ``None`` if the network sees everything.

    The receptive field is read off the gradient of one ``multiple`` x ``multiple`` block of the
    output with respect to the input, along a strip of rows and one of columns. All weights are made
    positive, so that no path cancels and no ReLU closes one, and small, so that no sigmoid is saturated.
    """
    import torch  # noqa: PLC0415 -- the process that measures memory stays free of it

    positive = copy.deepcopy(network).double()
    for weight in positive.parameters():
        torch.nn.init.constant_(weight, 0.25 / weight[0].numel())
    size = 32 * network.multiple
    while size <= _LARGEST:
        reaches = [_reach_along(positive, size, across) for across in (False, True)]
        if max(reaches) < size // 2:
            return round_up(max(reaches), network.multiple)
        size *= 2
    return None


def _reach_along(network: "RestorerNetwork", length: int, across: bool) -> int:
    """Give how far from its block's ends a strip of pixels has a gradient, at most to the strip's end."""
    import torch  # noqa: PLC0415

    multiple = network.multiple
    shape = (_STRIP * multiple, length) if across else (length, _STRIP * multiple)
    planes = [torch.ones(1, count, *shape).double().requires_grad_() for count in network.inputs.values()]
    top, left = (side // 2 for side in shape)
    torch.autograd.backward(network.stacked(*planes)[..., top : top + multiple, left : left + multiple].sum())
    seen = sum(
        plane.grad.abs().sum(dim=(0, 1, 2 if across else 3)) for plane in planes if plane.grad is not None
    )
    places = torch.nonzero(torch.as_tensor(seen))
    first, last, start = int(places.min()), int(places.max()), length // 2
    return (
        length // 2 if first == 0 or last == length - 1 else max(start - first, last + 1 - start - multiple)
    )


def measure_bytes_per_pixel(path: Path, channels: Iterable[int]) -> int | None:
    """Measure the memory one run takes for each pixel read; ``None`` where the system does not say.

    ``channels`` are those of the planes that the model reads. A process of its own runs the
    model on 256 x 256 and on 768 x 768 pixels; the growth of its peak memory over that of
    the pixels is what is asked for.
    """
    if not _STATUS.exists():
        return None
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "training.measure", str(path), *map(str, channels)]
    child = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return int(child.stdout)


def _bytes_per_pixel(path: Path, channels: list[int]) -> int:
    engine = Engine.open(path, "cpu")
    small, large = (_peak_after(engine, size, channels) for size in _SIZES)
    return round((large - small) / (_SIZES[1] ** 2 - _SIZES[0] ** 2))


def _peak_after(engine: Engine, size: int, channels: list[int]) -> int:
    for _ in range(2):  # the second run knows how much memory to ask for
        engine.run(*(np.zeros((size, size, count), np.float32) for count in channels))
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    print(_bytes_per_pixel(Path(sys.argv[1]), [int(count) for count in sys.argv[2:]]))
