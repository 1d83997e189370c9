"""Makes the guide's pictures of repair and of colour, of the examples, by ``python docs/old_photo.py``."""

from pathlib import Path

import numpy as np
from PIL import Image

import restorer
from restorer.pixels.samples import Samples

PICTURES = Path(__file__).parent / "pictures"
EXAMPLES = Path(__file__).parents[1] / "examples"
HINTS = [
    (90.0, 330.0, (0.78, 0.38, 0.16)),
    (205.0, 120.0, (0.85, 0.66, 0.56)),
    (310.0, 60.0, (0.72, 0.74, 0.77)),
]
"""The suit, the face and the wall."""
WIDTH, BORDER = 360, 2


def main() -> None:
    """Write both pictures."""
    damaged = restorer.read_photo(EXAMPLES / "damaged" / "astronaut.png").samples
    _save(_repaired(damaged), "repair.jpg")
    _save(_coloured(restorer.read_photo(EXAMPLES / "grey" / "astronaut.png").samples), "colour.jpg")


def _repaired(old: Samples) -> list[Samples]:
    """Give the old photo, its damage in red, filled, and all of the recipe."""
    red = restorer.Step("detect", controls={"preview": 1.0})
    recipes = [
        restorer.Recipe((red,)),
        restorer.Recipe((restorer.Step("inpaint"),)),
        restorer.find_recipe("old-photo"),
    ]
    return [old, *(restorer.restore(restorer.Photo(old), recipe).samples for recipe in recipes)]


def _coloured(grey: Samples) -> list[Samples]:
    """Give the grey photo, coloured, two variations, and coloured with hints."""
    varied = [restorer.colorize(grey, variation=number) for number in range(3)]
    return [np.broadcast_to(grey, (*grey.shape[:2], 3)), *varied, restorer.colorize(grey, HINTS)]


def _save(panels: list[Samples], name: str) -> None:
    shown = [np.asarray(Image.fromarray(panel).resize((WIDTH, WIDTH))) for panel in panels]
    framed = [
        np.pad(panel, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), constant_values=255) for panel in shown
    ]
    Image.fromarray(np.hstack(framed)).save(PICTURES / name, quality=88)


if __name__ == "__main__":
    main()
