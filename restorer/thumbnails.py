"""Thumbnails: photos small, as pixels, and as JPEGs for reports and for lists."""

import io
import logging
from pathlib import Path
from typing import Any

import numpy as np

from restorer.errors import PhotoError
from restorer.files import read_photo, sniff_file
from restorer.formats import MOST_MEGAPIXELS
from restorer.formats.containers.jpeg_markers import FollowedFile
from restorer.metadata import xmp
from restorer.metadata.orientation import makes_rows_of_columns
from restorer.photo import Photo
from restorer.pixels.samples import Samples, convert_depth
from restorer.system.libvips import TURNS, image_of, pyvips, without_profile

_log = logging.getLogger("restorer")
SIDE = 200
_QUALITY = 80
_DTYPE = np.dtype(np.uint8)
_SHRINKS = (8, 4, 2)
"""What JPEG can be decoded smaller by; twice as large as asked for, to be made small from."""


def make_thumbnail(photo: Photo) -> bytes:
    """Make a JPEG that fits into 200 x 200 pixels, in sRGB, on white where transparent."""
    return _as_jpeg(_small_photo(photo, SIDE))


def try_thumbnail(photo: Photo) -> bytes:
    """Make one for a report, empty where that fails: a result is one without its picture, too."""
    try:
        return make_thumbnail(photo)
    except Exception:
        _log.debug("no thumbnail", exc_info=True)
        return b""


def _small_photo(photo: Photo, side: int) -> Any:
    array = convert_depth(photo.samples, _DTYPE)
    if photo.alpha is not None:
        array = np.dstack([array, convert_depth(photo.alpha, _DTYPE)])
    interpretation = "b-w" if photo.is_grey else "srgb"
    image = _shrunk(image_of(np.ascontiguousarray(array), interpretation, photo.metadata.icc), side)
    return image.flatten(background=[255]) if image.hasalpha() else image


def read_thumbnail(path: Path, side: int = SIDE, *, most_megapixels: float = MOST_MEGAPIXELS) -> bytes:
    """Read a photo's file as :func:`make_thumbnail` makes it, upright; a JPEG is decoded small at once.

    It fits into ``side`` x ``side`` pixels. Of a JPEG that is cut short it shows what is left. Raises
    PhotoError, in one line, for what is not a readable picture.
    """
    return _as_jpeg(_read_small(path, side, most_megapixels, "none")[0])


def read_small(
    path: Path, side: int = SIDE, *, most_megapixels: float = MOST_MEGAPIXELS
) -> tuple[Samples, tuple[int, int]]:
    """Read a photo's file as pixels ``(H, W, 3)`` uint8, sRGB, upright; also gives its full height and width.

    It fits into ``side`` x ``side`` pixels, and is on white where transparent. Raises PhotoError, in one
    line, for what is not a readable picture.
    """
    small, size = _read_small(path, side, most_megapixels, "error")
    samples: Samples = small.colourspace("srgb").numpy()
    return samples, size


def _read_small(path: Path, side: int, most_megapixels: float, fail_on: str) -> tuple[Any, tuple[int, int]]:
    kind = sniff_file(path)
    if (
        kind is not None
        and kind.name == "jpeg"
        and (small := _decode_small(_read_bytes(path), side, most_megapixels, fail_on))
    ):
        return small
    photo = read_photo(path, most_megapixels=most_megapixels)
    return _small_photo(photo, side), (photo.height, photo.width)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PhotoError(f"{path}: {error.strerror or error}") from error


def _decode_small(
    content: bytes, side: int, most_megapixels: float, fail_on: str
) -> tuple[Any, tuple[int, int]] | None:
    """Decode a JPEG small; ``None`` for one that is odd or large, which is read as all others are.

    ``fail_on`` is libvips' own: "none" decodes one that is cut short as far as it goes, "error" does not.
    """
    if fail_on == "error" and not FollowedFile(io.BytesIO(content)).has_end:
        return None
    vips = pyvips()
    try:
        with TURNS.shared():
            header = vips.Image.jpegload_buffer(content)
            if header.interpretation == "cmyk" or header.width * header.height > most_megapixels * 1e6:
                return None
            packet = header.get("xmp-data") if header.get_typeof("xmp-data") else b""
            if not header.get_typeof("orientation") and (xmp.orientation(packet) or 1) != 1:
                return None
            # Not by thumbnail_buffer, which lets pass what is cut short.
            shrink = next((by for by in _SHRINKS if max(header.width, header.height) >= 2 * by * side), 1)
            image = vips.Image.jpegload_buffer(content, shrink=shrink, fail_on=fail_on, access="sequential")
            small = image.thumbnail_image(side, height=side, size="down", output_profile="srgb").copy_memory()
    except vips.Error:
        return None
    orientation = header.get("orientation") if header.get_typeof("orientation") else 1
    is_lying = makes_rows_of_columns(orientation)
    return small, (header.width, header.height) if is_lying else (header.height, header.width)


def _as_jpeg(image: Any) -> bytes:
    content: bytes = image.jpegsave_buffer(Q=_QUALITY, keep="none")
    return content


def _shrunk(image: Any, side: int) -> Any:
    """Shrink, converting to sRGB where the photo's profile can be used."""
    try:
        with TURNS.shared():
            return image.thumbnail_image(side, height=side, size="down", output_profile="srgb").copy_memory()
    except pyvips().Error:
        return without_profile(image).thumbnail_image(side, height=side, size="down")
