"""How noisy: the level of a picture's noise, by region and as one number."""

import itertools
import logging
from collections.abc import Iterator, Mapping

import numpy as np

from restorer.networks.engine import Engine
from restorer.networks.library import Library
from restorer.networks.tiled import run_tiled
from restorer.photo import Photo
from restorer.pixels.grid import BLOCK, find_grid
from restorer.pixels.samples import Floats, Samples, as_colour, without_marks
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick
from restorer.tasks.noise import CELL, NoiseMap

_log = logging.getLogger("restorer")
_SIDE, _PARTS = 352, 4
"""A large photo is told by as many parts a side of so many pixels."""


def estimate_sigma(
    picture: Photo | Samples, *, library: Library | None = None, device: str = "auto"
) -> float:
    """Estimate the standard deviation of the noise in a picture, on the 0..1 scale, sRGB-encoded.

    ``picture`` is a photo, looked at through its colour profile, or sRGB-encoded pixels ``(H, W)``,
    ``(H, W, 1)`` or ``(H, W, 3)``, float32 0..1, uint8 or uint16. It is the median over the
    picture, of a large one over sixteen parts of it. Whatever departs from a clean picture
    counts: what a camera, film or JPEG adds as well as white noise. Raises ValueError for an array that is
    not as said here, RestorerError for what goes wrong with the model or the device.
    """
    if not isinstance(picture, Photo):
        picture = Photo.of_array(picture)
    parts, begin = [*_parts(picture)], place_among_blocks(picture)

    def find(engines: Mapping[str, Engine]) -> float:
        levels = [find_noise(part, engines["level"], begin=begin).levels for part in parts]
        return float(np.median(levels))

    return (library or Library()).run({"level": None}, find, _log.warning, device)


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


def place_among_blocks(photo: Photo) -> tuple[int, int]:
    """Tell at which row and column of a block of a JPEG, 0..7, a photo's corner is.

    Networks of noise have learned from pictures that begin with a block; read otherwise, they take what
    JPEG did for what the picture is.
    """
    down, across = find_grid(photo)
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
