"""What colouring a photo's file promises: profile, depth, alpha, metadata and lightness on the disk."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import profiles
import pytest
from coloring import MOST_OFF, add_tinter, as_photo, every_level, lab, light_off, open_tinter, sepia
from numpy.typing import NDArray
from PIL import Image, ImageCms

import restorer
from restorer.files import read_photo, write_photo
from restorer.networks.engine import Engine
from restorer.photo import Metadata, Photo
from restorer.pixels.color import space_of, srgb_profile
from restorer.pixels.samples import Samples, from_float, to_float
from restorer.recipe import Recipe, Step
from restorer.tasks.colorize import colorize_photo

CURVES = {
    "grey gamma": lambda encoded: encoded**1.8,
    "dot gain": lambda encoded: encoded**1.75 * 0.9 + encoded * 0.1,
    "grey linear": lambda encoded: encoded,
}
"""What luminance the grey profiles of the tests give."""
PROFILES = (None, "grey gamma")
XMP = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


@pytest.fixture
def tinter(tmp_path: Path) -> Engine:
    """Give the stand-in, open."""
    return open_tinter(tmp_path / "models")


def tinted(photo: Photo, tinter: Engine, **controls: float) -> Photo:
    """Colour a photo by the stand-in."""
    return colorize_photo(photo, Step("colorize", controls=controls), {"colorize": tinter})


def lightness_of_luminance(luminance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give L* (CIE 15:2004)."""
    roots = np.where(luminance > 216 / 24389, np.cbrt(luminance), (24389 / 27 * luminance + 16) / 116)
    return np.asarray(116 * roots - 16)


def converted(photo: Photo, path: Path) -> Photo:
    """Write, colour and read a photo, as the command does, by the stand-in."""
    add_tinter(path.parent / "models")
    library = restorer.Library([path.parent / "models"])
    source = path.with_stem("source")
    write_photo(photo, source)
    recipe = Recipe((Step("colorize"),))
    (result,) = restorer.run_jobs(
        restorer.plan_jobs([source], str(path), recipe), library=library, device="cpu"
    )
    assert (result.status, result.error) == ("done", None)
    assert result.receipt is not None
    assert result.receipt.channels == 3
    return read_photo(path)


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_a_grey_profile_becomes_one_of_srgb(name: str, dtype: str, tinter: Engine) -> None:
    """The result is RGB with a profile that says so, and as light as the grey profile says."""
    levels = from_float(to_float(every_level()), np.dtype(dtype))
    result = tinted(as_photo(levels, metadata=Metadata(icc=profiles.GREY[name])), tinter)
    space = space_of(result.metadata.icc, 3)
    assert (space.is_srgb, space.problem, result.samples.shape) == (True, None, (96, 128, 3))
    luminance = CURVES[name](np.asarray(to_float(levels), np.float64))
    off = np.abs(lab(result.samples)[..., 0] - lightness_of_luminance(luminance))
    assert off.max() < (MOST_OFF if dtype == "uint8" else 0.1)


def test_a_grey_profile_of_lightness_is_followed(tinter: Engine) -> None:
    """One in terms of L* gives the very L* of the result."""
    photo = as_photo(every_level(), metadata=Metadata(icc=profiles.GREY["lightness"]))
    result = tinted(photo, tinter)
    off = np.abs(lab(result.samples)[..., 0] - 100 * to_float(every_level()))
    assert off.max() < MOST_OFF


def test_the_srgb_profile_is_one_others_read() -> None:
    """It is an RGB display profile that Little CMS takes, by which nothing changes."""
    icc = srgb_profile()
    assert (icc[12:16], icc[16:20], icc[36:40]) == (b"mntr", b"RGB ", b"acsp")
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    samples = np.random.default_rng(0).integers(0, 256, (20, 20, 3), np.uint8)
    same: Any = ImageCms.profileToProfile(Image.fromarray(samples), profile, ImageCms.createProfile("sRGB"))
    assert np.abs(np.asarray(same).astype(int) - samples).max() <= 1


