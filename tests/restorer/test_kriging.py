"""Kriging: an answer is right where the truth is known, follows where places are alike, and stays else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restorer.kriging import MOST_PLACES, krige
from restorer.photo import Floats

SIZE = (64, 96)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_each_known_place_gets_what_is_known_of_it(seed: int, count: int) -> None:
    """On any picture the answer at each place is nearly the truth, whatever was told there."""
    rng = np.random.default_rng(seed)
    told, likeness = rng.uniform(-0.4, 0.4, (*SIZE, 2)), 3 * rng.random((*SIZE, 4))
    deviation = rng.uniform(0.3, 2, (*SIZE, 1))
    cells = rng.choice(SIZE[0] // 16 * SIZE[1] // 16, count, replace=False)
    places = np.stack(np.divmod(cells, SIZE[1] // 16), axis=1) * 16 + 8
    truth = rng.uniform(-0.4, 0.4, (count, 2)).astype(np.float32)
    planes = (plane.astype(np.float32) for plane in (told, likeness, deviation))
    answer = krige(*planes, places, truth)
    assert answer.shape == (*SIZE, 2)
    assert answer.dtype == np.float32
    np.testing.assert_allclose(answer[places[:, 0], places[:, 1]], truth, atol=0.05)


def test_what_is_like_the_place_follows_and_what_is_not_stays() -> None:
    """A place in one half changes that half, and the other little, though places of both are as near."""
    told, likeness, deviation = _even()
    likeness[:, 48:] = 3
    answer = krige(told, likeness, deviation, np.array([[32, 24]]), np.array([[0.2, -0.2]], np.float32))
    change = np.abs(answer - told).mean(axis=2)
    assert change[:, :30].min() > 0.15
    assert change[:, 70:].max() < 0.05


def test_one_far_off_has_no_say_where_a_nearer_one_knows_better() -> None:
    """Between two places of different colours on an even picture each has its own side."""
    answer = krige(*_even(), np.array([[32, 5], [32, 90]]), np.array([[0.3, 0], [-0.3, 0]], np.float32))[32]
    assert (np.diff(answer[5:91, 0]) < 0).all()
    assert answer[47:49, 0].mean() == pytest.approx(0, abs=0.01)


def test_two_that_contradict_each_other_at_one_place_meet_in_the_middle() -> None:
    """Neither is taken, and nothing breaks."""
    answer = krige(*_even(), np.array([[9, 9], [9, 9]]), np.array([[0.4, 0.1], [0.2, -0.1]], np.float32))
    np.testing.assert_allclose(answer[9, 9], [0.3, 0], atol=0.01)


def test_of_very_many_places_those_beside_one_another_are_averaged() -> None:
    """A thousand places that say the same are believed, as a few would be."""
    rng = np.random.default_rng(0)
    places = rng.integers(0, SIZE, (MOST_PLACES * 3, 2))
    answer = krige(*_even(), places, np.full((len(places), 2), 0.25, np.float32))
    np.testing.assert_allclose(answer, 0.25, atol=0.02)


def test_where_the_answer_is_surer_less_is_moved() -> None:
    """What is missed at one place moves others by as much as they may be off, compared with it."""
    told, likeness, deviation = _even()
    deviation[:, 48:] = 0.25
    answer = krige(told, likeness, deviation, np.array([[32, 40]]), np.array([[0.2, 0.2]], np.float32))
    np.testing.assert_allclose(answer[32, 32, 0], 4 * answer[32, 48, 0], rtol=1e-4)


def _even() -> tuple[Floats, Floats, Floats]:
    """Give an answer of nothing to a picture whose places are all alike and all as unsure."""
    told, likeness = (np.zeros((*SIZE, count), np.float32) for count in (2, 1))
    return told, likeness, np.ones((*SIZE, 1), np.float32)
