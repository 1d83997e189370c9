"""What reading promises of each kind of file: the samples that other programs decode, notices of the rest."""

import io
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sound_files
from PIL import Image, ImageOps
from sound_files import picture, plain_tiff, png, read, tiff

from restorer.errors import PhotoError
from restorer.files import read_photo, write_photo
from restorer.formats import FORMATS, result_extension
from restorer.formats.containers import PALETTE
from restorer.photo import Metadata, Photo

SOUND = sound_files.sound_files()
NOTICES = {
    "animated.png": "only the first picture of the animation is used",
    "animated.webp": "only the first of 2 pictures is used",
    "sequence.avif": "only the first picture of the sequence is used",
    "pages.tif": "only the first of 2 pages is used",
    "cmyk.jpg": "CMYK was converted to sRGB",
    "CMYK.tif": "CMYK was converted to sRGB",
    "animated.gif": f"only the first of 2 pictures is used; {PALETTE}",
    **{name: PALETTE for name in SOUND if re.match(r"P\.|type3|(plain|grey)\.gif", name)},
    **{name: "1 bit a sample became 8" for name in SOUND if re.match(r"1\.|fax|type0-1[.-]", name)},
    **{name: f"{name[6]} bits a sample became 8" for name in SOUND if re.match("type0-[24]", name)},
    "half.tif": "floats of 16 bits became ones of 32",
    "multiplied.tif": "transparency that was multiplied into the colours was taken out of them",
    "camera.dng": "developed from RAW",
}
CLOSE = {".jpg": 1, ".avif": 12, ".heic": 6, ".webp": 1, ".jxl": 0}
"""How far decoders may differ: upsampling of colour is their own affair."""
OTHERS = ("cmyk.jpg", "CMYK.tif", "camera.dng", "multiplied.tif", "half.tif", "planes.tif",
          "type0-2-clear.png", "type0-4-clear.png")  # fmt: skip
"""What Pillow does in another way, or not at all."""

NOISE = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_read_and_written(tmp_path: Path, name: str) -> None:
    """Each sound file is read with the notice it deserves, and its result holds the same samples."""
    photo = read(SOUND[name], tmp_path, name)
    assert photo.notices == tuple(filter(None, NOTICES.get(name, "").split("; ")))
    target = tmp_path / f"restored{result_extension(Path(name), FORMATS[str(photo.format)])}"
    write_photo(photo, target)
    again = read_photo(target)
    assert (again.depth, again.is_grey, again.space.is_srgb) == (
        photo.depth,
        photo.is_grey,
        photo.space.is_srgb,
    )
    if (photo.coding.lossless and not FORMATS[str(again.format)].lossy) or name == "lossless.webp":
        np.testing.assert_array_equal(again.samples, photo.samples)
        np.testing.assert_array_equal(again.alpha, photo.alpha)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in SOUND if name not in OTHERS])
def test_samples_are_what_pillow_decodes(tmp_path: Path, name: str) -> None:
    """Eight-bit samples and alpha are those of an independent decoder, turned upright."""
    photo = read(SOUND[name], tmp_path, name)
    if photo.depth > 8:
        pytest.skip("Pillow knows eight bits")
    with Image.open(io.BytesIO(SOUND[name])) as opened:
        upright = ImageOps.exif_transpose(opened)
        decoded = np.asarray(upright.convert("RGBA"))
    close = CLOSE.get(Path(name).suffix, 0)
    samples = photo.samples if photo.samples.shape[2] == 3 else photo.samples.repeat(3, axis=2)
    np.testing.assert_allclose(samples.astype(int), decoded[:, :, :3], atol=close)
    if photo.alpha is None:
        assert (decoded[:, :, 3] == 255).all()
    else:
        np.testing.assert_allclose(photo.alpha.astype(int), decoded[:, :, 3], atol=close)


