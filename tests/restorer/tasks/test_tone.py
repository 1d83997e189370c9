"""What restorer.correct_tone promises: range and neutral ends regained, nothing clipped, good photos left."""

import numpy as np
import pytest
from coloring import as_photo
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage import data

import restorer
from restorer.errors import Cancelled, RecipeError
from restorer.photo import Metadata, Photo
from restorer.pixels.samples import Floats, Samples, from_float
from restorer.recipe import Step
from restorer.tasks.tone import (
    DARKEST,
    LIGHTEST,
    MOST_CAST,
    MOST_GAIN,
    measure_tone,
    tone_photo,
)

DTYPES = ("uint8", "uint16", "float32")
NO_CAST = np.zeros(1, np.float32)


@pytest.fixture(scope="module")
def faded() -> Floats:
    """Give a photo in colour whose contrast is halved and whose whites are yellow, as an old print's."""
    photo = data.astronaut()[::3, ::3] / np.float32(255)
    return np.asarray((0.25 + 0.5 * photo) * (1, 0.96, 0.8), np.float32)


def spread(pixels: Samples) -> float:
    """Give the range of brightness between the extremes, without the outermost half percent."""
    luma = pixels.reshape(*pixels.shape[:2], -1).mean(axis=2)
    low, high = np.percentile(luma, (0.5, 99.5))
    return float(high - low)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(16, 24, 3), (16, 24), (16, 24, 1), (1, 1, 3), (1, 1), (1, 40, 3), (2, 3)])
def test_shape_and_dtype_come_back(dtype: str, shape: tuple[int, ...]) -> None:
    """Any picture's answer has its shape and dtype, and the picture itself is not written to."""
    pixels = from_float(np.random.default_rng(0).uniform(0.3, 0.6, shape).astype(np.float32), np.dtype(dtype))
    pixels.flags.writeable = False
    corrected = restorer.correct_tone(pixels)
    assert (corrected.shape, corrected.dtype) == (pixels.shape, pixels.dtype)
    assert np.isfinite(corrected).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_strength_0_gives_the_picture_back(faded: Floats, dtype: str) -> None:
    """At strength 0 every sample of every dtype is the input's, bit for bit."""
    pixels = from_float(faded, np.dtype(dtype))
    corrected = restorer.correct_tone(pixels, strength=0)
    np.testing.assert_array_equal(corrected, pixels)
    assert not np.shares_memory(corrected, pixels)


def test_a_part_and_its_picture_have_the_same_channels(faded: Floats) -> None:
    """What is measured on grey says nothing of colours, and the other way round."""
    for pixels, measured in ((faded, faded[..., :1]), (faded[..., 0], faded)):
        with pytest.raises(ValueError, match="measured has other channels"):
            restorer.correct_tone(pixels, measured=measured)


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_no_share_of_either_gives_the_picture_back(faded: Floats, dtype: str) -> None:
    """With neither contrast nor cast to correct, whole samples are the input's."""
    pixels = from_float(faded, np.dtype(dtype))
    np.testing.assert_array_equal(restorer.correct_tone(pixels, contrast=0, cast=0), pixels)


def test_strength_blends(faded: Floats) -> None:
    """At strength 0.25 the answer lies a quarter of the way from the input to the full one."""
    full = restorer.correct_tone(faded)
    quarter = restorer.correct_tone(faded, strength=0.25)
    assert np.abs(full - faded).max() > 0.1
    np.testing.assert_allclose(quarter, faded + (full - faded) / 4, atol=1e-6)


@pytest.mark.parametrize("dtype", DTYPES)
def test_grey_stays_grey(dtype: str) -> None:
    """A grey photo of three equal channels keeps them equal to the bit, and equals that of one channel."""
    grey = from_float(np.float32(0.3 + 0.4 * data.camera()[::4, ::4] / 255), np.dtype(dtype))
    corrected = restorer.correct_tone(np.repeat(grey[..., None], 3, axis=2))
    assert (corrected == corrected[..., :1]).all()
    single = restorer.correct_tone(grey)
    assert spread(single) > 1.3 * spread(grey)
    np.testing.assert_allclose(
        corrected[..., 0].astype(float), single, rtol=1e-5, atol=dtype != "float32" and 1
    )


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("black", [0, 0.05, 0.1])
def test_a_faded_photo_regains_range_up_to_the_most_gain(share: float, black: float) -> None:
    """Contrast grows to that of a print, or by the most gain where that is not enough."""
    faded = np.float32(black + share * data.camera()[::4, ::4] / 255)
    found = measure_tone(as_photo(faded))
    white, dark = max(found.white, LIGHTEST), min(found.black, DARKEST)
    expected = min(MOST_GAIN, (white - dark) / (found.white - found.black))
    regained = measure_tone(as_photo(restorer.correct_tone(faded)))
    assert expected > 1.05
    assert (regained.white - regained.black) / (found.white - found.black) == pytest.approx(
        expected, rel=0.01
    )


