"""What lies around the samples: found in each kind of file, in odd places too, and put where others look."""

import io
import struct
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational, ImageFileDirectory_v2
from sound_files import (
    IPTC,
    SRGB,
    XMP,
    by_pillow,
    by_vips,
    exif,
    jpeg_with,
    make_exif,
    picture,
    png,
    read,
    sound_files,
)

from restorer.errors import PhotoError
from restorer.files import read_photo, write_photo
from restorer.formats import Saving
from restorer.formats.containers import tiff
from restorer.metadata.iptc import records
from restorer.metadata.packets import count_properties
from restorer.photo import Metadata, Photo

EXIF = exif(1).tobytes().removeprefix(b"Exif\0\0")
PLAIN = by_pillow(picture(), "JPEG")
MOTION = XMP.replace(b"dc:format=", b"dc:f='GCamera:MotionPhoto=\"1\"' dc:format=")
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(500)


def raw_profile(name: bytes, content: bytes) -> tuple[bytes, bytes]:
    """Make a PNG chunk of hexadecimal text, as ImageMagick and exiftool do."""
    text = b"\n%s\n%8d\n%s\n" % (name, len(content), content.hex().encode())
    return b"zTXt", b"Raw profile type " + name + b"\0\0" + zlib.compress(text)


def icc_segments(parts: Iterable[int], total: int = 3) -> list[tuple[int, bytes]]:
    """Cut the sRGB profile into parts, and give some in some order."""
    size = -(-len(SRGB) // total)
    return [
        (0xE2, b"ICC_PROFILE\0" + bytes([part, total]) + SRGB[(part - 1) * size : part * size])
        for part in parts
    ]


def test_a_profile_in_parts_is_joined(tmp_path: Path) -> None:
    """Parts of a profile in any order make it whole; one with a piece missing is said to be damaged."""
    assert read(jpeg_with(*icc_segments([3, 1, 2])), tmp_path).metadata.icc == SRGB
    photo = read(jpeg_with(*icc_segments([1, 3])), tmp_path)
    assert photo.metadata.icc is None
    assert "a colour profile with a piece missing was left out" in photo.notices


def test_exif_in_parts_is_joined_and_a_second_block_is_told(tmp_path: Path) -> None:
    """EXIF too long for a segment goes on in the next; another block is left out, aloud if it differs."""
    long = EXIF + bytes(70_000)
    parts = [(0xE1, b"Exif\0\0" + long[at : at + 60_000]) for at in (0, 60_000)]
    assert read(jpeg_with(*parts), tmp_path).metadata.exif == long
    for second, notices in ((EXIF, ()), (EXIF + b"?", ("a second EXIF block was left out",))):
        photo = read(jpeg_with((0xE1, b"Exif\0\0" + EXIF), (0xE1, b"Exif\0\0" + second)), tmp_path)
        assert photo.metadata.exif == EXIF
        assert photo.notices == notices


def test_long_xmp_is_extended_in_a_jpeg(tmp_path: Path) -> None:
    """XMP of more than a segment is split as JPEG has it, and read back whole; Pillow finds the main part."""
    properties = b"".join(b"<n:p%d>%s</n:p%d>" % (at, b"word " * 3000, at) for at in range(20))
    more = (
        b'<rdf:Description rdf:about="" xmlns:n="http://n.org/">%s</rdf:Description></rdf:RDF>' % properties
    )
    long = XMP.replace(b"</rdf:RDF>", more)
    photo = Photo(picture(), metadata=Metadata(xmp=long))
    assert write_photo(photo, tmp_path / "a.jpg").notices == ()
    found = read_photo(tmp_path / "a.jpg").metadata.xmp
    assert found is not None
    assert count_properties(found) == count_properties(long)
    with Image.open(tmp_path / "a.jpg") as opened:
        assert b"HasExtendedXMP" in opened.info["xmp"]


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (jpeg_with(tail=VIDEO), "the video of a motion photo was left out"),
        (
            jpeg_with((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + MOTION)),
            "the video of a motion photo was left out",
        ),
        (jpeg_with(tail=b"garbage" * 9), "63 bytes behind the picture were left out"),
        (jpeg_with((0xE2, b"MPF\0" + bytes(20))), "further pictures in the file"),
        (jpeg_with((0xEB, b"JP" + bytes(20))), "content credentials"),
    ],
    ids=["video", "motion", "garbage", "pictures", "credentials"],
)  # fmt: skip
def test_what_is_left_out_of_a_jpeg_is_said(tmp_path: Path, content: bytes, notice: str) -> None:
    """Videos, further pictures and whatever else lies in or behind a JPEG is left out aloud."""
    (said,) = read(content, tmp_path).notices
    assert said.startswith(notice)


