"""Makes the guide's pictures of repair and of colour, of the examples, by ``python docs/old_photo.py``."""

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image

import restorer

sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))
from colour import colour
from repair import repair

PICTURES = Path(__file__).parent / "pictures"
WIDTH, BORDER = 360, 2


def main() -> None:
    """Write both pictures."""
    _save(repair(), "repair.jpg")
    _save(colour(), "colour.jpg")


def _save(photos: Iterable[restorer.Photo], name: str) -> None:
    framed = []
    for photo in photos:
        rgb = np.broadcast_to(photo.samples, (*photo.samples.shape[:2], 3))
        shown = Image.fromarray(rgb).resize((WIDTH, WIDTH))
        framed.append(np.pad(shown, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), constant_values=255))
    Image.fromarray(np.hstack(framed)).save(PICTURES / name, quality=88)


if __name__ == "__main__":
    main()
