"""Kriging: an answer is right where the truth is known, follows where places are alike, and stays else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restorer.pixels.kriging import MOST_PLACES, Prediction, krige

SIZE = (64, 96)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_each_known_place_gets_what_is_known_of_it(seed: int, count: int) -> None:
    """On any picture the answer at each place is nearly the truth, whatever was told there."""
    rng = np.random.default_rng(seed)
    told, likeness = rng.uniform(-0.4, 0.4, (*SIZE, 2)), 3 * rng.random((*SIZE, 4))
    deviation, modes = rng.uniform(0.02, 0.2, (*SIZE, 1)), rng.normal(0, 0.1, (*SIZE, 2 * 3))
    cells = rng.choice(SIZE[0] // 16 * SIZE[1] // 16, count, replace=False)
    places = np.stack(np.divmod(cells, SIZE[1] // 16), axis=1) * 16 + 8
    truth = rng.uniform(-0.4, 0.4, (count, 2)).astype(np.float32)
    planes = (plane.astype(np.float32) for plane in (told, likeness, deviation, modes))
    answer = krige(Prediction(*planes, np.zeros((*SIZE, 1), np.float32)), places, truth)
    assert answer.shape == (*SIZE, 2)
    assert answer.dtype == np.float32
    np.testing.assert_allclose(answer[places[:, 0], places[:, 1]], truth, atol=0.05)


def test_what_is_like_the_place_follows_and_what_is_not_stays() -> None:
    """A place in one half changes that half, and the other little, though places of both are as near."""
    told = _even()
    told.likeness[:, 48:] = 3
    answer = krige(told, np.array([[32, 24]]), np.array([[0.2, -0.2]], np.float32))
    change = np.abs(answer - told.chroma).mean(axis=2)
    assert change[:, :30].min() > 0.15
    assert change[:, 70:].max() < 0.05


def test_one_far_off_has_no_say_where_a_nearer_one_knows_better() -> None:
    """Between two places of different colours on an even picture each has its own side."""
    answer = krige(_even(), np.array([[32, 5], [32, 90]]), np.array([[0.3, 0], [-0.3, 0]], np.float32))[32]
    assert (np.diff(answer[5:91, 0]) < 0).all()
    assert answer[47:49, 0].mean() == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("apart", [0, 0.005, 0.1, 0.9])
@pytest.mark.parametrize("off", [0, 0.05, 0.5, 1, 1e6])
def test_two_that_contradict_each_other_at_one_place_meet_in_the_middle(apart: float, off: float) -> None:
    """Neither is taken, nothing breaks, and another still holds."""
    told = _even()
    told.deviation[:] = off
    told.likeness[:, 48:] = 3
    places = np.array([[9, 9], [9, 9], [50, 80]])
    truth = np.array([[0.3 + apart, apart], [0.3 - apart, -apart], [-0.1, 0.2]], np.float32)
    answer = krige(told, places, truth)
    np.testing.assert_allclose(answer[9, 9], [0.3, 0], atol=1e-4)
    np.testing.assert_allclose(answer[50, 80], truth[2], atol=1e-4)


def test_of_very_many_places_those_beside_one_another_are_averaged() -> None:
    """A thousand places that say the same are believed, as a few would be."""
    rng = np.random.default_rng(0)
    places = rng.integers(0, SIZE, (MOST_PLACES * 3, 2))
    answer = krige(_even(), places, np.full((len(places), 2), 0.25, np.float32))
    np.testing.assert_allclose(answer, 0.25, atol=0.02)


def test_where_the_answer_is_surer_less_is_moved() -> None:
    """What is missed at one place moves others by as much as they may be off, compared with it."""
    told = _even()
    told.deviation[:, 48:] /= 4
    answer = krige(told, np.array([[32, 40]]), np.array([[0.2, 0.2]], np.float32))
    np.testing.assert_allclose(answer[32, 32, 0], 4 * answer[32, 48, 0], rtol=1e-4)


def test_what_the_picture_shares_moves_places_that_are_not_alike() -> None:
    """One place tells how much there is of a mode, and another, unlike it, follows by its own part in it."""
    told = _even()
    told.likeness[:, 48:] = 100
    told.deviation[:] = 0.001
    told.modes[:, :48] = 0.1, 0.05
    told.modes[:, 48:] = -0.2, 0.1
    answer = krige(told, np.array([[32, 10]]), np.array([[0.02, 0.01]], np.float32))
    np.testing.assert_allclose(answer[32, 10], [0.02, 0.01], atol=1e-4)
    np.testing.assert_allclose(answer[32, 90], [-0.04, 0.02], atol=1e-4)


def test_a_wish_goes_to_what_is_near_and_alike_alone() -> None:
    """A colour that hardly any photo has holds for its own thing, and moves nothing that is not like it."""
    told = _even()
    told.likeness[:, 48:] = 100
    told.modes[:] = 0.1
    usual, strong = (krige(told, np.array([[32, 10]]), np.full((1, 2), ab, np.float32)) for ab in (0.2, 0.9))
    np.testing.assert_allclose(strong[32, 10], 0.9, atol=1e-3)
    assert strong[20:44, :22].min() > 0.7
    assert usual[32, 90, 0] > 0.1
    assert 0 <= strong[32, 90, 0] < 0.01


def test_a_wish_leaves_all_else_as_it_was_told() -> None:
    """What is unlike it keeps the chroma it had without it, however often the thing is clicked at."""
    told = _even()
    told.likeness[:, 48:] = 100
    told.modes[:] = 0.05
    told.chroma[:] = 0.2
    places = np.array([[32, 10], [30, 14], [36, 8], [28, 12]])
    for count in (1, 2, 4):
        answer = krige(told, places[:count], np.full((count, 2), -0.7, np.float32))
        np.testing.assert_allclose(answer[:, 70:], 0.2, atol=0.02)


def test_colours_of_other_things_make_one_believed() -> None:
    """A colour that would be a wish is none where places unlike it say of the picture what explains it."""
    told = _even()
    told.likeness[:, :24], told.likeness[:, 24:48], told.likeness[:, 72:] = -100, 100, 200
    told.modes[:] = 0.1
    places = np.array([[32, 10], [32, 36], [32, 60]])
    alone, together = (krige(told, places[:count], np.full((count, 2), 0.5, np.float32)) for count in (1, 3))
    assert np.abs(alone[:, 80:]).max() < 0.1
    assert together[:, 80:].min() > 0.3


def test_two_wishes_beside_each_other_give_no_third_colour() -> None:
    """Between and about two that contradict each other nothing is beyond what they ask for."""
    answer = krige(_even(), np.array([[32, 40], [32, 46]]), np.array([[0.8, 0.8], [-0.8, 0.8]], np.float32))
    assert np.abs(answer).max() < 0.85


@pytest.mark.parametrize("step", [0.02, -0.02])
def test_a_colour_becomes_a_wish_little_by_little(step: float) -> None:
    """Who drags a colour sees no jump: each step of it changes each place by a few steps at most."""
    told = _even()
    told.modes[:] = 0.05
    colours = np.arange(0, 0.9, abs(step)) * np.sign(step)
    answers = [krige(told, np.array([[32, 10]]), np.full((1, 2), ab, np.float32)) for ab in colours]
    assert np.abs(np.diff(answers, axis=0)).max() < 3 * abs(step)


def test_what_is_as_told_stays_as_vivid_as_told() -> None:
    """A hint that says of a colourful place what was told anyway takes next to nothing from the rest."""
    told = _even()
    told.chroma[:] = np.random.default_rng(0).uniform(-0.3, 0.3, (*SIZE, 2))
    told.deviation[:] = 0.01
    answer = krige(told, np.array([[10, 10]]), told.chroma[10:11, 10])
    np.testing.assert_allclose(answer, told.chroma, atol=0.02)


def _even() -> Prediction:
    """Give an answer of nothing to a picture whose places are all alike, all as unsure, and share nothing."""
    chroma, likeness, modes, lightness = (np.zeros((*SIZE, count), np.float32) for count in (2, 1, 2, 1))
    return Prediction(chroma, likeness, np.full((*SIZE, 1), 0.1, np.float32), modes, lightness)
