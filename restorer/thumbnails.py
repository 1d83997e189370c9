"""Thumbnails: small JPEGs of photos, for reports and for lists."""

from pathlib import Path
from typing import Any

import numpy as np

from restorer.files import read_photo, sniff_file
from restorer.formats import MOST_MEGAPIXELS
from restorer.photo import Photo, Samples, from_float, to_float

SIDE = 200
_QUALITY = 80


def make_thumbnail(photo: Photo, side: int = SIDE) -> bytes:
    """Make a JPEG that fits into ``side`` x ``side`` pixels, in sRGB, on white where transparent."""
    import pyvips

    samples = _in_8_bits(photo.samples)
    array = samples if photo.alpha is None else np.dstack([samples, _in_8_bits(photo.alpha)])
    image = pyvips.Image.new_from_array(np.ascontiguousarray(array))
    image = image.copy(interpretation="b-w" if photo.is_grey else "srgb")
    if photo.metadata.icc is not None:
        image = _tagged(image, photo.metadata.icc)
    image = _shrunk(image, side)
    if image.hasalpha():
        image = image.flatten(background=[255])
    content: bytes = image.jpegsave_buffer(Q=_QUALITY, strip=True)
    return content


def read_thumbnail(path: Path, side: int = SIDE) -> bytes:
    """Read a photo's file as :func:`make_thumbnail` makes it, upright; a JPEG is decoded small at once.

    Raises PhotoError, in one line, for what is not a readable picture.
    """
    kind = sniff_file(path)
    small = _read_small(path.read_bytes(), side) if kind is not None and kind.name == "jpeg" else None
    return small or make_thumbnail(read_photo(path), side)


def _read_small(content: bytes, side: int) -> bytes | None:
    """Decode a JPEG small; ``None`` for one that is odd or large, which is read as all others are."""
    import pyvips

    try:
        header = pyvips.Image.jpegload_buffer(content)
        if header.interpretation == "cmyk" or header.width * header.height > MOST_MEGAPIXELS * 1e6:
            return None
        image = pyvips.Image.thumbnail_buffer(
            content, side, height=side, size="down", export_profile="srgb", fail_on="error"
        )
        small: bytes = image.jpegsave_buffer(Q=_QUALITY, strip=True)
    except pyvips.Error:
        return None
    return small


def _in_8_bits(samples: Samples) -> Samples:
    if samples.dtype == np.uint16:
        return (samples >> 8).astype(np.uint8)
    return from_float(to_float(samples), np.dtype(np.uint8)) if samples.dtype.kind == "f" else samples


def _tagged(image: Any, icc: bytes) -> Any:
    import pyvips

    image = image.copy()
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", icc)
    return image


def _shrunk(image: Any, side: int) -> Any:
    """Shrink, converting to sRGB where the photo's profile can be used."""
    import pyvips

    try:
        small = image.thumbnail_image(side, height=side, size="down", export_profile="srgb")
        return pyvips.Image.new_from_memory(
            small.write_to_memory(), small.width, small.height, small.bands, small.format
        ).copy(interpretation="b-w" if small.bands < 3 else "srgb")
    except pyvips.Error:
        plain = image.copy()
        plain.remove("icc-profile-data")
        return plain.thumbnail_image(side, height=side, size="down")
