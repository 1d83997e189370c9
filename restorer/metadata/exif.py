"""EXIF blocks as bytes: made true in place, so that maker notes keep the offsets they count on."""

import re
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from operator import add

from restorer.metadata import ifd

EXIF_HEAD = b"Exif\0\0"
"""What JPEG and others put before an EXIF block."""
_ORIENTATION = 0x0112
_START = re.compile(rb"II\*\0|MM\0\*")
_LONGEST_HEAD = 20
_RESOLUTIONS = (0x011A, 0x011B)
_PICTURES = ((0x0201, 0x0202), (0x0111, 0x0117))
"""Where a directory says that its picture begins, and how long it is: a JPEG's, and those of strips."""
_OF_MAPS = frozenset({33550, 33922, 34264, 34735, 34736, 34737})
"""GeoTIFF's tags, which tell where on the map each pixel is (OGC 19-008)."""
_PACKETS = frozenset({700, 33723, 34377})
"""XMP, IPTC and Photoshop's resources, which may tell of the place as well."""
_NOTED_PLACES = frozenset({0x67, 0x69, 0x6B, 0x6D, 0x6F, 0x80})
"""Location, country, state, city and landmark in a note of Panasonic's (as ExifTool names its tags)."""
_PANASONIC, _NOTE_HEAD = b"Panasonic\0", 12
_WORDS = {1: "B", 3: "H", 4: "I", 6: "b", 7: "B", 8: "h", 9: "i", 13: "I"}
"""How struct calls the kinds of whole numbers."""
_WIDTHS, _HEIGHTS = (0x0100, 0xA002), (0x0101, 0xA003)


@dataclass(slots=True)
class _Block:
    """A block under change: its bytes, its layout and where its first directory lies."""

    content: bytearray
    layout: ifd.Layout
    first: int

    def offset(self, place: int) -> int:
        """Give the offset that an entry holds."""
        return int(ifd.unpack(self.content, self.layout.offset, place + 8)[0])

    def number(self, place: int) -> int:
        """Give the one whole number that an entry holds, of whatever kind; 0 for others."""
        _, kind, _count = ifd.unpack(self.content, self.layout.entry, place)
        word = _WORDS.get(kind)
        return int(ifd.unpack(self.content, self.layout.order + word, place + 8)[0]) if word else 0

    def put(self, place: int, value: int) -> None:
        """Change an entry's one short or long, if it is one and has room."""
        _, kind, count = ifd.unpack(self.content, self.layout.entry, place)
        if count == 1 and (kind == 4 or (kind == 3 and value < 1 << 16)):
            struct.pack_into(self.layout.order + ("H" if kind == 3 else "I"), self.content, place + 8, value)


def orientation(exif: bytes) -> int | None:
    """Find the orientation, 1 to 8, that :func:`upright_exif` would make 1; ``None`` if there is none."""
    try:
        block = _open(exif)
        for tag, place in ifd.places(exif, block.first, block.layout):
            if tag == _ORIENTATION:
                value = block.number(place)
                return value if 1 <= value <= 8 else None
    except ValueError:
        pass
    return None


def upright_exif(exif: bytes, width: int, height: int, *, turned: bool = False) -> bytes:
    """Give the EXIF block of a picture that now stands upright, ``width`` by ``height``.

    Its orientation is 1, its sizes those given; its resolutions change places if the picture was
    ``turned`` by a quarter; its thumbnail, now untrue, is gone. All other bytes stay, and so does all
    that lies behind a place that cannot be followed.
    """
    try:
        block = _open(exif)
    except ValueError:
        return exif
    with suppress(ValueError):
        if turned:
            _turn_resolution(block)
        for tag, place in ifd.places(exif, block.first, block.layout):
            _make_true(block, tag, place, width, height)
            if tag == ifd.EXIF:
                for inner, at in ifd.places(exif, block.offset(place), block.layout):
                    _make_true(block, inner, at, width, height)
    with suppress(ValueError):
        _forget_thumbnail(block)
    return bytes(block.content)


