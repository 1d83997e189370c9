"""Muon: wide convolutions are changed by orthogonal steps, all else as AdamW would."""

import copy

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from training.muon import Muon, orthogonal, wide_and_others


def network() -> nn.Sequential:
    """Give a network of a narrow convolution, a wide one and a linear layer."""
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, 64, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(64, 64, 3, padding=1),
        nn.Flatten(),
        nn.Linear(1024, 2),
    )


def optimizer_of(net: nn.Module, wide_rate: float, decay: float = 0.0) -> Muon:
    """Give the optimiser as a training makes it."""
    wide, others = wide_and_others(net.parameters())
    return Muon(
        [{"params": wide, "lr": wide_rate, "wide": True}, {"params": others}],
        1e-2,
        (0.9, 0.99),
        weight_decay=decay,
    )


def take_steps(
    net: nn.Module, optimizer: torch.optim.Optimizer, count: int, *, closed: bool = False
) -> list[float]:
    """Learn to tell two noises apart and give the losses; gradients come by a closure, if wished."""
    rng = torch.Generator().manual_seed(0)
    losses = []
    for _ in range(count):
        kinds = torch.randint(2, (16,), generator=rng)
        pictures = torch.randn(16, 3, 4, 4, generator=rng) * (1 + kinds[:, None, None, None])

        def tell(pictures: Tensor = pictures, kinds: Tensor = kinds) -> float:
            loss = nn.functional.cross_entropy(net(pictures), kinds)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(all_weights(optimizer), 1.0)
            return loss.item()

        if closed:
            losses.append(optimizer.step(tell))  # type: ignore[arg-type] # floats will do
        else:
            losses.append(tell())
            optimizer.step()
    return losses


def all_weights(optimizer: torch.optim.Optimizer) -> list[Tensor]:
    """Give all that an optimiser says that it changes."""
    return [weight for group in optimizer.param_groups for weight in group["params"]]


@given(st.integers(2, 40), st.integers(2, 40), st.integers(0, 100))
def test_steps_have_all_directions_alike(rows: int, columns: int, seed: int) -> None:
    """Singular values come near to one, and singular vectors stay: the step goes along with the gradient."""
    matrix = torch.from_numpy(np.random.default_rng(seed).normal(size=(rows, columns))).float()
    made = orthogonal(matrix)
    assert made.shape == matrix.shape
    values = torch.linalg.svdvals(made)
    known = torch.linalg.svdvals(matrix) > 0.02 * matrix.norm()
    assert values.max() < 1.3
    assert values[known].min() > 0.3
    assert (made * matrix).sum() > 0.5 * torch.linalg.svdvals(matrix).sum()


def test_several_steps_are_made_at_once() -> None:
    """Matrices of one shape are each made what they are made alone."""
    matrices = torch.from_numpy(np.random.default_rng(1).normal(size=(3, 20, 31))).float()
    alone = torch.stack([orthogonal(matrix) for matrix in matrices])
    torch.testing.assert_close(orthogonal(matrices), alone, atol=1e-4, rtol=1e-4)


def test_wide_convolutions_alone_are_wide() -> None:
    """A convolution between 64 channels is; one from three colours, a bias, a linear layer are not."""
    net = network()
    wide, others = wide_and_others(net.parameters())
    assert [id(weight) for weight in wide] == [id(net[2].weight)]
    assert len(wide) + len(others) == len(list(net.parameters()))


def test_all_else_learns_as_by_adamw() -> None:
    """What is not wide takes exactly the first step that AdamW takes."""
    ours, theirs = network(), network()
    take_steps(ours, optimizer_of(ours, 1e-2), 1)
    take_steps(theirs, torch.optim.AdamW(theirs.parameters(), 1e-2, (0.9, 0.99), weight_decay=0.0), 1)
    for (name, mine), other in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        assert torch.equal(mine, other) == (name != "2.weight"), name


@pytest.mark.parametrize("rate", [0.0, 0.02])
def test_a_step_is_as_long_as_its_rate(rate: float) -> None:
    """A wide weight moves by about its rate in each direction, whatever the size of the gradient."""
    net = network()
    before = net[2].weight.detach().clone()
    take_steps(net, optimizer_of(net, rate), 1)
    moved = torch.linalg.svdvals((net[2].weight.detach() - before).flatten(1))
    assert moved.max() <= 1.3 * rate
    assert moved.max() >= 0.6 * rate


def test_wide_weights_decay_as_others_do() -> None:
    """Where a gradient is nothing, all weights alike become less by the rate times the decay."""
    net = network()
    optimizer = optimizer_of(net, 1e-2, decay=0.5)
    before = [weight.detach().clone() for weight in net.parameters()]
    for weight in net.parameters():
        weight.grad = torch.zeros_like(weight)
    optimizer.step()
    for weight, was in zip(net.parameters(), before, strict=True):
        torch.testing.assert_close(weight.detach(), was * (1 - 1e-2 * 0.5))


def test_gradients_by_a_closure_are_of_one_step_alone() -> None:
    """A closure, as a trainer gives one, clears and clips the gradients of wide weights, too."""
    plain, closed = network(), network()
    losses = take_steps(plain, optimizer_of(plain, 1e-2), 5)
    assert take_steps(closed, optimizer_of(closed, 1e-2), 5, closed=True) == losses
    for one, other in zip(plain.parameters(), closed.parameters(), strict=True):
        assert torch.equal(one, other)


def test_it_learns_and_goes_on_from_its_state() -> None:
    """The loss falls; saved in the middle and loaded again, the next losses are the same."""
    net, again = network(), network()
    optimizer = optimizer_of(net, 0.01)
    losses = take_steps(net, optimizer, 60)
    assert np.mean(losses[-10:]) < 0.7 * np.mean(losses[:10])
    again.load_state_dict(net.state_dict())
    other = optimizer_of(again, 0.01)
    other.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    assert take_steps(net, optimizer, 5) == take_steps(again, other, 5)
