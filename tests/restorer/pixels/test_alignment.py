"""What alignment promises: motions of a camera in a hand found through noise, and what differs told."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import ndimage
from skimage import data

from restorer.photo import Photo
from restorer.pixels.agreement import find_agreement
from restorer.pixels.alignment import find_motion
from restorer.pixels.pyramid import Pyramid
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box

HEIGHT, WIDTH = 200, 260
SCENE: Floats = np.asarray(data.astronaut()[:320, 100:480] / np.float32(255), np.float32)


def look(x: float = 0, y: float = 0, degrees: float = 0, sigma_255: float = 0, seed: int = 0) -> Floats:
    """Look at the middle of a scene by a camera that is shifted, in pixels, and turned."""
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    middle = (np.array(SCENE.shape[:2]) - 1) / 2
    offset = middle + np.array([y, x]) - turn @ (np.array([HEIGHT, WIDTH]) - 1) / 2
    planes = [
        ndimage.affine_transform(plane, turn, offset, (HEIGHT, WIDTH), order=3, mode="mirror")
        for plane in np.moveaxis(SCENE, 2, 0)
    ]
    noise = np.random.default_rng(seed).standard_normal((HEIGHT, WIDTH, 3)) * sigma_255 / 255
    return np.asarray(np.stack(planes, axis=2) + noise, np.float32)


def errors(still: Floats, moved: Floats, x: float, y: float, degrees: float = 0) -> NDArray[np.float64]:
    """Give by how many pixels each place is missed that both pictures show."""
    motion = find_motion(Pyramid(Photo(still)), Pyramid(Photo(moved)))
    box = Box(0, 0, HEIGHT, WIDTH)
    places = motion.places(box) - (np.array([WIDTH, HEIGHT]) - 1) / 2
    angle = math.radians(degrees)
    columns = math.cos(angle) * places[..., 0] - math.sin(angle) * places[..., 1] + x
    rows = math.sin(angle) * places[..., 0] + math.cos(angle) * places[..., 1] + y
    down, across = np.mgrid[:HEIGHT, :WIDTH].astype(float)
    missed = np.hypot(columns - across + (WIDTH - 1) / 2, rows - down + (HEIGHT - 1) / 2)
    return missed[motion.is_within(box)]


@settings(max_examples=6)
@given(x=st.floats(-12, 12), y=st.floats(-9, 9))
def test_a_shift_is_found_to_a_fraction_of_a_pixel(x: float, y: float) -> None:
    """Any shift of up to 5 % of the width is found within a tenth of a pixel nearly everywhere."""
    assert np.quantile(errors(look(), look(x, y), x, y), 0.9) < 0.1


@pytest.mark.parametrize(("sigma_255", "most_pixels"), [(0, 0.1), (25, 0.4), (50, 0.7)])
@pytest.mark.parametrize("degrees", [-1.5, 0.7])
def test_noise_and_a_turn_do_not_hide_it(degrees: float, sigma_255: float, most_pixels: float) -> None:
    """A turned and shifted picture is found through noise, half of it better than that."""
    still, moved = look(sigma_255=sigma_255), look(6.3, -4.6, degrees, sigma_255, seed=1)
    missed = errors(still, moved, 6.3, -4.6, degrees)
    assert np.median(missed) < most_pixels / 2
    assert np.quantile(missed, 0.9) < most_pixels


def test_noise_adds_no_motion() -> None:
    """Two shots of what does not move, each with noise of its own, are not moved by a tenth of a pixel."""
    motion = find_motion(*(Pyramid(Photo(look(sigma_255=25, seed=seed))) for seed in (1, 2)))
    assert np.abs(motion.offsets.mean(axis=(0, 1))).max() < 0.1


@pytest.mark.parametrize("size", [(1, 1), (1, 90), (7, 5), (40, 3)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_pictures_of_any_size_and_kind_are_taken(size: tuple[int, int], dtype: type) -> None:
    """Tiny, grey and flat pictures move nowhere far, and nothing is warned of."""
    flat = Photo(np.ones((*size, 1), dtype))
    motion = find_motion(Pyramid(flat), Pyramid(flat))
    assert np.abs(motion.offsets).max() == pytest.approx(0, abs=1e-3)
    assert find_agreement(Pyramid(flat), Pyramid(flat), motion).share == 1


def test_what_moves_by_itself_is_told() -> None:
    """A patch that is somewhere else differs, in either place; most of all else agrees."""
    still, moved = look(sigma_255=10), look(3, 2, sigma_255=10, seed=1)
    patch = np.random.default_rng(0).random((12, 12, 3), np.float32).repeat(4, 0).repeat(4, 1)
    still[60:108, 50:98], moved[60:108, 150:198] = patch, patch
    pyramids = Pyramid(Photo(still)), Pyramid(Photo(moved))
    alike = find_agreement(*pyramids, find_motion(*pyramids)).at(Box(0, 0, HEIGHT, WIDTH))
    assert alike[60:108, 50:98].mean() < 0.25
    assert alike[60:106, 153:195].mean() < 0.25
    alike[50:120, 40:210] = True
    assert alike.mean() > 0.8


def test_a_frame_that_leads_far_away_is_taken() -> None:
    """Bars seem so far from a slope that nothing of them is left inside: that is no error."""
    slope, bars = (
        np.tile(row, (48, 1))[..., None] for row in (np.linspace(0, 1, 64), np.arange(64) // 3 % 2 * 0.8)
    )
    still, moved = (Pyramid(Photo(picture.astype(np.float32))) for picture in (slope, bars))
    assert np.isfinite(find_motion(still, moved).offsets).all()


def test_another_scene_has_little_in_common() -> None:
    """Two pictures that have nothing to do with each other agree in less than two fifths."""
    other = np.asarray(data.coffee()[:HEIGHT, :WIDTH] / np.float32(255), np.float32)
    pyramids = Pyramid(Photo(look(sigma_255=10))), Pyramid(Photo(other))
    assert find_agreement(*pyramids, find_motion(*pyramids)).share < 0.4
