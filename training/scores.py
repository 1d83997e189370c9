"""Scores of tensors: the one place for them; those of arrays are :mod:`training.evaluations.fidelity`."""

import torch
from torch import Tensor

MOST_DECIBELS = 100.0
"""What the PSNR of equal pictures counts as, that a mean can be taken."""


def psnr(restored: Tensor, clean: Tensor, weight: Tensor | float = 1.0) -> Tensor:
    """Give the PSNR in decibels of each picture, ``(N,)`` of two batches ``(N, ...)`` on the 0..1 scale.

    It is ``-10 log10(mean(w (a - b)^2))``, at most :data:`MOST_DECIBELS`; the weights of a picture have a
    mean of 1.
    """
    error = (weight * (restored - clean).square()).flatten(1).mean(dim=1)
    return -10 * error.clamp(min=10 ** (-MOST_DECIBELS / 10)).log10()


def decibels(restored: Tensor, clean: Tensor) -> float:
    """Give the PSNR in decibels of the mean squared error over all of two batches, clipped to 0..1."""
    return float(psnr(restored.detach().double().clamp(0, 1)[None], clean[None]))


def error_per_picture(restored: Tensor, clean: Tensor) -> float:
    """Give the squared error summed over a picture's pixels and averaged over pictures ``(N, ...)``."""
    return float((restored.detach() - clean).square().flatten(1).sum(dim=1).double().mean())


def flicker(restored: Tensor, clean: Tensor) -> Tensor:
    """Give ``mean |(y_t - y_{t-1}) - (x_t - x_{t-1})|`` of ``(N, T, ...)`` (Chaitanya et al. 2017)."""
    return (restored.diff(dim=1) - clean.diff(dim=1)).abs().mean()


def average_precision(scores: Tensor, labels: Tensor) -> float:
    """Give the average precision of scores ``(N,)`` for labels ``(N,)`` of 0 and 1.

    Equal scores are found together: their order tells nothing.
    """
    groups, group = scores.unique(return_inverse=True)  # type: ignore[no-untyped-call]
    found, true = (
        torch.bincount(group, counted, len(groups)) for counted in (None, labels.to(torch.float64))
    )
    return average_precision_of(true.flip(0), found.flip(0))


def average_precision_of(true: Tensor, found: Tensor) -> float:
    """Sum precision over the steps of recall, for groups of equal scores from the surest on.

    Of each group, how many are ``true`` and how many are ``found`` in all; 0 where none is true.
    """
    hits, all_found = true.cumsum(0), found.cumsum(0)
    return float((true * hits / all_found.clamp(min=1)).sum() / hits[-1].clamp(min=1))