def without_gps(exif: bytes) -> bytes | None:
    """Give the EXIF block with its GPS directory, whole packets and places that Panasonic noted wiped out.

    Other bytes keep their places.
    ``None`` for a block that cannot be followed: what it tells of the place would stay.
    """
    try:
        block = _open(exif)
        places = [(place, tag) for tag, place in ifd.places(exif, block.first, block.layout)]
        for place, tag in sorted(places, reverse=True):  # the last first, as those behind it move
            if tag == ifd.GPS:
                _wipe(block, _spans(exif, block.layout, block.offset(place), frozenset()))
            elif tag in _OF_MAPS | _PACKETS:
                _wipe(block, _value(exif, block.layout, place))
            else:
                if tag == ifd.EXIF:
                    _forget_noted_places(block, block.offset(place))
                continue
            _remove(block, place)
    except ValueError:
        return None
    return bytes(block.content)


def _forget_noted_places(block: _Block, directory: int) -> None:
    """Wipe the places out of a maker note, or all of one that cannot be followed to them."""
    content, layout = bytes(block.content), block.layout
    notes = (place for tag, place in ifd.places(content, directory, layout) if tag == ifd.MAKER_NOTE)
    for start, end in (span for place in notes for span in _value(content, layout, place)):
        if not content.startswith(_PANASONIC, start):
            continue
        try:
            entries = ifd.places(content, start + _NOTE_HEAD, layout)
            told = [at for tag, at in entries if tag in _NOTED_PLACES]
            spans = [span for at in told for span in _value(content, layout, at)]
        except ValueError:
            spans = [(start, end)]
        is_within = all(start <= first and last <= end for first, last in spans)
        _wipe(block, spans if is_within else [(start, end)])


def has_packets(exif: bytes) -> bool:
    """Tell whether the EXIF block holds packets of XMP, IPTC or Photoshop's, as TIFF files do."""
    try:
        block = _open(exif)
        return any(tag in _PACKETS for tag, _place in ifd.places(exif, block.first, block.layout))
    except ValueError:
        return False


def bare_exif(block: bytes) -> bytes | None:
    """Give an EXIF block without what formats and programs put before it: an offset, "Exif" once or twice."""
    found = _START.search(block[:_LONGEST_HEAD])
    return (block[found.start() :] if found else block) or None


def begins_exif(block: bytes) -> bool:
    """Tell whether bytes are an EXIF block's beginning."""
    return _START.match(block) is not None


def resolution(exif: bytes) -> tuple[float, float] | None:
    """Find the resolution an EXIF block tells, in dots an inch."""
    try:
        directory = ifd.parse(exif, follow=False)
    except ValueError:
        return None
    return ifd.resolution(directory)


def is_damaged(exif: bytes) -> bool:
    """Tell an EXIF block that cannot be followed, or not to all of its directories."""
    try:
        block, directory = _open(exif), ifd.parse(exif)
        places = dict(ifd.places(exif, block.first, block.layout))
        below = [tag for tag in ifd.BELOW[0] if tag in places and block.number(places[tag])]
    except ValueError:
        return True
    return any(tag not in directory for tag in below)


def count_tags(exif: bytes) -> int:
    """Count the tags of an EXIF block that describe the photo; 0 if it cannot be followed."""
    return len(read_tags(exif))


def read_tags(exif: bytes) -> dict[tuple[int, int], tuple[int, bytes]]:
    """Read the tags that describe the photo, kind and value by directory and tag; none of what is damaged."""
    try:
        return dict(_tags(ifd.parse(exif)))
    except ValueError:
        return {}


def without_padding(exif: bytes) -> bytes:
    """Give an EXIF block without the zeros behind the last byte in use; whole if it cannot be followed."""
    try:
        block = _open(exif)
        spans = list(_spans(exif, block.layout, block.first, ifd.BELOW[0]))
        (second,) = ifd.unpack(exif, block.layout.offset, spans[0][1] - block.layout.room)
        if second:
            spans += _spans(exif, block.layout, second, frozenset())
    except ValueError:
        return exif
    end = max((end for _, end in spans if end <= len(exif)), default=len(exif))
    return exif.rstrip(b"\0").ljust(end, b"\0")


def _tags(directory: ifd.Directory, of: int = 0) -> Iterator[tuple[tuple[int, int], tuple[int, bytes]]]:
    for tag, entry in directory.items():
        if entry.directory is not None:
            yield from _tags(entry.directory, tag)
        elif tag != ifd.OFFSET_SCHEMA and (of or tag not in ifd.OF_THE_FILE):
            yield (of, tag), (entry.kind, entry.value)


