"""Thumbnails of files: upright, small, of every format, and one line for what is none."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import restorer
from restorer import PhotoError, read_photo
from restorer.photo import Photo
from restorer.thumbnails import make_thumbnail, read_small


def picture(*, width: int = 300, height: int = 200) -> Image.Image:
    """Give a picture whose left half is red and whose right half is blue."""
    samples = np.zeros((height, width, 3), np.uint8)
    samples[:, : width // 2, 0] = samples[:, width // 2 :, 2] = 200
    return Image.fromarray(samples)


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.tif", "photo.webp"])
def test_a_file_is_shown_small(tmp_path: Path, name: str) -> None:
    """A file of any format becomes a JPEG that fits into the side and keeps its shape and colours."""
    picture().save(tmp_path / name)
    small = Image.open(io.BytesIO(restorer.read_thumbnail(tmp_path / name, 60)))
    assert (small.format, small.size) == ("JPEG", (60, 40))
    assert small.getpixel((5, 20)) == pytest.approx((200, 0, 0), abs=12)
    assert small.getpixel((55, 20)) == pytest.approx((0, 0, 200), abs=12)


def test_a_turned_file_is_shown_upright(tmp_path: Path) -> None:
    """A photo taken with the camera turned is turned upright, as the photo that is read is."""
    exif = Image.Exif()
    exif[274] = 6
    picture().save(tmp_path / "turned.jpg", exif=exif)
    small = Image.open(io.BytesIO(restorer.read_thumbnail(tmp_path / "turned.jpg", 60)))
    assert small.size == (40, 60)
    assert small.getpixel((20, 5)) == pytest.approx((200, 0, 0), abs=12)
    assert restorer.read_photo(tmp_path / "turned.jpg").samples[10, 100, 0] > 150


def test_a_file_that_xmp_alone_calls_turned_is_shown_upright(tmp_path: Path) -> None:
    """Without EXIF it is XMP that tells, for the thumbnail as for the photo."""
    packet = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/>
    </rdf:RDF></x:xmpmeta>"""
    picture().save(tmp_path / "turned.jpg", xmp=packet)
    photo = restorer.read_photo(tmp_path / "turned.jpg")
    small = Image.open(io.BytesIO(restorer.read_thumbnail(tmp_path / "turned.jpg", 60)))
    assert (photo.width, photo.height) == (200, 300)
    assert small.size == (40, 60)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff half a one"])
def test_what_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    """A file that is no picture is a PhotoError that names it."""
    (tmp_path / "photo.jpg").write_bytes(content)
    with pytest.raises(restorer.PhotoError, match=r"photo\.jpg"):
        restorer.read_thumbnail(tmp_path / "photo.jpg")


def test_a_file_that_vanishes_meanwhile_is_told(tmp_path: Path) -> None:
    """A photo that is deleted while it is looked at is a PhotoError that names it."""

    class Vanishing(type(tmp_path)):  # type: ignore[misc] # the path of this system
        def read_bytes(self) -> bytes:
            self.unlink()
            return super().read_bytes()  # type: ignore[no-any-return]

    picture().save(tmp_path / "photo.jpg")
    with pytest.raises(restorer.PhotoError, match=r"photo\.jpg: No such file"):
        restorer.read_thumbnail(Vanishing(tmp_path / "photo.jpg"))


def test_what_is_wrong_with_one_file_is_not_said_of_another(tmp_path: Path) -> None:
    """While a damaged file is looked at beside it, a sound photo is not called damaged."""
    noise = np.random.default_rng(0).integers(0, 255, (600, 800, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "sound.jpg")
    picture().save(tmp_path / "damaged.jpg")
    (tmp_path / "damaged.jpg").write_bytes((tmp_path / "damaged.jpg").read_bytes()[:-200])
    is_over = threading.Event()

    def look() -> None:
        while not is_over.is_set():
            restorer.read_thumbnail(tmp_path / "damaged.jpg")

    with ThreadPoolExecutor() as pool:
        looking = pool.submit(look)
        notices = [restorer.read_photo(tmp_path / "sound.jpg").notices for _ in range(40)]
        is_over.set()
    assert notices == [()] * 40
    assert looking.exception() is None


def test_a_jpeg_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    """Small as large: what is left of it would be taken for the photo, as by a search for copies."""
    noise = np.random.default_rng(0).integers(0, 255, (600, 800, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.jpg", quality=90)
    whole = (tmp_path / "a.jpg").read_bytes()
    for share in (0.3, 0.9):
        (tmp_path / "cut.jpg").write_bytes(whole[: int(share * len(whole))])
        for read in (read_small, read_photo):
            with pytest.raises(PhotoError, match="premature end"):
                read(tmp_path / "cut.jpg")


def test_sixteen_bits_are_shown_as_eight() -> None:
    """A photo of 16 bits looks as it does when it was saved with 8, rounded and not cut off."""
    deep = np.random.default_rng(0).integers(0, 65536, (40, 60, 3), np.uint16)
    saved = np.rint(deep / 257).astype(np.uint8)
    assert make_thumbnail(Photo(deep)) == make_thumbnail(Photo(saved))


def test_nothing_is_logged_of_each_thumbnail(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What pyvips tells of its calls would fill the log of whoever restores a folder."""
    for name in ("a.jpg", "a.png"):
        picture().save(tmp_path / name)
    with caplog.at_level("INFO"):
        for name in ("a.jpg", "a.png"):
            restorer.read_thumbnail(tmp_path / name)
    assert not caplog.messages
