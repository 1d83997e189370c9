"""Receipts: whatever a written file lacks of its photo is found and named."""

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import profiles
import pytest
from sound_files import IPTC, SRGB, XMP, exif, picture

from restorer.errors import ReceiptError, WriteError
from restorer.files import read_photo, stage_photo, write_photo
from restorer.formats import Saving
from restorer.formats.receipt import count_tags, find_losses
from restorer.photo import Metadata, Photo

EXIF = exif(1).tobytes().removeprefix(b"Exif\0\0")
METADATA = Metadata(
    exif=EXIF, xmp=XMP, iptc=IPTC, icc=SRGB, dpi=(300.0, 150.0),
    pieces=(("tEXt", b"Comment\0words"),),
)  # fmt: skip
WHOLE = Photo(picture(), alpha=picture(channels=1)[:, :, 0], metadata=METADATA, format="png")
DEEP_ALPHA = picture(channels=1)[:, :, 0] * np.uint16(257)


def changed(**parts: Any) -> Photo:
    """Give the photo with other metadata."""
    return replace(WHOLE, metadata=replace(METADATA, **parts))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Photo(picture(size=(32, 47)), alpha=np.zeros((32, 47), np.uint8), metadata=METADATA),
            "size is 47 x 32",
        ),
        (
            replace(WHOLE, samples=WHOLE.samples * np.uint16(257), alpha=DEEP_ALPHA, depth=16),
            "bit depth is 16, expected 8",
        ),
        (replace(WHOLE, alpha=None), "transparency is False, expected True"),
        (changed(exif=None), "0 of 3 exif entries are left"),
        (changed(exif=EXIF.replace(b"A camera", b"B camera")), "2 of 3 exif entries are left"),
        (changed(xmp=None), "0 of 2 xmp entries are left"),
        (changed(iptc=None), "0 of 1 iptc entries are left"),
        (changed(pieces=()), "0 of 1 pieces entries are left"),
        (changed(icc=None), "the colour profile is another"),
        (changed(icc=SRGB[:-1] + b"x"), "the colour profile is another"),
        (changed(dpi=(72.0, 72.0)), "the resolution is"),
        (changed(dpi=None), "the resolution is None"),
        (WHOLE.with_samples(WHOLE.samples ^ 1), "the samples are not those written"),
        (replace(WHOLE, alpha=WHOLE.alpha ^ 1), "the samples are not those written"),  # type: ignore[operator]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_loss_is_found(found: Photo, words: str) -> None:
    """A file that lacks one thing is told to lack just that."""
    (loss,) = find_losses(WHOLE, found, exact=True, quality=95)
    assert loss.startswith(words)
    assert not find_losses(WHOLE, WHOLE, exact=True, quality=95)


def test_grey_that_became_colour_is_found() -> None:
    """A grey photo that comes back with three channels is a loss."""
    grey = Photo(picture(channels=1))
    colour = Photo(picture(channels=1).repeat(3, axis=2))
    assert find_losses(grey, colour, exact=False, quality=95) == ["grey is False, expected True"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda array: array[::-1],
        lambda array: array[:, ::-1],
        lambda array: array[:, :, ::-1],
        lambda array: array // 2,
    ],
    ids=["upside down", "mirrored", "swapped colours", "dark"],
)
def test_a_wrong_picture_is_found_in_lossy_formats(spoil: Callable[[Any], Any]) -> None:
    """Noise is the coder's to change, the picture is not: another one is found, a noisy one is none."""
    photo = Photo(picture(size=(320, 480)))
    wrong = photo.with_samples(np.ascontiguousarray(spoil(photo.samples)))
    (loss,) = find_losses(photo, wrong, exact=False, quality=90)
    assert "levels off those written" in loss
    noise = np.random.default_rng(0).normal(0, 25, photo.samples.shape)
    noisy = photo.with_samples((photo.samples + noise).clip(0, 255).astype(np.uint8))
    assert not find_losses(photo, noisy, exact=False, quality=90)


def test_pure_noise_is_no_loss(tmp_path: Path) -> None:
    """A picture of nothing but noise, of which a lossy format keeps little, is written nevertheless."""
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    for extension in ("jpg", "webp", "avif"):
        write_photo(Photo(noise), tmp_path / f"a.{extension}", saving=Saving(quality=75))


def test_the_receipt_tells_what_the_file_holds(tmp_path: Path) -> None:
    """Size, depth, alpha, profile and the number of tags are read from the file, as is its hash."""
    receipt = write_photo(WHOLE, tmp_path / "a.png")
    facts = receipt.facts()
    assert (receipt.width, receipt.height, receipt.depth, receipt.channels) == (48, 32, 8, 3)
    assert (receipt.alpha, receipt.icc, receipt.notices) == (True, True, ())
    assert facts["tags"] == count_tags(METADATA)
    assert len(receipt.sha256) == 64