def test_alpha_is_taken_out_of_grey_floats(tmp_path: Path) -> None:
    """Grey floats that were multiplied by their alpha come as bright as they were."""
    grey = np.linspace(0, 1, 91, dtype=np.float32).reshape(7, 13)
    alpha = (1 + grey[::-1]) / 2
    samples = np.dstack([grey * alpha, alpha]).tobytes()
    photo = read(plain_tiff(32, 2, 1, samples, (338, 3, (1,)), (339, 3, (3, 3))), tmp_path, "grey.tif")
    np.testing.assert_allclose(photo.samples[:, :, 0], grey, atol=1e-6)
    np.testing.assert_array_equal(photo.alpha, alpha)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gamma", "others", "told"),
    [
        (100_000, [], ("its gamma of 1 (gAMA) is not that of sRGB and was passed over",)),
        (100_000, [(b"sRGB", b"\0")], ()),
        (45_455, [], ()),
        (0, [], ()),
        (None, [], ()),
    ],
    ids=["linear", "outranked", "of sRGB", "of nothing", "no number"],
)
def test_a_gamma_passed_over_is_told(
    tmp_path: Path, gamma: int | None, others: list[tuple[bytes, bytes]], told: tuple[str, ...]
) -> None:
    """Of a PNG with another gamma than sRGB has it is said that it was passed over; the chunk stays."""
    chunk = bytes(140) + b"\xff" * 140 if gamma is None else struct.pack(">I", gamma)
    photo = read(png((13, 7, 8, 0), bytes(7 * 14), [(b"gAMA", chunk), *others]), tmp_path, "linear.png")
    assert photo.notices == told
    write_photo(photo, tmp_path / "again.png")
    assert ("gAMA", chunk) in read_photo(tmp_path / "again.png").metadata.pieces


@pytest.mark.parametrize("name", ["16-none.tif", "16-deflate.tif", "16-lzw.tif", "tiles.tif"])
def test_sixteen_bits_are_kept(tmp_path: Path, name: str) -> None:
    """Samples of 16 bits come in all their bits."""
    np.testing.assert_array_equal(read(SOUND[name], tmp_path, name).samples, picture(np.uint16))


def test_odd_tiffs_are_understood(tmp_path: Path) -> None:
    """Separate planes, big-endian samples, white as zero, half floats, multiplied alpha: as they say."""
    small = picture(size=(7, 13))
    np.testing.assert_array_equal(read(SOUND["planes.tif"], tmp_path, "a.tif").samples, small)
    np.testing.assert_array_equal(
        read(SOUND["big-endian.tif"], tmp_path, "a.tif").samples, picture(np.uint16, 1, (7, 13))
    )
    grey = picture(channels=1, size=(7, 13))
    np.testing.assert_array_equal(read(SOUND["white-is-zero.tif"], tmp_path, "a.tif").samples, 255 - grey)
    half = picture(np.float16, 1, (7, 13))
    np.testing.assert_array_equal(read(SOUND["half.tif"], tmp_path, "a.tif").samples, half.astype(np.float32))
    clear = picture(channels=4, size=(7, 13))
    multiplied = read(SOUND["multiplied.tif"], tmp_path, "a.tif")
    np.testing.assert_array_equal(multiplied.alpha, clear[:, :, 3])  # type: ignore[arg-type]
    seen = clear[:, :, 3] > 64
    np.testing.assert_allclose(multiplied.samples[seen].astype(int), clear[:, :, :3][seen], atol=3)


def test_transparent_colours_are_by_all_their_bits(tmp_path: Path) -> None:
    """A transparent colour of 16 bits makes only that very colour transparent, not one that begins alike."""
    row = b"\0" + struct.pack(">6H", 0x1234, 2, 3, 0x1235, 2, 3)
    photo = read(png((2, 1, 16, 2), row, [(b"tRNS", struct.pack(">3H", 0x1234, 2, 3))]), tmp_path, "a.png")
    assert photo.alpha is not None
    assert photo.alpha.tolist() == [[0, 65535]]


def test_float_samples_beyond_white_are_kept(tmp_path: Path) -> None:
    """Light beyond 1 and below 0 comes and goes; what is no number is refused."""
    samples = picture(np.float32) * 9 - 2
    write_photo(Photo(samples, depth=32), tmp_path / "a.tif")
    np.testing.assert_array_equal(read_photo(tmp_path / "a.tif").samples, samples)
    samples[3, 3, 1] = np.inf
    content = sound_files.by_vips(samples, ".tif")
    with pytest.raises(PhotoError, match="not finite numbers"):
        read(content, tmp_path, "b.tif")


