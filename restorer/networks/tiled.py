"""A network over a picture of any size: pad, cut, run, keep, within the memory there is.

Geometry is in ``pixels/tiles.py``; here the tiles run. A picture that fits the memory budget runs
whole. When memory runs out the tile is halved, down to a floor.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from restorer.errors import OutOfMemory
from restorer.networks.engine import Network
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box, Tile, TileShape, choose_shape, plan_tiles, round_up
from restorer.progress import Tick
from restorer.system.environment import memory_asked

MEMORY_BYTES = {"cpu": 900_000_000, "cuda": 2_000_000_000}
LEAST_PIXELS = 128 * 128
CUDA_LADDER = (256, 384, 512, 768, 1024, 1536, 2048)
"""Sides of tiles on CUDA, where each new shape costs a search for the fastest kernels."""
SPARSE_LADDER = (192, 256, 384, 512, 768, 1024)
"""Sides of tiles tried where only parts of a picture are of interest."""

ReadPixels = Callable[[Box], Floats]
"""Gives the pixels ``(H, W, 3)`` float32, sRGB-encoded, of a box inside the picture."""
ReadPlanes = Callable[[Box], tuple[Floats, ...]]
"""Gives the network's input planes, each ``(H, W, C)`` float32, for a box inside the picture."""
WriteKept = Callable[[Box, Floats], None]
"""Takes the result ``(H, W, C)`` float32 for a box inside the picture; the boxes cover it once."""
Where = NDArray[np.bool_]
"""The pixels ``(H, W)`` of interest."""


def run_tiled(
    network: Network,
    size: tuple[int, int],
    read: ReadPlanes,
    write: WriteKept,
    *,
    tick: Tick,
    exact: bool = False,
    most_pixels: int | None = None,
    where: Where | None = None,
    begin: tuple[int, int] = (0, 0),
) -> None:
    """Run ``network`` over a picture of ``size`` (height, width), or over its tiles that hold ``where``.

    The network sees the picture's corner at ``begin`` (row, column), with mirrored pixels before it.
    ``exact`` takes the card's exact reach as overlap, so that the result equals that of the
    whole picture to the last bit of the arithmetic; ``most_pixels`` overrides the memory budget.
    Raises OutOfMemory when even the smallest tile does not fit.
    """
    memory = memory_asked() or MEMORY_BYTES[network.device]
    most = most_pixels or memory // network.card.bytes_per_pixel
    while True:
        try:
            tiles = _plan(network, size, begin, _overlap(network, begin, exact=exact), most, where)
            return _run_once(network, size, tiles, read, write, tick)
        except OutOfMemory:
            most = min(most, size[0] * size[1]) // 2
            if most < LEAST_PIXELS or network.card.reach is None:
                raise


def _run_once(
    network: Network, size: tuple[int, int], tiles: list[Tile], read: ReadPlanes, write: WriteKept, tick: Tick
) -> None:
    tick(0, len(tiles))
    for done, tile in enumerate(tiles, 1):
        inner = _clip(tile.read, size)
        result = network.run(*(_pad(plane, inner, tile.read) for plane in read(inner)))
        kept = _clip(tile.keep, size)
        if kept.height > 0 and kept.width > 0:
            write(kept, result[kept.inside(tile.read).slices])
        tick(done, len(tiles))


def _plan(
    network: Network,
    size: tuple[int, int],
    begin: tuple[int, int],
    overlap: int | None,
    most_pixels: int,
    where: Where | None,
) -> list[Tile]:
    """Cut a picture into tiles; of those with a pixel of ``where`` the size that reads the least."""
    multiple = network.card.multiple
    height, width = (round_up(sum(sides), multiple) for sides in zip(size, begin, strict=True))
    shape = _shape(network, height, width, overlap, most_pixels)
    shapes = [(shape.height, shape.width)]
    if where is not None and overlap is not None:
        least = 2 * round_up(overlap, multiple) + multiple
        sides = [round_up(side, multiple) for side in SPARSE_LADDER if least <= side]
        shapes += [(min(side, height), min(side, width)) for side in sides if side**2 <= most_pixels]
    plans = (
        [
            tile.moved(*begin)
            for tile in plan_tiles(width, height, tile=shape, overlap=overlap or 0, multiple=multiple)
        ]
        for shape in shapes
    )
    if where is None:
        return next(plans)
    wanted = ([tile for tile in plan if where[_clip(tile.keep, size).slices].any()] for plan in plans)
    return min(wanted, key=lambda plan: sum(tile.read.height * tile.read.width for tile in plan))


def _overlap(network: Network, begin: tuple[int, int], *, exact: bool) -> int | None:
    overlap = network.card.exact_reach if exact else network.card.reach
    # What pads the first and the last tile is mirrored from inside them: they must read that far.
    return None if overlap is None else max(overlap, network.card.multiple - 1, *begin)


def _shape(network: Network, height: int, width: int, overlap: int | None, most_pixels: int) -> TileShape:
    """Choose the tile: the whole picture if it fits or must, else what reads the least."""
    if overlap is None or height * width <= most_pixels:
        return TileShape(height, width, 1.0)
    ladder = CUDA_LADDER if network.device == "cuda" else None
    multiple = network.card.multiple
    shape = choose_shape(
        width, height, most_pixels=most_pixels, overlap=overlap, multiple=multiple, ladder=ladder
    )
    if shape is None:
        raise OutOfMemory(
            f"model {network.card.name}: tiles of {most_pixels} pixels are too small for a reach of {overlap}"
        )
    return shape


def _clip(box: Box, size: tuple[int, int]) -> Box:
    """Cut off what lies outside the picture: padding."""
    return Box(max(box.top, 0), max(box.left, 0), min(box.bottom, size[0]), min(box.right, size[1]))


def _pad(plane: Floats, inner: Box, box: Box) -> Floats:
    """Mirror a plane, which is that of ``inner``, at its borders until it fills ``box``."""
    if inner == box:
        return plane
    rows, columns = (
        (inner.top - box.top, box.bottom - inner.bottom),
        (inner.left - box.left, box.right - inner.right),
    )
    return np.pad(plane, (rows, columns, (0, 0)), mode="reflect")
