"""Learning: the loop by which every study trains."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from restorer.progress import Tick, no_tick
from training.autoencoders import Autoencoder
from training.machine import has_bfloat16
from training.muon import Muon, wide_and_others
from training.optimizer import build_optimizer, rate_share

Batch = Tensor | tuple[Tensor, Tensor]
"""Pictures, or pictures and what is to come back of them."""

SEED = 0
_WARMUP = 0.05


def learn[A: Autoencoder[Any]](
    network: A,
    batches: Iterable[Batch],
    *,
    steps: int,
    rate: float = 1e-3,
    wide_rate: float = 0.0,
    is_exact: bool = False,
    tick: Tick = no_tick,
) -> A:
    """Train for so many batches, the rate rising for a twentieth of them and then falling along a cosine.

    AdamW, and Muon at ``wide_rate``, where that is above 0, for wide convolutions and the dense layers beside
    a code; for dense layers wide both ways a step of it costs five of AdamW's and gains less. Layers run in
    bfloat16 where the processor has it, unless it is to be exact. Gives the network itself, ready to be
    measured.
    """
    network.to(memory_format=torch.channels_last).train()
    optimizer = _optimizer(network, rate, wide_rate)
    for step, batch in zip(range(steps), batches, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"] * rate_share(step, _WARMUP * steps, step / steps)
        planes = batch if isinstance(batch, tuple) else (batch,)
        with torch.autocast("cpu", torch.bfloat16, enabled=not is_exact and has_bfloat16("cpu")):
            loss = network(*planes).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        tick(step + 1, steps)
    return network.eval()


def shuffled(pictures: Tensor, count: int) -> Iterator[Tensor]:
    """Give batches of ``count`` pictures for ever, each picture once before any comes again."""
    rng = torch.Generator().manual_seed(SEED)
    while True:
        for part in torch.split(torch.randperm(len(pictures), generator=rng), count):
            if len(part) == min(count, len(pictures)):
                yield pictures[part]


@torch.no_grad()
def in_parts(function: Callable[[Tensor], Tensor], pictures: Tensor, count: int = 1000) -> Tensor:
    """Apply a function of batches to all pictures, ``count`` at a time."""
    return torch.cat([function(part) for part in torch.split(pictures, count)])


def count_parameters(network: Autoencoder[Any]) -> int:
    """Count the numbers that a network learned."""
    return sum(weight.numel() for weight in network.parameters())


def _optimizer(network: Autoencoder[Any], rate: float, wide_rate: float) -> Muon:
    dense = [layer.weight for layer in network.modules() if isinstance(layer, nn.Linear) and wide_rate]
    wide, others = wide_and_others(weight for weight in network.parameters() if weight not in set(dense))
    return build_optimizer([*wide, *dense], others, rate=rate, wide_rate=wide_rate, fused=True)
