"""Bursts to measure with: shots of a camera in a hand, windows of a picture that moves behind them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from restorer.photo import Photo
from restorer.pixels.samples import Floats, from_float, to_float
from training.sources import Picture

MARGIN = 24
"""Pixels of the picture about the window: so far the camera may move."""
_PIXELS, _DEGREES, _ZOOM, _LIGHT = 5.0, 0.4, 0.002, 0.01
_THING, _THING_PIXELS = 0.2, 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Shots:
    """Frames: ``clean`` ``(H, W, 3)`` float32 0..1, and ``noisy`` as 8-bit photos."""

    clean: list[Floats]
    noisy: list[Photo]


def shoot(
    picture: Picture,
    count: int,
    sigma_255: float,
    rng: np.random.Generator,
    *,
    thing: Picture | None = None,
    smooth: bool = False,
) -> Shots:
    """Take ``count`` shots of the middle of a picture, the last one without any motion.

    The camera shifts by some 5 pixels, turns by some 0.4 degrees and zooms a little between shots, at random
    or, where ``smooth``, along a path. ``thing`` is a picture of which a round piece moves by itself.
    Frames are interpolated by cubic splines.
    """
    scene, other = to_float(picture.pixels), None if thing is None else to_float(thing.pixels)
    height, width = (side - 2 * MARGIN for side in scene.shape[:2])
    path = _path(count, rng, smooth=smooth)
    clean: list[Floats] = []
    for at, (x, y, angle, zoom, light) in enumerate(path):
        before = scene if other is None else _with_thing(scene, other, count - 1 - at)
        seen = _window(before, height, width, (x, y), angle, 1 + zoom)
        clean.append((seen * (1 + light)).astype(np.float32))
    sigma = np.float32(sigma_255 / 255)
    noisy = (frame + sigma * rng.standard_normal(frame.shape, np.float32) for frame in clean)
    return Shots(clean, [Photo(from_float(frame, np.dtype(np.uint8))) for frame in noisy])


def _path(count: int, rng: np.random.Generator, *, smooth: bool) -> NDArray[np.float64]:
    """Draw shift across and down, angle, zoom and light of each shot, all 0 in the last."""
    scale = np.array([_PIXELS, _PIXELS, math.radians(_DEGREES), _ZOOM, _LIGHT])
    path = rng.standard_normal((count, 5))
    if smooth:
        path = ndimage.gaussian_filter1d(path, 1.5, axis=0, mode="wrap") * 1.5
    path = np.clip(path, -2, 2) * scale
    return np.asarray(path - path[-1])


def _window(
    scene: Floats, height: int, width: int, shift: tuple[float, float], angle: float, zoom: float
) -> Floats:
    """Look at the middle of a scene through a window that is shifted, turned and zoomed."""
    turn = zoom * np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    middle, own = ((np.array(size) - 1) / 2 for size in (scene.shape[:2], (height, width)))
    offset = middle + np.array(shift[::-1]) - turn @ own
    planes = [
        ndimage.affine_transform(plane, turn, offset, (height, width), order=3, mode="mirror")
        for plane in np.moveaxis(scene, 2, 0)
    ]
    return np.stack(planes, axis=2).astype(np.float32)


def _with_thing(scene: Floats, other: Floats, shots_before: int) -> Floats:
    """Put a round piece of another picture before a scene, farther to the right in each shot."""
    height, width = scene.shape[:2]
    radius = _THING * min(height, width)
    x = width / 2 - _THING_PIXELS * shots_before
    rows, columns = np.ogrid[:height, :width]
    mask = np.clip(radius - np.hypot(rows - height / 2, columns - x), 0, 1)[..., None]
    moved = np.roll(other[:height, :width], -round(_THING_PIXELS * shots_before), axis=1)
    shown: Floats = scene + mask.astype(np.float32) * (_fitted(moved, scene) - scene)
    return shown


def _fitted(other: Floats, scene: Floats) -> Floats:
    """Repeat a picture until it is as large as a scene, and cut it."""
    times = [-(-side // have) for side, have in zip(scene.shape[:2], other.shape[:2], strict=True)]
    repeated: Floats = np.tile(other, (*times, 1))
    return repeated[: scene.shape[0], : scene.shape[1]]
