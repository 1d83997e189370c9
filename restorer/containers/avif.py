"""AVIF: EXIF and profile put where the codec made room for them.

libvips writes EXIF anew by libexif, which adds tags nobody wrote and drops those it does not know, and
no profile that it does not understand. So the codec is given blocks that are nothing but room, which are
then overwritten with the true ones.
"""

import re
from typing import BinaryIO

from restorer import ifd
from restorer.exif import EXIF_HEAD
from restorer.photo import Metadata

_PROFILE, _BOX_HEAD = re.compile(rb"colr(?:prof|rICC)"), 12
_MAKER_NOTE = 0x927C
_ROOM, _TIFF = b"room for EXIF\0", b"II*\0"


def make_room(exif: bytes) -> bytes:
    """Give an EXIF block, head and all, that takes at least as much room as ``exif``."""
    room = _ROOM * (len(exif) // len(_ROOM) + 1)
    camera = ifd.Entry(4, 1, b"", {_MAKER_NOTE: ifd.Entry(7, len(room), room)})
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
