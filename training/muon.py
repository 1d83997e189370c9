"""Muon: wide convolutions learn by orthogonal steps, all else by Adam (Jordan et al. 2024).

A step of gradient descent is dominated by few directions. Here the momentum of each wide convolution, as a
matrix of outputs by inputs, gets singular values of about one before it is followed, so that all
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
                for weight in group["params"]:
                    self._step_wide(weight, group["lr"], group["weight_decay"])
        return loss

    def _step_wide(self, weight: Tensor, rate: float, decay: float) -> None:
        if weight.grad is None:
            return
        state = self.state[weight]
        if not state:  # AdamW, which loads it, asks for a step
            state.update(step=torch.zeros(()), momentum=torch.zeros_like(weight))
        momentum = state["momentum"]
        momentum.mul_(_MOMENTUM).add_(weight.grad)
        ahead = weight.grad.add(momentum, alpha=_MOMENTUM).flatten(1)
        size = math.sqrt(max(1.0, len(ahead) / ahead.shape[1]))
        weight.mul_(1 - rate * decay)
        weight.add_(orthogonal(ahead).view_as(weight), alpha=-rate * size)


def orthogonal(matrix: Tensor) -> Tensor:
    """Give ``(M, N)`` with the same singular vectors and singular values of about 0.7 to 1.2.

    Each round multiplies by a polynomial of the rows' products, so that rounds need these alone, a small
    square, and the matrix only where they begin and end.
    """
    first, third, fifth = _NEWTON_SCHULZ
    is_tall = len(matrix) > matrix.shape[1]
    flat = matrix.T if is_tall else matrix
    flat = flat / (flat.norm() + 1e-7)
    products = flat @ flat.T
    all_rounds = unit = torch.eye(len(flat), dtype=flat.dtype, device=flat.device)
    for _ in range(_ROUNDS):
        one_round = first * unit + third * products + fifth * (products @ products)
        products = one_round @ products @ one_round
        all_rounds = one_round @ all_rounds
    found: Tensor = all_rounds @ flat
    return found.T if is_tall else found


def wide_and_others(parameters: Iterable[nn.Parameter]) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """Part the weights of convolutions between at least 64 channels each way from all else."""
    wide: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for parameter in parameters:
        is_wide = parameter.ndim == 4 and min(parameter.shape[:2]) >= _WIDE
        (wide if is_wide else others).append(parameter)
    return wide, others
