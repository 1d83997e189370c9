"""Colours lent by a reference picture: hints placed where the photo looks like a region of it.

Each region of the photo is compared with those of the reference by its lightness, by how much that varies
there and about it, and a little by its height in the picture (after Welsh et al., "Transferring color to
greyscale images", 2002). Where the regions that are most alike agree on a colour it becomes a hint.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restorer.photo import Photo
from restorer.pixels.hints import Hint
from restorer.pixels.lab import CHROMA, chroma_of, from_lab, lightness_of
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats

_CELLS = 24
"""Regions to the shorter side of a picture."""
_FINE = 8
"""Pixels to the side of a region, where it is looked at."""
_NEIGHBOURS = 8
_MOST_SPREAD = 14.0 / CHROMA
"""Regions whose colours differ by more, on average, do not agree."""
_WEIGHTS = np.array([4.0, 6.0, 4.0, 0.5], np.float32)
"""What counts how much: lightness, its variation within a region, and about it, and the height."""
_SEEN = 0.5
"""A region is seen that is at least so opaque, on average."""
_APART = 2
"""A region has a hint where no other does within so many."""


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """The regions of a picture: what each of N ``(N, ..)`` is compared by, and its chroma."""

    features: Floats
    chroma: Floats


def find_regions(picture: Photo) -> Regions:
    """Look at a picture region by region; what is transparent lends no colours."""
    pixels = shrink(picture)
    features, chroma = _features(pixels), _cells(chroma_of(pixels))
    is_seen = np.ones(chroma.shape[:2], bool)
    if picture.alpha is not None:
        opaque = _cells(shrink(Photo(picture.alpha[:, :, None])))[..., 0]
        is_seen = opaque >= min(_SEEN, float(opaque.max()))
    return Regions(features[is_seen], chroma[is_seen])


def suggest_hints(photo: Photo, lent: Regions, beside: Sequence[Hint] = ()) -> list[Hint]:
    """Give hints for a photo in the colours of a reference's regions, none where ``beside`` has some."""
    features = _features(shrink(photo))
    rows, columns = features.shape[:2]
    colours = lent.chroma[_nearest(features, lent.features)]
    agreed = np.median(colours, axis=1)
    spread = np.linalg.norm(colours - agreed[:, None], axis=2).mean(axis=1)
    taken = {(int(y * rows / photo.height), int(x * columns / photo.width)) for x, y, _rgb in beside}
    hints: list[Hint] = []
    for at in np.argsort(spread, kind="stable"):
        row, column = divmod(int(at), columns)
        if spread[at] > _MOST_SPREAD:
            break
        if any(max(abs(row - other), abs(column - across)) < _APART for other, across in taken):
            continue
        taken.add((row, column))
        lightness = features[row, column, :1] / _WEIGHTS[0]
        red, green, blue = from_lab(lightness, agreed[at][None])[0].clip(0, 1).tolist()
        place = (column + 0.5) * photo.width / columns, (row + 0.5) * photo.height / rows
        hints.append((*place, (red, green, blue)))
    return hints


def shrink(photo: Photo) -> Floats:
    """Give a photo ``(h, w, 1|3)`` float32 of 24 regions of 8 pixels to its shorter side."""
    size = photo.height, photo.width
    scale = _CELLS / min(size)
    height, width = (_FINE * max(1, min(round(side * scale), 4 * _CELLS)) for side in size)

    def read(rows: slice) -> Floats:
        return photo.pixels(photo.across(rows))

    return resample(read, size, (height, width)).clip(0, 1)


def _features(pixels: Floats) -> Floats:
    """Give for each region ``(rows, columns, 4)`` what it is compared by, weighted."""
    from scipy.ndimage import uniform_filter

    lightness = lightness_of(pixels)[..., None]
    mean = _cells(lightness)
    deviation = np.sqrt(np.maximum(_cells(lightness**2) - mean**2, 0))
    about = uniform_filter(mean, (5, 5, 1), mode="nearest")
    around = np.sqrt(np.maximum(uniform_filter(mean**2, (5, 5, 1), mode="nearest") - about**2, 0))
    height = np.broadcast_to(np.linspace(0, 1, len(mean), dtype=np.float32)[:, None, None], mean.shape)
    features: Floats = np.concatenate([mean, deviation, around, height], axis=2) * _WEIGHTS
    return features


def _cells(planes: Floats) -> Floats:
    """Average planes ``(h, w, C)`` over the regions."""
    rows, columns = (side // _FINE for side in planes.shape[:2])
    cells: Floats = planes.reshape(rows, _FINE, columns, _FINE, -1).mean(axis=(1, 3))
    return cells


def _nearest(features: Floats, known: Floats) -> NDArray[np.intp]:
    """Find the regions ``(N, K)`` that are most like each of N others."""
    from scipy.spatial import cKDTree

    wanted, count = features.reshape(-1, len(_WEIGHTS)), min(_NEIGHBOURS, len(known))
    _distance, places = cKDTree(known).query(wanted, k=count)
    found: NDArray[np.intp] = places.reshape(len(wanted), count)
    return found
