"""Seams: pixels copied together from several places, and made to fit where the places change.

The gradients are kept, not the colours (Perez et al., "Poisson Image Editing", SIGGRAPH 2003; screened
as by Bhat et al., "Fourier Analysis of the 2D Screened Poisson Equation", ECCV 2008).
"""

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.mask import Hole
from restorer.pixels.samples import Floats

Places = NDArray[np.int64]
"""Pixels of a picture as indices into it, its rows laid end to end."""
_HOLD = 0.01
"""How firmly pixels keep their colours: what is within about 10 pixels of a seam moves."""
_STEPS = 40


def copy_without_seams(picture: Floats, hole: Hole, origins: Places) -> Floats:
    """Copy each pixel of a hole ``(H, W)`` of ``picture`` ``(H, W, 3)`` from its origin, ``(N,)`` row by row.

    What else it takes for the gradients to be those at the origins solves a screened Poisson equation;
    from a pixel to one of another origin they are the mean of those at the two.
    """
    colours, places = picture.reshape(-1, 3), np.flatnonzero(hole)
    copied = colours.copy()
    copied[places] = colours[origins]
    numbers = number_places(places, hole.size)
    sums, linked = np.zeros((len(places), 3), np.float32), []
    for down, across in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        there = _beside(places, down, across, hole.shape)
        exists = there != places
        number = np.where(exists, numbers[there], len(places))
        step = copied[places] - colours[_beside(origins, down, across, hole.shape)]
        inner = np.flatnonzero((number >= 0) & exists)
        theirs = origins[number[inner]]
        step[inner] += colours[_beside(theirs, -down, -across, hole.shape)] - colours[theirs]
        step[inner] /= 2
        sums += np.where(exists[:, None], step - copied[places] + copied[there], 0)
        linked.append(number)
    copied[places] += _solve(sums, np.stack(linked))
    return copied.reshape(picture.shape)


def number_places(places: Places, size: int) -> Places:
    """Give a table ``(size,)`` from a place to its number among ``places``, -1 where it is not one."""
    numbers = np.full(size, -1)
    numbers[places] = np.arange(len(places))
    return numbers


def _beside(places: Places, down: int, across: int, size: tuple[int, ...]) -> Places:
    """Give the places so far down and across; beyond the picture's border, the place itself."""
    height, width = size
    row, column = np.divmod(places, width)
    beside: Places = (row + down).clip(0, height - 1) * width + (column + across).clip(0, width - 1)
    return beside


def _solve(sums: Floats, linked: Places) -> Floats:
    """Solve the screened Poisson equation for ``(N, 3)`` by conjugate gradients, all colours at once.

    ``linked`` ``(4, N)`` numbers each pixel's neighbours: -1 is a known one, ``N`` none.
    """
    count = len(sums)
    degree = (linked < count).sum(axis=0)[:, None].astype(np.float32) + np.float32(_HOLD)
    linked = np.where(linked < 0, count, linked)
    padded = np.zeros((count + 1, 3), np.float32)
    found, rest, step = np.zeros_like(sums), sums, sums
    norm = np.einsum("nc,nc->c", rest, rest)
    for _ in range(_STEPS):
        padded[:-1] = step
        image = degree * step - padded[linked].sum(axis=0)
        share = norm / np.maximum(np.einsum("nc,nc->c", step, image), np.float32(1e-20))
        found, rest = found + share * step, rest - share * image
        last, norm = norm, np.einsum("nc,nc->c", rest, rest)
        step = rest + norm / np.maximum(last, np.float32(1e-20)) * step
    return found
