"""What damages are made of: numbers drawn for each picture of a batch, some of them, a blur, local means."""

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, conv2d, pad

_REACH = 9


def draw_uniform(shape: tuple[int, ...], low: float, high: float, rng: torch.Generator) -> Tensor:
    """Draw numbers between ``low`` and ``high`` on the generator's device."""
    return low + (high - low) * torch.rand(shape, generator=rng, device=rng.device)


def draw_log_uniform(shape: tuple[int, ...], low: float, high: float, rng: torch.Generator) -> Tensor:
    """Draw numbers between ``low`` and ``high``, as likely to be doubled as halved, on that device."""
    return draw_uniform(shape, math.log(low), math.log(high), rng).exp()


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw one such number from numpy's generator."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def numpy_rng(rng: torch.Generator) -> np.random.Generator:
    """Seed numpy's generator from torch's."""
    return np.random.default_rng(int(torch.randint(2**62, (1,), generator=rng, device=rng.device)))


def draw_normal(shape: tuple[int, ...], rng: torch.Generator) -> Tensor:
    """Draw standard normal numbers on the generator's device."""
    return torch.randn(shape, generator=rng, device=rng.device)


def some(pictures: Tensor, others: Tensor, share: float, rng: torch.Generator) -> Tensor:
    """Put the others in the place of about a share of the pictures ``(N, C, H, W)``."""
    chosen = draw_uniform((len(pictures), 1, 1, 1), 0, 1, rng) < share
    return torch.where(chosen, others, pictures)


def blur(pictures: Tensor, sigma: Tensor) -> Tensor:
    """Blur each picture of ``(N, C, H, W)`` by a Gaussian of its own ``sigma`` ``(N, 1, 1, 1)``, in pixels.

    The kernel ends 9 pixels from its middle: enough for a sigma of 4.2.
    """
    count, channels, height, width = pictures.shape
    places = torch.arange(-_REACH, _REACH + 1, device=pictures.device)
    kernel = torch.exp(-0.5 * (places / sigma.view(count, 1).clamp(min=1e-3)).square())
    kernel = (kernel / kernel.sum(dim=1, keepdim=True)).repeat_interleave(channels, dim=0)
    wide = pad(pictures, (_REACH,) * 4, mode="reflect").view(1, -1, height + 2 * _REACH, width + 2 * _REACH)
    rows = conv2d(wide, kernel[:, None, :, None], groups=count * channels)
    return conv2d(rows, kernel[:, None, None, :], groups=count * channels).view(pictures.shape)


def local_mean(planes: Tensor, pixels: int) -> Tensor:
    """Average ``planes`` ``(N, C, H, W)`` over a square of an odd number of ``pixels`` about each place."""
    wide = pad(planes, (pixels // 2,) * 4, mode="reflect")
    return avg_pool2d(wide, pixels, stride=1)
