"""What of a file's metadata is missing or damaged is left out aloud, and nothing points to it any more."""

import struct
from pathlib import Path

import pytest
from sound_files import XMP, by_pillow, exif, picture, plain_tiff

from restorer.files import read_photo, write_photo
from restorer.metadata import ifd
from restorer.metadata.packets import count_properties, split
from restorer.photo import Metadata, Photo

XMP_IS_MISSING = "a part of its XMP is missing or damaged and was left out"
MANY = b"".join(b"<n:p%d>%s</n:p%d>" % (at, b"word " * 3000, at) for at in range(20))
LONG = XMP.replace(
    b"</rdf:RDF>",
    b'<rdf:Description rdf:about="" xmlns:n="http://n.org/">%s</rdf:Description></rdf:RDF>' % MANY,
)
EXTENDED_HEAD = b"http://ns.adobe.com/xmp/extension/\0"


def segments_of(content: bytes) -> list[bytes]:
    """Cut a JPEG before each segment of extended XMP, and before what follows the last."""
    starts, at = [], 0
    while (at := content.find(EXTENDED_HEAD, at)) >= 0:
        starts.append(at - 4)
        at += 1
    end = starts[-1] + 2 + int.from_bytes(content[starts[-1] + 2 : starts[-1] + 4])
    return [content[start:stop] for start, stop in zip([0, *starts, end], [*starts, end, None], strict=True)]


def long_jpeg(folder: Path) -> list[bytes]:
    """Give the segments of a JPEG with XMP of more than one of them."""
    write_photo(Photo(picture(), metadata=Metadata(xmp=LONG)), folder / "long.jpg")
    return segments_of((folder / "long.jpg").read_bytes())


@pytest.mark.parametrize("is_left", [[], [0], [0, 2], [1, 2, 3]], ids=str)
def test_a_missing_part_of_long_xmp_is_told(tmp_path: Path, is_left: list[int]) -> None:
    """None of the extension is taken then; the main packet no longer names it, and a result is as that."""
    head, *parts, tail = long_jpeg(tmp_path)
    assert len(parts) == 4
    (tmp_path / "a.jpg").write_bytes(b"".join([head, *(parts[at] for at in is_left), tail]))
    photo = read_photo(tmp_path / "a.jpg")
    assert photo.notices == (XMP_IS_MISSING,)
    assert photo.metadata.xmp is not None
    assert b"HasExtendedXMP" not in photo.metadata.xmp
    assert 0 < count_properties(photo.metadata.xmp) < count_properties(LONG)
    write_photo(photo, tmp_path / "b.jpg")
    assert read_photo(tmp_path / "b.jpg").notices == ()


def test_parts_of_long_xmp_may_come_in_any_order(tmp_path: Path) -> None:
    """All of them are there: nothing is told, and each property found."""
    head, *parts, tail = long_jpeg(tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"".join([head, *reversed(parts), tail]))
    photo = read_photo(tmp_path / "a.jpg")
    assert photo.notices == ()
    assert count_properties(photo.metadata.xmp or b"") == count_properties(LONG)


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_a_packet_that_names_no_extension_of_its_own_is_carried(tmp_path: Path, extension: str) -> None:
    """A program may have put the main part of a JPEG's XMP into another file."""
    photo = Photo(picture(), metadata=Metadata(xmp=split(LONG, 20_000)[0]))
    write_photo(photo, tmp_path / f"a.{extension}")
    assert read_photo(tmp_path / f"a.{extension}").notices == ()


def test_a_directory_of_a_tiff_that_is_damaged_is_told(tmp_path: Path) -> None:
    """One that leads nowhere is left out by itself, one of the file with all that it tells."""
    away = struct.pack("<I", 1 << 30)
    (tmp_path / "exif.tif").write_bytes(
        plain_tiff(8, 1, 1, bytes(91), (271, 2, b"Maker\0"), (ifd.EXIF, 4, away))
    )
    photo = read_photo(tmp_path / "exif.tif")
    assert photo.notices == ("a part of its EXIF is damaged and was left out",)
    assert b"Maker" in (photo.metadata.exif or b"")
    private = [(tag, 3, (1,)) for tag in range(60_000, 61_000)]
    (tmp_path / "all.tif").write_bytes(plain_tiff(8, 1, 1, bytes(91), *private))
    assert read_photo(tmp_path / "all.tif").notices == ("its metadata are damaged and were left out",)


EMPTY_POINTER = b"Exif\0\0II*\0" + struct.pack("<IHHHIII", 8, 1, 34853, 4, 1, 0, 0)
CUT = exif().tobytes()[:-30]
UNREADABLE = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + exif().tobytes()[16:]


@pytest.mark.parametrize(
    ("block", "packet", "notices"),
    [
        (CUT, b"", ("its EXIF is damaged",)),
        (UNREADABLE, b"", ("its EXIF is damaged",)),
        (
            UNREADABLE,
            XMP,
            ("its EXIF is damaged and was left out, as it may tell to turn the picture once more",),
        ),
        (CUT, XMP[:-60], ("its XMP is damaged", "its EXIF is damaged")),
        (EMPTY_POINTER, bytes(30), ()),
        (b"", b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', ()),
    ],
    ids=["cut", "unreadable", "turned by XMP", "both cut", "blank", "empty"],
)
def test_damaged_metadata_are_told(
    tmp_path: Path, block: bytes, packet: bytes, notices: tuple[str, ...]
) -> None:
    """They are kept as they are, but for EXIF that may tell to turn what was turned by XMP once more."""
    (tmp_path / "a.jpg").write_bytes(by_pillow(picture(), "JPEG", exif=block, xmp=packet))
    photo = read_photo(tmp_path / "a.jpg")
    assert photo.notices == notices
    write_photo(photo, tmp_path / "b.jpg")
    is_kept = bool(block) and "left out" not in "".join(notices)
    assert (b"Exif\0\0" in (tmp_path / "b.jpg").read_bytes()) == is_kept
    assert photo.width == (32 if photo.coding.orientation == 6 else 48)
