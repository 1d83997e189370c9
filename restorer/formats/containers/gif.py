"""GIF: comments, XMP and ICC profiles in extension blocks (GIF89a; XMP part 3, section 1.1.2)."""

from typing import BinaryIO

from restorer.formats.containers import PALETTE, Contents, left_behind, take
from restorer.photo import MOST_METADATA_BYTES, Coding, Metadata

_EXTENSION, _IMAGE, _COMMENT, _APPLICATION = 0x21, 0x2C, 0xFE, 0xFF
_TRAILER = b";"
_XMP, _ICC = b"XMP DataXMP", b"ICCRGBG1012"
_PARTS = {_XMP: "xmp", _ICC: "icc"}
_MAGIC_TRAILER_BYTES = 258
"""What lies behind an XMP packet to lead readers of sub-blocks out of it: 1, 255, 254 ... 0, 0."""


def read(file: BinaryIO) -> Contents:
    """Read what a GIF says beside its pictures; what cannot be followed ends the walk."""
    file.seek(10)
    flags = file.read(3)[:1]
    file.seek(13 + _table_bytes(flags))
    found: dict[str, bytes] = {}
    notices = [PALETTE]
    comments = []
    while introducer := file.read(1):
        if introducer[0] == _IMAGE:
            flags = file.read(9)[8:]
            file.seek(_table_bytes(flags) + 1, 1)
            _blocks(file, is_kept=False)
        elif introducer[0] == _EXTENSION:
            label = file.read(1)
            if label[:1] == bytes([_COMMENT]):
                comments.append(("comment", _blocks(file)))
            elif label[:1] == bytes([_APPLICATION]):
                _read_application(file, found, notices)
            else:
                _blocks(file, is_kept=False)
        else:
            break
    if introducer == _TRAILER and (behind := left_behind(file)):
        notices.append(behind)
    metadata = Metadata(xmp=found.get("xmp"), icc=found.get("icc"), pieces=tuple(comments))
    return Contents(metadata, Coding(lossless=True), tuple(notices))


def _table_bytes(flags: bytes) -> int:
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _read_application(file: BinaryIO, found: dict[str, bytes], notices: list[str]) -> None:
    name = file.read((file.read(1) or b"\0")[0])
    # XMP is no chain of sub-blocks: its own bytes are taken for their lengths, and kept with it.
    content = _blocks(file, with_lengths=name == _XMP, is_kept=name in _PARTS)
    if name == _XMP:
        content = content[:-_MAGIC_TRAILER_BYTES]
    if content:
        take(found, _PARTS[name], content, notices)


def _blocks(file: BinaryIO, *, with_lengths: bool = False, is_kept: bool = True) -> bytes:
    """Read a chain of sub-blocks up to the empty one."""
    content = bytearray()
    while (length := file.read(1)) and length[0] and len(content) < MOST_METADATA_BYTES:
        if is_kept:
            content += (length if with_lengths else b"") + file.read(length[0])
        else:
            file.seek(length[0], 1)
    return bytes(content) + (b"\0" if with_lengths else b"")
