"""What the networks minimise. Each loss maps two batches ``(N, C, H, W)`` to a scalar."""

from collections.abc import Callable

from torch import Tensor
from torch.nn.functional import l1_loss, mse_loss


def charbonnier(restored: Tensor, clean: Tensor) -> Tensor:
    """Average sqrt(d^2 + 1e-6), a smooth L1 (Lai et al. 2017)."""
    return ((restored - clean).square() + 1e-6).sqrt().mean()


def psnr_loss(restored: Tensor, clean: Tensor) -> Tensor:
    """Average the pictures' negative PSNR in decibels, divided by 10 (NAFNet, Chen et al. 2022)."""
    return (mse_loss(restored, clean, reduction="none").mean(dim=(1, 2, 3)) + 1e-8).log10().mean()


LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "l1": l1_loss,
    "l2": mse_loss,
    "charbonnier": charbonnier,
    "psnr": psnr_loss,
}
