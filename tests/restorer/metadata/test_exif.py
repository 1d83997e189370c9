"""EXIF is made true in place, found behind odd heads, and stripped of the place it was taken at."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import ExifTags, Image, TiffImagePlugin
from sound_files import MAKER_NOTE, make_exif

from restorer.files import read_photo, write_photo
from restorer.metadata import ifd
from restorer.metadata.exif import (
    bare_exif,
    count_tags,
    orientation,
    read_tags,
    resolution,
    upright_exif,
    without_gps,
    without_padding,
)
from restorer.photo import Metadata, Photo

COORDINATES = struct.pack("<6I", 41, 1, 30, 1, 155, 10)


def read_exif(block: bytes) -> Image.Exif:
    """Read a block with Pillow."""
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + block)
    return exif


@pytest.mark.parametrize("endian", ["<", ">"])
def test_upright_exif_is_true_and_else_unchanged(endian: str) -> None:
    """Orientation is 1 and the width the picture's, in either byte order; every other tag stays."""
    before, after = make_exif(6, endian), upright_exif(make_exif(6, endian), 32, 48)
    assert (orientation(before), orientation(after)) == (6, 1)
    old, new = read_exif(before), read_exif(after)
    assert new[ExifTags.Base.Make] == old[ExifTags.Base.Make]
    camera = old.get_ifd(ExifTags.IFD.Exif) | {ExifTags.Base.ExifImageWidth: 32}
    assert new.get_ifd(ExifTags.IFD.Exif) == camera
    assert count_tags(after) == count_tags(before)


@pytest.mark.parametrize("endian", ["<", ">"])
def test_maker_notes_keep_their_place(endian: str) -> None:
    """Neither turning nor stripping moves a maker note, which counts on offsets from the block's start."""
    block = make_exif(6, endian)
    place = block.index(MAKER_NOTE)
    assert upright_exif(block, 32, 48).index(MAKER_NOTE) == place
    assert without_gps(block).index(MAKER_NOTE) == place


@pytest.mark.parametrize("endian", ["<", ">"])
def test_without_gps_wipes_the_place(endian: str) -> None:
    """No coordinate is left in the bytes, Pillow finds no GPS, and all else is as it was."""
    block = make_exif(1, endian)
    coordinates = struct.pack(endian + "4I", 41, 1, 30, 1)
    assert coordinates in block
    stripped = without_gps(block)
    assert coordinates not in stripped
    assert len(stripped) == len(block)
    old, new = read_exif(block), read_exif(stripped)
    assert not new.get_ifd(ExifTags.IFD.GPSInfo)
    assert new.get_ifd(ExifTags.IFD.Exif) == old.get_ifd(ExifTags.IFD.Exif)
    assert new[ExifTags.Base.Make] == "Canon"


def test_the_thumbnail_is_gone() -> None:
    """The small picture, which no longer shows the photo, is no part of the block, nor among its bytes."""
    first = struct.pack("<H HHII I", 1, 274, 3, 1, 6, 26)
    second = struct.pack("<H HHII HHII I", 2, 513, 4, 1, 56, 514, 4, 1, 4, 0)
    block = b"II*\0\x08\0\0\0" + first + second + b"\xff\xd8\xff\xd9"
    assert read_exif(block).get_ifd(ExifTags.IFD.IFD1)
    upright = upright_exif(block, 4, 4)
    assert not read_exif(upright).get_ifd(ExifTags.IFD.IFD1)
    assert b"\xff\xd8" not in upright
    assert len(upright) == len(block)


