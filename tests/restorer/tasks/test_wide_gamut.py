"""What restoring promises for photos of other colours than sRGB, with the shipped model and stand-ins."""

from pathlib import Path

import numpy as np
import profiles
import pytest
from stand_ins import blurring_model, keeping_model, with_card

from restorer.arrays import correct_tone, denoise, estimate_sigma
from restorer.networks.library import Library
from restorer.networks.tiled import MEMORY_BYTES
from restorer.photo import Metadata, Photo
from restorer.pipeline import restore
from restorer.pixels.color import space_of
from restorer.pixels.samples import Floats, Samples, blend, from_float, to_float
from restorer.recipe import Recipe, Step

LEVEL = 25 / 255
DENOISE = Step("denoise", controls={"sigma": 25.0})
PROFILES = {**profiles.WIDE, **profiles.GREY}
EVERY_PROFILE = pytest.mark.parametrize("name", PROFILES)
EVERY_DTYPE = pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])


@pytest.fixture
def stand_ins(tmp_path: Path) -> Library:
    """Give a library of a model that keeps pictures and one that blurs them."""
    with_card(keeping_model(), tmp_path / "keep.onnx")
    with_card(blurring_model(), tmp_path / "blur.onnx", reach=2, bytes_per_pixel=100)
    return Library([tmp_path])


def tagged(pixels: Floats, name: str, dtype: str) -> Photo:
    """Make a photo with a profile of what is sRGB-encoded in ``pixels``; grey for a grey profile."""
    if name in profiles.GREY:
        pixels = pixels.mean(axis=2, keepdims=True)
    space = space_of(PROFILES[name], pixels.shape[2])
    samples = from_float(space.from_srgb(pixels), np.dtype(dtype))
    return Photo(samples, metadata=Metadata(icc=PROFILES[name]))


def any_photo(name: str, dtype: str, sides: tuple[int, int] = (40, 56)) -> Photo:
    """Make a photo of random samples with a profile; floats beyond black and white too."""
    shape = (*sides, 1 if name in profiles.GREY else 3)
    random = np.random.default_rng(0).random(shape, np.float32)
    samples = random * 12 - 2 if dtype == "float32" else from_float(random, np.dtype(dtype))
    return Photo(samples, metadata=Metadata(icc=PROFILES[name]))


def run(photo: Photo, step: Step, library: Library | None = None) -> Samples:
    """Restore a photo by one step and give its samples."""
    return restore(photo, Recipe((step,)), library=library, device="cpu").samples


@EVERY_PROFILE
@EVERY_DTYPE
def test_what_the_model_keeps_stays_exact(name: str, dtype: str, stand_ins: Library) -> None:
    """A model that changes nothing leaves each sample of each profile as it is, bit for bit."""
    photo = any_photo(name, dtype)
    for strength in (1.0, 0.4):
        kept = run(photo, Step("denoise", "keep", strength, {"sigma": 10.0}), stand_ins)
        np.testing.assert_array_equal(kept, photo.samples)


@pytest.mark.parametrize("name", ["p3", "adobe", "prophoto", "linear", "grey gamma"])
def test_a_profile_does_not_change_what_is_denoised(name: str, portrait: Samples, noisy: Floats) -> None:
    """A photo in other colours comes out as the sRGB one does, by its own profile, within a level."""
    pixels = (portrait / 255 * 0.6 + 0.2 + (noisy - portrait / 255) * 0.5).astype(np.float32)
    photo = tagged(pixels, name, "uint16")
    expected = denoise(pixels.mean(axis=2, keepdims=True) if photo.is_grey else pixels, LEVEL / 2)
    restored = photo.with_samples(run(photo, Step("denoise", controls={"sigma": 12.5})))
    np.testing.assert_allclose(restored.pixels(), expected, atol=1 / 255)


