"""What copying without seams promises, and the scales at which it is planned."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scratched import rectangle

from restorer.pixels.mask import Hole
from restorer.pixels.samples import Floats
from restorer.pixels.scales import LEAST_SOURCES, MOST_SOURCES, PATCH, RADIUS, plan_scales
from restorer.pixels.seams import Places, copy_without_seams, number_places

PERIOD = 32


def texture(height: int, width: int) -> Floats:
    """Draw a picture of about 0.25..0.65 that comes again each 32 pixels across."""
    rng = np.random.default_rng(4)
    once = rng.uniform(0.25, 0.65, (height, PERIOD, 3)).astype(np.float32)
    return np.tile(once, (1, -(-width // PERIOD), 1))[:, :width]


def moved(hole: Hole, down: int, across: int) -> Places:
    """Give origins for a hole: all of it comes from so far down and across."""
    row, column = np.nonzero(hole)
    return (row + down) * hole.shape[1] + column + across


def step_at_border(picture: Floats, truth: Floats, hole: Hole) -> float:
    """Give by how much the hole's outermost pixels are off in brightness, on average."""
    from scipy import ndimage

    rim = hole & ~ndimage.binary_erosion(hole)
    return float(np.abs((picture - truth)[rim].mean()))


def test_a_difference_in_brightness_leaves_no_step() -> None:
    """What is copied from a part that is 0.2 darker meets its new surroundings within a seventh of that."""
    truth = texture(64, 128)
    truth[:, 64:] += np.float32(0.2)
    hole = rectangle((64, 128), (20, 44), (80, 104))
    filled = copy_without_seams(truth, hole, moved(hole, 0, -64))
    assert step_at_border(filled, truth, hole) < 0.2 / 7
    middle = rectangle((64, 128), (31, 33), (91, 93))
    assert (filled - truth)[middle].mean() < -0.02  # far from the border colours are kept


@pytest.mark.parametrize("corner", [(0, 64), (0, 112), (48, 112), (20, 112)])
def test_a_hole_may_lie_at_the_border(corner: tuple[int, int]) -> None:
    """Where the picture ends nothing pulls: the hole fits to what is beside it all the same."""
    truth = texture(64, 128)
    truth[:, 64:] += np.float32(0.1)
    hole = rectangle((64, 128), (corner[0], corner[0] + 16), (corner[1], corner[1] + 16))
    filled = copy_without_seams(truth, hole, moved(hole, 0, -64 if corner[1] > 64 else 32))
    assert np.isfinite(filled).all()
    assert np.abs((filled - truth)[hole].mean()) < 0.1


def test_what_is_alike_is_copied_as_it_is() -> None:
    """From a place with the same colours about it the copy is that place's, to float noise."""
    truth = texture(64, 128)
    hole = rectangle((64, 128), (20, 44), (70, 100))
    broken = np.where(hole[..., None], np.float32(0.9), truth)
    filled = copy_without_seams(broken, hole, moved(hole, 0, -64))
    np.testing.assert_allclose(filled, truth, atol=1e-6)


@given(st.integers(0, 2**32 - 1))
def test_what_is_known_stays(seed: int) -> None:
    """Outside any hole, and from any origins, the picture's bits come back, and it is not written to."""
    rng = np.random.default_rng(seed)
    picture = rng.random((12, 15, 3), np.float32)
    picture.flags.writeable = False
    hole = rng.random((12, 15)) < rng.uniform(0.05, 0.9)
    origins = rng.integers(0, hole.size, np.count_nonzero(hole))
    filled = copy_without_seams(picture, hole, origins)
    assert filled.dtype == np.float32
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    assert np.isfinite(filled).all()


def test_a_seam_between_two_origins_is_closed() -> None:
    """Where one half comes from a darker part and one from a brighter, the step between them shrinks."""
    picture = np.full((48, 96, 3), 0.5, np.float32)
    picture[:, :16], picture[:, 80:] = 0.4, 0.6
    hole = rectangle((48, 96), (16, 32), (32, 64))
    row, column = np.nonzero(hole)
    origins = row * 96 + np.where(column < 48, 4 + column % 8, 84 + column % 8)
    filled = copy_without_seams(picture, hole, origins)
    steps = np.abs(np.diff(filled[16:32, 31:65], axis=1))
    assert steps.max() < 0.05
    assert filled[24, 47, 0] < filled[24, 48, 0]


@pytest.mark.parametrize(("down", "across"), [(0, -20), (0, 21), (-20, 0), (21, 0)])
def test_a_copy_from_the_border_knows_nothing_of_the_other_side(down: int, across: int) -> None:
    """Copied from the very edge, of the hole's own colour, it is as it was: the far side plays no part."""
    picture = np.full((46, 46, 3), 0.2, np.float32)
    hole = rectangle((46, 46), (20, 25), (20, 25))
    picture[0, 0] = picture[45, 45] = 0.8
    if across:
        picture[:, 45 if across < 0 else 0] = 0.8
    filled = copy_without_seams(picture, hole, moved(hole, down, across))
    np.testing.assert_allclose(filled, picture, atol=1e-5)