@pytest.mark.parametrize("claimed", [6, 10**6])
def test_the_thumbnail_goes_whatever_claims_it(claimed: int) -> None:
    """A tag that is longer than it should be keeps what is its own at most; one beyond the block nothing."""
    first = struct.pack("<H HHII I", 1, 271, 2, claimed, 56, 26)
    second = struct.pack("<H HHII HHII I", 2, 513, 4, 1, 58, 514, 4, 1, 8, 0)
    upright = upright_exif(b"II*\0\x08\0\0\0" + first + second + b"Ca\xff\xd8pict\xff\xd9", 4, 4)
    assert upright[56:62] == (b"Ca\xff\xd8pi" if claimed == 6 else b"Ca\0\0\0\0")
    assert upright[62:] == bytes(4)
    assert upright_exif(upright, 4, 4) == upright


def test_what_is_not_the_thumbnails_own_stays() -> None:
    """A second directory that names as its picture what belongs to the first takes nothing of it away."""
    first = struct.pack("<H HHII I", 1, 271, 2, 6, 56, 26)
    second = struct.pack("<H HHII HHII I", 2, 513, 4, 1, 56, 514, 4, 1, 6, 0)
    upright = upright_exif(b"II*\0\x08\0\0\0" + first + second + b"Canon\0", 4, 4)
    assert read_exif(upright)[ExifTags.Base.Make] == "Canon"


@pytest.mark.parametrize("turned", [False, True])
def test_the_resolution_is_turned_with_the_picture(turned: bool) -> None:
    """Where rows became columns the dots an inch across are those that were down."""
    exif = Image.Exif()
    exif[ExifTags.Base.XResolution] = TiffImagePlugin.IFDRational(204)
    exif[ExifTags.Base.YResolution] = TiffImagePlugin.IFDRational(98)
    exif[ExifTags.Base.ResolutionUnit] = 2
    upright = upright_exif(exif.tobytes().removeprefix(b"Exif\0\0"), 4, 4, turned=turned)
    assert resolution(upright) == ((98, 204) if turned else (204, 98))
    assert resolution(upright_exif(upright, 4, 4)) == resolution(upright)


def test_a_place_that_cannot_be_wiped_is_not_passed_on() -> None:
    """Of a block cut short within its place nothing is given: what is left of it would tell."""
    block = make_exif()
    assert without_gps(block[: block.index(struct.pack("<4I", 41, 1, 30, 1)) - 10]) is None
    assert without_gps(b"no EXIF") is None


@pytest.mark.parametrize("head", [b"", b"Exif\0\0", b"\0\0\0\x06Exif\0\0", b"\0\0\0\0", b"Exif\0\0Exif\0\0"])
def test_exif_is_found_behind_odd_heads(head: bytes) -> None:
    """AVIF's and HEIC's offset, JPEG's name, both, or the name twice: the block is the same."""
    assert bare_exif(head + make_exif()) == make_exif()
    assert bare_exif(b"") is None


@pytest.mark.parametrize(("unit", "dpi"), [(2, (300.0, 150.0)), (3, (762.0, 381.0)), (1, None)])
def test_resolution_is_told_in_inches(unit: int, dpi: tuple[float, float] | None) -> None:
    """Dots an inch and dots a centimetre are understood; without a unit there is no resolution."""
    exif = Image.Exif()
    exif[ExifTags.Base.XResolution] = TiffImagePlugin.IFDRational(300)
    exif[ExifTags.Base.YResolution] = TiffImagePlugin.IFDRational(150)
    exif[ExifTags.Base.ResolutionUnit] = unit
    assert resolution(exif.tobytes().removeprefix(b"Exif\0\0")) == (dpi and pytest.approx(dpi))


blocks = st.binary(max_size=60) | st.builds(
    bytes.__add__,
    st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0", b"II+\0\x08\0\0\0"]),
    st.binary(max_size=80),
)


