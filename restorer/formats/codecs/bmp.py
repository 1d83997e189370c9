"""BMP by Pillow, which may decode nothing else here."""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np

from restorer.formats import Format
from restorer.formats.codecs import CodecError, check_size, damage_of, split_alpha
from restorer.formats.containers import PALETTE, deepened
from restorer.photo import MOST_METADATA_BYTES, Metadata, Photo

_MODES = {"1": "L", "L": "L", "RGBA": "RGBA"}
_HEADER_AT, _PROFILE_TYPE_AT, _PROFILE_AT = 14, 70, 126
_EMBEDDED = b"DEBM"


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:
    """Decode a picture: grey, RGB, palette or with alpha, 8 bits a sample."""
    icc = _profile(file)
    with _opened(file, kind, most_megapixels) as picture:
        told = {"P": PALETTE, "1": deepened(1)}.get(picture.mode)
        return _photo(picture, icc, (told,) if told else ())


def check(file: BinaryIO, kind: Format, most_megapixels: float) -> None:
    """Refuse what :func:`decode` does, as far as the header tells."""
    with _opened(file, kind, most_megapixels):
        pass


@contextmanager
def _opened(file: BinaryIO, kind: Format, most_megapixels: float) -> Iterator[Any]:
    # Not by Image.open: it would compare the size with a limit of its own.
    from PIL.BmpImagePlugin import BmpImageFile

    most_pixels = kind.densest and kind.densest * file.seek(0, os.SEEK_END)
    file.seek(0)
    try:
        with BmpImageFile(file) as picture:
            check_size(picture.width, picture.height, most_megapixels, most_pixels)
            yield picture
    except (OSError, ValueError, SyntaxError, IndexError, struct.error) as error:
        raise CodecError(damage_of(error)) from error


def _photo(picture: Any, icc: bytes | None, notices: tuple[str, ...]) -> Photo:
    decoded = picture.convert(_MODES.get(picture.mode, "RGB"))
    array = np.asarray(decoded).reshape(picture.height, picture.width, -1)
    dpi = picture.info.get("dpi")
    return Photo(
        *split_alpha(array),
        metadata=Metadata(icc=icc, dpi=dpi if dpi and min(dpi) > 0 else None),
        notices=notices,
    )


def _profile(file: BinaryIO) -> bytes | None:
    """Find the ICC profile that a header of version 5 tells of, which Pillow passes over."""
    head = file.read(_PROFILE_AT + 8)
    if len(head) < _PROFILE_AT + 8 or head[_PROFILE_TYPE_AT : _PROFILE_TYPE_AT + 4] != _EMBEDDED:
        return None
    if int.from_bytes(head[_HEADER_AT : _HEADER_AT + 4], "little") < 124:
        return None
    at, size = struct.unpack_from("<II", head, _PROFILE_AT)
    file.seek(_HEADER_AT + at)
    profile = file.read(min(size, MOST_METADATA_BYTES))
    return profile if size and len(profile) == size else None
