"""What weights begin from: checkpoints and exported models, their weights, whence their pictures came."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import Tensor

from restorer.networks.card import read_card
from training.config import ExperimentError
from training.export import read_checkpoint, read_weights
from training.provenance import sources_described

CHECKPOINT = ".ckpt"


def read_origin(path: Path) -> dict[str, Tensor]:
    """Read the weights of a checkpoint, or else of an exported model."""
    return read_checkpoint(path) if path.suffix == CHECKPOINT else read_weights(path)


def mix(shares: Sequence[tuple[Path, float]]) -> dict[str, Tensor]:
    """Average weights of one shape, each by its share of the sum (Wortsman et al. 2022).

    What was learned last is mixed with what it began from, or the middle of a run with its end: it keeps more
    of what both can do than either. Raises ExperimentError for weights that are not of the first's shapes.
    """
    total = sum(share for _, share in shares)
    mixed: dict[str, Tensor] = {}
    for path, share in shares:
        weights = read_origin(path)
        shapes = {name: weight.shape for name, weight in weights.items()}
        if mixed and shapes != {name: weight.shape for name, weight in mixed.items()}:
            raise ExperimentError(f"{path}: its weights are not of the shapes of {shares[0][0]}'s")
        for name, weight in weights.items():
            mixed[name] = mixed.get(name, 0) + share / total * weight.float()
    return mixed


def find_sources(path: Path) -> set[str]:
    """Name the sources that weights were learned from: a model's card tells, a checkpoint's run does."""
    if path.suffix != CHECKPOINT:
        return sources_described(read_card(path).trained_on)
    folder = path.parent.parent
    if not (folder / "run.json").exists():
        raise ExperimentError(f"{path}: no run.json in {folder}, which tells what it was learned from")
    return set(read_run(folder, "sources"))


def read_run(folder: Path, entry: str) -> Any:
    """Read what a run's folder says of itself: its ``experiment``, the ``sources`` of its pictures."""
    path = folder / "run.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))[entry]
    except (ValueError, LookupError, TypeError) as error:
        raise ExperimentError(f"{path}: cut short, or no run's record: it tells no {entry}") from error
