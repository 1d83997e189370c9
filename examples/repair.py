"""Repairs an old photo: its damage found, filled, and all of the recipe old-photo, side by side."""

from pathlib import Path

import numpy as np
from before_after import RESULTS, framed

import restorer

PHOTO = Path(__file__).parent / "damaged" / "astronaut.png"


def main() -> None:
    """Write ``examples-restored/repair.png``: the photo, its damage in red, filled, restored."""
    RESULTS.mkdir(exist_ok=True)
    sheet = restorer.Photo(np.hstack([framed(each) for each in repair()]))
    restorer.write_photo(sheet, RESULTS / "repair.png", overwrite=True)
    print(f"look at {RESULTS / 'repair.png'}")


def repair() -> list[restorer.Photo]:
    """Give the photo, its damage in red, filled, and restored by all of the recipe."""
    photo = restorer.read_photo(PHOTO)
    steps = (restorer.Step("detect", controls={"preview": 1}), restorer.Step("inpaint"))
    recipes = (*(restorer.Recipe((step,)) for step in steps), restorer.find_recipe("old-photo"))
    return [photo, *(restorer.restore(photo, recipe) for recipe in recipes)]


if __name__ == "__main__":
    main()
