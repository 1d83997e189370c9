"""JPEG XL by pillow-jxl-plugin (libjxl), an extra: read only, for it cannot write a colour profile."""

import io
from dataclasses import replace
from fractions import Fraction
from typing import Any, BinaryIO

import numpy as np

from restorer.formats import FORMATS, Format
from restorer.formats.codecs import DAMAGED, CodecError, CodecMissing, check_size, split_alpha, vips
from restorer.formats.containers import CREDENTIALS, jpeg, take
from restorer.metadata.exif import bare_exif
from restorer.metadata.orientation import orientation_of, turn
from restorer.photo import MOST_METADATA_BYTES, Metadata, Photo

_CHANNELS = {"I": 1, "L": 1, "LA": 2, "RGB": 3, "RGBA": 4}
_RATIOS = tuple(
    Fraction(*sides) for sides in ((0, 1), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
)
"""Width to height, as the size header abbreviates them."""
_DTYPES = {"": np.uint8, "16": np.uint16}
_PARTS = {b"Exif": "exif", b"xml ": "xmp"}
_PACKED, _CREDENTIALS = b"brob", b"jumb"


def decode(file: BinaryIO, kind: Format, most_megapixels: float) -> Photo:  # noqa: ARG001 -- as every codec
    """Decode a picture of 8 or 16 bits, with its ICC profile, EXIF and XMP."""
    library, content = _opened(file, most_megapixels)
    try:
        is_jpeg, info, data, icc, boxes = library.Decoder(num_threads=-1)(content)
    except (ValueError, RuntimeError, OSError) as error:  # which say nothing, but how to build libjxl
        raise CodecError(DAMAGED) from error
    if is_jpeg:  # a repacked JPEG comes back as the file it was
        return _jpeg(data, most_megapixels)
    colours, _, bits = info.mode.partition(";")
    if colours not in _CHANNELS or bits not in _DTYPES or info.mode == "I":
        raise CodecError(f"JPEG XL of mode {info.mode}; convert it to 8 or 16 bits first")
    array = np.frombuffer(data, _DTYPES[bits]).reshape(info.height, info.width, _CHANNELS[colours])
    parts, notices = _parts(boxes)
    return Photo(
        *split_alpha(array),
        depth=16 if bits else 8,
        metadata=Metadata(
            exif=bare_exif(parts.get("exif", b"")),
            xmp=parts.get("xmp"),
            icc=icc or None,
        ),
        notices=notices,
    )


def check(file: BinaryIO, kind: Format, most_megapixels: float) -> None:  # noqa: ARG001 -- as every codec
    """Refuse what :func:`decode` does, as far as the header tells."""
    _opened(file, most_megapixels)


def _opened(file: BinaryIO, most_megapixels: float) -> tuple[Any, bytes]:
    """Give the library and the file's content, whose size is looked at."""
    try:
        import pillow_jxl
    except ImportError as error:
        raise CodecMissing("JPEG XL", "jxl") from error
    content = file.read()
    check_size(*_size(content), most_megapixels)
    return pillow_jxl, content


def _parts(boxes: list[Any]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Give the metadata in boxes, packed ones unpacked, and say what of them is left out."""
    parts: dict[str, bytes] = {}
    notices: list[str] = []
    for box in boxes:
        is_packed = box.box_type == _PACKED
        kind, content = (box.data[:4], box.data[4:]) if is_packed else (box.box_type, box.data)
        if kind == _CREDENTIALS:
            notices.append(CREDENTIALS)
        if kind not in _PARTS:
            continue
        try:
            take(parts, _PARTS[kind], _unpacked(content) if is_packed else content, notices)
        except ImportError:
            notices.append("its packed metadata need brotli and were left out: pip install 'restorer[jxl]'")
        except ValueError:
            notices.append("its packed metadata are damaged and were left out")
    return parts, tuple(dict.fromkeys(notices))


def _unpacked(packed: bytes) -> bytes:
    """Unpack what Brotli packed; ImportError where it is not installed, ValueError where that fails."""
    import brotli

    unpacker = brotli.Decompressor()
    try:
        content: bytes = unpacker.process(packed, output_buffer_limit=MOST_METADATA_BYTES)
    except brotli.error as error:
        raise ValueError("no Brotli") from error
    if not unpacker.is_finished():
        raise ValueError("cut short, or too large")
    return content


def _jpeg(content: bytes, most_megapixels: float) -> Photo:
    photo = vips.decode(io.BytesIO(content), FORMATS["jpeg"], most_megapixels)
    contents = jpeg.read(io.BytesIO(content))
    metadata = replace(contents.metadata, icc=photo.metadata.icc or contents.metadata.icc, pieces=())
    left_out = ("its comments were left out",) if contents.metadata.pieces else ()
    notices = (*photo.notices, *contents.notices, *left_out)
    return turn(replace(photo, metadata=metadata, notices=notices), orientation_of(metadata))


def _size(content: bytes) -> tuple[int, int]:
    """Read width and height from the codestream's first bits (ISO/IEC 18181-1, SizeHeader)."""
    bits = int.from_bytes(_codestream(content)[2:14], "little")

    def take(count: int) -> int:
        nonlocal bits
        value = bits & ((1 << count) - 1)
        bits >>= count
        return value

    is_small = take(1)

    def side() -> int:
        return 8 * (1 + take(5)) if is_small else 1 + take((9, 13, 18, 30)[take(2)])

    height = side()
    ratio = take(3)
    return (side() if ratio == 0 else int(height * _RATIOS[ratio])), height


def _codestream(content: bytes) -> bytes:
    """Find the codestream's beginning, bare or in the first box that holds it."""
    at = 0
    while not content.startswith(b"\xff\x0a") and at + 16 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if name in (b"jxlc", b"jxlp"):
            return content[at + 8 + (4 if name == b"jxlp" else 0) :][:64]
        at += length if length >= 8 else len(content)
    return content[:64]