@EVERY_PROFILE
@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_a_profile_does_not_change_how_tone_is_corrected(name: str, dtype: str, portrait: Samples) -> None:
    """A faded photo in other colours comes out as the sRGB one does, by its profile, within two levels."""
    pixels = (portrait / 255 * (0.5, 0.48, 0.4) + 0.2).astype(np.float32)
    photo = tagged(pixels, name, dtype)
    corrected = photo.with_samples(run(photo, Step("tone")))
    np.testing.assert_allclose(corrected.pixels(), correct_tone(photo.pixels()), atol=2 / 255)


@pytest.mark.parametrize("task", ["inpaint", "colorize", "detect"])
@pytest.mark.parametrize("name", ["p3", "grey gamma", "table"])
def test_every_step_takes_photos_of_other_colours(task: str, name: str, portrait: Samples) -> None:
    """By the shipped models, as they are."""
    pixels = portrait[:64, :96].mean(axis=2, keepdims=True).repeat(3, axis=2) / np.float32(255)
    assert run(tagged(pixels, name, "uint8"), Step(task)).shape[:2] == (64, 96)


@pytest.mark.parametrize("name", ["linear", "table"])
def test_eight_bits_come_out_as_near(name: str, portrait: Samples, noisy: Floats) -> None:
    """In 8 bits, and by tables, the answer is still that of sRGB, within a level on average."""
    pixels = (portrait / 255 * 0.6 + 0.2 + (noisy - portrait / 255) * 0.5).astype(np.float32)
    photo = tagged(pixels, name, "uint8")
    restored = photo.with_samples(run(photo, Step("denoise", controls={"sigma": 12.5})))
    assert np.abs(restored.pixels() - denoise(pixels, LEVEL / 2)).mean() < 1 / 255


@pytest.mark.parametrize("sigma_255", [5, 15, 25])
@pytest.mark.parametrize("name", ["linear", "prophoto", "lightness", "grey linear"])
def test_noise_is_estimated_as_the_network_sees_it(name: str, sigma_255: float, portrait: Samples) -> None:
    """The same noise is found in a photo of any profile, within a level and a half."""
    noise = np.random.default_rng(0).normal(0, sigma_255, portrait.shape)
    pixels = np.float32((portrait * 0.5 + 64 + noise) / 255)
    photo = tagged(pixels, name, "uint16")
    assert estimate_sigma(photo) * 255 == pytest.approx(
        estimate_sigma(pixels.mean(axis=2) if photo.is_grey else pixels) * 255, abs=1.5
    )
    assert estimate_sigma(photo) == pytest.approx(estimate_sigma(photo.pixels()), abs=2e-3)


@EVERY_DTYPE
@pytest.mark.parametrize("name", ["p3", "table", "lightness"])
def test_strength_is_a_blend_of_the_full_answer(name: str, dtype: str, stand_ins: Library) -> None:
    """Partial strength is, bit for bit, the full answer blended with the photo: so no slider differs."""
    photo = any_photo(name, dtype)
    step = Step("denoise", "blur", 1.0, {"sigma": 10.0})
    full = run(photo, step, stand_ins)
    for strength in (0, 0.3, 0.5, 0.99):
        part = run(photo, Step("denoise", "blur", strength, {"sigma": 10.0}), stand_ins)
        np.testing.assert_array_equal(part, blend(photo.samples, full, strength))


@pytest.mark.parametrize("name", ["adobe", "sampled"])
def test_tiles_of_other_colours_fit(name: str, stand_ins: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into tiles, a photo with a profile comes out as it does whole."""
    photo = any_photo(name, "uint16", (70, 150))
    step = Step("denoise", "blur", 1.0, {"sigma": 10.0})
    whole = run(photo, step, stand_ins)
    monkeypatch.setitem(MEMORY_BYTES, "cpu", 200_000)
    np.testing.assert_allclose(to_float(run(photo, step, stand_ins)), to_float(whole), atol=1e-4)


def test_a_broken_profile_means_srgb(noisy: Floats) -> None:
    """With a profile that cannot be used a photo is denoised as sRGB."""
    samples = from_float(noisy, np.dtype(np.uint8))
    broken = Photo(samples, metadata=Metadata(icc=b"junk" * 100))
    np.testing.assert_array_equal(run(broken, DENOISE), denoise(samples, LEVEL, device="cpu"))