def test_without_a_profile_there_is_none(tinter: Engine) -> None:
    """Grey or sepia without one come back without one."""
    for samples in (every_level(), sepia(every_level())):
        assert tinted(as_photo(samples), tinter).metadata.icc is None


@pytest.mark.parametrize("name", ["p3", "adobe", "prophoto", "sampled", "swapped", "table"])
def test_a_sepia_keeps_its_profile(name: str, tinter: Engine) -> None:
    """In a wide gamut it is coloured in that, at its lightness as that profile says."""
    photo = Photo(
        sepia(every_level()).astype(np.uint16) * 257, depth=16, metadata=Metadata(icc=profiles.WIDE[name])
    )
    result = tinted(photo, tinter)
    assert result.metadata.icc == photo.metadata.icc
    assert result.samples.dtype == np.uint16
    before, after = (lab(one.pixels().clip(0, 1)) for one in (photo, result))
    inside = (before[..., 0] > 5) & (before[..., 0] < 95)
    assert np.abs(before - after)[inside][:, 0].max() < 0.4
    assert np.abs(before - after)[inside][:, 1:].mean() > 2


def test_alpha_and_metadata_stay(tinter: Engine) -> None:
    """What travels with the samples is the same, and so are depth and format."""
    alpha = np.random.default_rng(0).random((96, 128), np.float32)
    metadata = Metadata(xmp=XMP, dpi=(300, 300), pieces=(("tEXt", b"a\0b"),))
    photo = as_photo(to_float(every_level()), alpha=alpha, depth=32, metadata=metadata, format="tiff")
    result = tinted(photo, tinter)
    assert result.alpha is alpha
    assert (result.metadata, result.depth, result.format) == (metadata, 32, "tiff")


def grey_of(depth: int) -> Samples:
    """Give the photo with all levels at a depth."""
    return from_float(to_float(every_level()), np.dtype(np.uint8 if depth == 8 else np.uint16))[..., None]


@pytest.mark.parametrize(
    ("name", "depth", "profile"),
    [
        *(("a.png", depth, profile) for depth in (8, 16) for profile in PROFILES),
        *(("a.tif", depth, profile) for depth in (8, 16) for profile in PROFILES),
        *(("a.jpg", 8, profile) for profile in PROFILES),
        ("a.webp", 8, None),
    ],
)
def test_files_come_back_in_colour(name: str, depth: int, profile: str | None, tmp_path: Path) -> None:
    """Each format is written with a good receipt: RGB, of its depth, with a fitting profile or none."""
    icc = profiles.GREY[profile] if profile else None
    photo = Photo(grey_of(depth), depth=depth, metadata=Metadata(icc=icc, dpi=(300, 300)))
    result = converted(photo, tmp_path / name)
    assert (result.samples.shape, result.depth) == ((96, 128, 3), depth)
    assert (result.metadata.icc is None) == (profile is None)
    assert result.space.is_srgb
    assert result.space.problem is None
    wanted = lab(photo.pixels())[..., 0]
    off = np.abs(lab(result.samples)[..., 0] - wanted)
    assert (off.mean() if name.endswith(("jpg", "webp")) else off.max()) < 2 * MOST_OFF
    if name.endswith(("png", "tif")):
        assert off.max() < (MOST_OFF if depth == 8 else 0.1)


@pytest.mark.parametrize("depth", [8, 16])
def test_alpha_is_written(depth: int, tmp_path: Path) -> None:
    """A grey PNG with transparency becomes one in colour with the same."""
    samples = grey_of(depth)
    alpha = np.ascontiguousarray(samples[::-1, :, 0])
    result = converted(Photo(samples, alpha=alpha, depth=depth), tmp_path / "a.png")
    assert result.alpha is not None
    np.testing.assert_array_equal(result.alpha, alpha)
    assert light_off(result.samples, samples) < MOST_OFF
