"""Kriging as :mod:`restorer.kriging` does it, on batches: what it is told of a picture is learned by it."""

from collections.abc import Sequence

import torch
from torch import Tensor

from restorer.kriging import DOUBT, LEAST_DEVIATION, REACH, SPREAD, VIVIDNESS


def krige(told: Sequence[Tensor], truth: Tensor, known: Tensor, asked: Tensor) -> Tensor:
    """Correct the chroma that is told at the places ``asked``: ``(N, M, C)``.

    Told are chroma ``(N, C, H, W)``, likeness, deviation and modes; ``truth`` is as the chroma, and looked at
    where it is ``known``. Places are ``(N, 2, M, 1)``, rows and columns.
    """
    chroma, likeness, deviation, modes = told
    beside = torch.cat([likeness, deviation.clamp(min=LEAST_DEVIATION)], dim=1)
    local, others = (
        torch.cat([places[..., 0].transpose(1, 2) / REACH, at(beside, places)], dim=2)
        for places in (known, asked)
    )
    shared, shared_others = (_shared(chroma, modes, places) for places in (known, asked))
    missed = at(truth, known) - VIVIDNESS * at(chroma, known)
    variance = shared.square().sum(dim=3) + local[..., -1:].square()
    share = (missed.square() / variance).mean(dim=(1, 2), keepdim=True).clamp(min=1)
    weights = _solve(shared, share * _covariance(local, local), missed)
    amounts = torch.einsum("nicm,nic->nm", shared, weights)
    moved: Tensor = share * _covariance(others, local) @ weights
    moved = moved + torch.einsum("nicm,nm->nic", shared_others, amounts)
    return VIVIDNESS * at(chroma, asked) + moved


def at(planes: Tensor, places: Tensor) -> Tensor:
    """Take ``planes`` ``(N, C, H, W)`` at places ``(N, 2, M, 1)``: ``(N, M, C)``."""
    rows, columns = places[..., 0].unbind(dim=1)
    flat = (rows * planes.shape[3] + columns)[:, None].expand(-1, planes.shape[1], -1)
    return planes.flatten(2).gather(2, flat).transpose(1, 2)


def _solve(shared: Tensor, own: Tensor, missed: Tensor) -> Tensor:
    shared, own, side = shared.double(), own.double(), missed[0].numel()
    one = torch.eye(missed.shape[2], device=missed.device)[:, None]
    covariance = torch.einsum("nicm,njdm->nicjd", shared, shared) + own[:, :, None, :, None] * one
    covariance = covariance.reshape(-1, side, side)
    doubt = DOUBT * covariance.diagonal(dim1=1, dim2=2).mean(dim=1)[:, None, None]
    doubted = covariance + doubt * torch.eye(side, device=missed.device)
    solved: Tensor = torch.linalg.solve(doubted, missed.flatten(1).double())
    return solved.view_as(missed).to(missed.dtype)


def _shared(chroma: Tensor, modes: Tensor, places: Tensor) -> Tensor:
    """Give what each mode is at places: ``(N, M, C, modes)``, and vividness the last of them."""
    told = at(chroma, places)
    return torch.cat([at(modes, places).view(*told.shape, -1), SPREAD * told[..., None]], dim=3)


def _covariance(left: Tensor, right: Tensor) -> Tensor:
    places = left[..., :-1], right[..., :-1]
    likeness = torch.exp(-torch.cdist(*places, compute_mode="donot_use_mm_for_euclid_dist"))
    return left[..., -1:] * likeness * right[..., -1:].transpose(1, 2)
