"""Patches: cut out of photos, at random to learn from, always the same to test by."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.config import ExperimentError
from training.sources import Picture, read_sources

_SMALLEST = 160
_HELD_OUT = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Photos:
    """Photos to learn from and photos held out, chosen by their hash."""

    train: list[Picture]
    held_out: list[Picture]

    def draw(self, size: int, count: int) -> Iterator[Tensor]:
        """Give batches of ``count`` patches ``(N, 3, size, size)``, 0..1, for ever."""
        rng = torch.Generator().manual_seed(1)
        while True:
            yield _cut(self.train, size, count, rng)

    def test_patches(self, size: int, count: int) -> Tensor:
        """Give ``count`` patches of the photos held out, the same each time."""
        return _cut(self.held_out, size, count, torch.Generator().manual_seed(0))


def read_photos(folders: list[Path], most: int) -> Photos:
    """Decode photos of at least 160 pixels a side below the folders, every n-th: ``most`` at most.

    Raises ExperimentError where none of them would be held out.
    """
    sources = read_sources(folders, held_out_share=_HELD_OUT, smallest=_SMALLEST, most=most)
    if not sources.unseen:
        raise ExperimentError(f"{', '.join(map(str, folders))}: too few photos to hold one out; give more")
    return Photos(sources.train, sources.held_out)


def _cut(pictures: list[Picture], size: int, count: int, rng: torch.Generator) -> Tensor:
    patches = []
    for which in torch.randint(len(pictures), (count,), generator=rng).tolist():
        pixels = pictures[which].pixels
        top, left = (int(torch.randint(side - size + 1, (1,), generator=rng)) for side in pixels.shape[:2])
        patches.append(pixels[top : top + size, left : left + size])
    return torch.from_numpy(np.stack(patches)).permute(0, 3, 1, 2).float().div(255)
