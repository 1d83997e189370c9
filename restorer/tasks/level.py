"""How noisy: the level of a picture's noise, by region and as one number."""

import itertools
from collections.abc import Iterator

import numpy as np

from restorer.networks.engine import Engine
from restorer.networks.tiled import run_tiled
from restorer.photo import Photo
from restorer.pixels.grid import BLOCK, find_grid
from restorer.pixels.samples import Floats, as_colour, without_marks
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick
from restorer.tasks.dots import without_dots
from restorer.tasks.noise import CELL, NoiseMap

_SIDE, _PARTS = 352, 4
"""A large photo is told by as many parts a side of so many pixels."""


def find_noise(
    photo: Photo, engine: Engine, tick: Tick = no_tick, *, begin: tuple[int, int] | None = None
) -> NoiseMap:
    """Tell how noisy a photo is about each place by a network of the task level.

    The network sees its corner at ``begin``, ``None`` for the place among the blocks of a JPEG that it has.
    """
    levels = np.zeros((-(-photo.height // CELL), -(-photo.width // CELL)), np.float32)

    def read(box: Box) -> tuple[Floats]:
        return (as_colour(without_marks(photo.pixels(box))),)

    def write(box: Box, sigma: Floats) -> None:
        first = -box.top % CELL, -box.left % CELL
        place = Box(*(-(-side // CELL) for side in (box.top, box.left, box.bottom, box.right)))
        levels[place.slices] = np.maximum(sigma[first[0] :: CELL, first[1] :: CELL, 0], 0)

    begin = place_among_blocks(photo) if begin is None else begin
    run_tiled(engine, photo.samples.shape[:2], read, write, tick=tick, begin=begin)
    return NoiseMap(levels)


def sigma_of(photo: Photo, engine: Engine) -> float:
    """Tell how noisy a photo is, 0..1: the median over it, of a large one over sixteen parts of it.

    Black and white dots, which are taken out before noise is, do not count.
    """
    begin = place_among_blocks(photo)
    parts = map(without_dots, _parts(photo))
    return float(np.median([find_noise(part, engine, begin=begin).levels for part in parts]))


def place_among_blocks(photo: Photo) -> tuple[int, int]:
    """Tell at which row and column of a block of a JPEG, 0..7, a photo's corner is.

    Networks of noise have learned from pictures that begin with a block; read otherwise, they take what
    JPEG did for what the picture is.
    """
    down, across = find_grid(photo.samples)
    return -down % BLOCK, -across % BLOCK


def _parts(photo: Photo) -> Iterator[Photo]:
    """Give parts spread over a photo; one that is not much larger than they are comes whole."""
    if photo.height * photo.width <= (_PARTS * _SIDE) ** 2:
        yield photo
        return
    sides = [min(_SIDE, extent) for extent in photo.samples.shape[:2]]
    starts = (
        np.linspace(0, extent - side, _PARTS, dtype=int)
        for extent, side in zip(photo.samples.shape[:2], sides, strict=True)
    )
    for top, left in itertools.product(*(start // BLOCK * BLOCK for start in starts)):
        part = photo.samples[top : top + sides[0], left : left + sides[1]]
        yield Photo(part, metadata=photo.metadata, depth=photo.depth)
