"""How weights are found: AdamW, Muon for what is wide; a warm-up, then a cosine to zero."""

import math
from collections.abc import Sequence

from torch import Tensor

from training.muon import Muon


def build_optimizer(
    wide: Sequence[Tensor],
    others: Sequence[Tensor],
    *,
    rate: float,
    wide_rate: float = 0.0,
    betas: tuple[float, float] = (0.9, 0.99),
    weight_decay: float = 0.0,
    fused: bool | None = None,
) -> Muon:
    """Make the optimiser: ``wide`` weights learn by Muon at ``wide_rate``; where that is 0, as the others.

    Each group keeps its rate as ``initial_lr``, which :func:`rate_share` scales. Wide ones come first: a
    checkpoint knows groups by their order.
    """
    rates = ((wide, wide_rate or rate, wide_rate > 0), (others, rate, False))
    groups = [
        {"params": weights, "lr": initial, "initial_lr": initial, "wide": is_wide}
        for weights, initial, is_wide in rates
        if weights
    ]
    return Muon(groups, rate, betas, weight_decay=weight_decay, fused=fused)


def rate_share(step: int, warmup_steps: float, progress: float) -> float:
    """Give the share of its rate that a step has: rising over the first, then along a cosine to zero.

    ``progress`` is the share of the whole that is done, 0..1.
    """
    warmup = min(1.0, (step + 1) / max(1.0, warmup_steps))
    return warmup * (1 + math.cos(math.pi * progress)) / 2
