"""What restorer.denoise promises, with the shipped model."""

import warnings
from pathlib import Path

import numpy as np
import pytest
from nearness import psnr
from skimage import data
from stand_ins import blurring_model, darkening_model, keeping_model, with_card

import restorer
from restorer.errors import DeviceError, ModelMissing, RecipeError
from restorer.networks.tiled import MEMORY_BYTES
from restorer.pixels.samples import Floats, Samples, from_float

LEVEL = 25 / 255


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize(
    "shape",
    [(16, 24, 3), (16, 24), (16, 24, 1), (13, 17, 3), (1, 1, 3), (1, 1), (1, 40, 3), (40, 1, 1), (2, 3)],
)
def test_shape_and_dtype_come_back(dtype: str, shape: tuple[int, ...]) -> None:
    """Any picture's answer has its shape and dtype, and the picture itself is not written to."""
    pixels = from_float(np.random.default_rng(0).random(shape, np.float32), np.dtype(dtype))
    pixels.flags.writeable = False
    restored = restorer.denoise(pixels, LEVEL)
    assert (restored.shape, restored.dtype) == (pixels.shape, pixels.dtype)
    assert np.isfinite(restored).all()
    assert restored.flags.writeable


@pytest.mark.parametrize("sigma", [0, 10 / 255, 1, None])
def test_strength_0_gives_the_picture_back(noisy: Floats, sigma: float | None) -> None:
    """At strength 0 every sample of every dtype is the input's, bit for bit."""
    part = noisy[:40, :40]
    for dtype in ("uint8", "uint16", "float32"):
        pixels = from_float(part, np.dtype(dtype))
        np.testing.assert_array_equal(restorer.denoise(pixels, sigma, strength=0), pixels)


def test_strength_blends(noisy: Floats) -> None:
    """At strength 0.25 the answer lies a quarter of the way from the input to the full one."""
    full = restorer.denoise(noisy, LEVEL)
    quarter = restorer.denoise(noisy, LEVEL, strength=0.25)
    np.testing.assert_allclose(quarter, noisy + (full - noisy) / 4, atol=1e-6)


def test_a_strength_of_numpy_is_a_strength(noisy: Floats) -> None:
    """A number that came out of an array does what Python's does."""
    part = noisy[:16, :16]
    half = restorer.denoise(part, LEVEL, strength=np.float32(0.5))
    np.testing.assert_array_equal(half, restorer.denoise(part, LEVEL, strength=0.5))


@pytest.mark.parametrize("sigma", [LEVEL, None])
def test_noise_in_colour_is_taken_out(portrait: Samples, noisy: Floats, sigma: float | None) -> None:
    """Noise of sigma 25 gets at least 7 dB better, told the level or not."""
    clean = np.asarray(portrait / 255, np.float32)
    assert psnr(restorer.denoise(noisy, sigma), clean) > psnr(noisy, clean) + 7


@pytest.mark.parametrize("sigma", [LEVEL, None])
def test_noise_in_grey_is_taken_out(portrait: Samples, sigma: float | None) -> None:
    """A grey photo of 8 bits with noise of sigma 25 gets at least 6 dB better."""
    clean = np.asarray(portrait.mean(axis=2) / 255, np.float32)
    noise = np.random.default_rng(0).normal(0, LEVEL, clean.shape).astype(np.float32)
    damaged = from_float(clean + noise, np.dtype(np.uint8))
    restored = restorer.denoise(damaged, sigma)
    assert psnr(np.float32(restored / 255), clean) > psnr(np.float32(damaged / 255), clean) + 6


@pytest.mark.parametrize("sigma_255", [80, 128, 255])
def test_noise_beyond_the_network_is_met_by_scaling(portrait: Samples, sigma_255: float) -> None:
    """Noise far above the 55 levels a network is trained for still gets at least 10 dB better."""
    clean = np.asarray(portrait / 255, np.float32)
    noise = np.random.default_rng(0).normal(0, sigma_255 / 255, clean.shape).astype(np.float32)
    restored = restorer.denoise(clean + noise, sigma_255 / 255)
    assert psnr(restored, clean) > psnr(clean + noise, clean) + 10


def test_the_network_never_sees_more_than_55_levels(user_models: Path) -> None:
    """A level of 110 is halved, picture and all, and the answer doubled: what a model subtracts tells."""
    with_card(darkening_model(55.01 / 255), user_models / "darken.onnx")
    pixels = np.full((8, 8, 3), 0.75, np.float32)
    for level in (0, 20, 55, 110, 255):
        expected = np.full_like(pixels, 0.75 - level / 255)
        np.testing.assert_allclose(restorer.denoise(pixels, level / 255, model="darken"), expected, atol=1e-5)


def test_noise_beyond_black_and_white_is_not_clipped(user_models: Path) -> None:
    """Float samples reach the model as they are, below 0 and above 1 too."""
    with_card(keeping_model(), user_models / "keep.onnx")
    pixels = np.linspace(-2, 3, 300, dtype=np.float32).reshape(10, 10, 3)
    np.testing.assert_allclose(restorer.denoise(pixels, 0.1, model="keep"), pixels, atol=1e-6)


def test_marks_of_missing_data_stay(portrait: Samples) -> None:
    """Floats far beyond any light come back as they are, and about them noise is told and taken out."""
    clean = np.asarray(portrait[:96, :96] / 255, np.float32)
    noisy = clean + np.random.default_rng(0).normal(0, LEVEL, clean.shape).astype(np.float32)
    noisy[40:44] = np.finfo(np.float32).min
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        restored, less = restorer.denoise(noisy), restorer.denoise(noisy, chroma=0.5)
    for each in (restored, less):
        np.testing.assert_array_equal(each[40:44], noisy[40:44])
    assert psnr(restored[60:], clean[60:]) > psnr(noisy[60:], clean[60:]) + 3


