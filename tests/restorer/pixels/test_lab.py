"""What restorer.pixels.lab promises: CIE Lab as others have it, there and back, and all of it within sRGB."""

import numpy as np
import pytest
from coloring import lab, random_pixels
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from skimage import color

from restorer.pixels.lab import CHROMA, chroma_of, decode_srgb, encode_srgb, from_lab, lightness_of
from restorer.pixels.samples import Floats

pictures = arrays(np.float32, (4, 5, 3), elements=st.floats(0, 1, width=32))
inner_pictures = arrays(np.float32, (4, 5, 3), elements=st.floats(0.0625, 0.9375, width=32))
lights, shifts, beyond = st.floats(0.02, 0.98), st.floats(-2, 2), st.floats(1.001, 16)
SKIMAGE_AB = 0.02
"""What a* and b* may differ by from scikit-image's, whose white is rounded elsewhere."""


def from_one(lightness: float, a: float, b: float) -> Floats:
    """Give the one pixel ``(3,)`` of a lightness and a chroma."""
    pixel: Floats = from_lab(np.full((1, 1), lightness, np.float32), np.array([[[a, b]]], np.float32))[0, 0]
    return pixel


def unfitted(lightness: float, a: float, b: float) -> NDArray[np.float64]:
    """Give linear light ``(3,)`` of a colour, be it in sRGB or not, in double precision (IEC 61966-2-1)."""
    y = (lightness + 0.16) / 1.16
    roots = np.array([y + a * CHROMA / 500, y, y - b * CHROMA / 200])
    xyz = np.where(roots > 6 / 29, roots**3, (roots - 4 / 29) * 3 * (6 / 29) ** 2) * [0.95047, 1, 1.08883]
    return np.asarray(color.colorconv.rgb_from_xyz @ xyz)


def is_far_outside(lightness: float, a: float, b: float) -> bool:
    """Tell whether sRGB has no such colour, by more than rounding."""
    linear = unfitted(lightness, a, b)
    return bool(linear.min() < -0.002 or linear.max() > 1.002)


def test_it_is_the_lab_of_others() -> None:
    """L*, a* and b* of all kinds of colours are scikit-image's."""
    pixels = np.concatenate([random_pixels(60, 60, 3), 0.1 * random_pixels(20, 60, 3, seed=1)])
    np.testing.assert_allclose(100 * lightness_of(pixels), lab(pixels)[..., 0], atol=0.01)
    np.testing.assert_allclose(CHROMA * chroma_of(pixels), lab(pixels)[..., 1:], atol=SKIMAGE_AB)


@given(inner_pictures)
def test_others_lab_becomes_the_same_colours(pixels: Floats) -> None:
    """From scikit-image's L*, a* and b* come the pixels; at sRGB's border its white makes a difference."""
    lightness, chroma = lab(pixels)[..., 0] / 100, lab(pixels)[..., 1:] / CHROMA
    back = from_lab(np.asarray(lightness, np.float32), np.asarray(chroma, np.float32))
    np.testing.assert_allclose(back, pixels, atol=1e-3)


@given(pictures)
def test_there_and_back_is_where_it_was(pixels: Floats) -> None:
    """Lightness and chroma of any sRGB colours make these colours again."""
    np.testing.assert_allclose(from_lab(lightness_of(pixels), chroma_of(pixels)), pixels, atol=2e-4)


def test_all_levels_of_grey_come_back() -> None:
    """Each of 256 and of 65536 levels is the same level again after rounding, in all three channels."""
    for most, kind in ((255, np.uint8), (65535, np.uint16)):
        levels = np.arange(most + 1)[None, :, None]
        lightness = lightness_of((levels / most).astype(np.float32))
        pixels = from_lab(lightness, np.zeros((1, most + 1, 2), np.float32))
        np.testing.assert_array_equal(np.rint(pixels * most).astype(kind), levels.repeat(3, axis=2))


def test_grey_has_no_chroma() -> None:
    """For all levels, and for light below black and beyond white."""
    grey = np.linspace(-0.5, 4, 2000, dtype=np.float32)[:, None].repeat(3, axis=1)
    assert np.abs(CHROMA * chroma_of(grey)).max() < 1e-3


def test_black_and_white_are_the_ends() -> None:
    """Black has the lightness 0, white 1, and grey that reflects 18.4 % of light is halfway between."""
    greys = encode_srgb(np.array([[[0], [0.1842], [1]]], np.float32))
    np.testing.assert_allclose(lightness_of(greys)[0], (0, 0.5, 1), atol=1e-3)


