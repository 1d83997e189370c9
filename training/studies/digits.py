"""Digits: MNIST from a folder, as ``mnist.npz`` or as the idx files, or fetched by torchvision."""

import gzip
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torchvision.datasets import MNIST  # type: ignore[import-untyped]

from training.config import ExperimentError

FETCHED = Path("runs/mnist")
"""Where MNIST is kept that was fetched."""
_BROKEN = (OSError, ValueError, LookupError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile)
_NPZ = ("x_train", "y_train", "x_test", "y_test")
_IDX = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """Pictures ``(N, 1, 28, 28)`` float32, 0..1, and what they show ``(N,)``, to learn and to test by."""

    train: Tensor
    train_labels: Tensor
    test: Tensor
    test_labels: Tensor

    def first(self, train: int, test: int) -> "Digits":
        """Give the first of each."""
        return Digits(
            self.train[:train], self.train_labels[:train], self.test[:test], self.test_labels[:test]
        )


def read_digits(folder: Path | None) -> Digits:
    """Read MNIST from a folder, or fetch it; what is missing or broken is an :class:`ExperimentError`."""
    try:
        parts = _read_folder(folder) if folder else _fetch()
        train, train_labels, test, test_labels = parts
        pictures = [torch.as_tensor(one).float().div(255)[:, None] for one in (train, test)]
        labels = [torch.as_tensor(one).long() for one in (train_labels, test_labels)]
        return Digits(pictures[0], labels[0], pictures[1], labels[1])
    except _BROKEN as error:
        raise ExperimentError(f"{folder or FETCHED}: MNIST cannot be read: {error}") from error


def _read_folder(folder: Path) -> list[NDArray[np.uint8]]:
    if (folder / "mnist.npz").exists():
        with np.load(folder / "mnist.npz") as file:
            return [file[name] for name in _NPZ]
    return [_read_idx(folder / name) for name in _IDX]


def _read_idx(path: Path) -> NDArray[np.uint8]:
    """Read bytes in LeCun's format, packed or not: the number of dimensions, each of them, the bytes."""
    packed = path.with_name(f"{path.name}.gz")
    if not (path.exists() or packed.exists()):
        raise ValueError(f"expected mnist.npz, or {', '.join(_IDX)}")
    data = path.read_bytes() if path.exists() else gzip.decompress(packed.read_bytes())
    dimensions = np.frombuffer(data, ">u4", count=data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(dimensions).copy()


def _fetch() -> list[Tensor]:
    train, test = (MNIST(str(FETCHED), train=is_train, download=True) for is_train in (True, False))
    return [train.data, train.targets, test.data, test.targets]