@given(blocks)
@example(b"II*\0\x08\0\0\0\x01\0\x12\x01")
@example(b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0")
@example(make_exif())
def test_any_bytes_are_survived(block: bytes) -> None:
    """No bytes make it fail, their length never changes, what was turned or stripped is not so again."""
    upright = upright_exif(block, 5, 3)
    assert len(upright) == len(block)
    assert orientation(upright) in (1, None)
    assert upright_exif(upright, 5, 3) == upright
    assert block.startswith(without_padding(block))
    if (stripped := without_gps(block)) is not None:
        assert len(stripped) == len(block)
        assert ifd.GPS not in ifd.tags(stripped)
        assert without_gps(stripped) == stripped
        assert count_tags(stripped) <= count_tags(block)


def test_a_gps_directory_upon_the_first_one_is_survived() -> None:
    """What is wiped may be the directory whose entry goes; then there is no block to be had."""
    block = bytearray(make_exif())
    layout, first = ifd.header(bytes(block))
    entry = dict(ifd.places(bytes(block), first, layout))[ifd.GPS]
    struct.pack_into("<I", block, entry + 8, first)
    assert without_gps(bytes(block)) is None


@given(st.data())
def test_damaged_exif_is_survived(data: st.DataObject) -> None:
    """Bytes changed anywhere in a real block give a block that is turned once, or as it was."""
    block = bytearray(make_exif())
    for at in data.draw(st.lists(st.integers(0, len(block) - 1), max_size=8)):
        block[at] = data.draw(st.integers(0, 255))
    assert orientation(upright_exif(bytes(block), 5, 3)) in (1, None)
    assert count_tags(without_gps(bytes(block)) or b"") <= count_tags(bytes(block))


@pytest.mark.parametrize("endian", ["<", ">"])
@pytest.mark.parametrize(("kind", "word"), [(1, "B"), (3, "H"), (4, "I"), (9, "i")])
def test_an_orientation_of_any_kind_is_seen(endian: str, kind: int, word: str) -> None:
    """Some programs write it as a byte or a long; it is applied, and 1 afterwards."""
    value = struct.pack(endian + word, 6).ljust(4, b"\0")
    head = (b"II*\0" if endian == "<" else b"MM\0*") + struct.pack(endian + "I", 8)
    block = head + struct.pack(endian + "HHHI", 1, 274, kind, 1) + value + bytes(4)
    assert orientation(block) == 6
    assert orientation(upright_exif(block, 5, 3)) == 1


@pytest.mark.parametrize("endian", ["<", ">"])
def test_padding_is_cut_and_nothing_else(endian: str) -> None:
    """Zeros behind the last byte in use go; those in use stay, as does whatever else lies there."""
    block = make_exif(6, endian)
    assert without_padding(block + bytes(99)) == without_padding(block)
    assert read_tags(without_padding(block)) == read_tags(block)
    assert without_padding(block + b"more\0") == block + b"more"
    assert without_padding(b"no EXIF\0\0") == b"no EXIF\0\0"
    zeros = struct.pack("<HHHII", 1, 270, 2, 9, 26) + bytes(4) + bytes(9)
    assert without_padding(b"II*\0\x08\0\0\0" + zeros + bytes(5)) == b"II*\0\x08\0\0\0" + zeros


def test_a_maker_note_that_is_moved_tells_how_far(tmp_path: Path) -> None:
    """In a TIFF it lies elsewhere than its own offsets count from: OffsetSchema says how far, each time."""
    place = make_exif().index(MAKER_NOTE)
    photo = Photo(np.zeros((4, 4, 3), np.uint8), metadata=Metadata(exif=make_exif()))
    for name in ("a.tif", "b.tif", "c.png"):
        write_photo(photo, tmp_path / name)
        photo = read_photo(tmp_path / name)
        content = (tmp_path / name).read_bytes() if name != "c.png" else photo.metadata.exif or b""
        told = ifd.parse(content)[ifd.EXIF].directory or {}
        moved = struct.unpack("<i", told[ifd.OFFSET_SCHEMA].value)[0]
        assert content.index(MAKER_NOTE) - place == moved
    assert ifd.OFFSET_SCHEMA not in (ifd.parse(make_exif())[ifd.EXIF].directory or {})
