"""Channels of a TIFF beyond its colours: transparency is kept, selections and infrared are not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile

from restorer import PhotoError, read_photo

NOTICE = "channels that are neither colour nor transparency (a saved selection, infrared) were left out"
RNG = np.random.default_rng(5)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize(
    ("photometric", "colours", "further", "alpha"),
    [
        ("minisblack", 1, ["unspecified"], None),
        ("minisblack", 1, ["unspecified", "unspecified"], None),
        ("minisblack", 1, ["unspecified", "unassalpha"], 2),
        ("rgb", 3, ["unspecified"], None),
        ("rgb", 3, ["unassalpha"], 3),
        ("rgb", 3, ["unassalpha", "unspecified"], 3),
        ("rgb", 3, ["unspecified", "unspecified", "unassalpha"], 5),
    ],
)
def test_only_transparency_is_transparency(
    tmp_path: Path, dtype: type, photometric: str, colours: int, further: Sequence[str], alpha: int | None
) -> None:
    """Each channel is what the file says it is, and what is left out is told."""
    channels = RNG.integers(1, 255, (9, 11, colours + len(further)))
    pixels = channels.astype(dtype) / (255 if dtype is np.float32 else 1)
    tifffile.imwrite(tmp_path / "a.tif", pixels.astype(dtype), photometric=photometric, extrasamples=further)
    photo = read_photo(tmp_path / "a.tif")
    np.testing.assert_array_equal(photo.samples, pixels[:, :, :colours].astype(dtype))
    if alpha is None:
        assert photo.alpha is None
    else:
        assert photo.alpha is not None
        np.testing.assert_array_equal(photo.alpha, pixels[:, :, alpha].astype(dtype))
    assert (NOTICE in photo.notices) == ("unspecified" in further)


def test_cmyk_with_a_selection_is_as_without(tmp_path: Path) -> None:
    """A fifth channel of inks is no transparency of the photo."""
    inks = RNG.integers(0, 255, (9, 11, 5), np.uint8)
    for channels in (4, 5):
        path, further = tmp_path / f"{channels}.tif", ["unspecified"] * (channels - 4)
        tifffile.imwrite(path, inks[:, :, :channels], photometric="separated", extrasamples=further)
    plain, selected = (read_photo(tmp_path / name) for name in ("4.tif", "5.tif"))
    assert selected.alpha is None
    np.testing.assert_array_equal(selected.samples, plain.samples)
    assert NOTICE in selected.notices


def test_multiplied_transparency_is_found_behind_a_selection(tmp_path: Path) -> None:
    """Colours are taken out of the transparency that is one, not of the channel before it."""
    pixels = np.full((9, 11, 5), (100, 50, 25, 7, 128), np.uint8)
    further = ["unspecified", "assocalpha"]
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", extrasamples=further)
    photo = read_photo(tmp_path / "a.tif")
    assert photo.alpha is not None
    assert (photo.alpha == 128).all()
    np.testing.assert_allclose(photo.samples[0, 0], (199, 99, 49), atol=1)


def test_a_fourth_channel_that_is_told_nothing_of_is_transparency(tmp_path: Path) -> None:
    """Writers that leave the tag out mean transparency."""
    pixels = RNG.integers(0, 255, (9, 11, 4), np.uint8)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, pixels, photometric="rgb", extrasamples=["unassalpha"])
    content = bytearray(path.read_bytes())
    at = content.index(b"\x52\x01\x03\x00\x01\x00\x00\x00")  # tag 338, ExtraSamples
    content[at : at + 2] = b"\x53\x03"  # one that says nothing of the samples
    path.write_bytes(content)
    photo = read_photo(path)
    assert photo.alpha is not None
    np.testing.assert_array_equal(photo.alpha, pixels[:, :, 3])
    assert NOTICE not in photo.notices


def planes(path: Path, kind: type, channels: int, photometric: str, **options: Any) -> np.ndarray:
    """Write a TIFF of channels in planes of their own; gives its pixels."""
    pixels = RNG.integers(1, 255, (9, 11, channels)).astype(kind)
    options = {"extrasamples": ["unassalpha"] if channels in (2, 4) else None, **options}
    options |= {"photometric": photometric, "planarconfig": "separate"}
    tifffile.imwrite(path, np.ascontiguousarray(np.moveaxis(pixels, -1, 0)), **options)
    return pixels


@pytest.mark.parametrize(
    ("kind", "channels", "photometric"),
    [
        (np.uint8, 2, "minisblack"), (np.uint16, 2, "minisblack"), (np.float32, 2, "minisblack"),
        (np.uint8, 2, "miniswhite"), (np.float16, 3, "rgb"), (np.float16, 4, "rgb"),
    ],
)  # fmt: skip
def test_planes_that_would_be_mixed_up_are_refused(
    tmp_path: Path, kind: type, channels: int, photometric: str
) -> None:
    """Those that libvips reads wrong are no silent garbage; with a row a strip it reads them right."""
    path = tmp_path / "a.tif"
    planes(path, kind, channels, photometric)
    with pytest.raises(PhotoError, match="channels lie in separate planes; save it with interleaved"):
        read_photo(path)
    pixels = planes(path, kind, channels, photometric, rowsperstrip=1)
    colours = pixels[:, :, : 1 if channels == 2 else 3]
    expected = np.iinfo(kind).max - colours if photometric == "miniswhite" else colours
    np.testing.assert_array_equal(read_photo(path).samples, expected)


def test_planes_in_tiles_are_refused_and_others_read(tmp_path: Path) -> None:
    """Colours in planes come as they are, but for tiles, of which it is said what to do."""
    pixels = planes(tmp_path / "a.tif", np.uint16, 4, "rgb")
    np.testing.assert_array_equal(read_photo(tmp_path / "a.tif").samples, pixels[:, :, :3])
    planes(tmp_path / "b.tif", np.uint16, 4, "rgb", tile=(16, 16))
    with pytest.raises(PhotoError, match="channels lie in separate planes"):
        read_photo(tmp_path / "b.tif")


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_inks_keep_their_transparency(tmp_path: Path, kind: type) -> None:
    """Whatever their depth; the colours are those without it."""
    inks = RNG.integers(0, np.iinfo(kind).max, (9, 11, 5)).astype(kind)
    tifffile.imwrite(tmp_path / "a.tif", inks, photometric="separated", extrasamples=["unassalpha"])
    tifffile.imwrite(tmp_path / "b.tif", inks[:, :, :4], photometric="separated")
    photo = read_photo(tmp_path / "a.tif")
    np.testing.assert_array_equal(photo.alpha, inks[:, :, 4])  # type: ignore[arg-type]
    np.testing.assert_array_equal(photo.samples, read_photo(tmp_path / "b.tif").samples)


def test_deep_inks_multiplied_by_transparency_are_refused(tmp_path: Path) -> None:
    """Libvips would take them out as if white were 255."""
    inks = np.full((9, 11, 5), 20000, np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", inks, photometric="separated", extrasamples=["assocalpha"])
    with pytest.raises(PhotoError, match="multiplied into inks of 16 bits; convert it to RGB first"):
        read_photo(tmp_path / "a.tif")


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_grey_floats_are_as_bright_as_before_they_were_multiplied(tmp_path: Path, kind: type) -> None:
    """Of 16 bits as of 32."""
    pixels = np.full((9, 11, 2), (0.25, 0.5), kind)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="minisblack", extrasamples=["assocalpha"])
    np.testing.assert_allclose(read_photo(tmp_path / "a.tif").samples, 0.5, rtol=1e-6)
