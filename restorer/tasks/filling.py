"""Filling: a hole of any width from what is about it, by a network of the contract inpaint-v1.

A network sees only so far. What is narrow it fills alone, tile by tile where there are holes. What
is wide is filled small first, then each scale is sharpened along the border of the next finer one;
texture for its middle comes from elsewhere in the photo.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from restorer.networks.engine import Network
from restorer.networks.tiled import ReadPixels, WriteKept, run_tiled
from restorer.pixels.exemplar import fill_from_photo
from restorer.pixels.mask import Hole, distance_to_known
from restorer.pixels.resampling import quads, resample
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick, ticks_of_work

WIDEST = 32
"""The network alone fills what is at most so many pixels from what is known."""
MOST_TEXTURE_PIXELS = 250_000
"""A larger hole gets its texture at half the size."""
_CELL = 8
_CONTEXT = (64, 512)
"""A wide hole is filled from at least, and at most, so many pixels about it; half its size between."""

_OF_HALVES, _OF_TEXTURE = (1, 3), (3, 1)
"""How long it takes at half the size and at this one, and to fill smoothly and with texture."""


@dataclass(frozen=True, slots=True, eq=False)
class Island:
    """A wide hole: the box to fill it from, and its pixels ``(H, W)`` in that box."""

    box: Box
    hole: Hole


def fill_narrow(
    network: Network, read: ReadPixels, hole: Hole, write: WriteKept, tick: Tick, where: Hole | None = None
) -> None:
    """Fill a hole ``(H, W)`` of a picture by the network; ``write`` gets each tile with a part of it.

    ``where`` is the part of it that is wanted, by default all.
    """

    def planes(box: Box) -> tuple[Floats, Floats]:
        mask = hole[box.slices][..., None].astype(np.float32)
        return read(box).clip(0, 1) * (1 - mask), mask

    run_tiled(network, hole.shape, planes, write, tick=tick, where=hole if where is None else where)


def fill_wide(network: Network, picture: Floats, hole: Hole, tick: Tick = no_tick) -> Floats:
    """Fill a hole ``(H, W)`` of any width in a picture ``(H, W, 3)`` float32, with texture of its own."""
    if np.count_nonzero(hole) > MOST_TEXTURE_PIXELS:
        small, sharp = ticks_of_work(tick, _OF_HALVES)
        return _sharpen(network, picture, hole, fill_wide(network, *halve(picture, hole), small), sharp)
    smooth, texture = ticks_of_work(tick, _OF_TEXTURE)
    return fill_from_photo(picture, hole, fill_smoothly(network, picture, hole, smooth), tick=texture)


def fill_smoothly(network: Network, picture: Floats, hole: Hole, tick: Tick = no_tick) -> Floats:
    """Fill a hole of any width by the network, coarse to fine."""
    if distance_to_known(hole).max() <= WIDEST:
        return _fill(network, picture, hole, tick)
    small, sharp = ticks_of_work(tick, _OF_HALVES)
    return _sharpen(network, picture, hole, fill_smoothly(network, *halve(picture, hole), small), sharp)


def find_wide(hole: Hole) -> Iterator[Island]:
    """Find the islands of a hole that are wider than the network can fill at once, without thin arms.

    They are looked for in cells of 8 x 8 pixels, so the narrowest may be a cell narrower or wider.
    """
    from scipy import ndimage

    cells, square = _cells(hole), np.ones((3, 3), bool)
    deep = distance_to_known(cells.all(axis=(1, 3))) * _CELL > WIDEST - _CELL
    if not deep.any():
        return
    near = ndimage.binary_dilation(deep, square, iterations=WIDEST // _CELL + 2)
    labels, _count = ndimage.label(near & cells.any(axis=(1, 3)), square)
    places = ndimage.find_objects(labels)
    for label in np.unique(labels[deep]):
        rows, columns = places[label - 1]
        box = _with_context(rows, columns, hole.shape)
        down, across = (np.arange(*ends) // _CELL for ends in ((box.top, box.bottom), (box.left, box.right)))
        yield Island(box, hole[box.slices] & (labels[np.ix_(down, across)] == label))


def halve(picture: Floats, hole: Hole) -> tuple[Floats, Hole]:
    """Give a picture and its hole at half the size: means of what is known, unknown where nothing is."""
    known = ~quads(hole)[..., None]
    count = known.sum(axis=0, dtype=np.float32)
    mean: Floats = (quads(picture) * known).sum(axis=0) / count.clip(1)
    return mean, count[..., 0] == 0


def _sharpen(network: Network, picture: Floats, hole: Hole, coarse: Floats, tick: Tick) -> Floats:
    """Fill a hole by a filling of half the size, and anew along its border."""
    height, width = coarse.shape[:2]
    fine = resample(lambda rows: coarse[rows], (height, width), (2 * height, 2 * width))
    guess = np.where(hole[..., None], fine[: hole.shape[0], : hole.shape[1]], picture)
    return _fill(network, guess, hole & (distance_to_known(hole) <= WIDEST), tick)


def _fill(network: Network, picture: Floats, hole: Hole, tick: Tick) -> Floats:
    filled = picture.copy()

    def write(box: Box, answer: Floats) -> None:
        part = hole[box.slices]
        filled[box.slices][part] = answer[part]

    fill_narrow(network, lambda box: picture[box.slices], hole, write, tick)
    return filled


def _cells(hole: Hole) -> Hole:
    """Cut a hole into cells ``(rows, 8, columns, 8)``, the last ones filled up as the hole ends."""
    full = np.pad(hole, tuple((0, -side % _CELL) for side in hole.shape), mode="edge")
    return full.reshape(full.shape[0] // _CELL, _CELL, full.shape[1] // _CELL, _CELL)


def _with_context(rows: slice, columns: slice, size: tuple[int, int]) -> Box:
    sides = [(place.start * _CELL, place.stop * _CELL) for place in (rows, columns)]
    margin = int(np.clip(max(stop - start for start, stop in sides) // 2, *_CONTEXT))
    (top, bottom), (left, right) = (
        (max(0, start - margin), min(extent, stop + margin))
        for (start, stop), extent in zip(sides, size, strict=True)
    )
    return Box(top, left, bottom, right)
