"""What the networks minimise.

Each loss maps two batches ``(N, C, H, W)`` and a weight for each place, broadcast to them, to a scalar.
"""

from collections.abc import Callable

from torch import Tensor


def l1(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average |d|."""
    return (weight * (answer - target).abs()).mean()


def l2(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average d^2."""
    return (weight * (answer - target).square()).mean()


def charbonnier(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average sqrt(d^2 + 1e-6), a smooth L1 (Lai et al. 2017)."""
    return (weight * ((answer - target).square() + 1e-6).sqrt()).mean()


def psnr_loss(answer: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Average the pictures' negative PSNR in decibels, divided by 10 (NAFNet, Chen et al. 2022)."""
    return ((weight * (answer - target).square()).mean(dim=(1, 2, 3)) + 1e-8).log10().mean()


LOSSES: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "l1": l1,
    "l2": l2,
    "charbonnier": charbonnier,
    "psnr": psnr_loss,
}
