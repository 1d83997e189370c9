"""Restores the example photos and puts each above its result in one picture."""

from pathlib import Path

import numpy as np
from PIL import Image

import restorer

PHOTOS = Path(__file__).parent / "photos"
RESULTS = Path("examples-restored")
RECIPE = restorer.Recipe((restorer.Step("denoise"),))
BORDER = 3


def main() -> None:
    """Write ``examples-restored/``: each photo restored, and ``before-after.png``."""
    RESULTS.mkdir(exist_ok=True)
    columns = []
    for path in sorted(PHOTOS.glob("*.png")):
        noisy = restorer.read_photo(path)
        restored = restorer.restore(noisy, RECIPE)
        restorer.write_photo(restored, RESULTS / path.name, overwrite=True)
        columns.append(np.vstack([framed(noisy), framed(restored)]))
        print(f"{path.name}: noise {restorer.estimate_sigma(noisy) * 255:.0f} of 255 removed")
    Image.fromarray(np.hstack(columns)).save(RESULTS / "before-after.png")
    print(f"look at {RESULTS / 'before-after.png'}")


def framed(photo: restorer.Photo) -> np.ndarray:
    """Give a photo's samples as ``(H, W, 3)`` with a white border."""
    rgb = photo.samples.repeat(3, axis=2) if photo.is_grey else photo.samples
    return np.pad(rgb, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), constant_values=255)


if __name__ == "__main__":
    main()
