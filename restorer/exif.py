"""EXIF as bytes: made true after turning a picture upright, carried into and out of TIFF.

An EXIF block is a small TIFF file: a header, a chain of directories of 12-byte entries, values
too long for an entry elsewhere at an offset (TIFF 6.0, section 2; EXIF 2.32, section 4.6). libvips
drops the camera's directories of a TIFF both ways, so they are read and appended here.
"""

import struct
from dataclasses import dataclass

_HEAD = b"Exif\0\0"
_ORDERS = {b"II": "<", b"MM": ">"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WORDS = {3: "H", 4: "I", 5: "I", 8: "h", 9: "i", 10: "i", 11: "f", 12: "d", 13: "I"}
_MOST_ENTRIES = 1000

ORIENTATION = 0x0112
_POINTERS = {0x8769: "exif", 0x8825: "gps", 0xA005: "interoperability"}
# Of the first directory, what describes the photo and not how this file stores it.
_ABOUT_THE_PHOTO = frozenset(
    {0x010D, 0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x4746, 0x4749, 0x8298, 0x9C9B, 0x9C9C}
    | {0x9C9D, 0x9C9E, 0x9C9F, *_POINTERS}
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A tag's type, count and value (little-endian), or the directory it points to."""

    kind: int
    count: int
    value: bytes
    directory: "_Directory | None" = None


_Directory = dict[int, _Entry]


def upright_exif(exif: bytes) -> bytes:
    """Give the EXIF block with its orientation set to 1 and its thumbnail, now untrue, unlinked.

    All other bytes stay, and so do maker notes whose offsets count from the block's beginning. A
    block that cannot be followed comes back unchanged.
    """
    head = len(_HEAD) if exif.startswith(_HEAD) else 0
    order = _ORDERS.get(exif[head : head + 2])
    if order is None:
        return exif
    upright = bytearray(exif)
    try:
        (directory,) = struct.unpack_from(order + "I", exif, head + 4)
        (count,) = struct.unpack_from(order + "H", exif, head + directory)
        first = head + directory + 2
        for entry in range(first, first + 12 * count, 12):
            if struct.unpack_from(order + "H", exif, entry) == (ORIENTATION,):
                struct.pack_into(order + "H", upright, entry + 8, 1)
        struct.pack_into(order + "I", upright, first + 12 * count, 0)
    except struct.error:
        return exif
    return bytes(upright)


def exif_of_tiff(content: bytes) -> bytes | None:
    """Build an EXIF block of what a TIFF file says of its photo; ``None`` if it says nothing."""
    try:
        directory = _parse(content, 0)
    except (struct.error, ValueError):
        return None
    about = {tag: entry for tag, entry in directory.items() if tag in _ABOUT_THE_PHOTO}
    if not about:
        return None
    return _HEAD + struct.pack("<2sHI", b"II", 42, 8) + _build(about, 8, next_directory=0)


def tiff_with_exif(content: bytes, exif: bytes) -> bytes:
    """Append an EXIF block's camera, GPS and descriptive tags to a little-endian TIFF file.

    A block or file that cannot be followed leaves the file as it is.
    """
    try:
        blob = _parse(exif, len(_HEAD) if exif.startswith(_HEAD) else 0)
        own = _parse(content, 0, follow=False)
    except (struct.error, ValueError):
        return content
    if not content.startswith(b"II*\0"):
        return content
    added = {tag: entry for tag, entry in blob.items() if tag in _ABOUT_THE_PHOTO and tag not in own}
    start = len(content) + len(content) % 2
    (first,) = struct.unpack_from("<I", content, 4)
    (following,) = struct.unpack_from("<I", content, first + 2 + 12 * len(own))
    merged = _build(own | added, start, next_directory=following)
    return b"".join([content[:4], struct.pack("<I", start), content[8:].ljust(start - 8, b"\0"), merged])


def _parse(content: bytes, base: int, *, follow: bool = True) -> _Directory:
    """Read the first directory of a TIFF at ``base`` and, if asked, those it points to."""
    order = _ORDERS.get(content[base : base + 2])
    if order is None or struct.unpack_from(order + "H", content, base + 2) != (42,):
        raise ValueError("neither TIFF nor EXIF")
    (offset,) = struct.unpack_from(order + "I", content, base + 4)
    return _parse_directory(content, base, order, offset, _POINTERS if follow else {})


def _parse_directory(
    content: bytes, base: int, order: str, offset: int, pointers: dict[int, str]
) -> _Directory:
    (count,) = struct.unpack_from(order + "H", content, base + offset)
    if count > _MOST_ENTRIES:
        raise ValueError("too many entries")
    directory = {}
    for at in range(base + offset + 2, base + offset + 2 + 12 * count, 12):
        tag, kind, values = struct.unpack_from(order + "HHI", content, at)
        if tag in pointers:
            (below,) = struct.unpack_from(order + "I", content, at + 8)
            inner = {key: name for key, name in pointers.items() if key == 0xA005 and tag == 0x8769}
            entry = _Entry(4, 1, b"", _parse_directory(content, base, order, below, inner))
        else:
            entry = _Entry(kind, values, _value(content, base, order, at + 8, kind, values))
        directory[tag] = entry
    return directory


def _value(content: bytes, base: int, order: str, at: int, kind: int, count: int) -> bytes:
    size = _SIZES.get(kind, 1) * count
    start = at if size <= 4 else base + int(struct.unpack_from(order + "I", content, at)[0])
    if start + size > len(content):
        raise ValueError("a value beyond the end")
    raw = content[start : start + size]
    word = _WORDS.get(kind)
    if word is None or order == "<":
        return raw
    number = size // struct.calcsize("<" + word)
    return struct.pack(f"<{number}{word}", *struct.unpack(f">{number}{word}", raw))


def _build(directory: _Directory, start: int, *, next_directory: int) -> bytes:
    """Write a directory and all it points to, little-endian, to lie at ``start`` of a file."""
    table_size = 2 + 12 * len(directory) + 4
    table = [struct.pack("<H", len(directory))]
    values = bytearray()
    for tag, entry in sorted(directory.items()):
        place = start + table_size + len(values)
        value = entry.value
        if entry.directory is not None:
            values += _build(entry.directory, place, next_directory=0)
            value = struct.pack("<I", place)
        elif len(value) > 4:
            values += value + b"\0" * (len(value) % 2)
            value = struct.pack("<I", place)
        table.append(struct.pack("<HHI", tag, entry.kind, entry.count) + value.ljust(4, b"\0"))
    return b"".join([*table, struct.pack("<I", next_directory), values])