@pytest.mark.parametrize(
    ("bits", "channels", "more", "words"),
    [
        (12, 1, (), "whole numbers of 12 bits; convert it to 8 or 16 bits"),
        (32, 1, (), "whole numbers of 32 bits"),
        (8, 1, ((339, 3, (2,)),), "signed numbers of 8 bits"),
        (2, 3, (), "whole numbers of 2 bits"),
        (64, 1, ((339, 3, (3,)),), "floating-point numbers of 64 bits"),
    ],
)
def test_unknown_samples_are_told(tmp_path: Path, bits: int, channels: int, more: Any, words: str) -> None:
    """A TIFF of samples that are not kept is refused by what it holds, and what to do."""
    content = plain_tiff(bits, channels, 1 if channels == 1 else 2, bytes(13 * 7 * channels * 8), *more)
    with pytest.raises(PhotoError, match=words):
        read(content, tmp_path, "a.tif")


@pytest.mark.parametrize(("photometric", "words"), [(6, "YCbCr"), (8, r"CIE L\*a\*b\*"), (99, "of kind 99")])
def test_unknown_colours_are_told(tmp_path: Path, photometric: int, words: str) -> None:
    """A TIFF of colours that libvips would take for RGB is refused, not shown in false ones."""
    with pytest.raises(PhotoError, match=f"its colours are {words}; convert it to grey, RGB or CMYK"):
        read(plain_tiff(8, 3, photometric, bytes(273)), tmp_path, "a.tif")


