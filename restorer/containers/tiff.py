"""TIFF and BigTIFF: all tags of the first page that are not about how the samples lie."""

import os
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from restorer import ifd, iptc
from restorer.containers import CREDENTIALS, ContainerError, Contents
from restorer.photo import Coding, Metadata

_XMP, _IPTC, _PHOTOSHOP, _ICC, _LAYERS, _COMPRESSION = 700, 33723, 34377, 34675, 37724, 259
_CREDENTIALS = 52545
_DNG_VERSION = 50706
_FIRST_TAG = 254
_OF_RAW = (range(33421, 33424), range(37386, 37400), range(50648, 50657), range(50706, 53000))
"""Tags that describe the samples of a RAW file: the filter array, TIFF/EP, Canon's, DNG's."""
_SUBFILE, _WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _TILE_WIDTH, _TILE_HEIGHT = 254, 256, 257, 258, 262, 322, 323
_SAMPLES_A_PIXEL, _EXTRA_SAMPLES, _SAMPLE_FORMAT, _PALETTE = 277, 338, 339, 3
_ROWS_A_STRIP, _PLANES, _SEPARATE, _MOST_ROWS = 278, 284, 2, 1 << 32
_ASSOCIATED, _UNASSOCIATED = 1, 2
_COLOURS_OF = {0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3}
"""How many channels are colours, by the photometric interpretation."""
_MOST_CHANNELS = 0xFFFF
_KNOWN_SAMPLES = {(8, 1), (16, 1), (8, 4), (16, 4), (16, 3), (32, 3)}
_HALF = (16, 3)
_SMALL = {1, 2, 4}
_YCBCR, _JPEG = 6, 7
_WHITE_IS_ZERO, _INKS, _FLOAT = 0, 5, 3
_REWRITTEN = {0, 1, _PALETTE}
"""Colours that libvips does not take as they are, and then mixes up the rows of separate planes."""
_KNOWN_COLOURS = {0, 1, 2, 3, 5}
_COLOURS = {
    4: "a mask", 6: "YCbCr", 8: "CIE L*a*b*", 9: "ICC L*a*b*", 10: "ITU L*a*b*",
    32803: "of a colour filter array", 32844: "LogL", 32845: "LogLuv", 34892: "of linear RAW",
}  # fmt: skip
_ORIENTATION = 274
_LONG, _RECORD = 4, b"\x1c"
_MOST_TIMES, _SLACK = 2, 1 << 20
"""What tags may claim of a file: a trap has many that point to the same bytes."""
_SIGNS = {1: "whole numbers", 2: "signed numbers", 3: "floating-point numbers"}
_LARGEST_TILE = 4096
_LOSSY = {6, 7, 34712, 50001, 50002}


class _File:
    """A file seen as bytes to cut from, so that a large one is not read whole."""

    def __init__(self, file: BinaryIO):
        self._file = file

    def __getitem__(self, part: slice) -> bytes:
        try:
            self._file.seek(part.start)
        except OverflowError:  # a trap: no file is so long
            return b""
        return self._file.read(max(0, part.stop - part.start))


def read(file: BinaryIO) -> Contents:
    """Read a TIFF's metadata; what its first directory says of the photo becomes an EXIF block."""
    content = _File(file)
    try:
        length = file.seek(0, os.SEEK_END)
        claimed = ifd.bytes_claimed(content, length)
        if claimed > _MOST_TIMES * length + _SLACK:
            raise ContainerError(f"its tags claim {claimed} bytes of a file of {length}")
        directory, tags = ifd.parse(content), ifd.tags(content)
    except ValueError:
        return Contents(notices=("its metadata are damaged and were left out",))
    check_samples(directory)
    about = {tag: entry for tag, entry in directory.items() if tag not in ifd.OF_THE_FILE}
    metadata = replace(_metadata(directory, about), dpi=ifd.resolution(directory))
    coding = Coding(lossless=ifd.number(directory, _COMPRESSION) not in _LOSSY)
    notices = tuple(_notices(directory, tags))
    return Contents(metadata, coding, notices, ifd.number(directory, _ORIENTATION, 1))


def _metadata(directory: ifd.Directory, about: ifd.Directory) -> Metadata:
    """Give what is told ``about`` the photo as an EXIF block, and the packets beside it."""
    xmp, records, blocks = (_bytes_of(directory, tag) for tag in (_XMP, _IPTC, _PHOTOSHOP))
    return Metadata(
        exif=ifd.block(about) if about else None,
        xmp=xmp.rstrip(b"\0") or None,
        iptc=iptc.with_records(records, blocks) or None,
    )


def _bytes_of(directory: ifd.Directory, tag: int) -> bytes:
    """Give a tag's bytes, also those that a program calls numbers, as libtiff does with IPTC, big-endian."""
    entry = directory.get(tag)
    if entry is None:
        return b""
    is_turned = entry.kind == _LONG and not entry.value.startswith(_RECORD) and entry.value[3:4] == _RECORD
    return np.frombuffer(entry.value, "<u4").byteswap().tobytes() if is_turned else entry.value