@pytest.mark.parametrize(
    ("extension", "notices"),
    [
        ("jpg", ["transparency"]),
        ("webp", ["a resolution of 300 dpi", "IPTC", 'texts of png ("']),
        ("avif", ["a resolution of 300 dpi", "IPTC", 'texts of png ("']),
        ("tif", ['texts of png ("']),
        ("png", []),
    ],
)
def test_what_a_format_cannot_hold_is_said(tmp_path: Path, extension: str, notices: list[str]) -> None:
    """What a format has no place for is a notice each, and no error; all else is in the file."""
    receipt = write_photo(WHOLE, tmp_path / f"a.{extension}")
    assert len(receipt.notices) == len(notices)
    for notice, words in zip(receipt.notices, notices, strict=True):
        assert words in notice
    assert receipt.icc
    assert receipt.tags["exif"] == 3


def test_without_gps_no_file_tells_the_place(tmp_path: Path) -> None:
    """With strip_gps the result has the camera and not the place, in each format."""
    for extension in ("jpg", "png", "tif", "webp", "avif"):
        path = tmp_path / f"a.{extension}"
        write_photo(WHOLE, path, saving=Saving(strip_gps=True))
        block = read_photo(path).metadata.exif or b""
        assert b"A camera" in block
        assert count_tags(Metadata(exif=block))["exif"] == 2


def test_damaged_metadata_that_may_tell_the_place_are_left_out(tmp_path: Path) -> None:
    """With strip_gps what cannot be followed is not passed on, and that is said; else it is kept."""
    damaged = replace(WHOLE, metadata=Metadata(exif=b"II*\0\x08\0\0\0\xff", xmp=b"<x>51,30.2N &"))
    kept = write_photo(damaged, tmp_path / "a.png")
    assert kept.notices == ()
    stripped = write_photo(damaged, tmp_path / "b.png", saving=Saving(strip_gps=True))
    assert [notice.split()[1] for notice in stripped.notices] == ["EXIF", "XMP"]
    assert b"51,30" in (tmp_path / "a.png").read_bytes()
    assert b"51,30" not in (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("extension", ["webp", "avif", "heic"])
@pytest.mark.parametrize("alpha", [False, True])
def test_grey_with_a_profile_of_colours_is_written(tmp_path: Path, extension: str, alpha: bool) -> None:
    """A profile that had no say in grey has none in three equal channels: it is left out and said."""
    metadata = Metadata(icc=profiles.WIDE["p3"])
    grey = Photo(picture(channels=1), alpha=WHOLE.alpha if alpha else None, metadata=metadata)
    receipt = write_photo(grey, tmp_path / f"a.{extension}")
    found = read_photo(tmp_path / f"a.{extension}")
    assert found.is_grey
    assert np.abs(found.samples.astype(int) - grey.samples).mean() < 8
    assert (found.metadata.icc is None) == any("profile of colours" in notice for notice in receipt.notices)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_an_array_becomes_a_photo_that_can_be_written(tmp_path: Path, dtype: type) -> None:
    """Its depth is that of the dtype; what does not go together is refused when the photo is made."""
    photo = Photo.of_array(picture(dtype))
    write_photo(photo, tmp_path / "a.tif")
    np.testing.assert_array_equal(read_photo(tmp_path / "a.tif").samples, picture(dtype))
    with pytest.raises(ValueError, match="99 bits a sample"):
        Photo(picture(dtype), depth=99)
    other = np.zeros(picture().shape[:2], np.uint16 if dtype is np.uint8 else np.uint8)
    with pytest.raises(ValueError, match="alpha of uint"):
        Photo(picture(dtype), alpha=other)


def full_disk(*_: Any) -> None:
    """Fail as a disk that is full does."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("extension", ["jpg", "png", "tif", "webp", "avif", "heic"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extension: str) -> None:
    """When the disk is full the error says so, keeps the system's number, and no file is left."""
    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(WriteError, match="No space left on device") as caught:
        stage_photo(Photo(picture()), tmp_path / f"a.{extension}", Saving())
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert not list(tmp_path.iterdir())


def test_a_loss_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was damaged on its way to the disk is named, and nothing is kept."""

    def zeroed(descriptor: int) -> None:
        import os

        os.truncate(descriptor, os.fstat(descriptor).st_size - 40)

    monkeypatch.setattr("os.fsync", zeroed)
    with pytest.raises(ReceiptError, match=r"a\.png.* cannot be read back"):
        stage_photo(Photo(picture()), tmp_path / "a.png", Saving())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.avif", "a.heic"])
@pytest.mark.parametrize("depth", [10, 12])
@pytest.mark.parametrize("seed", range(4))
def test_grain_in_grey_of_many_bits_comes_back_grey(
    tmp_path: Path, name: str, depth: Literal[10, 12], seed: int
) -> None:
    """A coder without one channel may shift colour by a step: that is grey still, at any quality."""
    grain = np.random.default_rng(seed).integers(0, 1 << 16, (24, 31, 1), np.uint16)
    for quality in (60, None):
        saving = Saving(quality=quality, depth=depth)
        write_photo(Photo(grain), tmp_path / name, saving=saving, overwrite=True)
        assert read_photo(tmp_path / name).is_grey
