"""Real damage cut from film scans: sprites with an alpha channel, outlines of artefacts as they lie.

A folder of it holds ``<kind>/*.png`` and ``scan-artefacts.json``: by scan a list of ``polygon``
``[[x, y], ...]`` with their ``label``. A part of both is held out by hash, to score on.
"""

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.config import ExperimentError, reason_of
from training.degradations.draws import log_uniform
from training.degradations.wear import Layer
from training.sources import UNREADABLE

HELD_OUT_SHARE = 0.2
SCAN_SHARE = 0.35
"""How often a part of a scan is drawn rather than a sprite, where there are both."""
_FINER = 3
"""Outlines are filled so many times finer, then shrunk: their edges are smooth."""


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """One sprite: its alpha at full and at half size, and places ``(x, y)`` where it is opaque."""

    alpha: Image.Image
    half: Image.Image
    opaque: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """One scan: the outlines of its artefacts and their middles ``(count, 2)``, in pixels ``(x, y)``."""

    outlines: list[NDArray[np.float64]]
    middles: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sprites:
    """What can be drawn: sprites by kind, and scans; either may be missing."""

    kinds: dict[str, list[Sprite]]
    scans: list[Scan]

    def draw(self, height: int, width: int, rng: np.random.Generator) -> Layer:
        """Draw a sprite or a part of a scan as a layer from -1 (dark) to 1 (light)."""
        if self.scans and (not self.kinds or rng.random() < SCAN_SHARE):
            alpha = draw_scan(self.scans[rng.integers(len(self.scans))], height, width, rng)
        else:
            sprites = list(self.kinds.values())[rng.integers(len(self.kinds))]
            alpha = draw_sprite(sprites[rng.integers(len(sprites))], height, width, rng)
        return alpha if rng.random() < 0.5 else -alpha


def read_sprites(folder: Path, *, held_out: bool = False) -> Sprites:
    """Read a folder's sprites and scans: those to learn from, or those held out to score on.

    A folder without any is a ``FileNotFoundError``, a broken file in it an :class:`ExperimentError`.
    """
    kinds: dict[str, list[Sprite]] = {}
    for path in sorted(folder.glob("*/*.png")):
        if _is_held_out(path.read_bytes()) == held_out:
            kinds.setdefault(path.parent.name, []).append(read_sprite(path))
    file = folder / "scan-artefacts.json"
    found = _read_outlines(file) if file.exists() else {}
    scans = [
        Scan(outlines, np.stack([outline.mean(axis=0) for outline in outlines]))
        for name, outlines in found.items()
        if outlines and _is_held_out(name.encode()) == held_out
    ]
    if not kinds and not scans:
        raise FileNotFoundError(f"{folder}: no sprites <kind>/*.png and no scan-artefacts.json")
    return Sprites(kinds, scans)


def read_sprite(path: Path) -> Sprite:
    """Read the alpha channel of one picture."""
    try:
        with Image.open(path) as image:
            alpha = image.convert("RGBA").getchannel("A")
    except UNREADABLE as error:
        raise ExperimentError(f"{path}: cannot be read: {reason_of(error)}") from error
    values = np.asarray(alpha)
    if not values.any():
        raise ExperimentError(f"{path}: is transparent all over, expected damage")
    rows, columns = np.nonzero(values >= max(1, int(values.max()) // 2))
    return Sprite(alpha, alpha.reduce(2), np.stack([columns, rows], axis=1).astype(float))


def draw_sprite(sprite: Sprite, height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw a sprite turned, 0.2 to 0.8 times its size, an opaque place of it anywhere in the picture."""
    scale, angle = log_uniform(rng, 0.2, 0.8), rng.uniform(0, math.tau)
    image, unit = (sprite.half, 0.5) if scale < 0.75 else (sprite.alpha, 1.0)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    matrix = turn @ np.diag((rng.choice((-1, 1)), 1)) * unit / scale
    there = rng.uniform((0, 0), (width, height))
    offset = sprite.opaque[rng.integers(len(sprite.opaque))] * unit - matrix @ there
    (a, b), (d, e) = matrix.tolist()
    data = (a, b, float(offset[0]), d, e, float(offset[1]))
    placed = image.transform((width, height), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    return np.asarray(placed, np.float32) / np.float32(255)


def draw_scan(scan: Scan, height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw the artefacts of a part of a scan about one of them, 0.25 to 1 times their size."""
    scale = log_uniform(rng, 0.25, 1)
    middle = scan.middles[rng.integers(len(scan.middles))]
    there = rng.uniform((0, 0), (width, height))
    reach = max(height, width) / scale + 200
    canvas = Image.new("L", (width * _FINER, height * _FINER))
    draw = ImageDraw.Draw(canvas)
    for index in np.flatnonzero(np.abs(scan.middles - middle).max(axis=1) < reach):
        outline = ((scan.outlines[index] - middle) * scale + there) * _FINER
        draw.polygon([(x, y) for x, y in outline.tolist()], fill=round(255 * rng.uniform(0.6, 1)))
    placed = np.asarray(canvas.reduce(_FINER), np.float32) / np.float32(255)
    return placed[:: rng.choice((-1, 1)), :: rng.choice((-1, 1))]


def _read_outlines(file: Path) -> dict[str, list[NDArray[np.float64]]]:
    """Read the outlines ``(count, 2)`` of the artefacts of each scan, of three points and more."""
    try:
        polygons = {
            name: [entry["polygon"] for entry in entries if len(entry["polygon"]) >= 3]
            for name, entries in json.loads(file.read_text(encoding="utf-8")).items()
        }
        return {
            name: [np.asarray(polygon, float).reshape(len(polygon), 2) for polygon in those]
            for name, those in polygons.items()
        }
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ExperimentError(f"{file}: is broken, expected a list of polygons by scan: {error}") from error


def _is_held_out(content: bytes) -> bool:
    return int(hashlib.sha256(content).hexdigest()[:8], 16) / 2**32 < HELD_OUT_SHARE
