"""What reading along a motion promises: pixels where they should be, whatever part is asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer.pixels.motion import Motion, interpolation_matrix, read_along
from restorer.pixels.samples import Floats, Samples
from restorer.pixels.tiles import Box


def still(size: tuple[int, int]) -> Motion:
    """Give the motion of a picture that does not move."""
    return Motion(np.zeros((3, 4, 2), np.float32), size)


def shifted(size: tuple[int, int], x: float, y: float) -> Motion:
    """Give the motion of a picture whose every place is found farther right and down."""
    return Motion(np.broadcast_to(np.array([x, y], np.float32), (3, 4, 2)), size)


@given(size=st.tuples(st.integers(1, 60), st.integers(1, 60)), channels=st.sampled_from([1, 3, 8]))
def test_without_motion_a_picture_is_read_as_it_is(size: tuple[int, int], channels: int) -> None:
    """Pictures of any size come back to the last bit, as float32."""
    picture = np.random.default_rng(0).random((*size, channels), np.float32)
    read = read_along(lambda box: picture[box.slices], still(size), Box(0, 0, *size))
    np.testing.assert_array_equal(read, picture)


@given(data=st.data(), x=st.floats(-9, 9), y=st.floats(-9, 9))
def test_a_part_is_what_the_whole_has_there(data: st.DataObject, x: float, y: float) -> None:
    """A box read alone equals the same box of the whole, wherever it lies and however things moved."""
    picture = np.random.default_rng(0).random((40, 50, 3), np.float32)
    top, left = data.draw(st.integers(0, 39)), data.draw(st.integers(0, 49))
    box = Box(top, left, data.draw(st.integers(top + 1, 40)), data.draw(st.integers(left + 1, 50)))
    motion = shifted((40, 50), x, y)
    whole, part = (
        read_along(lambda box: picture[box.slices], motion, box) for box in (Box(0, 0, 40, 50), box)
    )
    np.testing.assert_allclose(part, whole[box.slices], atol=1e-5)


def test_a_whole_pixel_is_that_pixel_and_outside_is_the_border(portrait: Samples) -> None:
    """Shifted by 5 and 3 pixels a picture is its neighbour, and beyond its end its last row and column."""
    read = read_along(
        lambda box: portrait[box.slices], shifted(portrait.shape[:2], 5, 3), Box(0, 0, *portrait.shape[:2])
    )
    np.testing.assert_array_equal(read[:-3, :-5], portrait[3:, 5:])
    np.testing.assert_array_equal(read[-2, :-5], portrait[-1, 5:])
    np.testing.assert_array_equal(read[:-3, -3], portrait[3:, -1])


def test_what_lies_outside_is_told(portrait: Samples) -> None:
    """Of a picture seen 5 pixels farther right all columns but the last 5 are inside."""
    height, width = portrait.shape[:2]
    inside = shifted((height, width), 5, 0).is_within(Box(0, 0, height, width))
    assert inside[:, :-5].all()
    assert not inside[:, -5:].any()


@pytest.mark.parametrize("points", [2, 5])
def test_a_turn_is_met_between_the_points_of_the_grid(points: int) -> None:
    """Offsets that grow evenly are exact at every pixel, though told at few points only."""
    size = (30, 50)
    edges = [np.linspace(-0.5, side - 0.5, points, dtype=np.float32) for side in size]
    rows, columns = np.meshgrid(*edges, indexing="ij")
    turning = Motion(np.stack([0.02 * rows, -0.02 * columns], axis=2), size)
    places: Floats = turning.places(Box(3, 4, 30, 50))
    y, x = np.mgrid[3:30, 4:50]
    np.testing.assert_allclose(places, np.stack([x + 0.02 * y, y - 0.02 * x], axis=2), atol=1e-4)


def test_the_grid_takes_part_in_full() -> None:
    """Each place is made of points whose shares sum to one, those before the first and after the last too."""
    np.testing.assert_allclose(interpolation_matrix(np.arange(7), 7, 4).sum(axis=1), 1, rtol=1e-6)
