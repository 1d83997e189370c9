"""Where training pictures come from, told by the beginning of file names; and what runs and models had."""

import json
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from restorer.networks.card import read_card
from training.config import ExperimentError
from training.weights import CHECKPOINT

OWN_PHOTOS = "own photos"
OWN_SPRITES = "own sprites of damage"
_ABOVE = "JPEG photos found in the public GitHub repositories below, with the terms stated there"


def source_of(path: Path) -> str:
    """Name the source of a picture file ``<source>-...``, :data:`OWN_PHOTOS` for any other."""
    prefix = path.name.split("-")[0]
    return prefix if prefix in _known() else OWN_PHOTOS


def source_of_sprites(folder: Path) -> str:
    """Name the source of a folder of damage: the one with artefacts of film scans, or its owner's."""
    return "film_damage_simulator" if (folder / "scan-artefacts.json").exists() else OWN_SPRITES


def describe_sources(sources: Iterable[str]) -> tuple[str, ...]:
    """Say for a model card whence the pictures came and under what terms, a line a source."""
    names = sorted(set(sources))
    lines = [_ABOVE] if any(name in _known() for name in names) else []
    for name in names:
        entry = _known().get(name, {"repository": name, "terms": "terms known to their owner"})
        lines.append("{repository}: {terms}".format(**entry))
    return tuple(lines)


def sources_described(lines: Iterable[str]) -> set[str]:
    """Name the sources that a model card describes; one that is unknown by what the card calls it."""
    names = {entry["repository"]: name for name, entry in _known().items()}
    told = {line.partition(": ")[0] for line in lines} - {_ABOVE}
    return {names.get(name, name) for name in told}


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


@cache
def _known() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
