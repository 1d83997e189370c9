"""Impulses: single samples that are black or white whatever is about them, found and filled.

Bad transmissions and textbooks' salt and pepper hit each channel by itself or all at once; all is told of
single samples, so that both are met. Hot pixels alone, none of them black, are not told from stars.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.samples import Floats, Samples, from_float, to_float, white
from restorer.pixels.strips import chunks, strips
from restorer.progress import Tick, no_tick

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
_PARTS, _SIDE, _LEAST_SIDE = 8, 64, 16
"""A large photo is told by as many parts a side of so many pixels, a smaller one than the last never."""
_LEAST_DOTS, _LEAST_SHARE, _MOST_SHARE, _MOST_UNEVEN = 12, 0.0002, 0.3, 4.0
"""Of black and of white dots there must be so many, and of one not so many times those of the other."""
_FAR, _SPREADS = 0.15, 3.0
"""An odd sample is so far from the median about it, and so many times as far as half of those lie apart."""
_LEAST_ODD = 0.09
"""So many of those that are far from the median must be odd: among strong noise a few are by chance."""
_NEAR, _MOST_NEAR = 0.1, 0.55
"""Of samples that are as odd, but only so near to black, dots have so few for each; noise has more."""
_LEAST_LONE, _UNSEEN = 0.65, 1.5
"""So many dots, of those that would if they fell anywhere, have none beside them; what is drawn has.

