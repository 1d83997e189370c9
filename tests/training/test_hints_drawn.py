"""What simulated hints promise: places anywhere, as many as said, and kriging as the tool does it."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from restorer.pixels import kriging
from training.degradations.hints import MOST_HINTS, draw_count, draw_places
from training.kriging import at, krige

SEEDS = st.integers(0, 2**32 - 1)


def _rng(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@given(SEEDS, st.integers(1, 40), st.integers(1, 50), st.integers(1, 50))
def test_places_are_within_the_picture(seed: int, count: int, height: int, width: int) -> None:
    """So many places of each picture are rows and columns that it has."""
    places = draw_places(3, count, (height, width), _rng(seed))
    assert places.shape == (3, 2, count, 1)
    assert not places.is_floating_point()
    assert places.min() >= 0
    assert (places.amax(dim=(0, 2, 3)) < torch.tensor([height, width])).all()


def test_no_place_is_spared() -> None:
    """Of many places each pixel is one, about as often as any other."""
    rows, columns = draw_places(1, 6000, (5, 4), _rng(0))[0, :, :, 0]
    counts = torch.bincount(rows * 4 + columns, minlength=20)
    assert counts.min() > 240
    assert counts.max() < 360


def test_counts_are_of_all_sizes() -> None:
    """One click is drawn as often as twice, and no more than the most."""
    rng = _rng(0)
    counts = np.array([draw_count(rng) for _ in range(2000)])
    assert counts.min() == 1
    assert MOST_HINTS * 0.95 < counts.max() <= MOST_HINTS
    assert np.median(counts) == pytest.approx(MOST_HINTS**0.5, rel=0.15)


@given(SEEDS, st.integers(1, 20), st.floats(0, 1))
@settings(max_examples=30)
def test_kriging_is_that_of_the_tool(seed: int, count: int, surprise: float) -> None:
    """At each place a batch is corrected as the tool corrects a picture, by hints usual and unusual."""
    rng = _rng(seed)
    size = 24, 40
    told = torch.rand(2, 2, *size, generator=rng) - 0.5
    truth = 0.5 * told + surprise * (torch.rand(2, 2, *size, generator=rng) - 0.5)
    likeness = 3 * torch.rand(2, 8, *size, generator=rng)
    deviation = 0.02 + 0.1 * torch.rand(2, 1, *size, generator=rng)
    modes = 0.1 * torch.randn(2, 2 * 3, *size, generator=rng)
    known, asked = draw_places(2, count, size, rng), draw_places(2, 60, size, rng)
    lightness = torch.rand(2, 1, *size, generator=rng)
    planes = told, likeness, deviation, modes, lightness
    found = krige(planes, truth, known, asked)
    for picture in range(2):
        one = kriging.Prediction(*(plane[picture].permute(1, 2, 0).numpy() for plane in planes))
        places = known[picture, :, :, 0].T.numpy()
        expected = kriging.krige(one, places, at(truth, known)[picture].numpy())
        rows, columns = asked[picture, :, :, 0].numpy()
        np.testing.assert_allclose(found[picture].numpy(), expected[rows, columns], atol=1e-4)