@given(st.sets(st.integers(0, 99)))
def test_numbers_lead_back_to_their_places(chosen: set[int]) -> None:
    """Each place has its number, and what is no place has -1."""
    places = np.array(sorted(chosen), np.int64)
    numbers = number_places(places, 100)
    np.testing.assert_array_equal(numbers[places], np.arange(len(places)))
    assert np.count_nonzero(numbers == -1) == 100 - len(places)


def test_scales_are_halved_while_the_hole_is_deep() -> None:
    """The finest scale is the picture itself; each next one is half of it, until the hole is shallow."""
    picture = texture(161, 190)
    hole = rectangle((161, 190), (60, 101), (70, 111))
    scales = plan_scales(picture, hole, np.random.default_rng(0))
    assert [scale.hole.shape for scale in scales] == [(161, 190), (81, 95), (41, 48)]
    np.testing.assert_array_equal(scales[0].picture, picture)
    np.testing.assert_array_equal(scales[0].hole, hole)
    for fine, coarse in pairwise(scales):
        np.testing.assert_allclose(coarse.picture[2, 3], fine.picture[4:6, 6:8].mean(axis=(0, 1)), atol=1e-6)
        row, column = np.nonzero(fine.hole)
        assert coarse.hole[row // 2, column // 2].all()


def test_a_shallow_hole_needs_one_scale() -> None:
    """A scratch is filled at the size that it has."""
    hole = rectangle((100, 100), (10, 90), (50, 56))
    assert len(plan_scales(texture(100, 100), hole, np.random.default_rng(0))) == 1


def test_sources_are_known_and_targets_touch_the_hole() -> None:
    """Each patch inside the picture is one or the other, whichever its pixels say, at each scale."""
    hole = rectangle((120, 150), (0, 40), (60, 110)) | rectangle((120, 150), (90, 92), (5, 9))
    for scale in plan_scales(texture(120, 150), hole, np.random.default_rng(0)):
        windows = np.lib.stride_tricks.sliding_window_view(scale.hole, (PATCH, PATCH))
        touched = np.pad(windows.any(axis=(2, 3)), RADIUS)
        inside = np.pad(np.ones(windows.shape[:2], bool), RADIUS)
        np.testing.assert_array_equal(scale.sources, np.flatnonzero(inside & ~touched))
        np.testing.assert_array_equal(scale.targets, np.flatnonzero(inside & touched))
        assert len(scale.sources) >= LEAST_SOURCES


@pytest.mark.parametrize("size", [(7, 300), (20, 30), (28, 28)])
def test_there_is_no_scale_where_little_is_known(size: tuple[int, int]) -> None:
    """Without patches enough to copy from there is nothing to plan."""
    hole = rectangle(size, (2, 5), (0, 5))
    assert plan_scales(texture(*size), hole, np.random.default_rng(0)) == []


def test_as_much_texture_is_expected_as_there_is_about() -> None:
    """Over the hole, which is flat, the texture expected is that beside it: much left, little right."""
    rng = np.random.default_rng(0)
    picture = np.full((120, 200, 3), 0.5, np.float32)
    picture[:, :100] += rng.normal(0, 0.1, (120, 100, 1))
    picture[:, 100:] += rng.normal(0, 0.01, (120, 100, 1))
    hole = rectangle((120, 200), (40, 80), (30, 60)) | rectangle((120, 200), (40, 80), (140, 170))
    picture[hole] = 0.5
    finest = plan_scales(picture, hole, rng)[0]
    rough, smooth = finest.texture[60, 45], finest.texture[60, 155]
    known = np.median(finest.texture[10:30, 10:90])
    assert 0.8 * known < rough < 1.5 * known
    assert smooth < 0.5 * rough


def test_of_many_sources_the_nearest_are_kept() -> None:
    """A large picture is searched near the hole only: no known patch left out is nearer than one kept."""
    size = (1060, 1020)
    hole = rectangle(size, (0, 12), (0, 12))
    sources = plan_scales(np.zeros((*size, 3), np.float32), hole, np.random.default_rng(0))[0].sources
    assert len(sources) == MOST_SOURCES
    assert (np.diff(sources) > 0).all()
    kept = np.zeros(size, bool)
    kept.ravel()[sources] = True
    row, column = np.mgrid[: size[0], : size[1]]
    away = np.hypot(np.maximum(row - 11, 0), np.maximum(column - 11, 0))
    left_out = ~kept
    left_out[:RADIUS], left_out[-RADIUS:], left_out[:, :RADIUS], left_out[:, -RADIUS:] = (False,) * 4
    left_out[: 12 + RADIUS, : 12 + RADIUS] = False
    assert away[left_out].min() >= away[kept].max() - 1e-6
