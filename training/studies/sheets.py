"""Sheets: rows of small pictures as one picture."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torchvision.utils import make_grid  # type: ignore[import-untyped]

from training.studies.study import Pixels

_SMALL, _ENLARGED = 40, 2


def make_sheet(rows: Sequence[Tensor], columns: int | None = None) -> Pixels:
    """Lay out batches ``(N, 1|3, H, W)``, 0..1, a row each, or ``columns`` a row; small ones doubled."""
    pictures = torch.cat([row.detach().clamp(0, 1).expand(-1, 3, -1, -1) for row in rows])
    if max(pictures.shape[2:]) <= _SMALL:
        pictures = pictures.repeat_interleave(_ENLARGED, 2).repeat_interleave(_ENLARGED, 3)
    grid = make_grid(pictures, nrow=columns or len(rows[0]), padding=2, pad_value=0.5)
    return np.asarray((grid * 255).round().to(torch.uint8).permute(1, 2, 0).numpy())
