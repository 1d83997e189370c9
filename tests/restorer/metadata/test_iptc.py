"""Photoshop's resource blocks: walked, counted, and rid of a small picture that is untrue."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from restorer.metadata.iptc import (
    count_records,
    records,
    resources,
    with_records,
    without_place,
    without_untrue,
)

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
    blocks = block(0x0404, RECORDS)
    assert with_records(b"others", blocks) == blocks
    assert with_records(b"") == b""


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
