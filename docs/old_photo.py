"""Makes the guide's pictures of repair and of colour, of a photo of scikit-image.

``python docs/old_photo.py`` scratches, fades and yellows it, or takes its colours; then it is restored.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from skimage import data

import restorer
from restorer.photo import Samples

PICTURES = Path(__file__).parent / "pictures"
HINTS = [
    (60.0, 380.0, (0.78, 0.38, 0.16)),
    (225.0, 130.0, (0.85, 0.66, 0.56)),
    (330.0, 60.0, (0.72, 0.74, 0.77)),
]
"""The suit, the face and the wall."""
FINER = 3
WIDTH, BORDER = 360, 2


def main() -> None:
    """Write both pictures."""
    astronaut: Samples = data.astronaut()  # type: ignore[no-untyped-call] # by NASA, public domain
    _save(_repaired(_aged(astronaut)), "repair.jpg")
    _save(_coloured(np.asarray(Image.fromarray(astronaut).convert("L"))), "colour.jpg")


def _aged(pixels: Samples) -> Samples:
    """Give a yellowed, faded print with scratches and dust, light and dark, drawn finer and made smaller."""
    rng = np.random.default_rng(4)
    faded = 60 + 0.45 * np.asarray(Image.fromarray(pixels).convert("L"), float)
    toned = Image.fromarray((faded[..., None] * [1.08, 1.02, 0.85]).clip(0, 255).astype(np.uint8))
    side = toned.width * FINER
    large = toned.resize((side, side))
    draw = ImageDraw.Draw(large)
    for _ in range(14):
        start = rng.uniform(0, side, 2)
        ends = [*start, *(start + rng.uniform(-1, 1, 2) * (0.08 * side, 0.5 * side))]
        draw.line(ends, fill=_light_or_dark(rng), width=int(rng.integers(4, 9)))
    for x, y in rng.uniform(0, side, (50, 2)):
        draw.circle((x, y), rng.uniform(3, 10), fill=_light_or_dark(rng))
    grain = rng.normal(0, 5, (*toned.size, 1))
    return (np.asarray(large.reduce(FINER)) + grain).clip(0, 255).astype(np.uint8)


def _light_or_dark(rng: np.random.Generator) -> tuple[int, int, int]:
    return (240, 236, 222) if rng.random() < 0.6 else (28, 26, 22)


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
    return [grey[..., None].repeat(3, axis=2), *varied, restorer.colorize(grey, HINTS)]


def _save(panels: list[Samples], name: str) -> None:
    shown = [np.asarray(Image.fromarray(panel).resize((WIDTH, WIDTH))) for panel in panels]
    framed = [
        np.pad(panel, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), constant_values=255) for panel in shown
    ]
    Image.fromarray(np.hstack(framed)).save(PICTURES / name, quality=88)


if __name__ == "__main__":
    main()
