"""EXIF is made true in place, and carried into and out of TIFF."""

import io
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, TiffImagePlugin

from restorer.exif import exif_of_tiff, tiff_with_exif, upright_exif

pyvips = pytest.importorskip("pyvips")


def make_exif(orientation: int = 6, endian: str = "<") -> bytes:
    """Make an EXIF block of camera, exposure and place."""
    exif = Image.Exif()
    exif.endian = endian
    exif[ExifTags.Base.Make] = "Canon"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] = TiffImagePlugin.IFDRational(1, 250)
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.LensModel] = "50mm of a long enough name"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (41.0, 30.0, 15.5)
    return exif.tobytes()


def read_exif(block: bytes) -> Image.Exif:
    """Read a block with Pillow."""
    exif = Image.Exif()
    exif.load(block)
    return exif


def make_tiff() -> bytes:
    """Make a small TIFF that says nothing of its photo."""
    image = pyvips.Image.new_from_array(np.arange(600, dtype=np.uint8).reshape(10, 20, 3))
    content: bytes = image.tiffsave_buffer(compression="deflate")
    return content


@pytest.mark.parametrize("endian", ["<", ">"])
def test_upright_exif_changes_orientation_alone(endian: str) -> None:
    """Orientation becomes 1 in either byte order and every other tag stays."""
    before, after = read_exif(make_exif(6, endian)), read_exif(upright_exif(make_exif(6, endian)))
    assert after[ExifTags.Base.Orientation] == 1
    assert after[ExifTags.Base.Make] == before[ExifTags.Base.Make]
    assert after.get_ifd(ExifTags.IFD.Exif) == before.get_ifd(ExifTags.IFD.Exif)


@given(st.binary(max_size=200))
def test_upright_exif_takes_any_bytes(block: bytes) -> None:
    """No bytes make it fail, and the block's length never changes."""
    assert len(upright_exif(block)) == len(block)


@pytest.mark.parametrize("endian", ["<", ">"])
def test_tiff_carries_the_camera_exif(endian: str) -> None:
    """Camera, exposure and place put into a TIFF are read back by Pillow and by us alike."""
    content = tiff_with_exif(make_tiff(), make_exif(1, endian))
    block = exif_of_tiff(content)
    assert block is not None
    for exif in (read_exif(block), Image.open(io.BytesIO(content)).getexif()):
        assert exif[ExifTags.Base.Make] == "Canon"
        assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] == pytest.approx(1 / 250)
        assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] == (41.0, 30.0, 15.5)


def test_tiff_pixels_stay() -> None:
    """The picture in the TIFF is the same after EXIF was added."""
    plain = make_tiff()
    with_exif = tiff_with_exif(plain, make_exif())
    before, after = (pyvips.Image.new_from_buffer(content, "").numpy() for content in (plain, with_exif))
    assert np.array_equal(before, after)


@given(st.data())
def test_broken_exif_never_breaks_a_tiff(data: st.DataObject) -> None:
    """Damaged EXIF is left out or carried as far as it goes; the TIFF stays a picture."""
    block = bytearray(make_exif())
    for at in data.draw(st.lists(st.integers(6, len(block) - 1), max_size=8)):
        block[at] = data.draw(st.integers(0, 255))
    content = tiff_with_exif(make_tiff(), bytes(block))
    assert pyvips.Image.new_from_buffer(content, "").width == 20


def test_a_plain_tiff_has_no_exif() -> None:
    """A TIFF that says nothing of its photo gives None, and so does what is no TIFF."""
    assert exif_of_tiff(make_tiff()) is None
    assert exif_of_tiff(struct.pack("<2sHI", b"II", 42, 99)) is None
