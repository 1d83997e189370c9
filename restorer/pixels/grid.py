"""Grid: where the blocks of a JPEG begin in a picture that was cut out of one, or turned."""

import numpy as np

from restorer.pixels.samples import Floats, Samples, luma_of, to_float, without_marks

BLOCK = 8
_LEAST_BLOCKS = 4
_MOST_PIXELS = 1_000_000
"""So many are looked at each way: whole lines of pixels, evenly spread."""
_STRONGEST, _EVEN = 4 / 255, 0.5 / 255
"""A larger step between two pixels is the picture's own; smaller ones beside it are as none."""
_SURE, _CLEAR = 3.0, 1.0
"""By so many standard errors the steps between blocks must lead, both ways together, and one way alone."""


def find_grid(samples: Samples) -> tuple[int, int]:
    """Tell the first row and column of samples ``(H, W, C)``, 0..7, at which a block of 8 x 8 pixels begins.

    At a block's border the step from pixel to pixel is larger than those beside it, by what JPEG rounded
    differently (after Fan and de Queiroz 2003), and most clearly where the picture is even. ``(0, 0)``, as in
    a JPEG itself, where no grid is seen, and 0 one way where it is seen the other way alone.
    """
    told = [_phase(_lines(turned)) for turned in (samples.swapaxes(0, 1), samples)]
    if sum(lead for _place, lead in told) < _SURE:
        return 0, 0
    down, across = (place if lead >= _CLEAR else 0 for place, lead in told)
    return down, across


def _lines(samples: Samples) -> Floats:
    """Give the brightness of lines ``(h, W)`` of samples ``(H, W, C)``."""
    height, width, _ = samples.shape
    chosen = samples[:: -(-height * width // _MOST_PIXELS)]
    return luma_of(without_marks(to_float(chosen)))[:, :, 0]


def _phase(lines: Floats) -> tuple[int, float]:
    """Tell at which place of 0..7 along the lines steps are largest, and by how many standard errors."""
    if lines.shape[1] < _LEAST_BLOCKS * BLOCK:
        return 0, 0.0
    steps = np.abs(np.diff(lines, axis=1))
    sums = [
        steps[:, 3 - by : steps.shape[1] - 3 - by] + steps[:, 3 + by : steps.shape[1] - 3 + by]
        for by in (1, 2, 3)
    ]
    excess = (steps[:, 3:-3] - sums[0] / 2).clip(-_STRONGEST, _STRONGEST)
    by_column = (excess / (sum(sums) / 6 + _EVEN)).mean(axis=0)
    # The first of them is that of the step to the pixel at 4.
    by_place = by_column[: len(by_column) // BLOCK * BLOCK].reshape(-1, BLOCK)
    means, error = by_place.mean(axis=0), np.sqrt(2 * by_place.var(axis=0, ddof=1).mean() / len(by_place))
    second, first = np.partition(means, -2)[-2:]
    return (int(means.argmax()) + 4) % BLOCK, float((first - second) / max(error, 1e-9))
