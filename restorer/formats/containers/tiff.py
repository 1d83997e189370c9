"""TIFF and BigTIFF: all tags of the first page that are not about how the samples lie."""

import errno
import os
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from restorer.formats.containers import CREDENTIALS, SECOND, ContainerError, Contents, tiff_samples
from restorer.formats.containers.patched import PatchedFile
from restorer.metadata import ifd, iptc
from restorer.photo import Coding, Metadata

_XMP, _IPTC, _PHOTOSHOP, _ICC, _LAYERS, _COMPRESSION = 700, 33723, 34377, 34675, 37724, 259
_CREDENTIALS = 52545
_DNG_VERSION = 50706
_OF_CAMERAS = {271, 330, _DNG_VERSION}
"""Who made it, directories below, and what makes a DNG: no RAW file is without all of them."""
_FIRST_TAG = 254
_OF_RAW = (range(33421, 33424), range(37386, 37400), range(50648, 50657), range(50706, 53000))
"""Tags that describe the samples of a RAW file: the filter array, TIFF/EP, Canon's, DNG's."""
_SUBFILE, _ORIENTATION, _MOST_PAGES = 254, 274, 100
_ORIENTATIONS = range(1, 9)
_NOT_DECODED = {280, 281, 282, 283, 296, 333, 334, 340, 341}
"""Tags that say nothing of how samples are decoded: their ranges, the resolution, the names of inks."""
_PREVIEW, _OF_ANOTHER = 1, 1 | 4
"""What a page says of itself: that it is a preview of another, or that or its mask."""
_LONG, _LONG_BYTES, _RECORD = 4, 4, b"\x1c"
_MOST_TIMES, _SLACK = 2, 1 << 20
"""What tags may claim of a file: a trap has many that point to the same bytes."""
_COMPRESSIONS = {
    1: "none", 2: "CCITT", 3: "CCITT G3", 4: "CCITT G4", 5: "LZW", 7: "JPEG", 8: "deflate", 32773: "PackBits",
    32946: "deflate", 34925: "LZMA", 50000: "Zstandard", 50001: "WebP",
}  # fmt: skip
_LOSSY = {6, 7, 34712, 50001, 50002}


class _File:
    """A file seen as bytes to cut from, so that a large one is not read whole."""

    def __init__(self, file: BinaryIO):
        self._file = file

    def __getitem__(self, part: slice) -> bytes:
        try:
            self._file.seek(part.start)
        except (OverflowError, OSError) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:
                raise
            return b""  # a trap: no file is so long
        return self._file.read(max(0, part.stop - part.start))


def read(file: BinaryIO) -> Contents:
    """Read a TIFF's metadata; what its first directory says of the photo becomes an EXIF block."""
    content = _File(file)
    try:
        length, (number, at) = file.seek(0, os.SEEK_END), _page(content)
        claimed = ifd.bytes_claimed(content, length, at)
        if claimed > _MOST_TIMES * length + _SLACK:
            raise ContainerError(f"its tags claim {claimed} bytes of a file of {length}")
        directory, tags = ifd.parse(content, at), ifd.tags(content, at)
        told = ifd.parse(content) | directory if number else directory  # a preview may tell of both
    except ValueError:
        return Contents(notices=("its metadata are damaged and were left out",))
    tiff_samples.check_samples(directory)
    about = {tag: entry for tag, entry in told.items() if tag not in ifd.OF_THE_FILE}
    metadata = replace(_metadata(told, about), dpi=ifd.resolution(directory))
    compression = ifd.number(directory, _COMPRESSION, 1)
    coding = Coding(lossless=compression not in _LOSSY, compression=_COMPRESSIONS.get(compression))
    notices = (*_notices(directory, tags), *_told_iptc(told))
    orientation = ifd.number(directory, _ORIENTATION, 1)
    return Contents(metadata, coding, notices, orientation if orientation in _ORIENTATIONS else 1)


