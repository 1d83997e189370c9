"""Clean pictures made noisy: one function a damage, each takes a generator.

Batches are torch tensors ``(N, C, H, W)`` float32, sRGB-encoded 0..1, on any device, so that
the damage is made where the training runs. Noise is neither clipped nor rounded.
"""

import torch
from torch import Tensor


def add_gaussian_noise(clean: Tensor, sigma: Tensor, rng: torch.Generator) -> Tensor:
    """Add white noise of standard deviation ``sigma`` ``(N, 1, 1 or H, 1 or W)`` (0..1 scale).

    A picture whose channels are equal is grey: it gets the same noise in all of them, as a
    grey sensor would give.
    """
    noise = torch.randn(clean.shape, generator=rng, device=clean.device, dtype=clean.dtype)
    grey = (clean == clean[:, :1]).flatten(1).all(dim=1).view(-1, 1, 1, 1)
    return clean + sigma * torch.where(grey, noise[:, :1], noise)


def make_grey(clean: Tensor, share: float, rng: torch.Generator) -> Tensor:
    """Turn about ``share`` of the colour pictures grey (Rec. 601 luma in all channels)."""
    weights = clean.new_tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    luma = (clean * weights).sum(dim=1, keepdim=True).expand_as(clean)
    chosen = torch.rand(len(clean), generator=rng, device=clean.device) < share
    return torch.where(chosen.view(-1, 1, 1, 1), luma, clean)


def draw_sigma(count: int, sigma_255: tuple[float, float], rng: torch.Generator) -> Tensor:
    """Draw ``count`` noise levels ``(N, 1, 1, 1)`` on the 0..1 scale, uniform in ``sigma_255``."""
    low, high = sigma_255
    uniform = torch.rand(count, 1, 1, 1, generator=rng, device=rng.device)
    return (low + (high - low) * uniform) / 255
