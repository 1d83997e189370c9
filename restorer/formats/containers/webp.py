"""WebP: chunks of a RIFF file (WebP container specification)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from restorer.formats.containers import CREDENTIALS, ContainerError, Contents, left_behind, take
from restorer.metadata.exif import bare_exif
from restorer.photo import MOST_METADATA_BYTES, Coding, Metadata

_HEAD_BYTES = 8
_ALPHA, _FLAGS_AT, _HEADER_BYTES = 0x10, 8, 18
_PICTURES, _FRAME_BYTES = (b"VP8 ", b"VP8L", b"ANMF"), 16
_LOOKED_AT = _FRAME_BYTES + 4
"""How much is read of what is no metadata: up to the name of the picture in a frame."""
_FLAGS = {b"ICCP": 0x20, b"EXIF": 0x08, b"XMP ": 0x04}
_METADATA = {b"EXIF": "exif", b"XMP ": "xmp"}
_SMALL_CANVAS, _MOST_TIMES = 16_000_000, 64
"""A canvas larger than both, in pixels and by the first picture on it, is a trap."""


def read(file: BinaryIO) -> Contents:
    """Read a WebP's metadata and whether it is lossless."""
    found: dict[str, bytes] = {}
    notices: list[str] = []
    names = set()
    canvas = is_lossless = None
    end = 0
    for name, body in _chunks(file):
        names.add(name)
        if is_lossless is None and name in _PICTURES:
            is_lossless = b"VP8L" in (name, body[_FRAME_BYTES:])
        if name == b"VP8X":
            canvas = _area(body[4:])
        elif name == b"ANMF" and canvas and canvas > max(_SMALL_CANVAS, _MOST_TIMES * _area(body[6:])):
            raise ContainerError(f"its canvas of {canvas} pixels is too large for its picture")
        elif name in _METADATA:
            take(found, _METADATA[name], body, notices)
            end = file.tell()
    metadata = Metadata(bare_exif(found.get("exif", b"")), found.get("xmp"))
    if b"C2PA" in names:
        notices.append(CREDENTIALS)
    file.seek(max(end, _riff_end(file)))
    if behind := left_behind(file):
        notices.append(behind)
    coding = Coding(lossless=bool(is_lossless), compression="lossless" if is_lossless else "lossy")
    return Contents(metadata, coding, tuple(notices))


def finish(file: BinaryIO, metadata: Metadata) -> None:
    """Put the profile before, the metadata behind the pixels of the WebP that a codec wrote to ``file``."""
    parts = {name: part for name, part in _parts(metadata).items() if part}
    if not parts:
        return
    file.seek(0)
    content = file.read()
    is_extended = content[12:16] == b"VP8X"
    header = bytearray(content[12 : 12 + _HEADER_BYTES] if is_extended else _extension(content))
    header[_FLAGS_AT] |= sum(_FLAGS[name] for name in parts)
    profile = _packed(b"ICCP", parts.pop(b"ICCP")) if b"ICCP" in parts else b""
    behind = b"".join(_packed(name, part) for name, part in parts.items())
    body = header + profile + content[12 + _HEADER_BYTES * is_extended :] + behind
    file.seek(0)
    file.write(b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body)


def _parts(metadata: Metadata) -> dict[bytes, bytes | None]:
    return {b"ICCP": metadata.icc, b"EXIF": metadata.exif, b"XMP ": metadata.xmp}


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Walk (name, body), of all but metadata the beginning at most; a cut file ends the walk.

    So does, behind the RIFF, what has no chunk's name; within it all are chunks, whatever their names.
    """
    whole = _riff_end(file)
    file.seek(12)
    while len(head := file.read(8)) == 8:
        name, length = struct.unpack("<4sI", head)
        end = file.tell() + length + length % 2
        if end > whole and not name.rstrip().isalnum():
            return
        is_read = name in _METADATA and length <= MOST_METADATA_BYTES
        body = file.read(length if is_read else min(length, _LOOKED_AT))
        if is_read and len(body) < length:
            return
        file.seek(end)
        yield name, body


def _riff_end(file: BinaryIO) -> int:
    file.seek(4)
    return _HEAD_BYTES + int.from_bytes(file.read(4), "little")


def _area(sides: bytes) -> int:
    """Read width and height less one, of three bytes each, and give the area."""
    width, height = (1 + int.from_bytes(sides[at : at + 3], "little") for at in (0, 3))
    return width * height


def _extension(content: bytes) -> bytes:
    """Write the extended header of a simple WebP: flags and the canvas's size."""
    if content[12:16] == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height, alpha = bits & 0x3FFF, bits >> 14 & 0x3FFF, bits >> 28 & 1
    else:
        width, height = ((side & 0x3FFF) - 1 for side in struct.unpack_from("<HH", content, 26))
        alpha = 0
    size = width.to_bytes(3, "little") + height.to_bytes(3, "little")
    return _packed(b"VP8X", bytes([_ALPHA if alpha else 0, 0, 0, 0]) + size)


def _packed(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
