"""Makes the noisy, the damaged and the grey example photos from scikit-image's free ones (see README.md)."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from skimage import data

FOLDER = Path(__file__).parent / "photos"
DAMAGED = Path(__file__).parent / "damaged" / "astronaut.png"
GREY = Path(__file__).parent / "grey" / "astronaut.png"
SCRATCHES, SPECKS = 9, 60
NOISY = {
    "astronaut.png": (data.astronaut()[:300, 75:375], 25),
    "camera.png": (data.camera()[70:370, 110:410], 40),
    "cat.png": (data.chelsea()[:, 90:390], 15),
    "coffee.png": (data.coffee()[30:330, 120:420], 35),
}


def main() -> None:
    """Add noise of known strength, and damage, the same each time, take colour away; save as 8-bit PNG."""
    for seed, (name, (clean, sigma_255)) in enumerate(NOISY.items()):
        noise = np.random.default_rng(seed).standard_normal(clean.shape) * sigma_255
        noisy = np.clip(np.rint(clean + noise), 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(FOLDER / name)
    Image.fromarray(data.astronaut()[:400, 20:420]).convert("L").save(GREY)
    make_old(data.astronaut()[:360, 60:420]).save(DAMAGED)


def make_old(clean: np.ndarray) -> Image.Image:
    """Fade and yellow a photo, scratch it light and dark, and strew dust on it."""
    rng = np.random.default_rng(0)
    height, width = clean.shape[:2]
    grey = clean.mean(axis=2, keepdims=True) / 255
    print_ = 255 * (0.25 + 0.5 * grey) * np.array([1.0, 0.94, 0.78]) + rng.normal(0, 3, (height, width, 1))
    photo = np.clip(print_, 0, 255)
    for light in (235, 25):
        layer = Image.new("L", (2 * width, 2 * height))
        draw = ImageDraw.Draw(layer)
        for _ in range(SCRATCHES):
            x, y, lean = rng.uniform(0, 2 * width), rng.uniform(-height, height), rng.normal(0, 60)
            draw.line([x, y, x + lean / 2 + rng.normal(0, 8), y + height / 2, x + lean, y + height], 255, 3)
        for _ in range(SPECKS):
            x, y, radius = rng.uniform(0, 2 * width), rng.uniform(0, 2 * height), rng.uniform(1, 4)
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], 255)
        cover = np.asarray(layer.filter(ImageFilter.GaussianBlur(0.7)).reduce(2), np.float32)[..., None] / 255
        photo += cover * (light - photo)
    return Image.fromarray(np.rint(photo).astype(np.uint8))


if __name__ == "__main__":
    main()