def test_contrast_is_how_much_of_it_is_regained(faded: Floats) -> None:
    """Half the contrast gives half of the range that all of it gives, and none gives none."""
    before, half, full = (spread(restorer.correct_tone(faded, contrast=part, cast=0)) for part in (0, 0.5, 1))
    assert before == pytest.approx(spread(faded), abs=1e-5)
    assert half - before == pytest.approx((full - before) / 2, rel=0.1)
    assert full > 1.4 * before


@given(arrays(np.uint16, (9, 12), elements=st.integers(9000, 50_000)), st.floats(0, 1))
@settings(max_examples=40)
def test_the_order_of_brightness_is_kept_and_nothing_is_clipped(pixels: Samples, contrast: float) -> None:
    """In grey, brighter samples stay brighter or equal, and none reaches black or white."""
    corrected = restorer.correct_tone(pixels, contrast=contrast)
    order = np.argsort(pixels, axis=None)
    assert (np.diff(corrected.ravel()[order].astype(int)) >= 0).all()
    assert corrected.min() > 0
    assert corrected.max() < 65535


def test_light_beyond_white_stays_beyond() -> None:
    """Float samples below 0 and above 1 are not clipped: they stay as far beyond as they were."""
    pixels = np.linspace(0.3, 0.7, 2000, dtype=np.float32).reshape(40, 50)
    pixels[20, :3] = (-0.5, 1.25, 3)
    corrected = restorer.correct_tone(pixels)
    np.testing.assert_allclose(corrected[20, :3], (-0.5, 1.25, 3), atol=1e-6)


def test_16_bits_keep_fine_steps() -> None:
    """A soft ramp of 16 bits still has as good as all its levels after the contrast has grown."""
    ramp = np.linspace(20_000, 40_000, 4000).round().astype(np.uint16).reshape(50, 80)
    corrected = restorer.correct_tone(ramp)
    assert spread(corrected) > 1.4 * spread(ramp)
    assert len(np.unique(corrected)) == len(np.unique(ramp)) > 3000


def test_a_yellow_cast_is_lowered(faded: Floats) -> None:
    """What the lightest places have too little of blue is mostly given back."""
    whole = restorer.correct_tone(faded, contrast=0)
    half = restorer.correct_tone(faded, contrast=0, cast=0.5)
    light = faded.mean(axis=2) > np.percentile(faded.mean(axis=2), 95)
    before, between, after = (
        float((part[light][:, :2].mean(axis=1) - part[light][:, 2]).mean()) for part in (faded, half, whole)
    )
    assert before > 0.1
    assert abs(after) < 0.4 * before
    assert between == pytest.approx((before + after) / 2, abs=0.01)


@given(arrays(np.float32, (10, 12, 3), elements=st.floats(0, 1, width=32)))
@settings(max_examples=40)
def test_no_channel_is_moved_by_more_than_the_most_cast(pixels: Floats) -> None:
    """Whatever the colours, taking the cast off moves no sample far."""
    corrected = restorer.correct_tone(pixels, contrast=0)
    assert np.abs(corrected - pixels).max() <= MOST_CAST + 2e-3


@pytest.mark.parametrize("name", ["astronaut", "camera"])
def test_a_photo_with_full_range_and_no_cast_changes_little(name: str) -> None:
    """What is as it should be changes by less than a level on average, and by few levels anywhere."""
    pixels = getattr(data, name)()
    change = np.abs(restorer.correct_tone(pixels).astype(float) - pixels)
    assert change.mean() < 1
    assert change.max() <= 4


