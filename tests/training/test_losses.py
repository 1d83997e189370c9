"""What the losses promise: nothing to lose when right, finite when wrong, weights heeded."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, huber_loss

from training.losses import LOSSES as KNOWN
from training.losses import cross_entropy, cross_entropy_dice, dice, huber, vivid_psnr_loss

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


@pytest.mark.parametrize("spread", [0.01, 0.1, 1.0])
def test_huber_is_torchs(spread: float) -> None:
    """Near and far from the answer, the Huber loss is that of torch up to its scale."""
    rng = torch.Generator().manual_seed(0)
    answer, truth = (spread * torch.randn(4, 2, 16, 16, generator=rng) for _ in range(2))
    expected = huber_loss(answer, truth, delta=0.1) / 0.1
    torch.testing.assert_close(huber(answer, truth, torch.ones(())), expected)
    assert KNOWN["huber"] is huber


def test_huber_heeds_the_weight() -> None:
    """An error counts as much as its place does: not at all at 0, threefold at 3."""
    weight = torch.tensor([0.0, 3.0]).view(2, 1, 1, 1)
    truth, errors = torch.zeros(2, 2, 4, 4), torch.tensor([9.0, 0.3]).view(2, 1, 1, 1)
    expected = 3 * huber(truth[1:] + 0.3, truth[1:], torch.ones(())) / 2
    torch.testing.assert_close(huber(truth + errors, truth, weight), expected)


def _colours(seed: int, strength: float) -> Tensor:
    return strength * torch.randn(3, 2, 16, 16, generator=torch.Generator().manual_seed(seed))


def test_of_answers_as_near_the_more_colourful_costs_less() -> None:
    """Too strong colours cost less than those that are too weak by as much, the right ones least."""
    target = _colours(0, 0.2)
    weak, right, strong = (
        float(vivid_psnr_loss(scale * target, target, torch.ones(3, 1, 1, 1))) for scale in (0.5, 1.0, 1.5)
    )
    assert right < strong < weak


def test_each_picture_gets_the_colour_that_it_costs_least_in() -> None:
    """Where hues are uncertain colours stay pale; where they are known they are as strong as true ones."""
    known = _colours(0, 0.2)
    scales = torch.linspace(0.05, 1.5, 30)
    best = {}
    for name, target in (("known", known), ("uncertain", 0.4 * known + _colours(1, 0.2))):
        costs = [float(vivid_psnr_loss(s * known, target, torch.ones(3, 1, 1, 1))) for s in scales]
        best[name] = float(scales[int(np.argmin(costs))])
    assert 0.9 <= best["known"] <= 1.2
    assert best["uncertain"] < 0.8


def test_grey_pictures_neither_count_nor_break() -> None:
    """A picture of no weight has no say, and an answer of no colour has a finite gradient."""
    target, weight = _colours(0, 0.2), torch.tensor([1.0, 1.0, 0.0]).view(3, 1, 1, 1)
    answer = torch.zeros_like(target, requires_grad=True)
    loss = vivid_psnr_loss(answer, target, weight)
    loss.backward()  # type: ignore[no-untyped-call]
    assert answer.grad is not None
    assert answer.grad.isfinite().all()
    assert not answer.grad[2].any()
    torch.testing.assert_close(loss.detach(), vivid_psnr_loss(answer[:2].detach(), target[:2], weight[:2]))
