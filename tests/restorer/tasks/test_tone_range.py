"""What restorer.correct_tone promises of the ends: nothing is clipped, marks of missing data do no harm."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import restorer
from restorer.files import read_photo
from restorer.photo import Photo
from restorer.pipeline import restore
from restorer.pixels.samples import Floats, from_float
from restorer.recipe import Recipe, Step
from restorer.tasks.tone import MOST_CAST, Tone, follow_curve, plan_curve, take_cast, tone_photo

EXAMPLES = Path(__file__).parents[3] / "examples" / "photos"
MARKS = (1e38, -1e38, np.finfo(np.float32).max, np.finfo(np.float32).min)
"""Samples that stand for missing data."""


def beyond(pixels: Floats) -> Floats:
    """Give how far each sample lies below black or above white."""
    distance: Floats = np.abs(pixels - pixels.clip(0, 1))
    return distance


@pytest.mark.parametrize("name", ["astronaut", "camera", "cat", "coffee"])
def test_no_sample_of_a_photo_is_sent_out_of_range(name: str) -> None:
    """Of the examples, held as floats, all that was between black and white still is."""
    corrected = restorer.correct_tone(read_photo(EXAMPLES / f"{name}.png").pixels())
    assert beyond(corrected).max() <= 1e-6


@given(
    arrays(np.float32, (4, 5, 3), elements=st.floats(-2, 3, width=32)), st.floats(0, 0.4), st.floats(0.5, 1)
)
def test_a_curve_is_followed_between_its_knots(pixels: Floats, black: float, white: float) -> None:
    """It is a line there; what lies beyond black or white stays as far beyond."""
    none = np.zeros(3, np.float32)
    curve = plan_curve(Tone(black, white, none, none), 1.0)
    inside = pixels.clip(0, 1)
    expected = np.interp(inside, np.linspace(0, 1, len(curve)), curve) + (pixels - inside)
    np.testing.assert_allclose(follow_curve(pixels, curve), expected, atol=1e-6)


@given(arrays(np.float32, (10, 12, 3), elements=st.floats(-1, 2, width=32)), st.floats(0, 1))
@settings(max_examples=40)
def test_no_sample_is_sent_further_beyond(pixels: Floats, strength: float) -> None:
    """Whatever the colours: what is in range stays so, and what is beyond it goes no further."""
    corrected = restorer.correct_tone(pixels, strength=strength)
    assert (beyond(corrected) <= beyond(pixels) + 1e-6).all()


@given(st.floats(-MOST_CAST, MOST_CAST))
def test_tones_keep_their_order_as_a_cast_is_taken(cast: float) -> None:
    """All of a channel's tones, in range and beyond, stay apart and as they were ordered."""
    ramp = np.linspace(-0.5, 1.5, 801, dtype=np.float32)[None, :, None].repeat(3, axis=2)
    casts = np.full(3, cast, np.float32)
    taken = take_cast(ramp, Tone(0.1, 0.9, casts, casts), 1.0)
    assert (np.diff(taken, axis=1) > np.diff(ramp, axis=1) / 4).all()
    np.testing.assert_allclose(taken[:, 390:411], ramp[:, 390:411] - cast, atol=1e-6)


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_missing_data_changes_nothing_else(mark: float) -> None:
    """Without a warning, also as it is turned into 8 bits; all other samples are as beside a 9 or a -9."""
    faded = 0.25 + 0.5 * np.random.default_rng(0).random((100, 120, 3), np.float32)
    marked, mild = faded.copy(), faded.copy()
    marked[50, 60], mild[50, 60] = mark, np.copysign(9, mark)
    others = np.arange(faded.size).reshape(faded.shape)[50, 60]
    corrected, expected = restorer.correct_tone(marked), restorer.correct_tone(mild)
    np.testing.assert_array_equal(np.delete(corrected, others), np.delete(expected, others))
    np.testing.assert_array_equal(corrected[50, 60], marked[50, 60])
    np.testing.assert_array_equal(from_float(corrected, np.dtype("uint8"))[50, 60], 255 * (mark > 0))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_nothing_to_correct_gives_the_photo_itself(dtype: type) -> None:
    """With neither contrast nor cast the photo is not made anew, and its history tells of no edit."""
    photo = Photo(np.arange(3072, dtype=dtype).reshape(32, 32, 3))
    step = Step("tone", controls={"contrast": 0.0, "cast": 0.0})
    assert tone_photo(photo, step, {}) is photo
    assert restore(photo, Recipe((step,))).metadata == photo.metadata