def test_padding_behind_a_jpeg_is_nothing(tmp_path: Path) -> None:
    """Zeros behind the end, and ends within thumbnails or between scans, are no trailer."""
    assert read(jpeg_with(tail=bytes(999)), tmp_path).notices == ()
    thumbnail = (0xE1, b"Exif\0\0" + EXIF + PLAIN)
    progressive = by_pillow(picture(), "JPEG", progressive=True)
    assert read(jpeg_with(thumbnail), tmp_path).notices == ()
    assert read(progressive, tmp_path).notices == ()


@pytest.mark.parametrize(
    ("numbers", "icc", "words"),
    [
        ((1, 13, 0, 1), None, ""),
        ((9, 16, 0, 1), None, "its colours are coded as primaries 9"),
        ((12, 13, 0, 1), None, "its colours are coded as primaries 12"),
        ((12, 13, 0, 1), SRGB, ""),
        ((9, 16, 0, 1), SRGB, "its colours are coded as primaries 9"),
        ((1, 13, 0, 0), None, "its samples are of narrow range"),
    ],
)
def test_a_png_of_other_colours_is_refused(
    tmp_path: Path, numbers: tuple[int, ...], icc: bytes | None, words: str
) -> None:
    """Colours told by numbers alone that are not sRGB's are refused, as those of AVIF are; HDR's always."""
    made = by_pillow(picture(), "PNG", **({"icc_profile": icc} if icc else {}))
    body = b"cICP" + bytes(numbers)
    chunk = struct.pack(">I", 4) + body + struct.pack(">I", zlib.crc32(body))
    (tmp_path / "a.png").write_bytes(made[:33] + chunk + made[33:])
    if not words:
        assert read_photo(tmp_path / "a.png").notices == ()
        return
    with pytest.raises(PhotoError, match=rf"a\.png: {words}"):
        read_photo(tmp_path / "a.png")


def test_the_resolution_of_exif_goes_to_any_format(tmp_path: Path) -> None:
    """A file that tells it in its EXIF alone tells it in the result, whatever that is."""
    exif_block = Image.Exif()
    exif_block[0x011A], exif_block[0x011B], exif_block[0x0128] = IFDRational(240), IFDRational(240), 2
    Image.fromarray(picture()).save(tmp_path / "a.webp", exif=exif_block)
    photo = read_photo(tmp_path / "a.webp")
    for name in ("b.tif", "c.png", "d.webp"):
        assert write_photo(photo, tmp_path / name).notices == ()
        assert read_photo(tmp_path / name).metadata.dpi == pytest.approx((240, 240), abs=0.1)


@pytest.mark.parametrize("name", ["plain.jpg", "type2-8.png", "8-none.tif", "lossy.webp"])
def test_no_resolution_is_invented(tmp_path: Path, name: str) -> None:
    """A file that tells no resolution gives none, and its result tells none."""
    photo = read(sound_files()[name], tmp_path, name)
    told = (25.4, 25.4) if name == "8-none.tif" else None  # libvips writes one where it knows none
    assert photo.metadata.dpi == (told and pytest.approx(told))
    target = tmp_path / f"b{Path(name).suffix}"
    write_photo(replace(photo, metadata=replace(photo.metadata, dpi=None)), target)
    assert read_photo(target).metadata.dpi is None
    with Image.open(target) as opened:
        assert opened.info.get("dpi", (1, 1)) == (1, 1)


