"""What reading a photo changes, and what saving it leaves out, is told in words that say what it was."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sound_files import SRGB, XMP, by_pillow, picture, plain_tiff, png, read, sound_files, tiff

from restorer.errors import PhotoError
from restorer.files import read_photo, sniff_file, write_photo
from restorer.formats import Saving
from restorer.formats.containers import FURTHER_PICTURES, VIDEO
from restorer.metadata import ifd
from restorer.photo import Metadata, Photo

GAIN_MAP = XMP.replace(
    b"dc:format=", b'xmlns:h="http://ns.adobe.com/hdr-gain-map/1.0/" h:Version="1" dc:format='
)
WIDE = struct.pack(">8I", *(31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000))
NARROW = struct.pack(">8I", *(31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))


@pytest.mark.parametrize(
    ("name", "depth", "white", "told"),
    [
        ("a.tif", 16, 10.0, "90.0% of the samples lie beyond black and white and were clipped"),
        ("a.png", None, 10.0, "90.0% of the samples lie beyond black and white and were clipped"),
        ("a.png", None, 1.001, "a few of the samples lie beyond black and white and were clipped"),
        ("a.jpg", None, 1.001, None),
        ("a.tif", None, 10.0, None),
    ],
)
def test_light_that_is_clipped_is_told(
    tmp_path: Path, name: str, depth: int | None, white: float, told: str | None
) -> None:
    """Where floats become whole numbers the share is said of those that lie beyond by half a step."""
    samples = np.linspace(0, white, 3000, endpoint=False, dtype=np.float32).reshape(20, 50, 3)
    notices = write_photo(Photo(samples), tmp_path / name, saving=Saving(depth=depth)).notices
    assert [notice for notice in notices if "clipped" in notice] == ([told] if told else [])


@pytest.mark.parametrize(
    ("depth", "told"), [(12, ("{0} cannot hold 12 bits a sample, 16 were written",)), (16, ()), (None, ())]
)
@pytest.mark.parametrize("name", ["png", "tiff"])
def test_more_bits_than_were_asked_for_are_told(
    tmp_path: Path, name: str, depth: int | None, told: tuple[str, ...]
) -> None:
    """Where a format has not as few of them; that a photo of 12 bits is kept in 16 needs no words."""
    photo = Photo(picture(np.uint16), depth=12)
    notices = write_photo(photo, tmp_path / f"a.{name}", saving=Saving(depth=depth)).notices
    assert notices == tuple(words.format(name) for words in told)


def test_the_photo_of_a_tiff_is_no_preview(tmp_path: Path) -> None:
    """Of pages whose first calls itself a preview that one is read which does not, with what it tells.

    What the preview alone tells is of both.
    """
    first = plain_tiff(8, 1, 1, bytes(91), (254, 4, (1,)), (270, 2, b"preview\0"), (315, 2, b"author\0"))
    data = picture().tobytes()
    second = ifd.parse(tiff([
        (256, 3, (48,)), (257, 3, (32,)), (258, 3, (8, 8, 8)), (259, 3, (1,)), (262, 3, (2,)),
        (270, 2, b"photo\0"), (273, 4, (len(first),)), (277, 3, (3,)), (278, 3, (32,)),
        (279, 4, (len(data),)),
    ]))  # fmt: skip
    start = len(first) + len(data)
    whole = bytearray(first + data + ifd.build(second, start))
    struct.pack_into("<I", whole, ifd.end_of(first, ifd.header(first)[1], ifd.Layout()), start)
    photo = read(bytes(whole), tmp_path, "a.tif")
    np.testing.assert_array_equal(photo.samples, picture())
    assert photo.notices == ("page 2 of 2 is used: the first is a preview",)
    told = [word in (photo.metadata.exif or b"") for word in (b"photo", b"author", b"preview")]
    assert told == [True, True, False]
    assert read(first, tmp_path, "b.tif").notices == ("the first picture calls itself a preview of another",)


@pytest.mark.parametrize(
    ("chunk", "more", "is_told"),
    [
        (WIDE, [], True),
        (NARROW, [], False),
        (WIDE, [(b"sRGB", b"\0")], False),
        (WIDE, [(b"iCCP", b"a\0\0" + zlib.compress(SRGB))], False),
    ],
    ids=["wide", "as sRGB's", "sRGB", "profile"],
)
def test_primaries_that_are_passed_over_are_told(
    tmp_path: Path, chunk: bytes, more: list[tuple[bytes, bytes]], is_told: bool
) -> None:
    """Those of a wide gamut are, unless the file says by other words what its colours are."""
    rows = b"".join(b"\0" + bytes(39) for _ in range(7))
    photo = read(png((13, 7, 8, 2), rows, [(b"cHRM", chunk), *more]), tmp_path, "a.png")
    told = "its primary colours (cHRM) are not those of sRGB and were passed over"
    assert photo.notices == ((told,) if is_told else ())


@pytest.mark.parametrize("name", ["type2-8.png", "lossy.webp", "lossless.webp", "plain.gif"])
def test_what_lies_behind_a_picture_is_told(tmp_path: Path, name: str) -> None:
    """Bytes behind the end are counted, zeros are none, and a video is called one."""
    whole = sound_files()[name]
    plain = read(whole, tmp_path, name).notices
    for rest, told in (
        (b"a note\0", "6 bytes behind the picture were left out"),
        (bytes(99), None),
        (bytes(2 << 20) + b"a note" + bytes(9), "6 bytes behind the picture were left out"),
        (b"x" * ((1 << 20) - 5) + b"MotionPhoto_Data", "the video of a motion photo was left out"),
        (b"\0\0\0\x18ftypmp42", "the video of a motion photo was left out"),
    ):
        assert read(whole + rest, tmp_path, name).notices == (*plain, *([told] if told else []))


@pytest.mark.parametrize("rest", [b"", sound_files()["pixel.jpg"]], ids=["as MPF", "behind"])
def test_a_gain_map_is_called_one(tmp_path: Path, rest: bytes) -> None:
    """Where a JPEG's XMP tells of one, it is what else is in the file."""
    whole = by_pillow(picture(), "JPEG", xmp=GAIN_MAP) + rest
    if not rest:
        whole = whole[:2] + b"\xff\xe2\0\x0aMPF\0" + bytes(4) + whole[2:]
    assert read(whole, tmp_path, "a.jpg").notices == ("the HDR gain map was left out",)