def test_a_jpeg_with_damage_is_told(tmp_path: Path) -> None:
    """A JPEG whose data end early but whose end is there is no silent grey: it comes with a notice."""
    whole = sound_files.by_pillow(picture(size=(200, 300)), "JPEG", quality=90)
    photo = read(whole[: len(whole) // 2] + b"\xff\xd9", tmp_path, "a.jpg")
    assert photo.notices == ("the file is damaged: Corrupt JPEG data: premature end of data segment",)
    with pytest.raises(PhotoError, match="premature end"):
        read(whole[: len(whole) // 2], tmp_path, "b.jpg")


@pytest.mark.parametrize("extension", ["png", "tif", "webp", "avif", "jxl"])
def test_a_file_cut_short_is_told_as_such(tmp_path: Path, extension: str) -> None:
    """Whatever the decoder's words, the reason says what is wrong with the picture."""
    whole = tmp_path / f"whole.{extension}"
    if extension == "jxl":
        pytest.importorskip("pillow_jxl")
        Image.fromarray(NOISE).save(whole)
    else:
        write_photo(Photo(NOISE), whole)
    for share in (0.4, 0.7, 0.95):
        part = whole.read_bytes()[: int(whole.stat().st_size * share)]
        with pytest.raises(PhotoError, match=r": the picture is damaged or cut short$"):
            read(part, tmp_path, f"a.{extension}")


@pytest.mark.parametrize("name", ["type2-8.png", "interlaced.png"])
def test_a_png_with_a_wrong_byte_is_told_as_such(tmp_path: Path, name: str) -> None:
    """Wherever among its samples the byte is."""
    whole = SOUND[name]
    for place in range(whole.index(b"IDAT") + 6, len(whole) - 16, 41):
        wrong = bytearray(whole)
        wrong[place] ^= 0xFF
        with pytest.raises(PhotoError, match=r": the picture is damaged or cut short$"):
            read(bytes(wrong), tmp_path, "a.png")


def test_an_animation_without_loss_stays_so(tmp_path: Path) -> None:
    """What a WebP's first frame is made of tells, where the frames are within others."""
    for lossless in (True, False):
        frames = {"save_all": True, "append_images": [Image.fromarray(255 - NOISE)], "lossless": lossless}
        content = sound_files.by_pillow(Image.fromarray(NOISE), "WEBP", **frames)
        assert read(content, tmp_path, "a.webp").coding.lossless == lossless


def test_a_repacked_jpeg_is_read(tmp_path: Path) -> None:
    """A JPEG XL that is a JPEG inside gives the JPEG's samples."""
    pytest.importorskip("pillow_jxl")
    (tmp_path / "a.jpg").write_bytes(SOUND["plain.jpg"])
    with Image.open(tmp_path / "a.jpg") as opened:
        opened.save(tmp_path / "a.jxl", lossless_jpeg=True)
    np.testing.assert_array_equal(
        read_photo(tmp_path / "a.jxl").samples, read_photo(tmp_path / "a.jpg").samples
    )


def test_a_repacked_jpeg_keeps_its_profile_and_stands_upright(tmp_path: Path) -> None:
    """What a JPEG tells of its colours and of how it was held is found inside a JPEG XL, too."""
    pytest.importorskip("pillow_jxl")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(picture()).save(tmp_path / "a.jpg", icc_profile=sound_files.SRGB, exif=exif)
    with Image.open(tmp_path / "a.jpg") as opened:
        opened.save(tmp_path / "a.jxl", lossless_jpeg=True)
    repacked, plain = read_photo(tmp_path / "a.jxl"), read_photo(tmp_path / "a.jpg")
    np.testing.assert_array_equal(repacked.samples, plain.samples)
    assert repacked.metadata.icc == plain.metadata.icc == sound_files.SRGB


def test_a_bmp_keeps_its_profile(tmp_path: Path) -> None:
    """The colour profile that a header of version 5 carries is found."""
    plain = sound_files.by_pillow(picture(), "BMP")
    pixels, icc = plain[54:], sound_files.SRGB
    header = struct.pack("<I", 124) + plain[18:54] + bytes(16) + b"DEBM" + bytes(48)
    header = header.ljust(112, b"\0") + struct.pack("<II", 124 + len(pixels), len(icc)) + bytes(4)
    head = b"BM" + struct.pack("<IHHI", 14 + 124 + len(pixels) + len(icc), 0, 0, 14 + 124)
    photo = read(head + header + pixels + icc, tmp_path, "a.bmp")
    assert photo.metadata.icc == icc
    np.testing.assert_array_equal(photo.samples, picture())


@pytest.mark.parametrize("extension", ["jpg", "png", "tif", "webp", "avif", "heic"])
@pytest.mark.parametrize("channels", [1, 3], ids=["grey", "colour"])
@pytest.mark.parametrize("icc", [sound_files.SRGB, b"no profile at all" * 40], ids=["sound", "garbage"])
def test_any_profile_is_carried(tmp_path: Path, extension: str, channels: int, icc: bytes) -> None:
    """A profile that is damaged, or of colours on a grey picture, comes back byte for byte."""
    if extension == "heic":
        pytest.importorskip("pillow_heif")
    photo = Photo(picture(channels=channels), metadata=Metadata(icc=icc))
    assert write_photo(photo, tmp_path / f"a.{extension}").notices == ()
    assert read_photo(tmp_path / f"a.{extension}").metadata.icc == icc


def test_floats_that_count_down_are_refused(tmp_path: Path) -> None:
    """A float TIFF whose white is 0 would come as a negative."""
    samples = np.zeros((7, 13), np.float32)
    with pytest.raises(PhotoError, match="floats count from white to black"):
        read(plain_tiff(32, 1, 0, samples.tobytes(), (339, 3, (3,))), tmp_path, "a.tif")


def test_records_of_big_endian_tiffs_are_found(tmp_path: Path) -> None:
    """IPTC that a program calls numbers is in the order of its bytes."""
    iptc = b"\x1c\x02\x05\0\x05Title\x1c\x02\x19\0\x03sea\0\0"
    for kind in (4, 7):
        value = struct.unpack(f">{len(iptc) // 4}I", iptc) if kind == 4 else iptc
        content = tiff(
            [(256, 3, (13,)), (257, 3, (7,)), (258, 3, (8,)), (259, 3, (1,)), (262, 3, (1,)), (273, 4, (8,)),
             (277, 3, (1,)), (278, 3, (7,)), (279, 4, (91,)), (33723, kind, value)],
            bytes(91), ">",
        )  # fmt: skip
        assert b"\x05Title" in (read(content, tmp_path, "a.tif").metadata.iptc or b"")
