"""Kriging as :mod:`restorer.pixels.kriging` does it, on batches: what it is told is learned by it."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from restorer.pixels.kriging import (
    DOUBT,
    LEAST_DEVIATION,
    LEAST_DISTANCE,
    MOST_SURPRISE,
    REACH,
    SPREAD,
    VIVIDNESS,
    WISH_LIGHTNESS,
    WISH_LIKENESS,
    WISH_REACH,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """As there, of pictures: chroma ``(N, M, C)``, modes ``(N, M, C, K)``, own and thing ``(N, M, F)``."""

    chroma: Tensor
    modes: Tensor
    own: Tensor
    thing: Tensor


def krige(told: Sequence[Tensor], truth: Tensor, known: Tensor, asked: Tensor) -> Tensor:
    """Correct the chroma that is told at the places ``asked``: ``(N, M, C)``.

    Told are chroma ``(N, C, H, W)``, likeness, deviation and modes, and the lightness; ``truth`` is as the
    chroma, and looked at where it is ``known``. Places are ``(N, 2, M, 1)``, rows and columns.
    """
    there, others = (_look_at(told, places) for places in (known, asked))
    wanted = at(truth, known)
    belief = _believe(there, wanted - VIVIDNESS * there.chroma)
    believed = there.chroma + belief * (wanted - there.chroma)
    weights = _solve(there, believed - VIVIDNESS * there.chroma)
    amounts = torch.einsum("nicm,nic->nm", there.modes, weights)
    most = belief.amax(dim=1, keepdim=True)

    def answer(places: _Places) -> Tensor:
        carried: Tensor = _covariance(places, there) @ weights
        shared = torch.einsum("nicm,nm->nic", places.modes, amounts)
        return places.chroma + most * (VIVIDNESS * places.chroma + carried + shared - places.chroma)

    left = wanted - answer(there)
    corrected: Tensor = answer(others) + _wish_shares(others, there) @ left
    return corrected


def at(planes: Tensor, places: Tensor) -> Tensor:
    """Take ``planes`` ``(N, C, H, W)`` at places ``(N, 2, M, 1)``: ``(N, M, C)``."""
    rows, columns = places[..., 0].unbind(dim=1)
    flat = (rows * planes.shape[3] + columns)[:, None].expand(-1, planes.shape[1], -1)
    return planes.flatten(2).gather(2, flat).transpose(1, 2)


def _look_at(told: Sequence[Tensor], places: Tensor) -> _Places:
    chroma, likeness, deviation, modes, lightness = (at(plane, places) for plane in told)
    pixels = places[..., 0].transpose(1, 2)
    modes = torch.cat([modes.view(*chroma.shape, -1), SPREAD * chroma[..., None]], dim=3)
    own = torch.cat([pixels / REACH, likeness, deviation.clamp(min=LEAST_DEVIATION)], dim=2)
    thing = torch.cat([pixels / WISH_REACH, WISH_LIKENESS * likeness, WISH_LIGHTNESS * lightness], dim=2)
    return _Places(chroma, modes, own, thing)


def _believe(known: _Places, missed: Tensor) -> Tensor:
    deviation = known.own[..., -1].double()
    alike = torch.exp(-(_distance(known.thing, known.thing) ** 3)).double()
    own = torch.diag_embed(deviation.square() * alike.sum(dim=2))
    inverse = torch.linalg.inv(_joint(known.modes, own))
    pictures, count, channels = missed.shape
    blocks = inverse.view(pictures, count, channels, count, channels).diagonal(dim1=1, dim2=3)
    explained = (inverse @ missed.double().flatten(1)[..., None]).view(pictures, count, channels, 1)
    left_out = torch.linalg.solve(blocks.movedim(3, 1), explained)[..., 0]
    variance = known.modes.square().sum(dim=3) + deviation.square()[..., None]
    surprises = ((each.square() / variance).mean(dim=2, keepdim=True) for each in (missed, left_out))
    surprise = torch.minimum(*surprises).to(missed.dtype)
    most = MOST_SURPRISE * (1 / alike.sum(dim=2)).sum(dim=1)[:, None, None].to(missed.dtype) ** 0.25
    belief: Tensor = (most / torch.maximum(surprise, most)) ** 4
    return belief


def _wish_shares(others: _Places, known: _Places) -> Tensor:
    distance = _distance(others.thing, known.thing).clamp(min=LEAST_DISTANCE)
    nearness = distance**-6
    shares: Tensor = nearness / nearness.sum(dim=2, keepdim=True) * torch.exp(-(distance**3))
    return shares


def _solve(known: _Places, missed: Tensor) -> Tensor:
    covariance = _joint(known.modes, _covariance(known, known).double())
    doubt = DOUBT * covariance.diagonal(dim1=1, dim2=2).mean(dim=1)[:, None, None]
    doubted = covariance + doubt * torch.eye(covariance.shape[1], device=missed.device)
    solved: Tensor = torch.linalg.solve(doubted, missed.flatten(1).double())
    return solved.view_as(missed).to(missed.dtype)


def _joint(modes: Tensor, own: Tensor) -> Tensor:
    """Give the covariance ``(N, M C, M C)``, doubles, of places whose own ones are ``(N, M, M)``."""
    modes, side = modes.double(), modes.shape[1] * modes.shape[2]
    one = torch.eye(modes.shape[2], device=modes.device)[:, None]
    shared = torch.einsum("nicm,njdm->nicjd", modes, modes)
    return (shared + own[:, :, None, :, None] * one).reshape(-1, side, side)


def _covariance(others: _Places, known: _Places) -> Tensor:
    likeness = torch.exp(-_distance(others.own[..., :-1], known.own[..., :-1]))
    return others.own[..., -1:] * likeness * known.own[..., -1:].transpose(1, 2)


def _distance(left: Tensor, right: Tensor) -> Tensor:
    return torch.cdist(left, right, compute_mode="donot_use_mm_for_euclid_dist")
