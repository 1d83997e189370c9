"""AVIF: EXIF as it was, white that is white, and a word on what else was in the file."""

import io
from pathlib import Path

import numpy as np
import profiles
import pytest
from PIL import Image
from sound_files import XMP, by_vips, picture

from restorer.files import read_photo, write_photo
from restorer.formats import Saving
from restorer.metadata import exif, ifd
from restorer.photo import Metadata, Photo

ALPHA = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"


def odd_exif() -> bytes:
    """Make EXIF with what others would write anew: UTF-8, a ratio that can be shortened, an orientation."""
    made = Image.Exif()
    made[0x0112], made[0x013B] = 1, "Müller"
    made.get_ifd(0x8769)[0x829A] = 0.004
    made.get_ifd(0x8769)[0x927C] = b"Maker\0note"
    block = made.tobytes().removeprefix(b"Exif\0\0")
    return block.replace(b"M?ller", "Müller".encode()[:6])


@pytest.mark.parametrize("channels", [1, 3])
def test_exif_stays_byte_for_byte(tmp_path: Path, channels: int) -> None:
    """Whoever encodes it: grey pictures go another way than those in colour."""
    block = odd_exif()
    write_photo(Photo(picture(channels=channels), metadata=Metadata(exif=block)), tmp_path / "a.avif")
    found = read_photo(tmp_path / "a.avif").metadata.exif or b""
    assert found.rstrip(b"\0") == exif.upright_exif(block, 48, 32).rstrip(b"\0")


def test_damaged_exif_does_not_keep_a_grey_photo_from_being_saved(tmp_path: Path) -> None:
    """It goes along as it is."""
    write_photo(Photo(picture(channels=1), metadata=Metadata(exif=b"garbage here")), tmp_path / "a.avif")
    assert read_photo(tmp_path / "a.avif").is_grey


@pytest.mark.parametrize("depth", [10, 12])
def test_white_is_white_and_opaque_is_opaque(tmp_path: Path, depth: int) -> None:
    """In 10 and 12 bits, and what lies between is rounded, not cut."""
    samples = picture(np.uint16)
    samples[:8] = 65535
    alpha = np.full(samples.shape[:2], 65535, np.uint16)
    alpha[-1] = 0
    saving = Saving(depth=depth, quality=100)
    write_photo(Photo(samples, alpha, depth=16), tmp_path / "a.avif", saving=saving)
    found = read_photo(tmp_path / "a.avif")
    assert found.depth == depth
    assert (found.samples[:4] == 65535).all()
    assert found.alpha is not None
    assert (found.alpha[:-1] == 65535).all()
    off = found.samples[10:].astype(int) - samples[10:]
    assert abs(off.mean()) < 0.2 * 65535 / ((1 << depth) - 1)


def test_further_pictures_are_told() -> None:
    """A gain map beside the picture is left out, and that is said; alpha is none."""
    content = by_vips(picture(channels=4), ".avif")
    assert content.count(ALPHA) == 1
    told = content.replace(ALPHA, b"urn:com:photo:aux:hdrgainmap".ljust(len(ALPHA), b"x"))
    further = "further pictures in the file (a preview or an HDR gain map) were left out"
    assert [further in notices_of(each) for each in (content, told)] == [False, True]


def notices_of(content: bytes) -> tuple[str, ...]:
    """Read an AVIF and give what is said of it."""
    from restorer.formats import FORMATS
    from restorer.formats.codecs import avif

    return avif.decode(io.BytesIO(content), FORMATS["avif"], 1).notices


@pytest.mark.parametrize("name", ["a.avif", "a.heic"])
def test_exif_of_no_picture_is_told(tmp_path: Path, name: str) -> None:
    """Decoders pass it over where the file does not say what it is about: it is not lost in silence."""
    if name == "a.heic":
        pytest.importorskip("pillow_heif")
    path = tmp_path / name
    write_photo(Photo(picture(), metadata=Metadata(exif=odd_exif(), xmp=XMP)), path)
    assert read_photo(path).notices == ()
    path.write_bytes(path.read_bytes().replace(b"cdsc", b"none"))
    photo = read_photo(path)
    assert (photo.metadata.exif, photo.notices) == (None, ("its EXIF cannot be read and was left out",))


def long_exif(size: int) -> bytes:
    """Make EXIF with a maker note of a size."""
    camera = ifd.Entry(4, 1, b"", {ifd.MAKER_NOTE: ifd.Entry(7, size, bytes(range(256)) * (size // 256))})
    return ifd.block({0x010F: ifd.Entry(2, 6, b"Canon\0"), ifd.EXIF: camera})


@pytest.mark.parametrize("size", [64_768, 70_144])
def test_exif_that_is_too_long_is_left_out_aloud(tmp_path: Path, size: int) -> None:
    """What the codec would drop or mangle is named; what it can hold is there to the byte, as is grey's."""
    block = long_exif(size)
    for channels in (1, 3):
        photo = Photo(picture(channels=channels), metadata=Metadata(exif=block))
        receipt = write_photo(photo, tmp_path / "a.avif", overwrite=True)
        found = read_photo(tmp_path / "a.avif").metadata.exif
        if size > 65_000 and channels == 3:
            assert receipt.notices == (f"avif cannot hold {len(block)} bytes of EXIF, which were left out",)
            assert found is None
        else:
            assert receipt.notices == ()
            assert found == block


def test_exif_does_not_grow_with_each_saving(tmp_path: Path) -> None:
    """The room that the codec was given is no part of it."""
    photo = Photo(picture(), metadata=Metadata(exif=odd_exif()))
    sizes = []
    for _ in range(3):
        write_photo(photo, tmp_path / "a.avif", overwrite=True)
        photo = read_photo(tmp_path / "a.avif")
        sizes.append(len(photo.metadata.exif or b""))
    assert sizes == [len(odd_exif())] * 3


def test_grey_is_saved_where_pillow_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As three channels then, with what those can hold: the rest is left out aloud."""
    monkeypatch.setattr("PIL.features.check", lambda _feature: False)
    block = long_exif(70_144)
    photo = Photo(picture(channels=1), metadata=Metadata(exif=block, icc=profiles.GREY["grey gamma"]))
    receipt = write_photo(photo, tmp_path / "a.avif")
    assert receipt.notices == (
        "avif cannot hold a profile of greys: they were converted to sRGB",
        f"avif cannot hold {len(block)} bytes of EXIF, which were left out",
    )
    found = read_photo(tmp_path / "a.avif")
    assert (found.is_grey, found.metadata.icc) == (True, None)