There may be so many times as many dots as are odd: the others are among fine texture.
"""
_LIT, _LEAST_LIT = 0.25, 0.1
"""From this brightness on a black dot is seen, and so much of a photo must have it."""
_FELT, _KNOWN, _LOOKED_AT = 2, 6, 20_000
"""Oddness is told by so many pixels about a sample, by so many that are sound, of about so many samples."""
_OFF = 0.05
"""What is nearer to black or white than this is left as it is."""
_MARGIN, _ENOUGH, _AT_ONCE = 4, 3, 1 << 16
"""Dots are filled from so many pixels about them at most, and from so many sound samples at least."""
_NONE = np.float32(np.nan)


@dataclass(frozen=True, slots=True)
class Dots:
    """How large a share of the samples were made black, and white, 0..1."""

    black: float
    white: float


def find_impulses(samples: Samples) -> Dots | None:
    """Tell how many samples ``(H, W, C)`` are dots; ``None`` where it is not beyond doubt that any are.

    Dots are black as well as white, exactly so, in surroundings of any brightness, and fall independently of
    each other. Stars are white alone, letters and lines hang together, and clipped noise leaves as much
    close to black as at it.
    """
    if min(samples.shape[:2]) < _LEAST_SIDE:
        return None
    parts = _parts(samples)
    least = max(_LEAST_DOTS, _LEAST_SHARE * _LEAST_LIT * parts.size)
    if any(np.count_nonzero(parts == end) < least for end in (0, white(samples.dtype))):
        return None
    margin = (_FELT, _FELT)
    pixels = to_float(np.pad(parts, ((0, 0), margin, margin, (0, 0)), "reflect"))
    dots = Dots(_share_of_black(pixels), _share_of_black(1 - pixels))
    low, high = sorted((dots.black, dots.white))
    return dots if low >= _LEAST_SHARE and high <= min(_MOST_UNEVEN * low, _MOST_SHARE) else None


def remove_impulses(samples: Samples, dots: Dots, tick: Tick = no_tick) -> tuple[Samples, float]:
    """Fill the dots of samples ``(H, W, C)``, and tell of how large a share of the pixels, 0..1, some were.

    All other samples stay as they are, and ``samples`` themselves are not written to. ``tick`` may cancel.
    """
    filled, count = samples.copy(), 0
    margin = (_MARGIN, _MARGIN)
    padded = np.pad(samples, (margin, margin, (0, 0)), "reflect")
    for rows in strips(*samples.shape[:2]):
        tick(0, 1)
        count += _fill_strip(filled[rows], padded[rows.start : rows.stop + 2 * _MARGIN], dots)
    return filled, count / (samples.shape[0] * samples.shape[1])


def _parts(samples: Samples) -> Samples:
    """Give parts spread over a picture, ``(N, h, w, C)``; one no larger than all of them comes whole."""
    height, width, _ = samples.shape
    if height * width <= (_PARTS * _SIDE) ** 2:
        return samples[None]
    sides = min(_SIDE, height), min(_SIDE, width)
    tops = np.linspace(0, height - sides[0], _PARTS, dtype=int)
    lefts = np.linspace(0, width - sides[1], _PARTS, dtype=int)
    return np.stack([samples[top : top + sides[0], left : left + sides[1]] for top in tops for left in lefts])


def _share_of_black(pixels: Floats) -> float:
    """Tell how large a share of pixels ``(N, H, W, C)``, with a margin, are black dots, 0 if in doubt."""
    black = pixels == 0
    sound = np.where(black | (pixels == 1), _NONE, pixels)
    lit = np.count_nonzero(_without_margin(sound > _LIT))
    if lit < _LEAST_LIT * pixels.size:
        return 0.0
    beside = _count_beside(black)
    odd, each, odd_of_far = _odd(sound, pixels, black & (beside < _KNOWN))
    near, each_near, _ = _odd(sound, pixels, (pixels > 0) & (pixels <= _NEAR))
    if len(odd) < _LEAST_DOTS or odd_of_far < _LEAST_ODD:
        return 0.0
    if len(near) * each_near > _MOST_NEAR * len(odd) * each:
        return 0.0
    share = min(1.0, len(odd) * each / float(lit))
    lone = np.count_nonzero(beside.ravel()[odd] == 0) / len(odd)
    return share if lone >= _LEAST_LONE * (1 - min(_UNSEEN * share, 1)) ** 8 else 0.0


def _odd(sound: Floats, pixels: Floats, chosen: Mask) -> tuple[Places, int, float]:
    """Give the places of chosen pixels that are odd, for how many each stands, and their share of dark."""
    places = np.flatnonzero(_without_margin(chosen))
    each = max(1, len(places) // _LOOKED_AT)
    places = places[::each]
    around = np.sort(sound.ravel()[places[:, None] + _square(_FELT, *pixels.shape[2:])], axis=1)
    count = np.isfinite(around).sum(axis=1)
    rows = np.arange(len(places))
    low, middle, high = (around[rows, count * quarter // 4] for quarter in (1, 2, 3))
    away = middle - pixels.ravel()[places]
    is_far = (count >= _KNOWN) & (away > _FAR)
    is_odd = is_far & (away > _SPREADS * (high - low))
    return places[is_odd], each, int(is_odd.sum()) / max(1, int(is_far.sum()))


def _without_margin(chosen: Mask) -> Mask:
    """Give a mask ``(N, H, W, C)`` of which nothing within the margin is chosen."""
    inner = np.zeros_like(chosen)
    within = np.s_[:, _FELT:-_FELT, _FELT:-_FELT]
    inner[within] = chosen[within]
    return inner


def _count_beside(hit: Mask) -> NDArray[np.uint8]:
    """Count for each place of ``(N, H, W, C)``, but the outermost, how many of the 8 about it are hit."""
    alone = hit.astype(np.uint8)
    columns = alone.copy()
    columns[:, 1:-1] += alone[:, :-2] + alone[:, 2:]
    beside = columns - alone
    beside[:, :, 1:-1] += columns[:, :, :-2] + columns[:, :, 2:]
    return beside


def _square(radius: int, width: int, channels: int) -> Places:
    """Give how far the samples of a square are from the one in its middle, where rows follow each other."""
    reach = np.arange(-radius, radius + 1)
    offsets: Places = ((reach[:, None] * width + reach) * channels).ravel()
    return np.delete(offsets, len(offsets) // 2)


def _fill_strip(filled: Samples, padded: Samples, dots: Dots) -> int:
    """Fill the dots of some rows, which are given with what is about them, and count their pixels."""
    pixels = to_float(padded)
    loose = _loose(padded == 0, dots.black) | _loose(padded == white(padded.dtype), dots.white)
    sound = np.where(loose, _NONE, pixels)
    hit = np.zeros(filled.shape, bool)
    down, across, channel = np.nonzero(loose[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN])
    places = np.ravel_multi_index((down + _MARGIN, across + _MARGIN, channel), padded.shape)
    for part in chunks(len(places), _AT_ONCE):
        fills = _fills(sound, places[part])
        is_off = np.abs(fills - pixels.ravel()[places[part]]) > _OFF
        at = down[part][is_off], across[part][is_off], channel[part][is_off]
        filled[at], hit[at] = from_float(fills[is_off], filled.dtype), True
    return int(np.count_nonzero(hit.any(axis=2)))


def _loose(ends: Mask, share: float) -> Mask:
    """Give those of samples ``(H, W, C)`` beside which there are no more like them than chance explains.

    The others are the picture's own: a clipped sky, black clothes, letters.
    """
    most = min(6, 1 + int(8 * share + 6 * np.sqrt(8 * share)))
    loose: Mask = ends & (_count_beside(ends[None])[0] <= most)
    return loose


def _fills(sound: Floats, places: Places) -> Floats:
    """Tell what each place is likely to be by the nearest sound samples, NaN where there are too few.

    It is their median, or that of how far they are from those of another channel, added to what that
    channel is there: what varies least about the place tells most.
    """
    fills = np.full(len(places), _NONE)
    left = np.arange(len(places))
    _, width, channels = sound.shape
    cross = np.array([-width, -1, 1, width]) * channels
    for offsets in (cross, *(_square(radius, width, channels) for radius in range(1, _MARGIN + 1))):
        guesses, spreads = _guesses(sound, places[left], offsets)
        rows, best = np.arange(len(left)), spreads.argmin(axis=1)
        is_known = np.isfinite(spreads[rows, best])
        fills[left[is_known]] = guesses[rows, best][is_known]
        left = left[~is_known]
    return fills


def _guesses(sound: Floats, places: Places, offsets: Places) -> tuple[Floats, Floats]:
    """Give what places are by each channel, ``(N, C)``, and how far apart lies what tells it; inf: none."""
    channels, flat = sound.shape[2], sound.ravel()
    own, rows = flat[places[:, None] + offsets], np.arange(len(places))
    guesses, spreads = np.empty((2, len(places), channels), np.float32)
    for turn in range(channels):
        other = places - places % channels + (places + turn) % channels
        base = flat[other] if turn else np.zeros(len(places), np.float32)
        beside = flat[other[:, None] + offsets] if turn else np.float32(0)
        around = np.sort(own - beside, axis=1)
        count = np.isfinite(around).sum(axis=1)
        last = np.maximum(count, 1) - 1
        guesses[:, turn] = base + (around[rows, last // 2] + around[rows, (last + 1) // 2]) / 2
        is_known = (count >= _ENOUGH) & np.isfinite(base)
        spreads[:, turn] = np.where(is_known, around[rows, last] - around[:, 0], np.inf)
    return guesses, spreads
