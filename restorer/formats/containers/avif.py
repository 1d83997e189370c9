"""AVIF: EXIF and profile put where the codec made room for them.

libvips writes EXIF anew by libexif, which adds tags nobody wrote and drops those it does not know, and
no profile that it does not understand. So the codec is given blocks that are nothing but room, which are
then overwritten with the true ones.
"""

import os
import re
from collections.abc import Iterator
from typing import BinaryIO

from restorer.formats.containers import CREDENTIALS
from restorer.metadata import ifd
from restorer.metadata.exif import EXIF_HEAD, bare_exif, without_padding
from restorer.photo import Metadata

_PROFILE, _BOX_HEAD = re.compile(rb"colr(?:prof|rICC)"), 12
_MOST_EXIF = 65_000
"""How much EXIF libexif passes on, with what it adds; it drops all that is longer."""
_CREDENTIALS = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The name of the box of content credentials (C2PA 2.1, A.5.1)."""
_MOST_BOXES = 1000
_HEAD_BYTES = 1 << 16
_EXIF_ITEM = re.compile(rb"infe[\2\3].{7}(..)?Exif", re.DOTALL)
"""What lists EXIF among a file's items (ISO/IEC 14496-12, 8.11.6)."""
_ROOM, _TIFF = b"room for EXIF\0", b"II*\0"


def fits(exif: bytes) -> bool:
    """Tell whether EXIF of this size is written whole."""
    return len(exif) <= _MOST_EXIF


def read_exif(block: bytes) -> bytes | None:
    """Give the EXIF of a file without the room left behind it, which would grow with each saving."""
    bare = bare_exif(block)
    return bare and without_padding(bare)


def _has_credentials(file: BinaryIO) -> bool:
    """Tell whether a file of boxes, as AVIF and HEIC are, has one of content credentials (C2PA)."""
    at, end = 0, file.seek(0, os.SEEK_END)
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(32)
        length, name = int.from_bytes(head[:4]), head[4:8]
        is_wide = length == 1
        if name == b"uuid" and head[16 if is_wide else 8 :].startswith(_CREDENTIALS):
            return True
        length = int.from_bytes(head[8:16]) if is_wide else length
        if not 8 <= length < end - at:  # the last one, or none
            return False
        at += length
    return False


def told_left_out(file: BinaryIO, exif: bytes | None) -> Iterator[str]:
    """Say what of a file of boxes was left out: content credentials, and EXIF if it has some but none came.

    Decoders pass over what the file does not say to be about its picture.
    """
    if _has_credentials(file):
        yield CREDENTIALS
    file.seek(0)
    if not exif and _EXIF_ITEM.search(file.read(_HEAD_BYTES)):
        yield "its EXIF cannot be read and was left out"


def make_room(exif: bytes) -> bytes:
    """Give an EXIF block, head and all, that takes at least as much room as ``exif``."""
    room = _ROOM * (len(exif) // len(_ROOM) + 1)
    camera = ifd.Entry(4, 1, b"", {ifd.MAKER_NOTE: ifd.Entry(7, len(room), room)})
    return EXIF_HEAD + ifd.block({ifd.EXIF: camera})


def make_profile_room(icc: bytes, profile: bytes) -> bytes:
    """Give a profile of ``icc``'s length that any codec takes; ``icc`` itself if that is too short."""
    if len(icc) < len(profile):
        return icc
    return len(icc).to_bytes(4) + profile[4:].ljust(len(icc) - 4, b"\0")


def finish(file: BinaryIO, metadata: Metadata) -> None:
    """Overwrite the room in the AVIF that a codec wrote to ``file`` with the photo's own profile and EXIF."""
    file.seek(0)
    content = file.read()
    if metadata.icc:
        length = _BOX_HEAD + len(metadata.icc)
        for box in _PROFILE.finditer(content):
            if int.from_bytes(content[box.start() - 4 : box.start()]) == length:
                file.seek(box.end())
                file.write(metadata.icc)
    room = content.find(_ROOM)
    if metadata.exif and room >= 0:
        start = content.rfind(_TIFF, 0, room)
        length = room - start + len(_ROOM) * (len(metadata.exif) // len(_ROOM) + 1)
        file.seek(start)
        file.write(metadata.exif.ljust(length, b"\0"))
