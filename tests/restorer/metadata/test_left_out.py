"""What of a file's metadata is missing or damaged is left out aloud, and nothing points to it any more."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sound_files import IPTC, SRGB, XMP, by_pillow, by_vips, exif, jpeg_with, picture, plain_tiff, png

from restorer.files import read_photo, write_photo
from restorer.formats.containers import SECOND, tiff
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


def test_long_xmp_of_another_packet_is_told(tmp_path: Path) -> None:
    """An extension that the main packet does not name is left out aloud."""
    head, *parts, tail = long_jpeg(tmp_path)
    write_photo(Photo(picture(), metadata=Metadata(xmp=LONG.replace(b"word", b"ward"))), tmp_path / "b.jpg")
    _, *others, _ = segments_of((tmp_path / "b.jpg").read_bytes())
    (tmp_path / "a.jpg").write_bytes(b"".join([head, *others, *parts, tail]))
    photo = read_photo(tmp_path / "a.jpg")
    assert photo.notices == (SECOND["xmp"],)
    assert b"ward" not in (photo.metadata.xmp or b"")
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


EXIF = exif(1).tobytes().removeprefix(b"Exif\0\0")
TURNED = exif().tobytes().removeprefix(b"Exif\0\0")
UPRIGHT = XMP.replace(b'Orientation="6"', b'Orientation="1"')


def jpeg_of(marker: int, head: bytes) -> Callable[[bytes, bytes], bytes]:
    """Give what makes a JPEG that holds a part of the metadata twice."""
    return lambda *parts: jpeg_with(*((marker, head + part) for part in parts))


def png_of(name: bytes, head: bytes, pack: Callable[[bytes], bytes]) -> Callable[[bytes, bytes], bytes]:
    """Give what makes a PNG that holds a part of the metadata twice."""
    return lambda *parts: png((13, 7, 8, 0), bytes(7 * 14), [(name, head + pack(part)) for part in parts])


def webp_with(chunks: bytes) -> bytes:
    """Make a WebP with chunks behind its picture."""
    body = by_pillow(picture(), "WEBP")[8:] + chunks
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_of(name: bytes) -> Callable[[bytes, bytes], bytes]:
    """Give what makes a WebP that holds a part of the metadata twice."""
    return lambda *parts: webp_with(
        b"".join(name + struct.pack("<I", len(part)) + part + bytes(len(part) % 2) for part in parts)
    )


def gif_of(*parts: bytes) -> bytes:
    """Make a GIF that holds XMP twice."""
    plain, start = by_pillow(picture(), "GIF"), 13 + 768
    trailer = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    packets = (b"\x21\xff\x0bXMP DataXMP" + part + trailer for part in parts)
    return plain[:start] + b"".join(packets) + plain[start:]


def hexadecimal(content: bytes) -> bytes:
    """Write a raw profile, as ImageMagick does."""
    return zlib.compress(b"\niptc\n%8d\n%s\n" % (len(content), content.hex().encode()))


@pytest.mark.parametrize(
    ("name", "make", "part", "content"),
    [
        ("a.jpg", jpeg_of(0xE1, b"http://ns.adobe.com/xap/1.0/\0"), "xmp", UPRIGHT),
        ("a.jpg", jpeg_of(0xE2, b"ICC_PROFILE\0\1\1"), "icc", SRGB),
        ("a.png", png_of(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0", bytes), "xmp", UPRIGHT),
        ("a.png", png_of(b"eXIf", b"", bytes), "exif", EXIF),
        ("a.png", png_of(b"zTXt", b"Raw profile type iptc\0\0", hexadecimal), "iptc", IPTC),
        ("a.png", png_of(b"iCCP", b"a\0\0", zlib.compress), "icc", SRGB),
        ("a.webp", webp_of(b"EXIF"), "exif", EXIF),
        ("a.webp", webp_of(b"XMP "), "xmp", UPRIGHT),
        ("a.gif", gif_of, "xmp", UPRIGHT),
    ],
)  # fmt: skip
def test_a_second_part_is_told(
    tmp_path: Path, name: str, make: Callable[[bytes, bytes], bytes], part: str, content: bytes
) -> None:
    """Of two parts of the metadata that differ the first counts, and the other is left out aloud."""
    for second, is_told in ((content, False), (content + b" ", True)):
        (tmp_path / name).write_bytes(make(content, second))
        photo = read_photo(tmp_path / name)
        assert getattr(photo.metadata, part) == content
        assert (SECOND[part] in photo.notices) is is_told


def test_a_second_profile_of_more_pieces_is_left_out_whole(tmp_path: Path) -> None:
    """Pieces of two profiles in a JPEG are told apart by how many there are to be: the first one counts."""
    whole, half = (b"ICC_PROFILE\0\1" + parts for parts in (b"\1", b"\2"))
    make = jpeg_of(0xE2, b"")
    (tmp_path / "a.jpg").write_bytes(make(whole + SRGB, half + SRGB[:99]))
    photo = read_photo(tmp_path / "a.jpg")
    assert photo.metadata.icc == SRGB
    assert photo.notices == (SECOND["icc"],)


def test_a_profile_that_cannot_be_unpacked_is_told(tmp_path: Path) -> None:
    """A PNG whose profile is damaged under a sound checksum is read without it, which is said."""
    chunk = (b"iCCP", b"a\0\0" + zlib.compress(SRGB)[:-9])
    (tmp_path / "a.png").write_bytes(png((13, 7, 8, 0), bytes(7 * 14), [chunk]))
    photo = read_photo(tmp_path / "a.png")
    assert photo.metadata.icc is None
    assert photo.notices == ("the damaged chunk iCCP was left out",)


@pytest.mark.parametrize("name", [b"XMP\0", b"a_bc", b"    ", bytes(4)], ids=repr)
def test_a_chunk_of_an_odd_name_hides_nothing_behind_it(tmp_path: Path, name: bytes) -> None:
    """It is stepped over: what a WebP tells behind it counts, and the picture stands upright."""
    chunks = [name, b"\4\0\0\0", b"1234", b"EXIF", struct.pack("<I", len(TURNED)), TURNED]
    (tmp_path / "a.webp").write_bytes(webp_with(b"".join(chunks)))
    photo = read_photo(tmp_path / "a.webp")
    assert photo.notices == ()
    assert photo.coding.orientation == 6


@pytest.mark.parametrize("power", [40, 62, 63])
def test_a_tag_that_points_beyond_all_files_is_left_out(tmp_path: Path, power: int) -> None:
    """By itself: the BigTIFF that has it is read, wherever a system ceases to count."""
    file = io.BytesIO(by_vips(picture(), ".tif", bigtiff=True))
    tiff.finish(file, Metadata(xmp=XMP, icc=SRGB))
    content = bytearray(file.getvalue())
    layout, first = ifd.header(file.getvalue())
    place = dict(ifd.places(file.getvalue(), first, layout))[700] + struct.calcsize(layout.entry)
    struct.pack_into(layout.offset, content, place, 1 << power)
    (tmp_path / "a.tif").write_bytes(content)
    photo = read_photo(tmp_path / "a.tif")
    assert (photo.metadata.xmp, photo.metadata.icc) == (None, SRGB)
