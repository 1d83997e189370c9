"""Photos without colours, what is seen of the colours they were given, and the stand-in that gives them."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import color, data
from stand_ins import TONE, open_model, tinting_model, with_card

from restorer.networks.engine import Engine
from restorer.photo import Photo
from restorer.pixels.samples import Floats, Samples, to_float

TINT = {"task": "colorize", "contract": "colorize-v4"}
TONE_AB = tuple(110 * part for part in TONE)
"""The a* and b* of what the stand-in answers."""
MOST_OFF = 0.4
"""How far the L* of a result of 8 bits may be from the input's."""


def add_tinter(folder: Path) -> list[str]:
    """Add ``tint``, the stand-in for colour; gives the arguments that use it."""
    with_card(tinting_model(), folder / "tint.onnx", **TINT)
    return ["colorize", "--model", "tint", "--device", "cpu"]


def open_tinter(folder: Path) -> Engine:
    """Open the stand-in for colour."""
    return open_model(tinting_model(), folder / "tint.onnx", **TINT)


def camera(step: int = 2) -> NDArray[np.uint8]:
    """Give a grey photo, ``(512/step, 512/step)`` uint8: camera, by Lav Varshney, CC0."""
    picture: NDArray[np.uint8] = np.ascontiguousarray(_sample("camera")[::step, ::step])
    return picture


def astronaut(step: int = 6) -> NDArray[np.uint8]:
    """Give a photo in many colours, ``(512/step, 512/step, 3)`` uint8: astronaut, by NASA, public domain."""
    picture: NDArray[np.uint8] = np.ascontiguousarray(_sample("astronaut")[::step, ::step])
    return picture


def every_level() -> NDArray[np.uint8]:
    """Give a grey photo ``(96, 128)`` uint8 that has all 256 levels, and edges."""
    picture = camera()[40:136, 60:188].copy()
    picture[-2:] = np.arange(256).reshape(2, 128)
    return picture


def sepia(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Tone a grey photo brown: ``(H, W, 3)``."""
    levels = grey[..., None] / 255
    toned = levels + 4 * levels * (1 - levels) * np.array([0.09, 0, -0.12])
    brown: NDArray[np.uint8] = np.rint(255 * toned.clip(0, 1)).astype(np.uint8)
    return brown


def duotone(grey: NDArray[np.uint8], dark: Sequence[int], light: Sequence[int]) -> NDArray[np.uint8]:
    """Print a grey photo in two inks: ``(H, W, 3)``."""
    share = grey[..., None] / 255
    printed: NDArray[np.uint8] = np.rint((1 - share) * np.array(dark) + share * np.array(light)).astype(
        np.uint8
    )
    return printed


def as_jpeg(samples: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """Pack and unpack a photo as JPEG."""
    file = io.BytesIO()
    Image.fromarray(samples).save(file, "jpeg", quality=quality)
    return np.asarray(Image.open(file))


def lab(pixels: Samples) -> NDArray[np.float64]:
    """Give L*, a* and b* ``(H, W, 3)`` of sRGB samples of any kind, as scikit-image has them."""
    planes = to_float(pixels).astype(np.float64)
    planes = planes.reshape(*planes.shape[:2], -1)
    found: Any = color.rgb2lab(planes if planes.shape[2] == 3 else planes.repeat(3, axis=2))
    return np.asarray(found, np.float64)


def light_off(result: Samples, original: Samples) -> float:
    """Give by how much L* differs where it differs most."""
    return float(np.abs(lab(result)[..., 0] - lab(original)[..., 0]).max())


def as_photo(pixels: Samples, **entries: Any) -> Photo:
    """Make a photo of an array."""
    return Photo(pixels.reshape(*pixels.shape[:2], -1), **entries)


def save_hints(path: Path | str, *hints: tuple[float, float, str]) -> Path:
    """Write a file of hints."""
    entries = [{"x": x, "y": y, "color": color_} for x, y, color_ in hints]
    Path(path).write_text(json.dumps(entries))
    return Path(path)


def random_pixels(*shape: int, seed: int = 0) -> Floats:
    """Draw pixels 0..1."""
    return np.random.default_rng(seed).random(shape, np.float32)


def _sample(name: str) -> NDArray[np.uint8]:
    """Give one of scikit-image's photos."""
    load: Any = getattr(data, name)
    return np.asarray(load())
