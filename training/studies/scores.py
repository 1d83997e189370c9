"""Scores of batches: squared error a picture, PSNR."""

import math

import torch
from torch import Tensor


def error_per_picture(restored: Tensor, pictures: Tensor) -> float:
    """Give the squared error summed over a picture's pixels and averaged over pictures ``(N, ...)``."""
    return float((restored.detach() - pictures).square().flatten(1).sum(dim=1).double().mean())


def decibels(restored: Tensor, pictures: Tensor) -> float:
    """Give the PSNR in decibels of the mean squared error over all of two batches, clipped to 0..1."""
    return -10 * math.log10(
        max(1e-10, float((restored.detach().clamp(0, 1) - pictures).square().double().mean()))
    )


def average_precision(scores: Tensor, labels: Tensor) -> float:
    """Give the average precision of scores ``(N,)`` for labels ``(N,)`` of 0 and 1."""
    true = labels[scores.argsort(descending=True)].double()
    precision = true.cumsum(0) / torch.arange(1, len(true) + 1)
    return float((precision * true).sum() / true.sum())