def test_clipping_the_noise_costs_quality(portrait: Samples) -> None:
    """A dark picture comes out better from unclipped noise than from clipped: so it is used."""
    clean = np.asarray(portrait / 255 * 0.1, np.float32)
    damaged = clean + np.random.default_rng(0).normal(0, LEVEL, clean.shape).astype(np.float32)
    unclipped = psnr(restorer.denoise(damaged, LEVEL), clean)
    assert unclipped > psnr(restorer.denoise(damaged.clip(0, 1), LEVEL), clean) + 1


def mean_change(restored: Samples, pixels: Samples) -> float:
    """Give the mean absolute difference in levels."""
    return float(np.abs(restored.astype(float) - pixels).mean())


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_no_noise_is_nothing_to_do(noisy: Floats, user_models: Path, dtype: str) -> None:
    """Told so, samples come back bit for bit, whatever the model would do; they are a copy."""
    with_card(blurring_model(), user_models / "blur.onnx", reach=2, exact_reach=2)
    pixels = from_float(noisy[:24, :32], np.dtype(dtype))
    restored = restorer.denoise(pixels, 0, model="blur")
    np.testing.assert_array_equal(restored, pixels)
    assert not np.shares_memory(restored, pixels)


def test_a_clean_photo_comes_back_unharmed(portrait: Samples) -> None:
    """Without noise samples change by less than a level on average."""
    cat = data.chelsea()[100:212, 100:244].mean(axis=2).astype(np.uint8)  # Chelsea, CC0; hardly any grain
    for pixels in (portrait, cat):
        assert mean_change(restorer.denoise(pixels), pixels) < 1


def test_only_the_noisy_half_is_cleaned(portrait: Samples) -> None:
    """Without a setting, noise in one half of a photo is taken out, and the clean half hardly changes."""
    clean = np.tile(portrait, (1, 2, 1))
    noise = np.random.default_rng(0).normal(0, 25, clean.shape)
    noise[:, : clean.shape[1] // 2] = 0
    damaged = (clean + noise).clip(0, 255).round().astype(np.uint8)
    restored = restorer.denoise(damaged)
    left, right = (slice(None), slice(0, 112)), (slice(None), slice(176, None))
    assert mean_change(restored[left], damaged[left]) < 1.5
    assert mean_change(restored[right], clean[right]) < 0.5 * mean_change(damaged[right], clean[right])


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_flat_picture_comes_back_unharmed(value: int) -> None:
    """One colour everywhere changes by less than a level on average, at black and white too."""
    pixels = np.full((40, 56, 3), value, np.uint8)
    assert mean_change(restorer.denoise(pixels), pixels) < 1


def test_a_picture_may_be_laid_out_in_memory_as_it_likes(noisy: Floats) -> None:
    """A turned view gives the same as its copy."""
    view = noisy[::-1].transpose(1, 0, 2)
    np.testing.assert_array_equal(restorer.denoise(view, LEVEL), restorer.denoise(view.copy(), LEVEL))


@pytest.mark.parametrize(
    ("sigma", "message"),
    [
        (25, "sigma is 25, expected 0..1; for 8-bit levels pass sigma/255"),
        (1.01, "sigma/255"),
        (-0.1, "expected 0..1"),
        (float("nan"), "expected 0..1"),
    ],
)
def test_a_sigma_in_levels_is_told_what_to_do(sigma: float, message: str) -> None:
    """A sigma that is not on the 0..1 scale is a ValueError that suggests the division."""
    with pytest.raises(ValueError, match=message):
        restorer.denoise(np.zeros((8, 8, 3), np.float32), sigma)


@pytest.mark.parametrize("strength", [-0.1, 1.1, 80, float("nan")])
def test_an_impossible_strength_is_refused(strength: float) -> None:
    """One outside 0..1 is a RecipeError, as it is in a recipe; so is another number of the task."""
    with pytest.raises(RecipeError, match=r"strength .*, expected a number from 0 to 1"):
        restorer.denoise(np.zeros((8, 8, 3), np.uint8), strength=strength)
    with pytest.raises(RecipeError, match=r"control chroma is .*, expected"):
        restorer.denoise(np.zeros((8, 8, 3), np.uint8), chroma=strength)


def test_progress_is_told_of_each_tile(
    noisy: Floats, user_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tick hears of a total that stays, and of progress from 0 to it that never falls."""
    with_card(blurring_model(), user_models / "blur.onnx", reach=2, bytes_per_pixel=100)
    monkeypatch.setitem(MEMORY_BYTES, "cpu", 200_000)
    ticks: list[tuple[int, int]] = []
    restorer.denoise(
        noisy, LEVEL, model="blur", device="cpu", tick=lambda done, total: ticks.append((done, total))
    )
    done = [done for done, _total in ticks]
    assert len(ticks) > 4
    assert done == sorted(done)
    assert {total for _done, total in ticks} == {done[-1]}
    assert done[0] == 0


def test_an_unknown_model_or_device_is_named() -> None:
    """A wrong model or device is an error with the ones that are known."""
    pixels = np.zeros((8, 8, 3), np.uint8)
    with pytest.raises(ModelMissing, match="no model 'nonesuch' for denoise; known: denoise-unet"):
        restorer.denoise(pixels, model="nonesuch")
    with pytest.raises(DeviceError, match="device 'tpu' is unknown; known: auto, cpu, cuda"):
        restorer.denoise(pixels, device="tpu")
