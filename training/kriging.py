"""Kriging as :mod:`restorer.kriging` does it, on batches: what a likeness is learned by."""

import torch
from torch import Tensor

from restorer.kriging import DOUBT, REACH


def krige(
    told: Tensor, likeness: Tensor, deviation: Tensor, truth: Tensor, known: Tensor, asked: Tensor
) -> Tensor:
    """Correct ``told`` ``(N, C, H, W)`` at the places ``asked``: ``(N, M, C)``.

    ``likeness`` is ``(N, K, H, W)``, ``deviation`` ``(N, 1, H, W)``, ``truth`` as ``told``; it is looked at
    where it is ``known``. Places are ``(N, 2, M, 1)``, rows and columns.
    """
    beside = torch.cat([likeness, deviation], dim=1)
    features, others = (
        torch.cat([places[..., 0].transpose(1, 2) / REACH, at(beside, places)], dim=2)
        for places in (known, asked)
    )
    doubted = _covariance(features, features) + DOUBT * torch.eye(known.shape[2], device=told.device)
    weights: Tensor = torch.linalg.solve(doubted, at(truth, known) - at(told, known))
    return at(told, asked) + _covariance(others, features) @ weights


def at(planes: Tensor, places: Tensor) -> Tensor:
    """Take ``planes`` ``(N, C, H, W)`` at places ``(N, 2, M, 1)``: ``(N, M, C)``."""
    rows, columns = places[..., 0].unbind(dim=1)
    flat = (rows * planes.shape[3] + columns)[:, None].expand(-1, planes.shape[1], -1)
    return planes.flatten(2).gather(2, flat).transpose(1, 2)


def _covariance(left: Tensor, right: Tensor) -> Tensor:
    places = left[..., :-1], right[..., :-1]
    likeness = torch.exp(-torch.cdist(*places, compute_mode="donot_use_mm_for_euclid_dist"))
    return left[..., -1:] * likeness * right[..., -1:].transpose(1, 2)
