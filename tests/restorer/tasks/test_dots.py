"""Black and white dots go with the noise, and whole however much of it goes, with the shipped models."""

import numpy as np
import profiles
import pytest
from nearness import psnr

import restorer
from restorer.networks.library import Library
from restorer.photo import Metadata, Photo
from restorer.pixels.samples import Samples, blend, from_float, to_float, white
from restorer.recipe import Recipe, Step

TOLD = "black and white dots were taken out: {} % of the pixels"


@pytest.fixture(scope="module")
def library() -> Library:
    """Give a library that keeps the models it has opened."""
    return Library()


def with_dots(samples: Samples, share: float = 0.04) -> Samples:
    """Make a share of the pixels black or white."""
    drawn = np.random.default_rng(1).random(samples.shape[:2])
    dotted = samples.copy()
    dotted[drawn < share / 2] = 0
    dotted[drawn > 1 - share / 2] = white(samples.dtype)
    return dotted


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("profile", [None, "p3"])
def test_dots_are_taken_out(portrait: Samples, library: Library, dtype: str, profile: str | None) -> None:
    """A photo of any depth and colours gets at least 15 dB nearer to what it was, and a notice says why."""
    metadata = Metadata(icc=profiles.WIDE[profile] if profile else None)
    clean = from_float(to_float(portrait), np.dtype(dtype))
    photo = Photo(with_dots(clean), metadata=metadata, notices=("read",))
    said: list[str] = []
    restored = restorer.restore(photo, Recipe((Step("denoise"),)), library=library, say=said.append)
    before, after = (psnr(to_float(each), to_float(clean)) for each in (photo.samples, restored.samples))
    assert after > before + 15
    [line] = said
    share = float(line.removeprefix(TOLD.partition("{")[0]).partition(" ")[0])
    assert line == TOLD.format(f"{share:.2g}")
    assert share == pytest.approx(4, abs=0.6)
    assert restored.notices == ("read", line)


def test_dots_in_grey_are_taken_out(portrait: Samples) -> None:
    """A grey photo gets at least 12 dB nearer to what it was."""
    clean = np.rint(portrait.mean(axis=2)).astype(np.uint8)
    dotted = with_dots(clean[..., None])[..., 0]
    before, after = (psnr(to_float(each), to_float(clean)) for each in (dotted, restorer.denoise(dotted)))
    assert after > before + 12


@pytest.mark.parametrize("sigma", [None, 10 / 255])
def test_dots_go_whole_at_any_strength(portrait: Samples, sigma: float | None) -> None:
    """Strength, luminance and chroma blend with the photo without its dots; at 0 the photo stays."""
    dotted = with_dots(portrait)
    base = restorer.without_dots(Photo(dotted)).samples
    full = restorer.denoise(dotted, sigma)
    half = restorer.denoise(dotted, sigma, strength=0.5, luminance=0.5)
    np.testing.assert_array_equal(half, blend(base, full, 0.5, luminance=0.5))
    assert psnr(to_float(half), to_float(portrait)) > psnr(to_float(dotted), to_float(portrait)) + 15
    for parts in ({"strength": 0.0}, {"luminance": 0.0, "chroma": 0.0}):
        np.testing.assert_array_equal(restorer.denoise(dotted, sigma, **parts), dotted)


def test_no_noise_leaves_dots(portrait: Samples) -> None:
    """Where the user says that there is no noise, nothing is taken out."""
    dotted = with_dots(portrait)
    np.testing.assert_array_equal(restorer.denoise(dotted, 0), dotted)


def test_dots_do_not_count_as_noise(portrait: Samples) -> None:
    """The level of noise is about that of the photo without dots."""
    alone, beside = (restorer.estimate_sigma(each) * 255 for each in (portrait, with_dots(portrait)))
    assert beside == pytest.approx(alone, abs=0.5)


def test_the_photo_is_not_written_to(portrait: Samples) -> None:
    """An array with dots is only read."""
    dotted = with_dots(portrait)
    dotted.flags.writeable = False
    assert (restorer.denoise(dotted) != dotted).any()
