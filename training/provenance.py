"""Where training pictures come from, told by the beginning of their file names."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

OWN_PHOTOS = "own photos"
OWN_SPRITES = "own sprites of damage"


def source_of(path: Path) -> str:
    """Name the source of a picture file ``<source>-...``, :data:`OWN_PHOTOS` for any other."""
    prefix = path.name.split("-")[0]
    return prefix if prefix in _known() else OWN_PHOTOS


def source_of_sprites(folder: Path) -> str:
    """Name the source of a folder of damage: the one with artefacts of film scans, or its owner's."""
    return "film_damage_simulator" if (folder / "scan-artefacts.json").exists() else OWN_SPRITES


def describe_sources(sources: Iterable[str]) -> tuple[str, ...]:
    """Say for a model card whence the pictures came and under what terms, a line a source."""
    lines = ["JPEG photos found in the public GitHub repositories below, with the terms stated there"]
    for source in sorted(set(sources)):
        if source in _known():
            lines.append("{repository}: {terms}".format(**_known()[source]))
        else:
            lines.append(f"{source}: terms known to their owner")
    return tuple(lines)


@cache
def _known() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
