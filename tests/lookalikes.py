"""Photos and copies of them, and the stand-in that knows them again by their colours in 8 x 8 places."""

from pathlib import Path

import numpy as np
from PIL import Image
from stand_ins import coding_model, with_card

CODES = {"task": "codes", "contract": "codes-v1", "multiple": 64, "reach": None, "exact_reach": None}


def add_coder(folder: Path, gain: float = 2.0) -> Path:
    """Put a model of codes there: the mean green and red of each of 64 places, times ``gain``."""
    return with_card(coding_model(gain), folder / "coder.onnx", **CODES)


def scene(seed: int, width: int = 240, height: int = 160) -> Image.Image:
    """Draw a picture of soft patches of colour, another for each seed."""
    patches = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8)
    return Image.fromarray(patches).resize((width, height), Image.Resampling.BICUBIC)


def noisy(image: Image.Image, sigma: float = 12) -> Image.Image:
    """Add noise to a picture."""
    noise = np.random.default_rng(0).normal(0, sigma, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def save_photos(folder: Path) -> None:
    """Save two photos, ``sea`` with three copies and ``hill`` with one, and ``lone`` without any."""
    (folder / "copies").mkdir(parents=True)
    sea, hill = scene(1), scene(2)
    sea.save(folder / "sea.png")
    sea.resize((120, 80)).save(folder / "copies" / "small.png")
    sea.save(folder / "copies" / "worse.jpg", quality=30)
    noisy(sea).save(folder / "copies" / "noisy.png")
    hill.save(folder / "hill.png")
    hill.crop((4, 3, 236, 157)).save(folder / "copies" / "cropped.png")
    scene(3).save(folder / "lone.png")
