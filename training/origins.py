"""What weights begin from: a checkpoint or an exported model, its weights, whence its pictures came."""

import json
from pathlib import Path
from typing import Any

from torch import Tensor

from restorer.card import read_card
from training.export import read_checkpoint, read_weights
from training.provenance import sources_described

CHECKPOINT = ".ckpt"


def read_origin(path: Path) -> dict[str, Tensor]:
    """Read the weights of a checkpoint, or else of an exported model."""
    return read_checkpoint(path) if path.suffix == CHECKPOINT else read_weights(path)


def find_sources(path: Path) -> set[str]:
    """Name the sources that weights were learned from: a model's card tells, a checkpoint's run may."""
    if path.suffix != CHECKPOINT:
        return sources_described(read_card(path).trained_on)
    folder = path.parent.parent
    return set(read_run(folder)["sources"]) if (folder / "run.json").exists() else set()


def read_run(folder: Path) -> dict[str, Any]:
    """Read what a run's folder says of itself: the experiment, the sources of its pictures, the code."""
    run: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return run
