"""Black and white dots are found where they are all over a picture, nowhere else, and filled."""

from typing import Any

import numpy as np
import pytest
from nearness import psnr
from skimage import data

from restorer.pixels.impulses import Dots, find_impulses, remove_impulses
from restorer.pixels.samples import Floats, Samples, from_float, to_float, white

DTYPES = [np.uint8, np.uint16, np.float32]


@pytest.fixture(scope="module")
def clean() -> Samples:
    """Give a photo with black and white of its own, ``(360, 400, 3)`` uint8: astronaut, by NASA."""
    picture: Samples = data.astronaut()[100:460, 100:500]
    return picture


def with_dots(samples: Samples, share: float, *, is_by_channel: bool = True) -> Samples:
    """Make a share of the samples, or of the pixels, black or white."""
    height, width, channels = samples.shape
    drawn = np.random.default_rng(1).random((height, width, channels if is_by_channel else 1))
    drawn, dotted = np.broadcast_to(drawn, samples.shape), samples.copy()
    dotted[drawn < share / 2] = 0
    dotted[drawn > 1 - share / 2] = white(samples.dtype)
    return dotted


def with_noise(samples: Samples, sigma: float) -> Samples:
    """Add white noise of so many 8-bit levels, clipped as a file of 8 bits clips it."""
    noise = np.random.default_rng(2).normal(0, sigma / 255, samples.shape)
    return from_float(np.float32(to_float(samples) + noise), np.dtype(np.uint8))


def filled(samples: Samples) -> Floats:
    """Give samples as floats without the dots that have to be found in them."""
    dots = find_impulses(samples)
    assert dots
    return to_float(remove_impulses(samples, dots)[0])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("is_by_channel", [True, False])
@pytest.mark.parametrize(("share", "least"), [(0.002, 50), (0.01, 46), (0.05, 40), (0.2, 33), (0.3, 29)])
def test_dots_are_filled(clean: Samples, dtype: Any, is_by_channel: bool, share: float, least: float) -> None:
    """Few dots and many, of single channels and of all, are found in each dtype and filled well."""
    samples = from_float(to_float(clean), np.dtype(dtype))
    dotted = with_dots(samples, share, is_by_channel=is_by_channel)
    assert psnr(filled(dotted), to_float(clean)) > least


@pytest.mark.parametrize(("share", "least"), [(0.003, 43), (0.05, 33), (0.3, 26)])
def test_dots_in_grey_are_filled(share: float, least: float) -> None:
    """A picture of one channel, which no other helps, is filled as well."""
    clean = np.ascontiguousarray(data.camera()[..., None])
    assert psnr(filled(with_dots(clean, share)), to_float(clean)) > least


def test_dots_among_noise_are_filled(clean: Samples) -> None:
    """Noise of sigma 10 beside the dots stays, and they go: what is left is the noise's own."""
    noisy = with_noise(clean, 10)
    assert psnr(filled(with_dots(noisy, 0.02)), to_float(noisy)) > 36


@pytest.mark.parametrize("dtype", DTYPES)
def test_how_many_dots_is_told(clean: Samples, dtype: Any) -> None:
    """The shares told are about those that were drawn, and that of the pixels counts each once."""
    dotted = with_dots(from_float(to_float(clean), np.dtype(dtype)), 0.04, is_by_channel=False)
    dots = find_impulses(dotted)
    assert dots
    assert dots.black == pytest.approx(0.02, rel=0.25)
    assert dots.white == pytest.approx(0.02, rel=0.25)
    assert remove_impulses(dotted, dots)[1] == pytest.approx(0.04, rel=0.2)


def test_other_samples_stay(clean: Samples) -> None:
    """Only black and white samples change, and the picture itself is not written to."""
    dotted = with_dots(clean, 0.02)
    dotted.flags.writeable = False
    answer, _share = remove_impulses(dotted, Dots(0.01, 0.01))
    changed = answer != dotted
    assert set(np.unique(dotted[changed])) == {0, 255}
    assert changed.any()


def test_a_white_dot_in_black_is_filled_with_black() -> None:
    """A black ground is the picture's own and tells what a dot upon it was."""
    picture = np.zeros((32, 32, 3), np.uint8)
    picture[16, 16] = 255
    assert not remove_impulses(picture, Dots(0.001, 0.001))[0].any()


def test_lines_of_black_stay_at_few_dots() -> None:
    """Where dots are few, what hangs together is the picture's own: a line of one pixel stays."""
    picture = np.full((40, 40, 1), 128, np.uint8)
    picture[5:35, 20] = 0
    np.testing.assert_array_equal(remove_impulses(picture, Dots(0.001, 0.001))[0][7:33], picture[7:33])


PICTURES = ["astronaut", "camera", "chelsea", "clock", "coffee", "coins", "hubble_deep_field", "logo", "moon"]
PICTURES += ["page", "retina", "rocket", "text", "horse"]


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_have_none(name: str) -> None:
    """Photos, stars, letters, drawings and pictures of two tones have no dots, nor have they inverted."""
    picture: Samples = getattr(data, name)()
    picture = picture.reshape(*picture.shape[:2], -1)[:, :, :3]
    samples = picture * np.uint8(255) if picture.dtype == bool else picture
    assert find_impulses(samples) is None
    assert find_impulses(255 - samples) is None


@pytest.mark.parametrize("sigma", [10, 25, 50, 100])
@pytest.mark.parametrize("gain", [0.5, 1, 2])
def test_clipped_noise_is_none(clean: Samples, sigma: float, gain: float) -> None:
    """Noise that a file has clipped to black and white, of dark, sound and glaring photos, is no dots."""
    photo = from_float(to_float(clean) * np.float32(gain), np.dtype(np.uint8))
    assert find_impulses(with_noise(photo, sigma)) is None


@pytest.mark.parametrize("sigma", [30, 40, 50, 60, 70, 80, 100, 130])
def test_strong_noise_on_an_even_ground_is_none(sigma: float) -> None:
    """Where noise is as likely to be clipped at black as at white, by chance some of it stands alone."""
    assert find_impulses(with_noise(np.full((500, 500, 3), 128, np.uint8), sigma)) is None


def test_stars_are_none() -> None:
    """White dots alone, or white ones in the dark and black ones in the light, are the picture's own."""
    rng = np.random.default_rng(0)
    sky = np.full((200, 200, 3), 30, np.uint8)
    sky[rng.random((200, 200)) < 0.003] = 255
    sky[rng.random((200, 200)) < 0.003] = 0
    assert find_impulses(sky) is None
    assert find_impulses(255 - sky) is None


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 500, 1), (15, 300, 3), (16, 16, 1)])
def test_small_pictures_have_none(shape: tuple[int, int, int]) -> None:
    """What is too small to tell comes to no doubt and no error."""
    picture = np.random.default_rng(0).choice(np.array([0, 128, 255], np.uint8), shape)
    assert find_impulses(picture) is None


def test_a_large_picture_is_told_by_parts_and_filled_whole(clean: Samples) -> None:
    """In a picture of many parts and strips dots are found, and filled the same wherever strips begin."""
    large = np.tile(clean, (4, 3, 1))
    dotted = with_dots(large, 0.02)
    dots = find_impulses(dotted)
    assert dots
    answer, _share = remove_impulses(dotted, dots)
    assert psnr(to_float(answer), to_float(large)) > 44
    below = remove_impulses(dotted[101:], dots)[0]
    np.testing.assert_array_equal(below[4:], answer[105:])