def _open(exif: bytes) -> _Block:
    layout, first = ifd.header(exif)
    if layout.is_wide:
        raise ValueError("no EXIF block")
    return _Block(bytearray(exif), layout, first)


def _make_true(block: _Block, tag: int, place: int, width: int, height: int) -> None:
    if tag == _ORIENTATION:
        struct.pack_into(block.layout.order + "HHIHH", block.content, place, tag, 3, 1, 1, 0)
    elif tag in _WIDTHS + _HEIGHTS:
        block.put(place, width if tag in _WIDTHS else height)


def _turn_resolution(block: _Block) -> None:
    """Let the resolutions across and down, two ratios elsewhere in the block, change places."""
    entries = dict(ifd.places(bytes(block.content), block.first, block.layout))
    places = [entries[tag] + 8 for tag in _RESOLUTIONS if tag in entries]
    if len(places) == len(_RESOLUTIONS):
        first, second = (block.content[place : place + 4] for place in places)
        block.content[places[0] : places[0] + 4], block.content[places[1] : places[1] + 4] = second, first


def _forget_thumbnail(block: _Block) -> None:
    """Unlink the second directory and overwrite its picture with zeros, but for what is another's too."""
    content, layout = bytes(block.content), block.layout
    link = ifd.end_of(content, block.first, layout)
    (second,) = ifd.unpack(content, layout.offset, link)
    struct.pack_into(layout.offset, block.content, link, 0)
    if not second:
        return
    before = bytes(block.content)
    spans = _spans(content, layout, block.first, ifd.BELOW[0])
    used = list(_sane((span for span in spans if span[1] <= len(content)), len(content)))
    directory = ifd.directory_at(content, layout, second)
    for begins, lengths in _PICTURES:
        starts, sizes = ifd.numbers(directory, begins), ifd.numbers(directory, lengths)
        ends = map(add, starts, sizes)
        _wipe(block, zip(starts, ends, strict=False))
    for start, end in used:
        block.content[start:end] = before[start:end]


def _sane(spans: Iterable[tuple[int, int]], room: int) -> Iterator[tuple[int, int]]:
    """Give spans as far as there is room, until they claim twice as much: those of a trap overlap."""
    left = 2 * room
    for start, end in ((start, min(end, room)) for start, end in spans if start <= room):
        left -= end - start
        if left < 0:
            return
        yield start, end


def _spans(
    content: bytes, layout: ifd.Layout, directory: int, below: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Tell where a directory lies, its values, and the directories ``below`` it with theirs."""
    yield directory, ifd.end_of(content, directory, layout) + layout.room
    for tag, place in ifd.places(content, directory, layout):
        if tag in below:
            (at,) = ifd.unpack(content, layout.offset, place + 8)
            with suppress(ValueError):
                yield from _spans(content, layout, at, ifd.BELOW.get(tag, frozenset()))
        else:
            yield from _value(content, layout, place)


def _value(content: bytes, layout: ifd.Layout, place: int) -> Iterator[tuple[int, int]]:
    """Tell where an entry's value lies, if that is elsewhere."""
    _, kind, count = ifd.unpack(content, layout.entry, place)
    if (size := ifd.size_of(kind, count)) > layout.room:
        (at,) = ifd.unpack(content, layout.offset, place + 8)
        yield at, at + size


def _wipe(block: _Block, spans: Iterable[tuple[int, int]]) -> None:
    """Overwrite parts of a block with zeros."""
    for start, end in list(_sane(spans, len(block.content))):
        block.content[start:end] = bytes(end - start)


def _remove(block: _Block, place: int) -> None:
    """Take an entry out of the first directory; those after it move up."""
    end = ifd.end_of(bytes(block.content), block.first, block.layout) + block.layout.room
    (count,) = ifd.unpack(block.content, block.layout.count, block.first)
    if not count:  # what was wiped lay upon the directory
        raise ValueError("no entries")
    struct.pack_into(block.layout.count, block.content, block.first, count - 1)
    block.content[place:end] = block.content[place + 12 : end] + bytes(12)
