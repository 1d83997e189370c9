"""Makes the noisy example photos from scikit-image's free ones (see README.md beside this file)."""

from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

FOLDER = Path(__file__).parent / "photos"
NOISY = {
    "astronaut.png": (data.astronaut()[:300, 75:375], 25),
    "camera.png": (data.camera()[70:370, 110:410], 40),
    "cat.png": (data.chelsea()[:, 90:390], 15),
    "coffee.png": (data.coffee()[30:330, 120:420], 35),
}


def main() -> None:
    """Add white noise of known strength, the same each time, and save as 8-bit PNG."""
    for seed, (name, (clean, sigma_255)) in enumerate(NOISY.items()):
        noise = np.random.default_rng(seed).standard_normal(clean.shape) * sigma_255
        noisy = np.clip(np.rint(clean + noise), 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(FOLDER / name)


if __name__ == "__main__":
    main()