def test_resolution_is_found_in_exif_alone(tmp_path: Path) -> None:
    """A JPEG without JFIF tells its resolution in EXIF."""
    made = Image.Exif()
    made[ExifTags.Base.XResolution] = made[ExifTags.Base.YResolution] = 240.0
    made[ExifTags.Base.ResolutionUnit] = 2
    assert read(by_pillow(picture(), "JPEG", exif=made), tmp_path).metadata.dpi == (240, 240)


def test_damaged_chunks_are_left_out_aloud(tmp_path: Path) -> None:
    """A text whose checksum is wrong is said to be left out; chunks that no one may copy are not copied."""
    rows = bytes(7 * 14)
    whole = png((13, 7, 8, 0), rows, [(b"tEXt", b"Title\0words"), (b"teXT", b"unsafe"), (b"prVt", b"mine")])
    photo = read(whole, tmp_path, "a.png")
    assert photo.metadata.pieces == (("tEXt", b"Title\0words"), ("prVt", b"mine"))
    told = "chunks that hold for the original only were left out (teXT)"
    assert photo.notices == (told,)
    damaged = read(whole.replace(b"words", b"wards"), tmp_path, "b.png")
    assert damaged.notices == ("the damaged chunk tEXt was left out", told)


def test_png_keeps_iptc_and_exif_of_raw_profiles(tmp_path: Path) -> None:
    """What ImageMagick and exiftool write as hexadecimal text is found."""
    profiles = {b"iptc": IPTC, b"exif": b"Exif\0\0" + EXIF, b"icc": b"?"}
    extra = [raw_profile(name, content) for name, content in profiles.items()]
    photo = read(png((13, 7, 8, 0), bytes(7 * 14), extra), tmp_path, "a.png")
    assert (photo.metadata.iptc, photo.metadata.exif) == (IPTC, EXIF)
    write_photo(photo, tmp_path / "b.png")
    assert read_photo(tmp_path / "b.png").metadata.iptc == IPTC


def test_blanks_between_digits_of_a_raw_profile_harm_nothing(tmp_path: Path) -> None:
    """Whatever its writer put them between: the profile is read, and so is the picture."""
    digits = b" ".join(b"%c" % digit for digit in IPTC.hex().encode())
    text = b"Raw profile type iptc\0\niptc\n%8d\n%s\n" % (len(IPTC), digits)
    photo = read(png((13, 7, 8, 0), bytes(7 * 14), [(b"tEXt", text)]), tmp_path, "a.png")
    assert photo.metadata.iptc == IPTC


@pytest.mark.parametrize("name", [b"iptc", b"8bim"])
def test_png_knows_xmp_and_bare_records_of_raw_profiles(tmp_path: Path, name: bytes) -> None:
    """ImageMagick 6 writes XMP as a raw profile, and IPTC as records without a block, or as 8BIM."""
    xmp = XMP.replace(b'Orientation="6"', b'Orientation="1"')
    extra = [raw_profile(name, records(IPTC) if name == b"iptc" else IPTC), raw_profile(b"xmp", xmp)]
    metadata = read(png((13, 7, 8, 0), bytes(7 * 14), extra), tmp_path, "a.png").metadata
    assert (metadata.iptc, metadata.xmp, metadata.pieces) == (IPTC, xmp, ())