def test_a_toned_print_keeps_the_colour_of_its_shadows() -> None:
    """In a print of one tone the darkest places are of that tone, so they stay so; the paper is neutral."""
    luma = np.float32(0.1 + 0.7 * data.camera()[::4, ::4] / 255)[..., None]
    sepia = luma + (1 - luma) * luma * np.float32((0.12, 0.0, -0.12))
    found = measure_tone(as_photo(sepia))
    np.testing.assert_array_equal(found.dark_cast, 0)
    assert found.light_cast[0] > 0 > found.light_cast[2]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("colour", [(0, 0, 0), (1, 1, 1), (0.4, 0.6, 0.2)])
def test_a_plain_area_comes_back(dtype: str, colour: tuple[float, ...]) -> None:
    """Where there is no contrast there is nothing to stretch, and a colour alone is no cast."""
    pixels = from_float(np.full((30, 40, 3), colour, np.float32), np.dtype(dtype))
    np.testing.assert_array_equal(restorer.correct_tone(pixels), pixels)


def test_a_frame_is_not_measured(faded: Floats) -> None:
    """A black and white border of a twentieth of each side changes nothing of what is found."""
    framed = faded.copy()
    rows, columns = (side // 20 for side in framed.shape[:2])
    framed[:rows], framed[-rows:], framed[:, :columns], framed[:, -columns:] = 0, 1, 0, 1
    found, expected = measure_tone(as_photo(framed)), measure_tone(as_photo(faded))
    assert (found.black, found.white) == (expected.black, expected.white)
    np.testing.assert_array_equal(found.light_cast, expected.light_cast)


def test_alpha_and_metadata_stay(faded: Floats) -> None:
    """Only the samples change; what travels with them is the same."""
    alpha = np.random.default_rng(0).random(faded.shape[:2], np.float32)
    photo = as_photo(faded, alpha=alpha, depth=32, metadata=Metadata(xmp=b"<x/>"), format="tiff")
    toned = tone_photo(photo, Step("tone"), {})
    assert toned.alpha is alpha
    assert (toned.metadata, toned.depth, toned.format) == (photo.metadata, 32, "tiff")
    np.testing.assert_array_equal(toned.samples, restorer.correct_tone(faded))


def test_progress_goes_to_the_end_and_raising_stops_it() -> None:
    """The tick counts rows up to the last, and Cancelled from it goes through."""
    photo = as_photo(np.linspace(80, 160, 1300 * 1000).astype(np.uint8).reshape(1300, 1000))
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        raise Cancelled

    tone_photo(photo, Step("tone"), {}, lambda *tick: seen.append(tick))
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == ((0, 1300), (1300, 1300))
    with pytest.raises(Cancelled):
        tone_photo(photo, Step("tone"), {}, stop)


@pytest.mark.parametrize("name", ["strength", "contrast", "cast"])
@pytest.mark.parametrize("value", [-0.1, 1.5, float("nan"), float("inf")])
def test_a_number_beyond_its_range_is_refused(name: str, value: float) -> None:
    """The error, a recipe's, names the number, what it is and what it may be."""
    with pytest.raises(RecipeError, match=rf"{name} (is )?{value:g}, expected .*"):
        restorer.correct_tone(np.zeros((4, 4), np.uint8), **{name: value})


@pytest.mark.parametrize(
    ("controls", "message"),
    [
        ({"sharpness": 0.5}, "tone has no control sharpness; known: cast, contrast"),
        ({"contrast": 1.1}, "control contrast is 1.1, expected 0 to 1"),
        ({"cast": -1}, "control cast is -1, expected 0 to 1"),
    ],
)
def test_a_control_that_tone_has_not_is_a_recipe_error(controls: dict[str, float], message: str) -> None:
    """A step with another control, or one beyond its range, is refused in one line."""
    with pytest.raises(RecipeError, match=f"^{message}$"):
        tone_photo(as_photo(np.zeros((4, 4), np.uint8)), Step("tone", controls=controls), {})


def test_what_is_invisible_does_not_count() -> None:
    """Black behind full transparency changes nothing of what is made of the rest."""
    seen = np.random.default_rng(0).integers(100, 160, (80, 120, 3), np.uint8)
    alpha = np.where(np.arange(120) < 60, np.uint8(0), np.full((80, 1), 255, np.uint8))
    photos = Photo(seen), Photo(np.where(alpha[..., None] > 0, seen, np.uint8(0)), alpha=alpha)
    alone, beside = (tone_photo(photo, Step("tone"), {}).samples[:, 60:] for photo in photos)
    np.testing.assert_allclose(beside, alone, atol=2)
