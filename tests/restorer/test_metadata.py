"""What travels with a photo."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from restorer.files import read_photo, write_photo
from restorer.metadata.exif import upright_exif
from restorer.photo import Metadata, Photo

ORIENTATION, MAKE, ISO = 0x0112, 0x010F, 0x8827
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
CARRIERS = ["jpg", "png", "webp", "avif"]


@pytest.fixture(scope="module")
def corners() -> Image.Image:
    """Give a picture 48 wide and 32 high with another grey in each corner: 40, 100, 160, 220."""
    greys = np.array([[40, 100], [160, 220]], np.uint8)
    return Image.fromarray(np.kron(greys, np.ones((16, 24), np.uint8))).convert("RGB")


def camera_exif(orientation: int) -> Image.Exif:
    """Make EXIF as a camera does."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "Restorer's camera"
    exif.get_ifd(0x8769)[ISO] = 3200
    return exif


@pytest.mark.parametrize("extension", CARRIERS)
def test_camera_data_and_profile_are_carried(tmp_path: Path, corners: Image.Image, extension: str) -> None:
    """EXIF with its inner directory, XMP and the ICC profile survive a read and a write."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source, target = tmp_path / "a.jpg", tmp_path / f"b.{extension}"
    corners.save(source, exif=camera_exif(6), xmp=XMP, icc_profile=profile, dpi=(300, 300))
    photo = read_photo(source)
    assert photo.metadata.icc == profile
    assert photo.metadata.dpi == pytest.approx((300, 300), abs=0.5)
    write_photo(photo, target)
    with Image.open(target) as written:
        exif = written.getexif()
        assert exif[MAKE] == "Restorer's camera"
        assert exif.get_ifd(0x8769)[ISO] == 3200
        assert written.info["icc_profile"] == profile
    read = read_photo(target).metadata
    assert read.xmp is not None
    assert b"xmpmeta" in read.xmp
    assert read.icc == profile


@pytest.mark.parametrize("extension", ["jpg", "png", "tif", "webp", "avif"])
def test_no_exif_is_made_up(tmp_path: Path, extension: str) -> None:
    """A photo in colour without EXIF has none in its file and its receipt; XMP and the profile are there."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = Photo(np.full((8, 8, 3), (90, 120, 60), np.uint8), metadata=Metadata(xmp=XMP, icc=profile))
    receipt = write_photo(photo, tmp_path / f"a.{extension}")
    with Image.open(tmp_path / f"a.{extension}") as written:
        assert (written.info.get("exif"), written.info["icc_profile"]) == (None, profile)
    read = read_photo(tmp_path / f"a.{extension}").metadata
    assert (read.exif, receipt.tags["exif"], read.icc) == (None, 0, profile)
    assert b"xmpmeta" in (read.xmp or b"")


@pytest.mark.parametrize("extension", ["jpg", "png", "tif"])
def test_resolution_is_carried(tmp_path: Path, extension: str) -> None:
    """Dots per inch come back within half a dot."""
    photo = Photo(np.zeros((4, 4, 3), np.uint8), metadata=Metadata(dpi=(300.0, 150.0)))
    write_photo(photo, tmp_path / f"a.{extension}")
    assert read_photo(tmp_path / f"a.{extension}").metadata.dpi == pytest.approx((300, 150), abs=0.5)


def test_a_file_that_says_nothing_gives_nothing(tmp_path: Path, corners: Image.Image) -> None:
    """Without metadata in the file there is none in the photo, no invented resolution either."""
    corners.save(tmp_path / "a.webp")
    assert read_photo(tmp_path / "a.webp").metadata == Metadata()


@given(
    st.binary(max_size=60)
    | st.builds(
        bytes.__add__,
        st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0", b"Exif\0\0"]),
        st.binary(max_size=40),
    )
)
@example(b"II*\0\x08\0\0\0\x01\0\x12\x01")
def test_upright_exif_never_raises(block: bytes) -> None:
    """Any bytes come back in their length, with no more changed than orientation and thumbnail."""
    upright = upright_exif(block, 5, 3)
    assert len(upright) == len(block)
    assert sum(old != new for old, new in zip(block, upright, strict=True)) <= 6