@pytest.mark.parametrize("endian", ["<", ">"])
@pytest.mark.parametrize("is_large", [False, True], ids=["tiff", "bigtiff"])
def test_tiff_carries_the_camera_exif(endian: str, is_large: bool) -> None:
    """Camera, exposure, place and profile put into a TIFF or BigTIFF are read back, and by Pillow alike."""
    file = io.BytesIO(by_vips(picture(), ".tif", bigtiff=is_large))
    tiff.finish(file, Metadata(exif=make_exif(1, endian), xmp=XMP, icc=SRGB, dpi=(300.0, 150.5)))
    contents = tiff.read(file)
    assert contents.metadata.xmp == XMP
    assert contents.metadata.dpi == (300, 150.5)
    assert contents.metadata.exif is not None
    block = Image.Exif()
    block.load(b"Exif\0\0" + contents.metadata.exif)
    seen = [block]
    if not is_large:
        with Image.open(file) as opened:
            assert opened.info["icc_profile"] == SRGB
            np.testing.assert_array_equal(np.asarray(opened), picture())
            seen.append(opened.getexif())
    for found in seen:
        assert found[ExifTags.Base.Make] == "Canon"
        assert found.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] == pytest.approx(1 / 250)
        assert found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] == (41.0, 30.0, 15.5)


def test_gif_gives_xmp_profile_and_comment(tmp_path: Path) -> None:
    """What Photoshop puts into a GIF's extension blocks comes with it."""
    plain = by_pillow(picture(), "GIF")
    trailer = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    packet = b"\x21\xff\x0bXMP DataXMP" + XMP + trailer
    icc = b"".join(bytes([len(part)]) + part for part in (SRGB[:255], SRGB[255:510], SRGB[510:])) + b"\0"
    profile = b"\x21\xff\x0bICCRGBG1012" + icc
    start = 13 + 768
    photo = read(plain[:start] + packet + profile + b"\x21\xfe\x02ok\0" + plain[start:], tmp_path, "a.gif")
    assert photo.metadata.icc == SRGB
    assert photo.metadata.xmp is not None
    assert b'tiff:Orientation="1"' in photo.metadata.xmp
    assert photo.metadata.pieces == (("comment", b"ok"),)


def test_orientation_of_xmp_counts_without_exif(tmp_path: Path) -> None:
    """Where EXIF is silent XMP's orientation is applied, as other programs do, and EXIF's goes before it."""
    packet = (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    assert read(jpeg_with(packet), tmp_path).width == 32
    turned = (0xE1, b"Exif\0\0" + exif(3).tobytes().removeprefix(b"Exif\0\0"))
    assert read(jpeg_with(packet, turned), tmp_path).width == 48


@pytest.mark.parametrize("extension", ["jpg", "png", "tif", "webp", "avif"])
def test_any_bytes_of_exif_and_xmp_are_carried(tmp_path: Path, extension: str) -> None:
    """EXIF and XMP that nobody understands do not keep a photo from being written."""
    metadata = Metadata(exif=b"II*\0\xff\xff\xff\xffgarbage", xmp=b"<no xml")
    write_photo(
        Photo(picture(), metadata=metadata), tmp_path / f"a.{extension}", saving=Saving(history=False)
    )
    found = read_photo(tmp_path / f"a.{extension}").metadata
    assert found.xmp == b"<no xml"
    assert extension == "tif" or (found.exif or b"").startswith(b"II*\0\xff\xff\xff\xffgarbage")


def test_damaged_exif_turns_no_heic(tmp_path: Path) -> None:
    """An orientation in EXIF so damaged that it does not count is none for the encoder, either."""
    pytest.importorskip("pillow_heif")
    damaged = exif(6).tobytes().removeprefix(b"Exif\0\0").replace(b"MM\0*", b"MM\2*")
    write_photo(Photo(picture(), metadata=Metadata(exif=damaged)), tmp_path / "a.heic")
    assert read_photo(tmp_path / "a.heic").width == 48


@pytest.mark.parametrize("size", [2_000_000, 70_000_000])
def test_layers_of_any_size_are_left_out_and_said(tmp_path: Path, size: int) -> None:
    """A TIFF whose directory comes first may have tags of megabytes, as those of layers are."""
    path, layers = tmp_path / "layers.tif", ImageFileDirectory_v2()
    layers[37724], layers.tagtype[37724] = bytes(size), 7
    Image.fromarray(picture(np.uint8)).save(path, tiffinfo=layers)
    read = read_photo(path)
    assert read.notices == ("the layers of a drawing program were left out",)
    assert np.array_equal(read.samples, picture(np.uint8))
