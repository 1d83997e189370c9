"""Colours a grey photo: alone, in two variations, and with three hints, side by side."""

from pathlib import Path

import numpy as np
from before_after import RESULTS, framed

import restorer

PHOTO = Path(__file__).parent / "grey" / "astronaut.png"
HINTS = [(80, 290, (0.85, 0.35, 0.1)), (190, 125, (0.85, 0.62, 0.52)), (22, 185, (0.7, 0.1, 0.16))]
"""Orange for the suit, a tone of skin, red of the flag; in pixels of the photo."""


def main() -> None:
    """Write ``examples-restored/colour.png``: grey, coloured, variations 1 and 2, with hints."""
    RESULTS.mkdir(exist_ok=True)
    grey = restorer.read_photo(PHOTO)
    coloured = [
        restorer.colorize(grey.samples),
        *(restorer.colorize(grey.samples, variation=number) for number in (1, 2)),
        restorer.colorize(grey.samples, HINTS),
    ]
    sheet = np.hstack([framed(each) for each in (grey, *map(restorer.Photo, coloured))])
    restorer.write_photo(restorer.Photo(sheet), RESULTS / "colour.png", overwrite=True)
    print(f"look at {RESULTS / 'colour.png'}")


if __name__ == "__main__":
    main()
