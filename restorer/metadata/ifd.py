"""Directories of tags as TIFF and EXIF hold them (TIFF 6.0, section 2; BigTIFF; EXIF 2.32, section 4.6).

A header, a chain of directories of fixed-size entries, values too long for an entry elsewhere at an
offset. Read from anything that gives slices of bytes, values turned little-endian; what cannot be
followed is left out. Written little-endian.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

import numpy as np

from restorer.photo import MOST_METADATA_BYTES

EXIF, GPS, INTEROPERABILITY = 0x8769, 0x8825, 0xA005
MAKER_NOTE, OFFSET_SCHEMA = 0x927C, 0xEA1D
"""What a camera's maker keeps to itself, and how far it was moved from where its own offsets count from."""
OF_THE_FILE = frozenset(
    {
        254, 255, *range(256, 260), 262, *range(263, 267), 273, 274, *range(277, 285), *range(288, 294), 296,
        297, 301, *range(317, 326), *range(330, 348), *range(400, 406), *range(433, 436), *range(512, 522),
        *range(529, 533), 559, 700, *range(32995, 32999), 33723, 34377, 34675, 37724, 50255, 52545,
    }
)  # fmt: skip
"""Tags of how a file stores its samples, and of blocks that travel by themselves: not facts of the photo."""
BELOW = {0: frozenset({EXIF, GPS}), EXIF: frozenset({INTEROPERABILITY})}
"""Tags that point to further directories: of the first one (0), and of those below it."""
_SIZES = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
}  # fmt: skip
_WORDS = {
    3: "H", 4: "I", 5: "I", 8: "h", 9: "i", 10: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q",
}  # fmt: skip
_MOST_ENTRIES = 1000
_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 282, 283, 296
_FINEST = 10_000
_INCH, _CENTIMETRE, _CENTIMETRES_PER_INCH = 2, 3, 2.54


class Slices(Protocol):
    """What bytes can be cut from: bytes themselves, or a file seen as such."""

    def __getitem__(self, part: slice, /) -> bytes:
        """Give the bytes of a part."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A tag's type, count and value (little-endian), or the directory it points to.

    ``place`` is where the value was read, 0 for one that was made.
    """

    kind: int
    count: int
    value: bytes
    directory: "Directory | None" = None
    place: int = field(default=0, compare=False)


Directory = dict[int, Entry]
_SIGNED = 9
_UNMOVED = Entry(_SIGNED, 1, bytes(4))


@dataclass(frozen=True, slots=True)
class Layout:
    """How numbers lie in a file: byte order, and offsets of four bytes or (BigTIFF) of eight."""

    order: str = "<"
    is_wide: bool = False

    @property
    def offset(self) -> str:
        """The struct format of an offset."""
        return self.order + ("Q" if self.is_wide else "I")

    @property
    def count(self) -> str:
        """The struct format of a directory's number of entries."""
        return self.order + ("Q" if self.is_wide else "H")

    @property
    def entry(self) -> str:
        """The struct format of an entry's tag, type and count; its value follows in an offset's room."""
        return self.order + ("HHQ" if self.is_wide else "HHI")

    @property
    def room(self) -> int:
        """How many bytes of a value fit the entry itself."""
        return 8 if self.is_wide else 4


def header(content: Slices) -> tuple[Layout, int]:
    """Read the header: (layout, offset of the first directory); ValueError if it is none."""
    head = content[0:16]
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        raise ValueError("neither TIFF nor EXIF")
    (magic,) = struct.unpack_from(order + "H", head, 2)
    if magic == 42:
        return Layout(order), struct.unpack_from(order + "I", head, 4)[0]
    if magic == 43 and len(head) == 16:
        return Layout(order, is_wide=True), struct.unpack_from(order + "Q", head, 8)[0]
    raise ValueError("neither TIFF nor EXIF")


def block(directory: Directory) -> bytes:
    """Write a directory as a block of its own, as EXIF is one."""
    return struct.pack("<2sHI", b"II", 42, 8) + build(directory, 8)


