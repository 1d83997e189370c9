"""What the losses of probabilities promise: nothing to lose when right, finite when wrong, weights heeded."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy

from training.losses import cross_entropy, cross_entropy_dice, dice

LOSSES = (cross_entropy, dice, cross_entropy_dice)
Loss = Callable[[Tensor, Tensor, Tensor], Tensor]


@pytest.fixture
def target() -> Tensor:
    """Give a map with a fifth of its pixels damaged."""
    return (torch.rand(2, 1, 32, 32, generator=torch.Generator().manual_seed(0)) < 0.2).float()


@pytest.mark.parametrize("loss", LOSSES)
def test_the_right_answer_costs_least(loss: Loss, target: Tensor) -> None:
    """A perfect answer costs next to nothing, the opposite most; all stays finite."""
    costs = [float(loss(answer, target, torch.ones(()))) for answer in (target, 0.5 + 0 * target, 1 - target)]
    assert costs[0] < 0.01
    assert costs == sorted(costs)
    assert torch.tensor(costs).isfinite().all()


@pytest.mark.parametrize("loss", LOSSES)
def test_what_weighs_nothing_costs_nothing(loss: Loss, target: Tensor) -> None:
    """Where the weight is 0 the answer may be anything."""
    weight = (torch.arange(32) < 16).float().expand(2, 1, 32, 32)
    wrong = torch.where(weight > 0, 0.8 * target, 1 - target)
    torch.testing.assert_close(loss(wrong, target, weight), loss(0.8 * target, target, weight))


def test_cross_entropy_is_torchs(target: Tensor) -> None:
    """The cross entropy is that of torch, between the limits of probability."""
    answer = torch.rand(target.shape).clamp(0.01, 0.99)
    torch.testing.assert_close(
        cross_entropy(answer, target, torch.ones(())), binary_cross_entropy(answer, target)
    )


def test_what_is_learned_of_rare_damage_is_its_probability() -> None:
    """Of a place that is damaged one time in five the cheapest answer is about a fifth."""
    target = (torch.arange(1000) % 5 == 0).float().reshape(1, 1, 10, 100)
    answers = torch.linspace(0.02, 0.98, 97)
    costs = [float(cross_entropy_dice(answer + 0 * target, target, torch.ones(()))) for answer in answers]
    assert 0.1 < float(answers[int(np.argmin(costs))]) < 0.35
