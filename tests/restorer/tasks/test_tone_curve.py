"""What the curve of tones promises: it rises all the way, and takes no range away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator
from skimage import data

import restorer
from restorer.pixels.lab import decode_srgb, encode_srgb
from restorer.tasks.tone import DARKEST, LIGHTEST, MOST_GAIN, Tone, interpolate_rising, plan_curve

NO_CAST = np.zeros(1, np.float32)

ends = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).filter(lambda two: two[1] - two[0] >= 0.02)


@given(ends, st.floats(0, 1))
def test_the_curve_rises_all_the_way(found: list[float], contrast: float) -> None:
    """Black stays black, white stays white, and in between every brighter tone stays brighter."""
    curve = plan_curve(Tone(found[0], found[1], NO_CAST, NO_CAST), contrast)
    assert curve[0] == pytest.approx(0, abs=1e-9)
    assert curve[-1] == pytest.approx(1, abs=1e-9)
    assert (np.diff(curve) > 0).all()


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 100)), min_size=1, max_size=5))
def test_points_are_joined_as_by_scipy(steps: list[tuple[int, int]]) -> None:
    """Through any points that rise in both the curve is SciPy's, between them and at them."""
    places, values = np.cumsum([(0, 0), *steps], axis=0, dtype=np.float64).T
    at = np.linspace(0, places[-1], 99)
    joined = interpolate_rising(places, values, at)
    assert joined == pytest.approx(PchipInterpolator(places, values)(at), abs=1e-9)


@given(ends)
def test_the_curve_never_takes_range_away(found: list[float]) -> None:
    """The range found is carried to one that holds it, at most the gain larger, and within a print's."""
    black, white = found
    places = np.linspace(0, 1, 1024)
    low, high = np.interp(found, places, plan_curve(Tone(black, white, NO_CAST, NO_CAST), 1.0))
    assert low <= black + 1e-3
    assert high >= white - 1e-3
    assert high - low <= MOST_GAIN * (white - black) + 2e-3
    assert low >= min(black, DARKEST) - 1e-3
    assert high <= max(white, LIGHTEST) + 1e-3


@pytest.mark.parametrize("name", ["astronaut", "camera", "coffee"])
@pytest.mark.parametrize("is_of_light", [False, True], ids=["numbers", "light"])
def test_what_faded_comes_near_to_what_it_was(name: str, is_of_light: bool) -> None:
    """Whether the numbers of a photo lost range or the light of a print, half of the error goes, or more."""
    photo = getattr(data, name)()[::3, ::3] / np.float32(255)
    faded = encode_srgb(0.03 + 0.6 * decode_srgb(photo)) if is_of_light else 0.17 + 0.65 * photo
    corrected = restorer.correct_tone(np.float32(faded), cast=0)
    assert np.square(corrected - photo).mean() < np.square(faded - photo).mean() / 4
