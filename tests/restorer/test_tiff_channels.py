"""Channels of a TIFF beyond its colours: transparency is kept, selections and infrared are not."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import tifffile

from restorer import read_photo

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
