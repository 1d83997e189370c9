"""Small scratched photos, their masks, and the stand-ins that mend them."""

from pathlib import Path

import numpy as np
from PIL import Image
from stand_ins import brightness_model, open_model, painting_model, with_card

from restorer.networks.engine import Engine
from restorer.pixels.mask import Hole

PAINT = {"task": "inpaint", "contract": "inpaint-v1"}
DAMAGE = {"task": "damage", "contract": "damage-v1"}
HEIGHT, WIDTH = 24, 32
DARK, PAINTED, SCRATCH = 60, 128, 255
"""The grey of a photo, what its hole becomes, and what a scratch is."""


def open_painter(folder: Path) -> Engine:
    """Open a model that paints holes in the grey 0.5."""
    return open_model(painting_model(), folder / "paint.onnx", **PAINT)


def add_models(folder: Path) -> None:
    """Add ``paint``, which paints holes in the grey 0.5, and ``bright``, to which bright is damaged."""
    with_card(painting_model(), folder / "paint.onnx", **PAINT)
    with_card(brightness_model(), folder / "bright.onnx", **DAMAGE)


def scratch(row: int = 8) -> Hole:
    """Tell where a scratched photo's stroke is, ``(HEIGHT, WIDTH)``."""
    hole = np.zeros((HEIGHT, WIDTH), bool)
    hole[row : row + 4, 4:28] = True
    return hole


def rectangle(size: tuple[int, int], rows: tuple[int, int], columns: tuple[int, int]) -> Hole:
    """Make a hole of some rows and columns."""
    hole = np.zeros(size, bool)
    hole[slice(*rows), slice(*columns)] = True
    return hole


def save_photo(path: Path, hole: Hole) -> None:
    """Save a dark photo with white strokes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = np.where(hole[..., None], np.uint8(SCRATCH), np.full((1, 1, 3), DARK, np.uint8))
    Image.fromarray(samples).save(path, quality=95)


def save_mask(path: Path, hole: Hole) -> None:
    """Save a mask, white where the hole is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(hole.astype(np.uint8) * np.uint8(255)).save(path)


def painted(path: Path | str) -> Hole:
    """Tell where a result was painted."""
    with Image.open(path) as picture:
        samples = np.asarray(picture.convert("RGB"))
    hole: Hole = (np.abs(samples.astype(int) - PAINTED) <= 6).all(axis=2)
    return hole


def marked(path: Path | str) -> Hole:
    """Tell where a mask is white; it is nothing but black and white, and grey."""
    with Image.open(path) as picture:
        assert picture.mode == "L"
        samples = np.asarray(picture)
    assert set(np.unique(samples)) <= {0, 255}
    hole: Hole = samples == 255
    return hole
