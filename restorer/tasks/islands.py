"""Islands: what hangs together in a map of damage is told as one, and is left alone where it is a thing."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box

LIKELY = 0.5
_OF_ISLAND = 0.7
_REACH = 2
"""A square of so many pixels to all sides fits into what is thick; scratches, hairs and specks are thin."""
_MARGIN = 4
"""So many pixels more belong to a thick part: its corners, and where it grows thin."""
_NEAR, _FAR = 1, 4
"""What is about a thick part lies more than so many pixels outside, and no more than so many."""
_ALIKE = 0.25
"""What goes on differs from the part by less than so much of the contrast to what is about it."""
_GOES_ON = 0.1
_LARGE = 50
"""Into what is large the square fits at more places than these: some 12 x 12 pixels."""
_SURE = 0.82

Brightness = Callable[[Box], Floats]
"""Gives the brightness of a box of the photo, ``(H, W)`` of 0..1."""
Plane = NDArray[np.bool_]


def judge_islands(damage: Floats) -> None:
    """Bring what hangs together in a map of damage ``(H, W)`` nearer to one answer, in place.

    A scratch is there or not as a whole: of an island of pixels more likely damaged than not each is told
    seven tenths of the island's mean and three of its own. At equal false alarms a tenth more of real damage
    is found, and scratches are found whole (training/LOG.md).
    """
    likely = damage >= LIKELY
    islands = _label(likely)[likely] - 1
    own = damage[likely]
    mean = np.bincount(islands, own) / np.bincount(islands)
    damage[likely] = _OF_ISLAND * mean[islands] + (1 - _OF_ISLAND) * own


def spare_things(damage: Floats, brightness: Brightness) -> None:
    """Set thick parts of a map ``(H, W)`` that are rather things than damage to a half, in place.

    A network that sees little at once takes for a blot what is dark or light against another ground: hats,
    the tops of trees, stars of flags. A blot ends all around, a thing goes on: where more than a tenth of
    what is about a thick part is as bright as its inside, it is a piece of something. And what is large has
    to be surer than the rest, for more is lost with it. What is thin is left as it is: a scratch lies across
    whatever there is. Two thirds fewer pixels of sound photos are found by that (training/LOG.md).
    """
    from scipy.ndimage import find_objects, minimum_filter

    likely = damage >= LIKELY
    cores = _label(minimum_filter(likely, 2 * _REACH + 1, mode="constant", cval=False))
    boxes: list[Any] = find_objects(cores)
    for name, sides in enumerate(boxes, 1):
        box = _about(sides, damage.shape)
        core, there = cores[box.slices] == name, likely[box.slices]
        part = there & _widen(core, _REACH + _MARGIN)
        told = damage[box.slices]
        unsure = np.count_nonzero(core) > _LARGE and told[part].mean() < _SURE
        if unsure or _goes_on(brightness(box), core, there):
            told[part] = LIKELY


def _label(likely: Plane) -> NDArray[Any]:
    """Give each pixel ``(H, W)`` the number of its island, from 1; pixels touch across corners, too."""
    from scipy.ndimage import label

    islands: NDArray[Any] = label(likely, np.ones((3, 3)))[0]
    return islands


def _about(sides: tuple[slice, slice], size: tuple[int, ...]) -> Box:
    """Give the box of a core with all that is about it."""
    margin = _REACH + _FAR
    (top, bottom), (left, right) = (
        (max(0, side.start - margin), min(whole, side.stop + margin))
        for side, whole in zip(sides, size, strict=True)
    )
    return Box(top, left, bottom, right)


def _widen(plane: Plane, pixels: int) -> Plane:
    """Widen what is there by a square."""
    from scipy.ndimage import maximum_filter

    widened: Plane = maximum_filter(plane, 2 * pixels + 1, mode="constant", cval=False)
    return widened


def _goes_on(bright: Floats, core: Plane, likely: Plane) -> bool:
    """Tell if what is about a thick part is, here and there, as bright as its core; damage does not count."""
    about = bright[_widen(core, _REACH + _FAR) & ~_widen(likely, _NEAR)]
    if not about.size:
        return False
    inner = np.median(bright[core])
    alike = abs(about - inner) <= _ALIKE * abs(np.median(about) - inner)
    return bool(alike.mean() > _GOES_ON)
