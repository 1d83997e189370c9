"""Endless batches of clean patches, seeded; the damage is added where the training runs."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from training.sources import Picture


class CleanPatches(IterableDataset[Tensor]):
    """Yields ``(N, 3, P, P)`` uint8 batches of random crops in all eight flips and turns.

    The draw is a function of ``seed``, the process's ``rank`` and the data worker alone.
    """

    def __init__(self, pictures: list[Picture], *, patch: int, batch: int, seed: int, rank: int = 0):
        self.pictures = pictures
        self.patch = patch
        self.batch = batch
        self.seed = seed
        self.rank = rank

    def __iter__(self) -> Iterator[Tensor]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, self.rank, worker.id if worker else 0])
        while True:
            patches = [self._draw(rng) for _ in range(self.batch)]
            yield torch.from_numpy(np.stack(patches)).permute(0, 3, 1, 2)

    def _draw(self, rng: np.random.Generator) -> NDArray[np.uint8]:
        pixels = self.pictures[rng.integers(len(self.pictures))].pixels
        top, left = (rng.integers(size - self.patch + 1) for size in pixels.shape[:2])
        patch = pixels[top : top + self.patch, left : left + self.patch]
        patch = np.rot90(patch, rng.integers(4))
        return patch[:, ::-1] if rng.integers(2) else patch


class FlatPictures:
    """Pictures as one row of pixels ``(pixels, 3)`` uint8 on one device; patches are cut from it at once."""

    def __init__(self, pictures: list[Picture], device: torch.device):
        rows = np.concatenate([picture.pixels.reshape(-1, 3) for picture in pictures])
        self.pixels = torch.from_numpy(rows).to(device)
        sizes = torch.tensor([picture.pixels.shape[:2] for picture in pictures], device=device)
        self.heights, self.widths = sizes.unbind(dim=1)
        areas = self.heights * self.widths
        self.starts = areas.cumsum(0) - areas

    def cut(self, count: int, size: int, rng: torch.Generator) -> Tensor:
        """Cut ``(count, 3, size, size)`` uint8 at random, in all eight flips and turns."""
        which = torch.randint(len(self.starts), (count,), generator=rng, device=rng.device)
        flips = torch.rand((3, count, 1, 1), generator=rng, device=rng.device) < 1 / 2
        corners = torch.rand((2, count, 1, 1), generator=rng, device=rng.device, dtype=torch.float64)
        heights, widths, starts = (
            each[which].view(-1, 1, 1) for each in (self.heights, self.widths, self.starts)
        )
        tops, lefts = (corners[0] * (heights - size + 1)).long(), (corners[1] * (widths - size + 1)).long()
        place = torch.arange(size, device=rng.device)
        down = tops + torch.where(flips[0], size - 1 - place, place).mT
        across = lefts + torch.where(flips[1], size - 1 - place, place)
        index = starts + down * widths + across
        return self.pixels[torch.where(flips[2], index.mT, index)].permute(0, 3, 1, 2)


class DevicePatches(IterableDataset[Tensor]):
    """Yields such batches cut on a GPU, in whose memory the pictures lie: no CPU cuts as fast as one learns.

    The draw is a function of ``seed`` and the process's ``rank``.
    """

    def __init__(self, pictures: FlatPictures, *, patch: int, batch: int, seed: int, rank: int = 0):
        self.pictures = pictures
        self.patch = patch
        self.batch = batch
        self.seed = [seed, rank]

    def __iter__(self) -> Iterator[Tensor]:
        device = self.pictures.pixels.device
        rng = torch.Generator(device).manual_seed(int(np.random.default_rng(self.seed).integers(2**62)))
        while True:
            yield self.pictures.cut(self.batch, self.patch, rng)


class Scenes(CleanPatches):
    """Yields such batches of much of a picture each, scaled to the patch: upright, mirrored or not.

    At least ``least_shown`` of its shorter side is shown.
    """

    def __init__(self, pictures: list[Picture], *, least_shown: float = 0.75, **draw: int):
        super().__init__(pictures, **draw)
        self.least_shown = least_shown

    def _draw(self, rng: np.random.Generator) -> NDArray[np.uint8]:
        pixels = self.pictures[rng.integers(len(self.pictures))].pixels
        side = int(min(pixels.shape[:2]) * rng.uniform(self.least_shown, 1))
        top, left = (int(rng.integers(size - side + 1)) for size in pixels.shape[:2])
        patch = _scaled(pixels[top : top + side, left : left + side], self.patch)
        return patch[:, ::-1] if rng.integers(2) else patch


class WholePictures(CleanPatches):
    """Yields such batches of whole pictures, squeezed into the patch: upright, mirrored or not."""

    def _draw(self, rng: np.random.Generator) -> NDArray[np.uint8]:
        squeezed = _scaled(self.pictures[rng.integers(len(self.pictures))].pixels, self.patch)
        return squeezed[:, ::-1] if rng.integers(2) else squeezed


def squeezed_pictures(pictures: list[Picture], size: int) -> Tensor:
    """Stack whole pictures, each squeezed into a square: ``(N, 3, S, S)`` uint8."""
    squeezed = [torch.from_numpy(_scaled(picture.pixels, size)) for picture in pictures]
    return torch.stack(squeezed).permute(0, 3, 1, 2)


def whole_scenes(pictures: list[Picture], size: int) -> Tensor:
    """Stack the largest square in the middle of each picture, scaled: ``(N, 3, S, S)`` uint8."""
    scenes = []
    for pixels in (picture.pixels for picture in pictures):
        side = min(pixels.shape[:2])
        top, left = ((extent - side) // 2 for extent in pixels.shape[:2])
        scenes.append(torch.from_numpy(_scaled(pixels[top : top + side, left : left + side], size)))
    return torch.stack(scenes).permute(0, 3, 1, 2)


def _scaled(pixels: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    picture = Image.fromarray(pixels).resize((size, size), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.array(picture)


def center_crops(pictures: list[Picture], size: int) -> Tensor:
    """Stack the middle ``size`` x ``size`` pixels of each picture large enough: ``(N, 3, S, S)`` uint8."""
    crops = []
    for pixels in (picture.pixels for picture in pictures):
        top, left = ((extent - size) // 2 for extent in pixels.shape[:2])
        if min(top, left) >= 0:
            crops.append(torch.from_numpy(pixels[top : top + size, left : left + size].copy()))
    return torch.stack(crops).permute(0, 3, 1, 2)
