"""Photoshop's resource blocks: walked, counted, and rid of a small picture that is untrue."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sound_files import picture, plain_tiff, read

from restorer.files import read_photo, write_photo
from restorer.metadata import ifd
from restorer.metadata.iptc import (
    count_records,
    holds_others,
    records,
    resources,
    with_records,
    without_place,
    without_records,
    without_untrue,
)
from restorer.photo import Metadata, Photo

RECORDS = b"\x1c\x02\x05\0\x05Title\x1c\x02\x19\0\x03sea"


def block(number: int, content: bytes, name: bytes = b"") -> bytes:
    """Make a resource block."""
    padded = bytes([len(name)]) + name + b"\0" * ((len(name) + 1) % 2)
    head = b"8BIM" + struct.pack(">H", number) + padded + struct.pack(">I", len(content))
    return head + content + b"\0" * (len(content) % 2)


def test_records_are_found_among_blocks() -> None:
    """IPTC is found behind blocks of any name and length, and its data sets counted."""
    blocks = block(1000, b"odd", b"a name") + block(0x0404, RECORDS) + block(1005, bytes(16), b"ab")
    assert records(blocks) == RECORDS
    assert count_records(blocks) == 2
    assert [number for number, _, _ in resources(blocks)] == [1000, 0x0404, 1005]
    assert b"".join(whole for _, _, whole in resources(blocks)) == blocks


def test_bare_records_get_a_block() -> None:
    """Records that a TIFF holds by themselves become a block, unless there is one."""
    assert records(with_records(RECORDS)) == RECORDS
    assert with_records(b"") == b""
    assert with_records(bytes(4)) == b""


def test_records_take_the_place_of_others() -> None:
    """Unless they are the same but for zeros that fill them up, or are none; other blocks stay."""
    other, blocks = block(1005, bytes(16)), block(0x0404, RECORDS)
    assert with_records(RECORDS[:10], blocks + other) == block(0x0404, RECORDS[:10]) + other
    for same in (RECORDS, RECORDS + bytes(3), b"no records", b""):
        assert with_records(same, other + blocks) == other + blocks
    assert [holds_others(blocks, iptc) for iptc in (RECORDS + b"\0", b"", RECORDS[:10])] == [
        False,
        False,
        True,
    ]


def test_what_is_beside_records_is_told_apart() -> None:
    """Where blocks hold several records that differ, none of them is taken from the others."""
    other, blocks = block(1005, bytes(16)), block(0x0404, RECORDS)
    assert without_records(blocks) == b""
    assert without_records(other + blocks + b"rest") == other + b"rest"
    assert without_records(blocks + block(0x0404, RECORDS[:10])) == blocks + block(0x0404, RECORDS[:10])


DIGEST = block(0x0425, bytes(16))


@pytest.mark.parametrize(
    ("blocks", "left", "notices"),
    [
        (b"", b"", ()),
        (block(0x0404, RECORDS), b"", ()),
        (DIGEST, DIGEST, ()),
        (block(0x0404, RECORDS[:10]) + DIGEST, DIGEST, ("a second IPTC block was left out",)),
    ],
    ids=["none", "the same", "others", "of other records"],
)
def test_a_tiff_holds_its_records_once(
    tmp_path: Path, blocks: bytes, left: bytes, notices: tuple[str, ...]
) -> None:
    """In IPTC's own tag, which outranks Photoshop's blocks; these are written if they hold anything else."""
    more = ((34377, 1, blocks),) if blocks else ()
    content = plain_tiff(8, 1, 1, bytes(91), (33723, 7, RECORDS), *more)
    photo = read(content, tmp_path, "a.tif")
    assert records(photo.metadata.iptc or b"") == RECORDS
    assert photo.notices == notices
    assert write_photo(photo, tmp_path / "b.tif").notices == ()
    written = ifd.parse((tmp_path / "b.tif").read_bytes())
    assert written[33723] == ifd.Entry(4, len(RECORDS) // 4 + 1, RECORDS + bytes(-len(RECORDS) % 4))
    assert (written[34377].value if 34377 in written else b"") == left
    again = read_photo(tmp_path / "b.tif")
    assert (again.metadata.iptc, again.notices) == (photo.metadata.iptc, ())


def test_a_png_with_long_blocks_is_opened_by_others(tmp_path: Path) -> None:
    """Pillow refuses a file with more than a megabyte of packed text: what is longer stays unpacked."""
    blocks = block(0x404, RECORDS) + block(2000, bytes(700_000))
    write_photo(Photo(picture(), metadata=Metadata(iptc=blocks)), tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as opened:
        assert np.array_equal(np.asarray(opened), picture())
    assert read_photo(tmp_path / "a.png").metadata.iptc == blocks


def test_thumbnails_go() -> None:
    """The small picture is left out, the rest stays byte for byte."""
    kept = block(0x0404, RECORDS)
    assert without_untrue(block(0x040C, bytes(999)) + kept + block(0x0409, b"x")) == kept


def test_the_place_goes() -> None:
    """City, sublocation and country are left out, and the digest that no longer holds; the rest stays."""
    place = b"".join(b"\x1c\x02" + bytes([number]) + b"\0\5Izmir" for number in (26, 90, 92, 95, 100, 101))
    others = block(1000, b"odd", b"a name")
    found = without_place(others + block(0x0404, place + RECORDS + place) + block(0x0425, bytes(16)))
    assert found == others + block(0x0404, RECORDS)
    untouched = others + block(0x0404, RECORDS) + block(0x0425, bytes(16))
    assert without_place(untouched) == untouched
    assert without_place(block(0x0404, place) + others) == others


def test_the_place_goes_from_every_block() -> None:
    """Also from a second one of records, which Photoshop would not write; what cannot be followed goes."""
    place = b"\x1c\x02\x5a\0\5Izmir"
    blocks = block(0x0404, RECORDS) + block(0x0404, place + RECORDS)
    assert without_place(blocks + b"?" + block(0x0404, place)) == 2 * block(0x0404, RECORDS)


def test_extended_data_sets_are_counted() -> None:
    """A data set of more than 32 KB has its length in further bytes."""
    long = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 40_000) + bytes(40_000)
    assert count_records(block(0x0404, long + RECORDS)) == 3


@given(st.binary(max_size=100) | st.builds(bytes.__add__, st.just(b"8BIM\x04\x04"), st.binary(max_size=100)))
def test_any_bytes_are_survived(blocks: bytes) -> None:
    """No bytes make any of it fail."""
    assert count_records(blocks) >= 0
    assert len(without_untrue(blocks)) <= len(blocks)
    assert len(without_place(blocks)) <= len(blocks)


def test_odd_blocks_hide_nothing() -> None:
    """Records are found behind a block of another signature, and behind one whose padding is missing."""
    other = block(0x0BB7, b"abcd").replace(b"8BIM", b"PHUT")
    unpadded = block(0x03F3, b"abc")[:-1]
    for before in (other, unpadded):
        assert records(before + block(0x0404, RECORDS)) == RECORDS
        assert without_untrue(before + block(0x0404, RECORDS)) == before + block(0x0404, RECORDS)
    rest = b"what cannot be followed"
    assert (
        without_untrue(block(0x0404, RECORDS) + block(0x040C, b"x") + rest) == block(0x0404, RECORDS) + rest
    )
