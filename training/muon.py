"""Muon: wide convolutions learn by orthogonal steps, all else by Adam (Jordan et al. 2024).

A step of gradient descent is dominated by few directions. Here the momentum of each wide convolution, as a
matrix of its first axis by all others, gets singular values of about one before it is followed, so that all
directions are learned alike.
"""

import math
from collections.abc import Callable, Iterable
from typing import Any, override

import torch
from torch import Tensor, nn

_WIDE = 64
_MOMENTUM = 0.95
_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
"""The quintic that brings singular values of 0..1 to about one in five rounds, as its authors found it."""
_ROUNDS = 5


class Muon(torch.optim.AdamW):
    """AdamW, but for the groups of parameters marked ``wide``."""

    @override
    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Update all parameters; ``closure``, where given, computes the loss and the gradients."""
        loss = None
        if (
            closure is not None
        ):  # it clears and clips the gradients of all groups: not while some are put aside
            with torch.enable_grad():
                loss = closure()
        groups = self.param_groups
        try:
            self.param_groups = [group for group in groups if not group.get("wide")]
            super().step()
        finally:
            self.param_groups = groups
        for group in groups:
            if group.get("wide"):
                learning = [weight for weight in group["params"] if weight.grad is not None]
                for alike in _by_shape(learning):
                    self._step_wide(alike, group["lr"], group["weight_decay"])
        return loss

    def _step_wide(self, weights: list[Tensor], rate: float, decay: float) -> None:
        ahead = torch.stack([self._ahead_of(weight) for weight in weights]).flatten(2)
        size = math.sqrt(max(1.0, ahead.shape[1] / ahead.shape[2]))
        for weight, step in zip(weights, orthogonal(ahead), strict=True):
            weight.mul_(1 - rate * decay)
            weight.add_(step.view_as(weight), alpha=-rate * size)

    def _ahead_of(self, weight: Tensor) -> Tensor:
        """Take a weight's gradient up into its momentum, and look one step ahead (Nesterov)."""
        assert weight.grad is not None
        state = self.state[weight]
        if not state:  # AdamW, which loads it, asks for a step
            state.update(step=torch.zeros(()), momentum=torch.zeros_like(weight))
        momentum = state["momentum"].mul_(_MOMENTUM).add_(weight.grad)
        return weight.grad.add(momentum, alpha=_MOMENTUM)


def _by_shape(weights: Iterable[Tensor]) -> Iterable[list[Tensor]]:
    """Gather weights of one shape, which are orthogonalised together: a GPU waits for orders otherwise."""
    alike: dict[torch.Size, list[Tensor]] = {}
    for weight in weights:
        alike.setdefault(weight.shape, []).append(weight)
    return alike.values()


def orthogonal(matrices: Tensor) -> Tensor:
    """Give ``(..., M, N)`` with the same singular vectors and singular values of about 0.7 to 1.2.

    Each round multiplies by a polynomial of the rows' products, so that rounds need these alone, a small
    square, and the matrix only where they begin and end.
    """
    first, third, fifth = _NEWTON_SCHULZ
    is_tall = matrices.shape[-2] > matrices.shape[-1]
    flat = matrices.mT if is_tall else matrices
    flat = flat / (torch.linalg.matrix_norm(flat, keepdim=True) + 1e-7)
    products = flat @ flat.mT
    all_rounds = unit = torch.eye(flat.shape[-2], dtype=flat.dtype, device=flat.device)
    for _ in range(_ROUNDS):
        one_round = first * unit + third * products + fifth * (products @ products)
        products = one_round @ products @ one_round
        all_rounds = one_round @ all_rounds
    found: Tensor = all_rounds @ flat
    return found.mT if is_tall else found


def wide_and_others(parameters: Iterable[nn.Parameter]) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """Part the weights of convolutions between at least 64 channels each way from all else."""
    wide: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for parameter in parameters:
        is_wide = parameter.ndim == 4 and min(parameter.shape[:2]) >= _WIDE
        (wide if is_wide else others).append(parameter)
    return wide, others