def page_of(file: BinaryIO) -> int:
    """Tell which page is the photo, from 0: the first that does not call itself a preview, or a mask."""
    try:
        return _page(_File(file))[0]
    except ValueError:
        return 0


def for_decoder(file: BinaryIO) -> BinaryIO | PatchedFile:
    """Give a TIFF without those tags of the photo's page that libtiff may fail over and no sample needs.

    They are the ones that say nothing of the samples, and an orientation that is none.
    """
    content = _File(file)
    try:
        layout, at = ifd.header(content)[0], _page(content)[1]
        places, end = list(ifd.places(content, at, layout)), ifd.end_of(content, at, layout)
        orientation = ifd.number(ifd.parse(content, at, follow=False), _ORIENTATION)
    except ValueError:
        return file
    hidden = _NOT_DECODED if orientation in _ORIENTATIONS else {*_NOT_DECODED, _ORIENTATION}
    size = struct.calcsize(layout.entry) + layout.room
    entries = [content[place : place + size] for tag, place in places if tag not in hidden]
    following = content[end : end + layout.room]
    return PatchedFile(file, at, struct.pack(layout.count, len(entries)) + b"".join([*entries, following]))


def _page(content: _File) -> tuple[int, int]:
    """Find the photo's page: its number, and where its directory lies; the first where all are others'."""
    layout, at = ifd.header(content)
    first = at
    for number in range(_MOST_PAGES):
        entries = dict(ifd.places(content, at, layout))
        place = entries.get(_SUBFILE, 0) + struct.calcsize(layout.entry)
        if _SUBFILE not in entries or not ifd.unpack(content, layout.order + "I", place)[0] & _OF_ANOTHER:
            return number, at
        (at,) = ifd.unpack(content, layout.offset, ifd.end_of(content, at, layout))
        if not at:
            break
    return 0, first


def _directory(file: BinaryIO) -> ifd.Directory:
    """Read the directory of the photo's page alone."""
    content = _File(file)
    return ifd.parse(content, _page(content)[1], follow=False)


def _metadata(directory: ifd.Directory, about: ifd.Directory) -> Metadata:
    """Give what is told ``about`` the photo as an EXIF block, and the packets beside it."""
    xmp, records, blocks = (_bytes_of(directory, tag) for tag in (_XMP, _IPTC, _PHOTOSHOP))
    return Metadata(
        exif=ifd.block(about) if about else None,
        xmp=xmp.rstrip(b"\0") or None,
        iptc=iptc.with_records(records, blocks) or None,
    )


def _told_iptc(directory: ifd.Directory) -> tuple[str, ...]:
    """Say that Photoshop's blocks hold other IPTC than its own tag, which counts."""
    has_others = iptc.holds_others(_bytes_of(directory, _PHOTOSHOP), _bytes_of(directory, _IPTC))
    return (SECOND["iptc"],) if has_others else ()


def _bytes_of(directory: ifd.Directory, tag: int) -> bytes:
    """Give a tag's bytes, also those that a program calls numbers, as libtiff does with IPTC, big-endian."""
    entry = directory.get(tag)
    if entry is None:
        return b""
    is_turned = entry.kind == _LONG and not entry.value.startswith(_RECORD) and entry.value[3:4] == _RECORD
    return np.frombuffer(entry.value, "<u4").byteswap().tobytes() if is_turned else entry.value


def _notices(directory: ifd.Directory, tags: set[int]) -> Iterator[str]:
    if _CREDENTIALS in tags:
        yield CREDENTIALS
    if any(tag in tags and tag not in directory for tag in ifd.BELOW[0]):
        yield "a part of its EXIF is damaged and was left out"
    if _LAYERS in tags:
        yield "the layers of a drawing program were left out"
    yield from tiff_samples.told_samples(directory)
    if ifd.number(directory, _SUBFILE) & _PREVIEW:
        yield "the first picture calls itself a preview of another"


def is_raw(file: BinaryIO) -> bool:
    """Tell a camera's RAW file in the form of a DNG: its first picture is a mere preview."""
    try:
        return _DNG_VERSION in ifd.tags(_File(file))
    except ValueError:
        return False


