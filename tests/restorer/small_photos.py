"""Small photos of one grey, and what lies in folders of them."""

from pathlib import Path

import numpy as np
from PIL import Image

BEFORE, AFTER = 204, 153
"""A grey, and what the stand-in makes of it that takes 51 levels off."""


NO_PICTURES = [
    np.zeros((4, 4, 4), np.uint8),
    np.zeros((4, 4, 2), np.uint8),
    np.zeros(4, np.uint8),
    np.zeros((2, 4, 4, 3), np.uint8),
    np.zeros((0, 4), np.uint8),
    np.zeros((4, 4), np.int32),
    np.zeros((4, 4), bool),
    np.zeros((4, 4), np.float64),
    np.full((4, 4), np.nan, np.float32),
    np.full((4, 4, 3), np.inf, np.float32),
]
"""Arrays that no function takes for pixels."""


def save(path: Path, value: int = BEFORE, format_: str | None = None) -> Path:
    """Write a small picture of one grey, in the format of its name or another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((6, 8, 3), value, np.uint8)).save(path, format=format_)
    return path


def grey(path: Path | str) -> int:
    """Read the one grey of a picture."""
    with Image.open(path) as picture:
        return int(np.asarray(picture.convert("L"))[0, 0])


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
