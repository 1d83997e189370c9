"""What simulated hints promise: the true colours at a few places and nothing elsewhere, as often as said."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from training.hints import draw_hints, put_hints

SEEDS = st.integers(0, 2**32 - 1)


def _rng(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _chroma(count: int, side: int = 64) -> Tensor:
    """Give chroma that is another at each place."""
    return torch.rand(count, 2, side, side, generator=_rng(0)) - 0.5


def _count(hints: Tensor) -> int:
    """Count the hints to be seen: each has a colour of its own."""
    return len(set(hints[0][hints[2] > 0].tolist()))


@given(SEEDS)
def test_hints_are_true_where_they_are_and_nothing_elsewhere(seed: int) -> None:
    """The mask is 0 or 1, hints are the true colour where it is 1, here the picture's only one, else 0."""
    colours = torch.linspace(-0.5, 0.5, 16).view(8, 2, 1, 1)
    hints = draw_hints(colours.expand(8, 2, 32, 24), 0.4, _rng(seed))
    given_, mask = hints[:, :2], hints[:, 2:]
    assert hints.shape == (8, 3, 32, 24)
    assert ((mask == 0) | (mask == 1)).all()
    torch.testing.assert_close(given_, mask * colours)


@given(SEEDS, st.integers(1, 9), st.integers(0, 8))
def test_a_hint_is_the_mean_of_its_square(seed: int, least: int, more: int) -> None:
    """One hint covers one square of a side within the range, in its mean colour."""
    (chroma,), hints = _chroma(1, 20), torch.zeros(3, 20, 20)
    put_hints(chroma, hints, 1, np.random.default_rng(seed), (least, least + more))
    places = hints[2].nonzero()
    (top, left), (bottom, right) = places.amin(dim=0).tolist(), (places.amax(dim=0) + 1).tolist()
    assert bottom - top == right - left
    assert least <= bottom - top <= least + more
    square = (slice(None), slice(top, bottom), slice(left, right))
    assert hints[2].sum() == (bottom - top) ** 2
    expected = chroma[square].mean(dim=(1, 2), keepdim=True).expand_as(hints[:2][square])
    torch.testing.assert_close(hints[:2][square], expected)


@pytest.mark.parametrize("count", [0, 1, 10, 100])
def test_as_many_hints_as_asked_for(count: int) -> None:
    """Each of so many hints is somewhere, unless another covers it."""
    (chroma,), hints = _chroma(1, 256), torch.zeros(3, 256, 256)
    put_hints(chroma, hints, count, np.random.default_rng(0), (1, 3))
    seen = _count(hints)
    assert 0.9 * count <= seen <= count


def test_hints_reach_the_borders() -> None:
    """No place is spared: of many hints some touch each side."""
    hints = torch.zeros(3, 16, 16)
    put_hints(_chroma(1, 16)[0], hints, 500, np.random.default_rng(0), (1, 2))
    mask = hints[2]
    assert all(side.all() for side in (mask[0], mask[-1], mask[:, 0], mask[:, -1]))


def test_all_kinds_occur_as_often_as_said() -> None:
    """Of many pictures that share is hinted, half of it by a few patches, half by cells everywhere."""
    count, few, cells, share = 600, 40, 128, 0.4
    hints = draw_hints(_chroma(count), share, _rng(2))
    numbers = [_count(hint) for hint in hints]
    empty, many = np.mean(np.array(numbers) == 0), np.mean(np.array(numbers) > few)
    assert empty == pytest.approx(1 - share + share / 2 / (cells + 1), abs=0.05)
    assert many == pytest.approx(share / 2 * (cells - few) / (cells + 1), abs=0.04)
    assert 1 - empty - many > share / 2  # and cells that are few


def test_hints_are_a_function_of_their_seed() -> None:
    """The same seed gives the same hints, another seed others, and pictures of a batch differ."""
    chroma = _chroma(1).expand(40, -1, -1, -1)
    first, again, other = (draw_hints(chroma, 0.4, _rng(seed)) for seed in (5, 5, 6))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert len({hint.sum().item() for hint in first}) > 3


def test_hints_leave_the_truth_alone() -> None:
    """Drawing hints changes nothing of what they are drawn from."""
    chroma = _chroma(8)
    draw_hints(chroma, 0.4, _rng(0))
    assert torch.equal(chroma, _chroma(8))
