"""Kriging as :mod:`restorer.kriging` does it, on batches: what it is told of a picture is learned by it."""

from collections.abc import Sequence

import torch
from torch import Tensor

from restorer.kriging import DOUBT, LEAST_DEVIATION, MOST_SURPRISE, NARROWNESS, REACH, SPREAD, VIVIDNESS


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
    told_there, truth_there = at(chroma, known), at(truth, known)
    variance = shared.square().sum(dim=3) + local[..., -1:].square()
    surprise = ((truth_there - VIVIDNESS * told_there).square() / variance).mean(dim=2, keepdim=True)
    belief = (MOST_SURPRISE / surprise.clamp(min=MOST_SURPRISE)) ** 4
    missed = told_there + belief * (truth_there - told_there) - VIVIDNESS * told_there
    weights = _solve(shared, _covariance(local, local), missed)
    amounts = torch.einsum("nicm,nic->nm", shared, weights)

    def answer(there: Tensor, shared_there: Tensor, told: Tensor) -> Tensor:
        carried: Tensor = _covariance(there, local) @ weights
        return VIVIDNESS * told + carried + torch.einsum("nicm,nm->nic", shared_there, amounts)

    left = truth_there - answer(local, shared, told_there)
    return answer(others, shared_others, at(chroma, asked)) + _carried(local, others, left)


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


def _carried(known: Tensor, others: Tensor, left: Tensor) -> Tensor:
    """Give what is carried to ``others`` of what is left at known places."""
    alike = _nearly_alike(known, known).double()
    doubt = DOUBT * torch.eye(alike.shape[1], device=alike.device)
    weights = torch.linalg.solve(alike + doubt, left.double()).to(left.dtype)
    carried: Tensor = _nearly_alike(others, known) @ weights
    return carried


def _shared(chroma: Tensor, modes: Tensor, places: Tensor) -> Tensor:
    """Give what each mode is at places: ``(N, M, C, modes)``, and vividness the last of them."""
    told = at(chroma, places)
    return torch.cat([at(modes, places).view(*told.shape, -1), SPREAD * told[..., None]], dim=3)


def _covariance(left: Tensor, right: Tensor) -> Tensor:
    return left[..., -1:] * torch.exp(-_distance(left, right)) * right[..., -1:].transpose(1, 2)


def _nearly_alike(left: Tensor, right: Tensor) -> Tensor:
    return torch.exp(-((NARROWNESS * _distance(left, right)) ** 1.5))


def _distance(left: Tensor, right: Tensor) -> Tensor:
    return torch.cdist(left[..., :-1], right[..., :-1], compute_mode="donot_use_mm_for_euclid_dist")