@given(arrays(np.float32, (3, 4, 1), elements=st.floats(-1, 4, width=32)))
def test_one_channel_is_three_equal_ones(grey: Floats) -> None:
    """A grey picture has the same lightness however it is held."""
    np.testing.assert_allclose(lightness_of(grey), lightness_of(grey.repeat(3, axis=2)), atol=2e-6)


@given(arrays(np.float32, 20, elements=st.floats(-1, 8, width=32)))
def test_the_curve_of_srgb_is_undone(pixels: Floats) -> None:
    """Decoded and encoded, values are what they were, below black and beyond white as well."""
    np.testing.assert_allclose(encode_srgb(decode_srgb(pixels)), pixels, atol=1e-4, rtol=1e-5)


@given(lights, shifts, shifts)
@settings(max_examples=150)
def test_every_colour_is_one_of_srgb(lightness: float, a: float, b: float) -> None:
    """Whatever the chroma, red, green and blue are within 0..1, by less than half an 8-bit level."""
    pixel = from_one(lightness, a, b)
    assert pixel.min() > -0.5 / 255
    assert pixel.max() < 1 + 0.5 / 255


@given(lights, shifts, shifts)
@settings(max_examples=150)
def test_what_srgb_has_not_keeps_its_lightness_and_its_hue(lightness: float, a: float, b: float) -> None:
    """Such a colour becomes paler and nothing else."""
    pixel = from_one(lightness, a, b)[None, None]
    assert lightness_of(pixel)[0, 0] == pytest.approx(lightness, abs=1e-4)
    kept = chroma_of(pixel)[0, 0].astype(float)
    wanted = np.array([a, b])
    across = kept[0] * wanted[1] - kept[1] * wanted[0]
    length = float(np.hypot(*wanted))
    assert abs(across) <= 1e-3 * length
    assert -1e-3 * length <= kept @ wanted <= (1 + 1e-3) * length**2 + 1e-3 * length


@given(lights, shifts, shifts)
@settings(max_examples=150)
def test_no_colour_is_paler_than_it_must_be(lightness: float, a: float, b: float) -> None:
    """What sRGB has is kept; of what it has not, a little more than was kept is still not in it."""
    kept = chroma_of(from_one(lightness, a, b)[None, None])[0, 0].astype(float)
    if is_far_outside(lightness, a, b):
        more = kept + np.array([a, b]) * 0.01
        linear = unfitted(lightness, *more)
        assert linear.min() < 1e-4 or linear.max() > 1 - 1e-4
    elif unfitted(lightness, a, b).min() > 0 and unfitted(lightness, a, b).max() < 1:
        np.testing.assert_allclose(kept, (a, b), atol=2e-3)


@given(beyond, shifts, shifts)
def test_light_beyond_white_stays(light: float, a: float, b: float) -> None:
    """Values above 1 of a float picture are what they were, whatever colour they were to have."""
    lightness = lightness_of(np.full((1, 1, 1), light, np.float32))
    np.testing.assert_allclose(from_lab(lightness, np.array([[[a, b]]], np.float32))[0, 0], light, rtol=1e-4)


@given(st.floats(-1, -0.001), shifts, shifts)
def test_light_below_black_stays(light: float, a: float, b: float) -> None:
    """So are values below 0."""
    lightness = lightness_of(np.full((1, 1, 1), light, np.float32))
    pixels = from_lab(lightness, np.array([[[a, b]]], np.float32))
    np.testing.assert_allclose(pixels[0, 0], light, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("mark", [1e38, np.finfo(np.float32).max])
@pytest.mark.parametrize("channels", [1, 3])
def test_marks_of_missing_data_are_far_beyond(mark: float, channels: int) -> None:
    """Without a warning they become finite, as far below black as beyond white, and no colour."""
    marks = np.array([-mark, mark], np.float32)[None, :, None].repeat(channels, axis=2)
    pixels = from_lab(lightness_of(marks), np.zeros((1, 2, 2), np.float32))
    np.testing.assert_allclose(pixels[0], [[-65536] * 3, [65536] * 3], rtol=1e-3)


def test_colours_of_marks_of_missing_data_are_finite() -> None:
    """Whichever channels hold them."""
    most = float(np.finfo(np.float32).max)
    marks = np.array(np.meshgrid(*[[-most, 0.5, most]] * 3), np.float32).T.reshape(1, -1, 3)
    lightness, chroma = lightness_of(marks), chroma_of(marks)
    assert np.isfinite(lightness).all()
    assert np.isfinite(chroma).all()
    assert np.isfinite(from_lab(lightness, chroma)).all()
