"""HEIC by pillow-heif (libheif, libde265 and x265), an extra."""

from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np

from restorer.formats import Format
from restorer.formats.codecs import (
    CodecError,
    CodecMissing,
    EncoderOptions,
    check_colours,
    check_size,
    damage_of,
    fill_bits,
    split_alpha,
    words_of,
)
from restorer.formats.containers import FURTHER_PICTURES, avif
from restorer.metadata.exif import EXIF_HEAD, bare_exif
from restorer.photo import Coding, Metadata, Photo

_FAILURES = (OSError, ValueError, RuntimeError, EOFError, SyntaxError)


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:  # noqa: ARG001 -- as every codec
    """Decode the primary picture, which comes upright, with its EXIF, XMP and ICC profile."""
    first, pictures = _opened(file, most_megapixels)
    try:
        array = np.asarray(first)
    except _FAILURES as error:
        raise CodecError(damage_of(error)) from error
    depth = int(first.info.get("bit_depth", 8))
    if depth > 8:
        array = fill_bits(array, depth)
    photo = _photo(array.reshape(*array.shape[:2], -1), depth, first, pictures)
    return replace(photo, notices=(*photo.notices, *avif.told_left_out(file, photo.metadata.exif)))


def check(file: BinaryIO, kind: Format, most_megapixels: float) -> None:  # noqa: ARG001 -- as every codec
    """Refuse what :func:`decode` does, as far as the header tells."""
    _opened(file, most_megapixels)


def _opened(file: BinaryIO, most_megapixels: float) -> tuple[Any, int]:
    """Give the main picture, nothing decoded yet, and of how many it is one."""
    try:
        opened = load().open_heif(file, convert_hdr_to_8bit=False)
        first = opened[opened.primary_index]
    except _FAILURES as error:
        raise CodecError(damage_of(error)) from error
    check_size(first.size[0], first.size[1], most_megapixels)
    return first, len(opened)


def encode(photo: Photo, kind: Format, options: EncoderOptions, file: BinaryIO) -> None:  # noqa: ARG001 -- as every codec
    """Encode a photo with its EXIF, XMP and ICC profile."""
    heif = load()
    heif.options.SAVE_HDR_TO_12_BIT = photo.depth == 12
    array, mode = photo.samples, "L" if photo.is_grey else "RGB"
    if photo.alpha is not None:
        array, mode = np.dstack([np.broadcast_to(array, (*array.shape[:2], 3)), photo.alpha]), "RGBA"
    mode += "" if photo.depth == 8 else ";16"
    metadata = photo.metadata
    made = heif.from_bytes(mode, (photo.width, photo.height), np.ascontiguousarray(array).tobytes())
    if metadata.icc:
        made[0].info["icc_profile"] = metadata.icc
    blocks = {"exif": metadata.exif and EXIF_HEAD + metadata.exif, "xmp": metadata.xmp}
    heif.set_orientation(blocks)  # or the encoder turns by what it makes of damaged EXIF
    chroma = 444 if options.full_chroma else 420
    try:
        made.save(file, quality=options.quality, chroma=chroma, **blocks)
    except (ValueError, RuntimeError) as error:
        raise CodecError(words_of(error)) from error


def load() -> Any:
    """Give the library; CodecMissing where it is not installed."""
    try:
        import pillow_heif
    except ImportError as error:
        raise CodecMissing("HEIC", "heif") from error
    return pillow_heif


def _photo(array: Any, depth: int, picture: Any, pictures: int) -> Photo:
    if (nclx := picture.info.get("nclx_profile")) and not picture.info.get("icc_profile"):
        check_colours(int(nclx["color_primaries"]), int(nclx["transfer_characteristics"]))
    notices = [f"only the main of {pictures} pictures is used"] if pictures > 1 else []
    if picture.info.get("aux"):
        notices.append(FURTHER_PICTURES)
    if picture.info.get("depth_images"):
        notices.append("the depth map was left out")
    return Photo(
        *split_alpha(array),
        depth,
        Metadata(
            exif=bare_exif(picture.info.get("exif") or b""),
            xmp=picture.info.get("xmp") or None,
            icc=picture.info.get("icc_profile") or None,
        ),
        coding=Coding(full_chroma=int(picture.info.get("chroma") or 444) == 444),
        notices=tuple(notices),
    )