def check_samples(directory: ifd.Directory) -> None:
    """Refuse kinds of samples that no codec here knows, and tiles that no sane program writes."""
    bits, sign = ifd.number(directory, _BITS, 1), ifd.number(directory, _SAMPLE_FORMAT, 1)
    is_small = bits in _SMALL and ifd.number(directory, _SAMPLES_A_PIXEL, 1) == 1
    if (bits, sign) not in _KNOWN_SAMPLES and not is_small:
        kind = _SIGNS.get(sign, "unknown numbers")
        raise ContainerError(f"its samples are {kind} of {bits} bits; convert it to 8 or 16 bits first")
    colours = ifd.number(directory, _PHOTOMETRIC)
    if colours == _WHITE_IS_ZERO and sign == _FLOAT:
        raise ContainerError("its floats count from white to black; convert it to white at 1 first")
    is_ycbcr = colours == _YCBCR and ifd.number(directory, _COMPRESSION) == _JPEG
    if colours not in _KNOWN_COLOURS and not is_ycbcr:
        told = _COLOURS.get(colours, f"of kind {colours}")
        raise ContainerError(f"its colours are {told}; convert it to grey, RGB or CMYK first")
    if colours == _INKS and (bits, sign) == (16, 1) and _is_premultiplied(directory):
        raise ContainerError("its transparency is multiplied into inks of 16 bits; convert it to RGB first")
    _check_planes(directory, is_rewritten=colours in _REWRITTEN or (bits, sign) == _HALF)
    for side, tile in ((_WIDTH, _TILE_WIDTH), (_HEIGHT, _TILE_HEIGHT)):
        if ifd.number(directory, tile) > max(_LARGEST_TILE, 2 * ifd.number(directory, side)):
            raise ContainerError(f"its tiles are {ifd.number(directory, tile)} pixels wide or high")


def _check_planes(directory: ifd.Directory, *, is_rewritten: bool) -> None:
    """Refuse channels in planes of their own where libvips would mix up their rows, or reads nothing."""
    rows = min(ifd.number(directory, tag) or _MOST_ROWS for tag in (_ROWS_A_STRIP, _HEIGHT))
    is_separate = ifd.number(directory, _PLANES) == _SEPARATE and ifd.number(directory, _SAMPLES_A_PIXEL) > 1
    if is_separate and (_TILE_WIDTH in directory or (is_rewritten and rows > 1)):
        raise ContainerError("its channels lie in separate planes; save it with interleaved channels first")


def _notices(directory: ifd.Directory, tags: set[int]) -> Iterator[str]:
    if _CREDENTIALS in tags:
        yield CREDENTIALS
    if any(tag in tags and tag not in directory for tag in ifd.BELOW[0]):
        yield "a part of its EXIF is damaged and was left out"
    if _LAYERS in tags:
        yield "the layers of a drawing program were left out"
    if ifd.number(directory, _PHOTOMETRIC) == _PALETTE:
        yield "the palette became full colours"
    if not all(_of_picture(directory)):
        yield "channels that are neither colour nor transparency (a saved selection, infrared) were left out"
    if _is_premultiplied(directory):
        yield "transparency that was multiplied into the colours was taken out of them"
    if ifd.number(directory, _SUBFILE) & 1:
        yield "the first picture calls itself a preview of another"


def is_raw(file: BinaryIO) -> bool:
    """Tell a camera's RAW file in the form of a DNG: its first picture is a mere preview."""
    try:
        return _DNG_VERSION in ifd.tags(_File(file))
    except ValueError:
        return False


def is_premultiplied(file: BinaryIO) -> bool:
    """Tell a TIFF whose transparency is multiplied into its samples."""
    return _is_premultiplied(ifd.parse(_File(file), follow=False))


def is_half(file: BinaryIO) -> bool:
    """Tell a TIFF whose samples are floats of 16 bits."""
    directory = ifd.parse(_File(file), follow=False)
    return (ifd.number(directory, _BITS), ifd.number(directory, _SAMPLE_FORMAT)) == _HALF


def of_picture(file: BinaryIO) -> tuple[bool, ...]:
    """Tell of each channel of a TIFF whether it is a colour, or the transparency, or neither.

    Empty where the directory cannot be read. A channel beyond the colours that nothing is said of is the
    transparency, as writers that say nothing mean.
    """
    try:
        return _of_picture(ifd.parse(_File(file), follow=False))
    except ValueError:
        return ()


def _of_picture(directory: ifd.Directory) -> tuple[bool, ...]:
    channels = min(ifd.number(directory, _SAMPLES_A_PIXEL, 1), _MOST_CHANNELS)
    colours = min(channels, _COLOURS_OF.get(ifd.number(directory, _PHOTOMETRIC), channels))
    alpha = colours + next((at for at, kind in enumerate(_further(directory)) if kind), channels)
    return tuple(at < colours or at == alpha for at in range(channels))


def _is_premultiplied(directory: ifd.Directory) -> bool:
    return next(filter(None, _further(directory)), None) == _ASSOCIATED


def _further(directory: ifd.Directory) -> tuple[int, ...]:
    """List what the channels beyond the colours are; 0 is anything else than transparency."""
    return ifd.numbers(directory, _EXTRA_SAMPLES) or (_UNASSOCIATED,)


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
    notices = (CREDENTIALS,) if _CREDENTIALS in tags else ()
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
        tags[_PHOTOSHOP] = ifd.Entry(1, len(metadata.iptc), metadata.iptc)
        if records := iptc.records(metadata.iptc):
            tags[_IPTC] = ifd.Entry(7, len(records), records)
    return tags
