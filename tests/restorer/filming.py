"""Frames for the tests of bursts and clips, and a model that answers with their mean."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from skimage import data
from stand_ins import averaging_frames_model, with_card

from restorer.networks.library import Library
from restorer.photo import Photo
from restorer.pixels.samples import Floats
from restorer.recipe import Step

TOLD = Step("denoise", controls={"sigma": 25.0})
"""Denoising that need not ask how noisy a frame is."""
CARD = {"task": "sequence", "contract": "sequence-v1"}


def averaging_library(folder: Path) -> Library:
    """Give a library of the one model, which answers each frame with the mean of those seen."""
    with_card(averaging_frames_model(), folder / "mean.onnx", **CARD)
    return Library([folder])


def shots(
    scene: Floats, shifts: list[tuple[int, int]], size: tuple[int, int], sigma_255: float
) -> list[Photo]:
    """Look at a scene through windows of ``size`` shifted across and down from its middle; 8-bit photos."""
    rng = np.random.default_rng(0)
    top, left = ((side - part) // 2 for side, part in zip(scene.shape[:2], size, strict=True))
    photos = []
    for x, y in shifts:
        window = scene[top + y : top + y + size[0], left + x : left + x + size[1]]
        noisy = window + rng.standard_normal(window.shape) * sigma_255 / 255
        photos.append(Photo(np.rint(noisy.clip(0, 1) * 255).astype(np.uint8)))
    return photos


SCENE: Floats = np.asarray(data.astronaut()[:150, 150:350] / np.float32(255), np.float32)
SHIFTS = [(-5, 2), (4, -3), (0, 0), (2, 4)]
BURST = ["burst", "--model", "mean", "--device", "cpu", "--sigma", "20"]


def film(folder: Path, models: Path) -> None:
    """Make frames ``in/1.png`` to ``in/4.png`` in a folder, and a model that takes their mean.

    The third is the sharpest.
    """
    with_card(averaging_frames_model(), models / "mean.onnx", **CARD)
    (folder / "in").mkdir()
    for at, photo in enumerate(shots(SCENE, SHIFTS, (96, 120), 20), 1):
        exif = Image.Exif()
        exif[0x0110] = f"camera {at}"
        soft = ImageFilter.GaussianBlur(0 if at == 3 else 0.3)
        Image.fromarray(photo.samples).filter(soft).save(folder / "in" / f"{at}.png", exif=exif)
