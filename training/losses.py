"""What the networks minimise.

Each loss maps two batches ``(N, C, H, W)`` and a weight for each place, broadcast to them, to a scalar.
"""

from collections.abc import Callable

from torch import Tensor

_LEAST = 1e-4
"""Probabilities are kept so far from 0 and 1, that one wrong pixel does not outweigh all others."""
_NEAR = 0.1
_BOUND = 6e-6
_LEAST_ERROR, _WORTH = 1e-6, 0.17
"""Of true pictures it is worth 1.7 dB: what is learned so gives photos 60 % of it (LOG)."""
RARITY = 5
"""By so much what is rare counts more."""


def l1(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average |d|."""
    return (weight * (answer - target).abs()).mean()


def huber(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average d^2 / 2 up to |d| = 0.1 and a line beyond (Huber 1964), divided by 0.1."""
    distance = (answer - target).abs()
    near = distance.clamp(max=_NEAR)
    return (weight * near * (distance - near / 2)).mean() / _NEAR


def psnr_loss(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average the pictures' negative PSNR in decibels, divided by 10 (NAFNet, Chen et al. 2022), up to 52 dB.

    Without a bound pictures that are all but clean pull at the weights as strongly as noisy ones (LOG).
    """
    return ((weight * (answer - target).square()).mean(dim=(1, 2, 3)) + _BOUND).log10().mean()


def vivid_psnr_loss(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average, over pictures of any weight, their negative PSNR / 10, less what their colours are worth.

    Careful colours scaled by one factor are too strong where a picture has few. Told what colourfulness is
    worth, each picture gets as much as it costs least there (Lagrange). ``answer`` and ``target`` are chroma.
    """
    counts = (weight > 0).amax(dim=(1, 2, 3)).to(answer.dtype)
    error = (answer - target).square().mean(dim=(1, 2, 3)) + _LEAST_ERROR
    true = (counts * _colourfulness(target)).sum() / counts.sum().clamp(min=1)
    cost = error.log10() - _WORTH * _colourfulness(answer) / true.clamp(min=_LEAST)
    return (counts * cost).sum() / counts.sum().clamp(min=1)


def _colourfulness(chroma: Tensor) -> Tensor:
    """Give the spread of the colours of each picture, and a share of their mean (Hasler, Suesstrunk 2003)."""
    spread = chroma.var(dim=(2, 3), correction=0).sum(dim=1)
    shift = chroma.mean(dim=(2, 3)).square().sum(dim=1)
    return (spread + _LEAST_ERROR).sqrt() + 0.3 * (shift + _LEAST_ERROR).sqrt()


def cross_entropy(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average -t log(p) - (1 - t) log(1 - p)."""
    told = answer.clamp(_LEAST, 1 - _LEAST)
    return -(weight * (target * told.log() + (1 - target) * (1 - told).log())).mean()


def dice(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Give 1 - 2 |p t| / (|p|^2 + |t|^2) over the whole batch (V-Net, Milletari et al. 2016)."""
    overlap = (weight * answer * target).sum()
    return 1 - (2 * overlap + 1) / ((weight * (answer.square() + target.square())).sum() + 1)


def cross_entropy_dice(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Add the two, as if what is true were five times as common: it is rare.

    Where it counts fivefold the best answer has odds five times too high; those of ``answer`` are made so
    high before, so that what is learned is the probability itself.
    """
    told = RARITY * answer / (1 + (RARITY - 1) * answer)
    counted = weight * (1 + (RARITY - 1) * target)
    return cross_entropy(told, target, counted) + 0.2 * dice(told, target, weight)


LOSSES: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "l1": l1,
    "huber": huber,
    "psnr": psnr_loss,
    "psnr-vivid": vivid_psnr_loss,
    "cross-entropy": cross_entropy,
    "cross-entropy-dice": cross_entropy_dice,
}