def size_of(kind: int, count: int) -> int:
    """Give the bytes that a value of a type takes; 0 for an unknown type."""
    return _SIZES.get(kind, 0) * count


def places(content: Slices, at: int, layout: Layout) -> Iterator[tuple[int, int]]:
    """Walk a directory at ``at``: (tag, place of its entry); ValueError where it is cut short."""
    (count,) = unpack(content, layout.count, at)
    if count > _MOST_ENTRIES:
        raise ValueError("too many entries")
    first, size = at + struct.calcsize(layout.count), struct.calcsize(layout.entry) + layout.room
    for place in range(first, first + count * size, size):
        yield unpack(content, f"{layout.entry}{layout.room}x", place)[0], place


def end_of(content: Slices, at: int, layout: Layout) -> int:
    """Give where the directory at ``at`` holds the offset of the next one."""
    (count,) = unpack(content, layout.count, at)
    return int(at + struct.calcsize(layout.count) + count * (struct.calcsize(layout.entry) + layout.room))


def tags(content: Slices, offset: int | None = None) -> set[int]:
    """List the tags of a directory, by default the first, also those whose values are left out."""
    layout, first = header(content)
    return {tag for tag, _ in places(content, first if offset is None else offset, layout)}


def bytes_claimed(content: Slices, length: int, offset: int) -> int:
    """Add up what the values of a directory take of a file of ``length`` bytes, one by one."""
    layout, _first = header(content)
    claimed = 0
    for _, place in places(content, offset, layout):
        _, kind, count = unpack(content, layout.entry, place)
        (at,) = unpack(content, layout.offset, place + struct.calcsize(layout.entry))
        if layout.room < size_of(kind, count) <= length - at:
            claimed += size_of(kind, count)
    return claimed


def parse(content: Slices, offset: int | None = None, *, follow: bool = True) -> Directory:
    """Read a directory, by default the first, and, if asked, the EXIF, GPS and interoperability ones below.

    ValueError for what is neither TIFF nor EXIF, or cut short.
    """
    layout, first = header(content)
    at = first if offset is None else offset
    return directory_at(content, layout, at, BELOW[0] if follow else frozenset())


def build(directory: Directory, start: int, layout: Layout | None = None, *, following: int = 0) -> bytes:
    """Write a directory and all it points to, little-endian, to lie at ``start`` of a file.

    Of a maker note that was read elsewhere it is told how far it was moved.
    """
    layout, directory = layout or Layout(), _with_schema(directory)
    table = [struct.pack(layout.count, len(directory))]
    size = len(table[0]) + len(directory) * (struct.calcsize(layout.entry) + layout.room) + layout.room
    values, moved = bytearray(), 0
    for tag, entry in sorted(directory.items()):
        place = start + size + len(values)
        kind, value = entry.kind, entry.value
        if entry.directory is not None:
            kind = 16 if layout.is_wide else 4
            values += build(entry.directory, place, layout)
            value = struct.pack(layout.offset, place)
        elif len(value) > layout.room:
            moved = place - entry.place if tag == MAKER_NOTE and entry.place else moved
            values += value + b"\0" * (len(value) % 2)
            value = struct.pack(layout.offset, place)
        elif tag == OFFSET_SCHEMA and moved:
            value = _moved_by(value, moved)
        table.append(struct.pack(layout.entry, tag, kind, entry.count) + value.ljust(layout.room, b"\0"))
    return b"".join([*table, struct.pack(layout.offset, following), values])


def _with_schema(directory: Directory) -> Directory:
    """Give a directory with an entry for how far its maker note was moved, if that was read from a place."""
    note = directory.get(MAKER_NOTE)
    if note is None or not note.place:
        return directory
    told = directory.get(OFFSET_SCHEMA)
    return directory | {OFFSET_SCHEMA: told if told and told.kind == _SIGNED else _UNMOVED}


