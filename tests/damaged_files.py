"""Files that are no photos, beside the sound ones of ``sound_files``."""

import functools

import numpy as np
from PIL import Image
from sound_files import by_pillow, png


@functools.cache
def damaged_files() -> dict[str, bytes]:
    """Give files by name that are no photos, each wrong in another way."""
    rng = np.random.default_rng(0)
    picture = Image.fromarray(rng.integers(0, 256, (40, 60, 3), np.uint8))
    files = {
        "empty.png": b"",
        "text.jpg": b"This is no picture.\n",
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
        "paper.pdf": b"%PDF-1.4\n%%EOF\n",
        "binary.png": rng.bytes(5000),
        "start.jpg": b"\xff\xd8\xff",
        "huge.png": png((60_000, 60_000, 8, 0), b""),
    }
    nan = Image.fromarray(np.full((8, 8), np.nan, np.float32))
    files["nan.tif"] = by_pillow(nan, "tiff")
    for name in ("jpeg", "png", "tiff", "webp", "avif", "gif"):
        content = by_pillow(picture, name)
        files[f"half.{name}"] = content[: len(content) // 2]
        files[f"tenth.{name}"] = content[: len(content) // 10]
        files[f"end.{name}"] = content[:-200]
    flipped = bytearray(by_pillow(picture, "png"))
    flipped[len(flipped) // 2] ^= 8
    files["flipped.png"] = bytes(flipped)
    return files
