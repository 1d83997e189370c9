"""Colours a grey photo: alone, in two variations, and with three hints, side by side."""

from pathlib import Path

import numpy as np
from before_after import RESULTS, framed

import restorer

PHOTO = Path(__file__).parent / "grey" / "astronaut.png"
HINTS = [(90, 330, (0.78, 0.38, 0.16)), (205, 120, (0.85, 0.66, 0.56)), (310, 60, (0.72, 0.74, 0.77))]
"""Orange for the suit, a tone of skin, a cool grey for the wall; in pixels of the photo."""


def main() -> None:
    """Write ``examples-restored/colour.png``: grey, coloured, variations 1 and 2, with hints."""
    RESULTS.mkdir(exist_ok=True)
    sheet = restorer.Photo(np.hstack([framed(each) for each in colour()]))
    restorer.write_photo(sheet, RESULTS / "colour.png", overwrite=True)
    print(f"look at {RESULTS / 'colour.png'}")


def colour() -> list[restorer.Photo]:
    """Give the grey photo, coloured, two variations, and coloured with hints."""
    grey = restorer.read_photo(PHOTO)
    coloured = [restorer.colorize(grey.samples, variation=number) for number in range(3)]
    return [grey, *map(restorer.Photo, (*coloured, restorer.colorize(grey.samples, HINTS)))]


if __name__ == "__main__":
    main()
