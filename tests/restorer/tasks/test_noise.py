"""What the level of noise promises: told by region, and as one number."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage import data
from stand_ins import brightness_model, with_card

from restorer.arrays import estimate_sigma
from restorer.networks.library import Library
from restorer.photo import Photo
from restorer.pixels.samples import Floats, Samples
from restorer.pixels.tiles import Box
from restorer.tasks.level import find_noise
from restorer.tasks.noise import CELL, NoiseMap, uniform_noise

SAME = np.float32(1)


@pytest.fixture(scope="module")
def astronaut() -> Samples:
    """Give a photo of little noise of its own, ``(300, 300, 3)`` uint8: by NASA, public domain."""
    picture: Samples = data.astronaut()[:300, 100:400]
    return picture


def with_noise(picture: Samples, sigma_255: float | Floats) -> Floats:
    """Add white noise, float32 and not clipped."""
    noise = np.random.default_rng(1).normal(0, 1, picture.shape) * sigma_255
    return np.asarray((picture + noise) / 255, np.float32)


@pytest.mark.parametrize("sigma_255", [5, 15, 25, 50])
def test_noise_in_colour_is_found(astronaut: Samples, sigma_255: float) -> None:
    """Known noise on a colour photo is told within 1.5 of 255 levels."""
    assert estimate_sigma(with_noise(astronaut, sigma_255)) * 255 == pytest.approx(sigma_255, abs=1.5)


@pytest.mark.parametrize("sigma_255", [5, 15, 25])
def test_noise_in_grey_is_found(astronaut: Samples, sigma_255: float) -> None:
    """Known noise on a grey photo is told within 2 levels, with or without a channel axis."""
    grey = with_noise(astronaut.mean(axis=2), sigma_255)
    assert estimate_sigma(grey) * 255 == pytest.approx(sigma_255, abs=2)
    assert estimate_sigma(grey[:, :, None]) == estimate_sigma(grey)


@pytest.mark.parametrize(("dtype", "white"), [(np.uint8, 255), (np.uint16, 65535)])
@pytest.mark.parametrize("sigma_255", [5, 15, 25])
def test_noise_is_found_in_integer_samples(
    astronaut: Samples, sigma_255: float, dtype: type, white: int
) -> None:
    """Rounded and clipped as files hold it, noise is still told within 1.5 levels."""
    grey_day = astronaut * 0.5 + 64  # hardly anything is clipped
    stored = np.rint(with_noise(grey_day, sigma_255).clip(0, 1) * white).astype(dtype)
    assert estimate_sigma(stored) * 255 == pytest.approx(sigma_255, abs=1.5)


def test_noise_is_told_by_region(astronaut: Samples) -> None:
    """Where only the right half of a photo is noisy, the map says so."""
    levels = np.zeros((300, 300, 1))
    levels[:, 150:] = 25
    photo = Photo(with_noise(astronaut, levels), depth=32)
    found = find_noise(photo, Library().open(None, "level", "cpu")).plane(Box(0, 0, 300, 300), SAME) * 255
    assert found.shape == (300, 300, 1)
    assert found[:, :130].mean() < 3
    assert found[:, 170:].mean() == pytest.approx(25, abs=2.5)


def test_a_clean_photo_has_little_noise(astronaut: Samples) -> None:
    """A photo without added noise is told below 2 levels."""
    assert 0 <= estimate_sigma(astronaut) * 255 < 2


@pytest.mark.parametrize("value", [0, 1, 128, 255])
def test_a_flat_picture_has_none(value: int) -> None:
    """One value everywhere is less than a level of noise, black and white as well."""
    assert estimate_sigma(np.full((40, 40, 3), value, np.uint8)) * 255 < 1


@pytest.mark.parametrize("height", [1, 7, 8, 9, 16])
@pytest.mark.parametrize("width", [1, 8, 200])
def test_a_tiny_picture_gives_a_number(height: int, width: int) -> None:
    """Any size gives a finite level from 0 to 1, without a warning."""
    picture = np.random.default_rng(0).random((height, width, 3), np.float32)
    assert 0 <= estimate_sigma(picture) <= 1
    assert 0 <= estimate_sigma(picture[:, :, 0]) <= 1


@given(height=st.integers(1, 60), width=st.integers(1, 60))
def test_the_map_has_a_level_a_cell(height: int, width: int) -> None:
    """Each cell of 8 x 8 pixels, cut off or not, has a level, and the plane is of the picture's size."""
    levels = 0.2 * np.random.default_rng(0).random((-(-height // CELL), -(-width // CELL)), np.float32)
    plane = NoiseMap(levels).plane(Box(0, 0, height, width), SAME)
    assert (plane.shape, plane.dtype) == ((height, width, 1), np.float32)
    assert levels.min() <= plane.min()
    assert plane.max() <= levels.max()


@given(top=st.integers(0, 30), left=st.integers(0, 30))
def test_a_part_of_the_plane_is_the_same(top: int, left: int) -> None:
    """The levels of a box are those of the whole plane there: tiles have no seams."""
    noise = NoiseMap(0.2 * np.random.default_rng(0).random((8, 8), np.float32))
    box = Box(top, left, top + 20, left + 25)
    np.testing.assert_array_equal(noise.plane(box, SAME), noise.plane(Box(0, 0, 64, 64), SAME)[box.slices])


def test_uniform_noise_is_the_same_everywhere() -> None:
    """The map of one level gives it anywhere, and as its number."""
    noise = uniform_noise(0.1)
    plane = noise.plane(Box(900, 7, 907, 10), SAME)
    np.testing.assert_array_equal(plane, np.full((7, 3, 1), 0.1, np.float32))
    assert noise.sigma == pytest.approx(0.1)


@pytest.mark.parametrize("shape", [(64, 64, 3), (61, 83, 3), (61, 83, 1), (5, 3, 3)])
def test_tiles_do_not_change_the_map(tmp_path: Path, shape: tuple[int, ...]) -> None:
    """A model that takes any size, cut anywhere, gives each cell the level of its first pixel."""
    with_card(brightness_model(), tmp_path / "bright.onnx", task="level", contract="level-v1")
    engine = Library([tmp_path]).open("bright", "level", "cpu")
    pixels = np.random.default_rng(0).random(shape, np.float32)
    levels = find_noise(Photo(pixels, depth=32), engine).levels
    np.testing.assert_allclose(levels, pixels.mean(axis=2)[::CELL, ::CELL], atol=1e-6)


def test_a_large_photo_is_told_by_parts(astronaut: Samples) -> None:
    """The noise of a photo of some megapixels is told from parts spread over it, within 1.5 levels."""
    tiled = np.tile(astronaut, (6, 6, 1))
    assert estimate_sigma(with_noise(tiled, 15)) * 255 == pytest.approx(15, abs=1.5)
