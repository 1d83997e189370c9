"""Endless batches of clean patches, seeded; the damage is added where the training runs."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from training.degradations.draws import draw_uniform
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
    """Pictures as one row of pixels on one device; patches are cut from it at once.

    Those whose shorter side is more than ``most`` pixels are scaled down to it. A pixel is one number of four
    bytes, the last of them empty: so it is found in one look.
    """

    def __init__(self, pictures: list[Picture], device: torch.device, most: int | None = None):
        all_pixels = [_at_most(picture.pixels, most) for picture in pictures]
        rows = np.zeros((sum(pixels.size for pixels in all_pixels) // 3, 4), np.uint8)
        np.concatenate([pixels.reshape(-1, 3) for pixels in all_pixels], out=rows[:, :3])
        self._pixels = torch.from_numpy(rows).view(torch.int32)[:, 0].to(device)
        sizes = torch.tensor([pixels.shape[:2] for pixels in all_pixels], device=device)
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
        return self._at(torch.where(flips[2], index.mT, index)).permute(0, 3, 1, 2)

    def read(self, which: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """Read pictures ``which`` ``(N,)`` at ``(N, H, W)`` places between pixels: ``(N, 3, H, W)`` uint8.

        Beyond its edges a picture is its mirror image.
        """
        heights, widths, starts = (
            each[which].view(-1, 1, 1) for each in (self.heights, self.widths, self.starts)
        )
        upper, left = rows.floor(), columns.floor()
        lines = [starts + _mirrored(upper.long() + down, heights) * widths for down in (0, 1)]
        places = [_mirrored(left.long() + across, widths) for across in (0, 1)]
        above, below = (
            torch.lerp(before, after, (columns - left)[..., None])
            for before, after in ([self._at(line + place).float() for place in places] for line in lines)
        )
        return torch.lerp(above, below, (rows - upper)[..., None]).round().to(torch.uint8).permute(0, 3, 1, 2)

    def _at(self, index: Tensor) -> Tensor:
        """Give the pixels ``(N, H, W, 3)`` uint8 of an index ``(N, H, W)``."""
        found = self._pixels.index_select(0, index.flatten())
        return found.view(torch.uint8).view(*index.shape, 4)[..., :3]


class DevicePatches(IterableDataset[Tensor]):
    """Yields such batches cut where the pictures lie: no CPU cuts as fast as a GPU learns.

    The draw is a function of ``seed`` and the process's ``rank``.
    """

    def __init__(self, pictures: FlatPictures, *, patch: int, batch: int, seed: int, rank: int = 0):
        self.pictures = pictures
        self.patch = patch
        self.batch = batch
        self.seed = [seed, rank]

    def __iter__(self) -> Iterator[Tensor]:
        device = self.pictures.starts.device
        rng = torch.Generator(device).manual_seed(int(np.random.default_rng(self.seed).integers(2**62)))
        while True:
            yield self._cut(rng)

    def _cut(self, rng: torch.Generator) -> Tensor:
        return self.pictures.cut(self.batch, self.patch, rng)


class Scenes(DevicePatches):
    """Yields such batches of much of a picture each, scaled to the patch: upright, mirrored or not.

    At least ``least_shown`` of its shorter side is shown, turned by up to ``askew`` radians and stretched by
    up to twice that; beyond its edges a picture is its mirror image.
    """

    def __init__(self, pictures: FlatPictures, *, least_shown: float = 0.75, askew: float = 0.0, **draw: int):
        super().__init__(pictures, **draw)
        self.least_shown = least_shown
        self.askew = askew

    def _cut(self, rng: torch.Generator) -> Tensor:
        shape, pictures = (self.batch, 1, 1), self.pictures
        which = torch.randint(len(pictures.starts), (self.batch,), generator=rng, device=rng.device)
        sizes = torch.stack([pictures.heights[which], pictures.widths[which]]).view(2, *shape).float()
        stretch = draw_uniform(shape, -self.askew, self.askew, rng).exp()
        shown = sizes.amin(dim=0) * draw_uniform(shape, self.least_shown, 1, rng)
        sides = (shown * torch.stack([stretch, 1 / stretch])).minimum(sizes)
        middles = sides / 2 + (sizes - sides) * draw_uniform((2, *shape), 0, 1, rng)
        angle = draw_uniform(shape, -self.askew, self.askew, rng)
        mirrored = torch.where(draw_uniform(shape, 0, 1, rng) < 1 / 2, -1, 1)
        across = (torch.arange(self.patch, device=rng.device) + 0.5) / self.patch - 0.5
        down, across = across[:, None], across * mirrored
        rows = middles[0] + sides[0] * (down * angle.cos() + across * angle.sin())
        columns = middles[1] + sides[1] * (across * angle.cos() - down * angle.sin())
        return pictures.read(which, rows - 0.5, columns - 0.5)


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


def _mirrored(places: Tensor, sizes: Tensor) -> Tensor:
    """Give the pixels, 0 to below ``sizes``, that stand for places up to as far beyond."""
    inside = places.maximum(-1 - places)
    return inside.minimum(2 * sizes - 1 - inside).clamp(min=0)


def _at_most(pixels: NDArray[np.uint8], most: int | None) -> NDArray[np.uint8]:
    """Scale pixels ``(H, W, 3)`` down whose shorter side is more than ``most``."""
    shorter = min(pixels.shape[:2])
    if most is None or shorter <= most:
        return pixels
    height, width = (max(1, round(side * most / shorter)) for side in pixels.shape[:2])
    return np.array(Image.fromarray(pixels).resize((width, height), Image.Resampling.BOX, reducing_gap=2.0))


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