def test_further_pictures_are_told_once(tmp_path: Path) -> None:
    """A JPEG of two pictures (MPF) says so; that bytes lie behind the first is the same."""
    first = Image.fromarray(picture())
    whole = by_pillow(first, "MPO", save_all=True, append_images=[first.rotate(180)])
    assert read(whole, tmp_path, "a.jpg").notices == (FURTHER_PICTURES,)
    video = b"\0\0\0\x18ftypmp42"
    assert set(read(whole + video + b"MotionPhoto_Data", tmp_path, "b.jpg").notices) == {
        FURTHER_PICTURES,
        VIDEO,
    }


def test_texts_that_are_left_out_are_named(tmp_path: Path) -> None:
    """By their keywords, each once; chunks that nobody may copy are named, too."""
    packed, again = b"Zed\0\0" + zlib.compress(b"?"), b"Author\0" + bytes(4)
    texts = [(b"tEXt", b"Author\0me"), (b"zTXt", packed), (b"iTXt", again)]
    chunks = [(b"sBIT", b"\5"), (b"bKGD", b"\0\1"), (b"tIME", bytes(7)), *texts, (b"prVt", b"?")]
    photo = read(png((13, 7, 8, 0), bytes(7 * 14), chunks), tmp_path, "a.png")
    assert photo.notices == ("chunks that hold for the original only were left out (sBIT, bKGD, tIME)",)
    assert write_photo(photo, tmp_path / "a.webp").notices == (
        'webp cannot hold texts of png ("Author", "Zed"), which were left out',
        "webp cannot hold a piece prVt of png, which was left out",
    )
    assert write_photo(photo, tmp_path / "b.png").notices == ()
    commented = Photo(picture(), metadata=Metadata(pieces=(("fe", b"a comment"),)), format="jpeg")
    told = "tiff cannot hold a comment of jpeg, which was left out"
    assert write_photo(commented, tmp_path / "a.tif").notices == (told,)


@pytest.mark.parametrize(("name", "is_told"), [("a.png", True), ("a.tif", False)])
def test_a_profile_that_others_refuse_is_told(tmp_path: Path, name: str, *, is_told: bool) -> None:
    """A PNG packs it always, and Pillow opens none whose profile unpacks to over a megabyte."""
    size = 1 << 20
    for more in (0, 1):
        profile = (size + more).to_bytes(4) + SRGB[4:].ljust(size + more - 4, b"\0")
        notices = write_photo(
            Photo(picture(), metadata=Metadata(icc=profile)), tmp_path / name, overwrite=True
        ).notices
        told = "some programs open no png with so large a colour profile"
        assert notices == ((told,) if more and is_told else ())


@pytest.mark.parametrize("name", ["a.dng", "a.NEF"])
def test_a_tiff_called_a_raw_file_is_a_tiff(tmp_path: Path, name: str) -> None:
    """Of no camera, and with no directory below, it can be none; a camera's is still taken for one."""
    path = tmp_path / name
    Image.fromarray(picture()).save(path, "TIFF")
    assert read_photo(path).format == "tiff"
    for told in ((271, 2, b"Maker\0"), (330, 4, (8,))):
        path.write_bytes(plain_tiff(8, 1, 1, bytes(91), told))
        assert getattr(sniff_file(path), "name", None) == "raw"


def test_damage_is_told_in_our_words_first(tmp_path: Path) -> None:
    """Those of a reader, if it has some, stand behind them."""
    whole = sound_files()["plain.jpg"]
    with pytest.raises(PhotoError, match=r"b.jpg: the picture is damaged or cut short \(premature end of"):
        read(whole[: len(whole) // 2], tmp_path, "b.jpg")
    with pytest.raises(PhotoError, match=r"a.tif: the picture is damaged or cut short$"):
        read(sound_files()["16-none.tif"][:8], tmp_path, "a.tif")
    with pytest.raises(PhotoError, match=r"floating-point numbers of 64 bits; convert it to 32 bits first"):
        read(plain_tiff(64, 1, 1, bytes(728), (339, 3, (3,))), tmp_path, "a.tif")


@pytest.mark.parametrize("name", ["oblong.jpg", "oblong.png"])
@pytest.mark.parametrize(("density", "is_told"), [((2, 1), True), ((1, 1), False), ((0, 1), False)])
def test_pixels_that_are_not_square_are_told(
    tmp_path: Path, name: str, density: tuple[int, int], *, is_told: bool
) -> None:
    """Where a file tells their shape and no resolution, as those of videos do."""
    if name.endswith("jpg"):
        plain = sound_files()["plain.jpg"]
        head = b"JFIF\0" + struct.pack(">HBHHBB", 0x0101, 0, *density, 0, 0)
        content = plain[:2] + struct.pack(">BBH", 0xFF, 0xE0, len(head) + 2) + head + plain[2:]
    else:
        content = png((13, 7, 8, 0), bytes(7 * 14), [(b"pHYs", struct.pack(">IIB", *density, 0))])
    (tmp_path / name).write_bytes(content)
    told = ("its pixels are not square, which results do not tell",)
    assert read_photo(tmp_path / name).notices == (told if is_told else ())