def _moved_by(schema: bytes, further: int) -> bytes:
    """Add to how far a maker note was moved; 0, nothing told, where that is beyond counting."""
    total = int.from_bytes(schema[:4], "little", signed=True) + further
    return struct.pack("<i", total if abs(total) < 1 << 31 else 0)


def number(directory: Directory, tag: int, default: int = 0) -> int:
    """Give the first of a tag's whole numbers."""
    return next(iter(numbers(directory, tag)), default)


def numbers(directory: Directory, tag: int) -> tuple[int, ...]:
    """Give a tag's whole numbers; none where there are none."""
    entry = directory.get(tag)
    word = _WORDS.get(entry.kind, "B") if entry else "B"
    if entry is None or word not in "BHIQ":
        return ()
    return struct.unpack(f"<{len(entry.value) // struct.calcsize('<' + word)}{word}", entry.value)


def resolution(directory: Directory) -> tuple[float, float] | None:
    """Find the resolution a directory tells, in dots an inch across and down."""
    unit = number(directory, _RESOLUTION_UNIT, _INCH)
    values = []
    for tag in (_X_RESOLUTION, _Y_RESOLUTION):
        entry = directory.get(tag)
        if entry is None or entry.kind != 5 or unit not in (_INCH, _CENTIMETRE):
            return None
        dots, per = struct.unpack_from("<II", entry.value)
        if not dots or not per:
            return None
        values.append(dots / per * (_CENTIMETRES_PER_INCH if unit == _CENTIMETRE else 1))
    return values[0], values[1]


def resolution_entries(dpi: tuple[float, float] | None) -> Directory:
    """Give the entries that tell a resolution, or that there is none."""
    ratios = [Fraction(value).limit_denominator(_FINEST) for value in dpi or (1, 1)]
    tags = zip((_X_RESOLUTION, _Y_RESOLUTION), ratios, strict=True)
    entries = {tag: Entry(5, 1, struct.pack("<II", *ratio.as_integer_ratio())) for tag, ratio in tags}
    return entries | {_RESOLUTION_UNIT: Entry(3, 1, struct.pack("<H", _INCH if dpi else 1))}


def unpack(content: Slices | bytearray, form: str, at: int) -> tuple[int, ...]:
    """Read numbers at a place; ValueError where it is cut short."""
    try:
        return struct.unpack(form, content[at : at + struct.calcsize(form)])
    except struct.error as error:
        raise ValueError("cut short") from error


def directory_at(
    content: Slices, layout: Layout, offset: int, pointers: frozenset[int] = frozenset()
) -> Directory:
    """Read the directory at an offset, and those that its ``pointers`` lead to; raises as :func:`parse`."""
    directory: Directory = {}
    room_left = MOST_METADATA_BYTES
    for tag, place in places(content, offset, layout):
        _, kind, count = unpack(content, layout.entry, place)
        room = place + struct.calcsize(layout.entry)
        if tag in pointers:
            entry = _follow(content, layout, tag, room)
        else:
            entry = _entry(content, layout, room, kind, count) if size_of(kind, count) <= room_left else None
        if entry is not None:
            room_left -= len(entry.value)
            directory.setdefault(tag, entry)
    return directory


def _follow(content: Slices, layout: Layout, tag: int, room: int) -> Entry | None:
    try:
        (below,) = unpack(content, layout.offset, room)
        return Entry(4, 1, b"", directory_at(content, layout, below, BELOW.get(tag, frozenset())))
    except ValueError:
        return None


def _entry(content: Slices, layout: Layout, room: int, kind: int, count: int) -> Entry | None:
    size = size_of(kind, count)
    if size == 0:
        return None
    at = room if size <= layout.room else unpack(content, layout.offset, room)[0]
    raw = content[at : at + size]
    if len(raw) < size:
        return None
    word = _WORDS.get(kind)
    if word is not None and layout.order == ">":
        raw = np.frombuffer(raw, word).byteswap().tobytes()
    return Entry(kind, count, raw, place=at)
