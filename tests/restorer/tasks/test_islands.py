"""What is promised of islands in a map of damage: they are told as one, and things are left alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from skimage import data
from skimage.measure import label, regionprops

import restorer
from restorer.networks.tiled import MEMORY_BYTES
from restorer.pixels.samples import Floats
from restorer.tasks.islands import judge_islands, spare_things
from restorer.traits import THRESHOLD

ACROSS, DOWN = np.meshgrid(np.arange(160), np.arange(160))


def spared(damage: Floats, bright: Floats) -> NDArray[np.bool_]:
    """Tell which pixels of a map above a half are left alone, of a photo of such brightness."""
    told = damage.copy()
    spare_things(told, lambda box: bright[box.slices])
    left_alone: NDArray[np.bool_] = told != damage
    np.testing.assert_array_equal(told[left_alone], 0.5)
    return left_alone


def draw(things: NDArray[np.bool_]) -> Floats:
    """Photograph dark things before a wall in uneven light, a little soft and grainy."""
    numbers = np.random.default_rng(0)
    wall = 0.62 + 0.4 * gaussian_filter(numbers.standard_normal(things.shape), 6)
    grain = 0.01 * numbers.standard_normal(things.shape)
    seen = gaussian_filter(np.where(things, 0.06, wall), 0.8) + grain
    return seen.clip(0, 1).astype(np.float32)[..., None].repeat(3, axis=2)


def blot() -> NDArray[np.bool_]:
    """Draw a round blot."""
    return (ACROSS - 80) ** 2 + (DOWN - 70) ** 2 < 12**2


def hat() -> NDArray[np.bool_]:
    """Draw a bowler hat, hair below it on both sides of a face, and a coat."""
    crown = ((ACROSS - 80) ** 2 + (DOWN - 60) ** 2 <= 11**2) & (DOWN <= 60)
    brim = (abs(ACROSS - 80) <= 13) & (abs(DOWN - 62) <= 2)
    hair = (abs(abs(ACROSS - 80) - 7) <= 2) & (DOWN > 60) & (DOWN < 80)
    return crown | brim | hair | ((DOWN >= 80) & (abs(ACROSS - 80) <= 0.8 * DOWN - 50))


def tree() -> NDArray[np.bool_]:
    """Draw a tree: a round top, narrower below it, and then ever wider."""
    half = np.where(DOWN < 45, -1, np.sqrt((DOWN - 45).clip(0) * 8).clip(0, 8) + (DOWN - 53).clip(0) / 2)
    return abs(ACROSS - 80) < np.where((DOWN > 57) & (DOWN < 64), 5, half)


@given(
    values=arrays(
        np.float32, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.floats(0, 1, width=32)
    )
)
def test_islands_are_judged_as_such(values: NDArray[np.float32]) -> None:
    """Likely pixels that touch, across corners too, come nearer to their mean; all else stays as it was."""
    judged = values.copy()
    judge_islands(judged)
    likely = values >= 0.5
    np.testing.assert_array_equal(judged[~likely], values[~likely])
    islands = regionprops(label(likely, connectivity=2), intensity_image=values)
    assert sum(island.num_pixels for island in islands) == likely.sum()
    for island in islands:
        before, after = (each[tuple(island.coords.T)] for each in (values, judged))
        np.testing.assert_allclose(after - before.mean(), 0.3 * (before - before.mean()), atol=1e-5)


def test_a_scratch_is_masked_whole() -> None:
    """Where it is fainter, too, while a faint one of its own is not, at the same threshold."""
    damage = np.zeros((20, 40), np.float32)
    damage[5, 5:35], damage[5, 15:20] = 0.97, 0.7
    damage[15, 5:35] = 0.7
    np.testing.assert_array_equal(damage >= 0.8, damage == np.float32(0.97))
    judge_islands(damage)
    mask = restorer.mask_damage(damage, 0.8, grown_by=0)
    assert mask[5, 5:35].all()
    assert mask.sum() == 30


def test_a_blot_ends_all_around() -> None:
    """It stays damage; where a tenth of what is about it, and more, is as dark, it is left alone."""
    damage, bright = np.full((60, 60), 0.1, np.float32), np.full((60, 60), 0.8, np.float32)
    damage[20:32, 20:32], bright[20:32, 20:32] = 0.95, 0.1
    assert not spared(damage, bright).any()
    bright[32:, 24:27] = 0.1
    assert not spared(damage, bright).any()
    bright[32:, 20:32] = 0.2
    np.testing.assert_array_equal(spared(damage, bright), damage > 0.5)


def test_other_damage_is_no_thing() -> None:
    """Two blots beside each other do not go on in each other."""
    damage, bright = np.full((60, 60), 0.1, np.float32), np.full((60, 60), 0.8, np.float32)
    for left in (20, 34):
        damage[20:32, left : left + 12], bright[20:32, left : left + 12] = 0.95, 0.1
    assert not spared(damage, bright).any()
    damage[20:32, 34:46] = 0.1
    np.testing.assert_array_equal(spared(damage, bright), damage > 0.5)


def test_a_scratch_lies_across_whatever_there_is() -> None:
    """What is thin is told as it was, however it goes on; only a thing that it touches is left alone."""
    damage, bright = np.full((60, 90), 0.1, np.float32), np.full((60, 90), 0.8, np.float32)
    damage[30:34, 5:60], bright[30:34] = 0.95, 0.1
    assert not spared(damage, bright).any()
    damage[20:44, 5:20], bright[20:, 5:20] = 0.95, 0.1
    left = spared(damage, bright)
    assert left[20:44, 5:20].all()
    assert not left[:, 25:].any()


@pytest.mark.parametrize(
    ("side", "told", "left_alone"), [(12, 0.8, True), (12, 0.85, False), (11, 0.8, False)]
)
def test_what_is_large_has_to_be_surer(side: int, told: float, left_alone: bool) -> None:
    """A blot of 12 pixels a side at 0.8 is left alone, a surer or smaller one is not."""
    damage, bright = np.full((60, 60), 0.1, np.float32), np.full((60, 60), 0.8, np.float32)
    damage[20 : 20 + side, 20 : 20 + side], bright[20 : 20 + side, 20 : 20 + side] = told, 0.1
    assert spared(damage, bright).any() == left_alone


def test_a_map_of_nothing_but_damage_is_left() -> None:
    """There is nothing about it to go on in."""
    assert not spared(np.ones((20, 30), np.float32), np.zeros((20, 30), np.float32)).any()


def test_a_blot_is_found_and_hats_and_trees_are_not() -> None:
    """By the shipped model: nine tenths of the blot, nothing of the others, nor of a flag in a real photo."""
    told = restorer.find_damage(draw(blot()), device="cpu")
    assert (told[blot()] >= THRESHOLD).mean() > 0.9
    assert (told[~blot()] < THRESHOLD).mean() > 0.99
    for thing in (draw(hat()), draw(tree()), data.astronaut()[10:122, :96]):
        assert (restorer.find_damage(thing, device="cpu") < THRESHOLD).all()


def test_things_are_the_same_in_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are judged in the whole map, wherever tiles are cut."""
    whole = restorer.find_damage(draw(tree() | hat()), device="cpu")
    monkeypatch.setitem(MEMORY_BYTES, "cpu", 20_000_000)
    np.testing.assert_allclose(restorer.find_damage(draw(tree() | hat()), device="cpu"), whole, atol=0.01)