def is_plain(file: BinaryIO) -> bool:
    """Tell a TIFF that no camera made, which is no RAW file whatever it is called."""
    try:
        directory = ifd.parse(_File(file), follow=False)
    except ValueError:
        return False
    return tiff_samples.has_known_colours(directory) and not directory.keys() & _OF_CAMERAS


def is_premultiplied(file: BinaryIO) -> bool:
    """Tell a TIFF whose transparency is multiplied into its samples."""
    return tiff_samples.is_premultiplied(_directory(file))


def is_half(file: BinaryIO) -> bool:
    """Tell a TIFF whose samples are floats of 16 bits."""
    return tiff_samples.is_half(_directory(file))


def of_picture(file: BinaryIO) -> tuple[bool, ...]:
    """Tell of each channel of a TIFF whether it is a colour, or the transparency, or neither.

    Empty where the directory cannot be read. A channel beyond the colours that nothing is said of is the
    transparency, as writers that say nothing mean.
    """
    try:
        return tiff_samples.of_picture(_directory(file))
    except ValueError:
        return ()


def read_raw(file: BinaryIO) -> Contents:
    """Read the metadata of a camera's RAW file that is built as a TIFF, without what develops its samples."""
    try:
        directory, tags = ifd.parse(_File(file)), ifd.tags(_File(file))
    except ValueError:
        return Contents()
    about = {
        tag: entry
        for tag, entry in directory.items()
        if tag >= _FIRST_TAG and tag not in ifd.OF_THE_FILE and not any(tag in of_raw for of_raw in _OF_RAW)
    }
    notices = (*((CREDENTIALS,) if _CREDENTIALS in tags else ()), *_told_iptc(directory))
    return Contents(_metadata(directory, about), notices=notices)


def finish(file: BinaryIO, metadata: Metadata) -> None:
    """Append the metadata to the little-endian TIFF that a codec wrote to ``file``.

    The old first directory stays where it was, out of use; a new one at the end takes its place.
    """
    content = _File(file)
    layout, first = ifd.header(content)
    own = ifd.parse(content, follow=False)
    merged = own | {tag: entry for tag, entry in _tags(metadata).items() if tag not in own}
    merged |= ifd.resolution_entries(metadata.dpi)
    end = ifd.end_of(content, first, layout)
    (following,) = struct.unpack(layout.offset, content[end : end + layout.room])
    file.seek(0, os.SEEK_END)
    start = file.tell() + file.tell() % 2
    file.write(b"\0" * (start - file.tell()) + ifd.build(merged, start, layout, following=following))
    file.seek(8 if layout.is_wide else 4)
    file.write(struct.pack(layout.offset, start))


def _tags(metadata: Metadata) -> ifd.Directory:
    tags: ifd.Directory = {}
    if metadata.exif:
        try:
            block = ifd.parse(metadata.exif)
        except ValueError:
            block = {}
        tags = {tag: entry for tag, entry in block.items() if tag not in ifd.OF_THE_FILE}
    if metadata.icc:
        tags[_ICC] = ifd.Entry(7, len(metadata.icc), metadata.icc)
    if metadata.xmp:
        tags[_XMP] = ifd.Entry(1, len(metadata.xmp), metadata.xmp)
    if metadata.iptc:
        tags |= _iptc_tags(metadata.iptc)
    return tags


def _iptc_tags(blocks: bytes) -> ifd.Directory:
    """Give IPTC records their own tag, as numbers like Photoshop's; the blocks beside them have another."""
    tags: ifd.Directory = {}
    if records := iptc.records(blocks):
        records += b"\0" * (-len(records) % _LONG_BYTES)
        tags[_IPTC] = ifd.Entry(_LONG, len(records) // _LONG_BYTES, records)
    if others := iptc.without_records(blocks):
        tags[_PHOTOSHOP] = ifd.Entry(1, len(others), others)
    return tags
