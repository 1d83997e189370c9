"""Photoshop's resource blocks, and the IPTC records among them (IIM 4.2; Photoshop file formats)."""

import struct
from collections.abc import Iterator

RECORDS = 0x0404
_DIGEST = 0x0425
"""The MD5 of the records, by which Photoshop sees that another program changed them."""
_THUMBNAILS = (0x0409, 0x040C)
_COPIES = (0x0422, 0x0424)
"""EXIF and XMP once more."""
_MARK = b"\x1c"
"""What each data set begins with."""
_SIGNATURES = (b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa")
_OF_THE_PLACE = frozenset({(2, number) for number in (26, 27, 90, 92, 95, 100, 101)})
"""Data sets that tell where the photo was taken: content location, city, sublocation, province, country."""


def resources(blocks: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Walk resource blocks: (number, content, the whole block); what cannot be followed ends the walk."""
    at = 0
    while blocks[at : at + 4] in _SIGNATURES and len(blocks) >= at + 8:
        number, name_length = struct.unpack_from(">HB", blocks, at + 4)
        size_at = at + 6 + (name_length + 2) // 2 * 2
        if len(blocks) < size_at + 4:
            return
        (size,) = struct.unpack_from(">I", blocks, size_at)
        start, end = size_at + 4, size_at + 4 + size
        if len(blocks) < end:
            return
        padded = end + size % 2
        if blocks[end : end + 4] in _SIGNATURES:  # some programs leave out the padding
            padded = end
        yield number, blocks[start:end], blocks[at:padded]
        at = padded


def records(blocks: bytes) -> bytes:
    """Find the IPTC records among resource blocks; empty if there are none."""
    return next((content for number, content, _ in resources(blocks) if number == RECORDS), b"")


def with_records(iptc: bytes, blocks: bytes = b"") -> bytes:
    """Give resource blocks that hold these IPTC records, in the place of their own; the rest stays as it is.

    The digest stays as well: by one of other records a program sees that they were changed. What is no
    record takes the place of none.
    """
    iptc, own = _trimmed(iptc), _trimmed(records(blocks))
    if iptc in (b"", own) or (own and not iptc.startswith(_MARK)):
        return blocks
    block = struct.pack(">4sHHI", b"8BIM", RECORDS, 0, len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    return block + _without(blocks, RECORDS)


def holds_others(blocks: bytes, iptc: bytes) -> bool:
    """Tell whether resource blocks hold IPTC records that are not these, where both are there."""
    iptc, own = _trimmed(iptc), _trimmed(records(blocks))
    return b"" not in (iptc, own) and iptc != own


def without_records(blocks: bytes) -> bytes:
    """Give the resource blocks beside the IPTC records; all where those of several blocks differ."""
    found = {content for number, content, _ in resources(blocks) if number == RECORDS}
    return blocks if len(found) > 1 else _without(blocks, RECORDS)


def _without(blocks: bytes, *numbers: int) -> bytes:
    """Give the resource blocks but for some; what cannot be followed stays."""
    walked = list(resources(blocks))
    rest = blocks[sum(len(block) for _, _, block in walked) :]
    return b"".join([*(block for number, _, block in walked if number not in numbers), rest])


def _trimmed(iptc: bytes) -> bytes:
    """Give IPTC records without the zeros that fill them up to whole numbers of a TIFF."""
    end = max((part.stop for _, part in _data_sets(iptc)), default=0)
    return iptc if iptc[end:].strip(b"\0") else iptc[:end]


def without_untrue(blocks: bytes) -> bytes:
    """Give the resource blocks without small pictures, and without copies of EXIF and XMP as they were."""
    return _without(blocks, *_THUMBNAILS, *_COPIES)


def without_place(blocks: bytes) -> bytes:
    """Give the resource blocks without the data sets that tell where the photo was taken.

    What cannot be followed, and may tell it, is left out as well.
    """
    walked = [
        (number, block, _without_place(content, block) if number == RECORDS else block)
        for number, content, block in resources(blocks)
    ]
    is_same = all(kept == block for _, block, kept in walked)
    return b"".join(kept for number, _, kept in walked if is_same or number != _DIGEST)


def _without_place(content: bytes, block: bytes) -> bytes:
    """Give a block of records anew without those of the place, or as it is if it has none."""
    kept = b"".join(content[part] for name, part in _data_sets(content) if name not in _OF_THE_PLACE)
    return block if kept == content else with_records(kept)


def count_records(blocks: bytes) -> int:
    """Count the IPTC data sets among resource blocks."""
    return sum(1 for _ in _data_sets(records(blocks)))


def _data_sets(found: bytes) -> Iterator[tuple[tuple[int, int], slice]]:
    """Walk data sets: (record and number, where it lies); what cannot be followed ends the walk."""
    at = 0
    while found[at : at + 1] == _MARK and len(found) >= at + 5:
        record, number, size = struct.unpack_from(">BBH", found, at + 1)
        if size & 0x8000:  # an extended data set: its size takes as many bytes as these bits say
            width = size & 0x7FFF
            size = int.from_bytes(found[at + 5 : at + 5 + width]) + width
        end = min(len(found), at + 5 + size)
        yield (record, number), slice(at, end)
        at = end
