"""Pictures read between their pixels, as alignment reads them."""

import torch
from torch import Tensor
from torch.nn.functional import grid_sample


def identity_grid(height: int, width: int) -> Tensor:
    """Give the place of each pixel, x and y: ``(H, W, 2)`` float32."""
    rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    return torch.stack([columns, rows], dim=-1).float()


def centred_grid(size: int) -> Tensor:
    """Give the place of each pixel relative to the middle of a square: ``(S, S, 2)``."""
    return identity_grid(size, size) - (size - 1) / 2


def resample(pictures: Tensor, places: Tensor) -> Tensor:
    """Read ``(N, C, H, W)`` at ``places`` ``(N, H', W', 2)``, x and y in pixels, bicubically.

    At a whole pixel it is that pixel; outside the picture its border is repeated.
    """
    grid = 2 * places / (_size(pictures) - 1) - 1
    return grid_sample(pictures, grid, mode="bicubic", padding_mode="border", align_corners=True)


def is_within(places: Tensor) -> Tensor:
    """Tell, as 0 or 1 ``(N, 1, H, W)``, which of ``places`` lie in a picture as large as they are."""
    height, width = places.shape[1:3]
    most = places.new_tensor([width - 1, height - 1])
    return ((places >= 0) & (places <= most)).all(dim=-1).unsqueeze(1).to(places)


def _size(pictures: Tensor) -> Tensor:
    height, width = pictures.shape[2:]
    return torch.tensor([width, height], device=pictures.device)
