"""What the estimate of noise promises."""

import numpy as np
import pytest
from skimage import data

from restorer.noise import estimate_sigma
from restorer.photo import Samples


@pytest.fixture(scope="module")
def astronaut() -> Samples:
    """Give a photo of little noise of its own, ``(300, 300, 3)`` uint8: by NASA, public domain."""
    picture: Samples = data.astronaut()[:300, 100:400]
    return picture


def with_noise(picture: Samples, sigma_255: float) -> Samples:
    """Add white noise, float32 and not clipped."""
    noise = np.random.default_rng(1).normal(0, sigma_255, picture.shape)
    return np.asarray((picture + noise) / 255, np.float32)


@pytest.mark.parametrize("sigma_255", [5, 15, 25, 50])
def test_noise_in_colour_is_found_within_a_level(astronaut: Samples, sigma_255: float) -> None:
    """Known noise on a colour photo is estimated within 1 of 255 levels."""
    assert estimate_sigma(with_noise(astronaut, sigma_255)) * 255 == pytest.approx(sigma_255, abs=1)


@pytest.mark.parametrize("sigma_255", [15, 25, 50])
def test_noise_in_grey_is_found_within_a_level(astronaut: Samples, sigma_255: float) -> None:
    """Known noise on a grey photo is estimated within 1 of 255 levels, with or without a channel axis."""
    grey = with_noise(astronaut.mean(axis=2), sigma_255)
    assert estimate_sigma(grey) * 255 == pytest.approx(sigma_255, abs=1)
    assert estimate_sigma(grey[:, :, None]) == estimate_sigma(grey)


@pytest.mark.parametrize(("dtype", "white"), [(np.uint8, 255), (np.uint16, 65535)])
@pytest.mark.parametrize("sigma_255", [5, 15, 25])
def test_noise_is_found_in_integer_samples(
    astronaut: Samples, sigma_255: float, dtype: type, white: int
) -> None:
    """Rounded and clipped as files hold it, noise is still estimated within 1 of 255 levels."""
    stored = np.rint(with_noise(astronaut, sigma_255).clip(0, 1) * white).astype(dtype)
    assert estimate_sigma(stored) * 255 == pytest.approx(sigma_255, abs=1)


def test_a_clean_photo_has_little_noise(astronaut: Samples) -> None:
    """A colour photo without added noise is estimated below 2 levels."""
    assert 0 <= estimate_sigma(astronaut) * 255 < 2


@pytest.mark.parametrize("value", [0, 1, 128, 255])
def test_a_flat_picture_has_none(value: int) -> None:
    """One value everywhere is no noise, black and white as well."""
    assert estimate_sigma(np.full((40, 40, 3), value, np.uint8)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("height", [1, 7, 8, 9, 16])
@pytest.mark.parametrize("width", [1, 8, 200])
def test_a_tiny_picture_gives_a_number(height: int, width: int) -> None:
    """Any size gives a finite estimate from 0 up to the picture's own deviation, without a warning."""
    picture = np.random.default_rng(0).random((height, width, 3), np.float32)
    assert 0 <= estimate_sigma(picture) <= 0.5
    assert 0 <= estimate_sigma(picture[:, :, 0]) <= 0.5
