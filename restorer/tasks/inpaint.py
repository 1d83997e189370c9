"""Holes filled: what a mask marks, or what is found to be damaged, is painted over from what is about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from restorer.errors import InputError
from restorer.files import read_photo
from restorer.formats import MOST_MEGAPIXELS
from restorer.networks.engine import Engine
from restorer.networks.views import VIEWS, Views
from restorer.photo import Photo
from restorer.pixels.mask import Hole, as_mask, grow, paint_back, without_faint
from restorer.pixels.samples import Floats, Samples, as_colour, as_grey, from_float, to_float, without_marks
from restorer.pixels.strips import strips
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick, ticks_of_work
from restorer.recipe import Step
from restorer.system.paths import is_file
from restorer.tasks.damage import damage_mask
from restorer.tasks.filling import fill_narrow, fill_wide, find_wide

MOST_SEEN = 2_000_000
"""So many pixels about a hole are looked at: a small hole in eight views, a large one in one."""
_CELL = 128
_BESIDE = 4
"""Within so many pixels of a hole the brightest sample is what may be in it."""
_FINDING = 1.0
"""About as long as damage is filled it is looked for."""


def inpaint_photo(photo: Photo, step: Step, engines: Mapping[str, Engine], tick: Tick = no_tick) -> Photo:
    """Fill what the input ``mask`` marks, or what is found to be damaged; all else stays bit-exact.

    The control ``grow`` widens the mask by so many pixels, ``threshold`` is how sure of damage to
    be. An empty mask gives the photo itself and a notice. Raises InputError for a mask that does not
    fit or covers everything.
    """
    find, fill = ticks_of_work(tick, (0 if "mask" in step.inputs else _FINDING, 1))
    mask = _mask(photo, step, engines, find)
    hole = mask > 0
    if not hole.any():
        found = "the mask is empty" if step.inputs else "no damage was found"
        return replace(photo, notices=(*photo.notices, f"{found}: nothing was filled"))
    filled = _fill(photo, hole, _unknown(photo, hole), engines["inpaint"], fill)
    for rows in photo.strips():
        filled[rows] = paint_back(photo.samples[rows], filled[rows], mask[rows], step.strength)
    return photo.with_samples(filled)


def foresee_filling(read: Callable[[], Photo], steps: Sequence[Step]) -> None:
    """Raise what keeps a photo from being filled where the file of a mask says, if there is one already."""
    for step in steps:
        mask = step.inputs.get("mask")
        if isinstance(mask, Path) and is_file(mask):
            photo = read()
            _unknown(photo, _given_mask(photo, step) > 0)


def read_mask(path: Path, size: tuple[int, int]) -> Floats:
    """Read a mask ``(H, W)`` float32, 0..1, from a picture: white is filled, black and transparent is not.

    ``size`` is the height and width of the photo it is for. A colour counts as its strongest channel does:
    what is painted in pure red is filled.
    Raises PhotoError for what is no picture, InputError for one that is not of ``size``, and for one that
    marks something, but all of it too faintly to be meant: labels of 0 and 1 are no white.
    """
    picture = read_photo(path, most_megapixels=max(MOST_MEGAPIXELS, size[0] * size[1] / 1e6))
    mask = np.empty((picture.height, picture.width), np.float32)
    for rows in strips(*mask.shape):
        mask[rows] = picture.pixels(picture.across(rows)).max(axis=2).clip(0, 1)
    mask = as_mask(mask, size, str(path))
    if picture.alpha is not None:
        mask *= as_mask(picture.alpha, size)
    brightest, mask = mask.max(), without_faint(mask)
    if brightest and not mask.any():
        white = 255 if picture.depth == 8 else 65535
        raise InputError(
            f"{path}: the mask is too faint: its brightest is {brightest * white:g} of {white}; "
            "what is white is filled"
        )
    return mask


def _mask(photo: Photo, step: Step, engines: Mapping[str, Engine], tick: Tick) -> Floats:
    if "mask" not in step.inputs:
        return damage_mask(photo, step, engines["damage"], tick)
    return _given_mask(photo, step)


def _given_mask(photo: Photo, step: Step) -> Floats:
    given, size = step.inputs["mask"], (photo.height, photo.width)
    mask = read_mask(given, size) if isinstance(given, Path) else as_mask(given, size)
    return grow(mask, step.controls.get("grow", 0.0))  # not widened unless that is asked for


def _unknown(photo: Photo, hole: Hole) -> Hole:
    """Give where nothing is known to fill a hole from; InputError where nothing is left."""
    unknown = hole if photo.alpha is None else hole | (photo.alpha == 0)
    if hole.any() and unknown.all():
        raise InputError("the mask covers the whole photo: nothing is left to fill it from")
    return unknown


def _fill(photo: Photo, hole: Hole, unknown: Hole, engine: Engine, tick: Tick) -> Samples:
    """Give the photo's samples with the hole filled, what is wide first; nothing is told of the unknown."""
    white = _white(photo, hole, unknown)
    photo = photo.with_samples(photo.samples.copy())
    views = Views(engine, views_of(hole))
    narrow, islands = hole.copy(), list(find_wide(hole))
    for island in islands:
        narrow[island.box.slices] &= ~island.hole
    *ticks, last = ticks_of_work(tick, [*(island.hole.size for island in islands), _looked_at(narrow)])
    for island, part in zip(islands, ticks, strict=True):
        part(0, 1)
        filled = fill_wide(views, _read(photo, island.box, white), unknown[island.box.slices], part)
        _put(photo, island.box, filled * white, island.hole)

    def write(box: Box, filled: Floats) -> None:
        _put(photo, box, filled * white, narrow[box.slices])

    hidden = unknown & (narrow | ~hole)
    fill_narrow(views, lambda box: _read(photo, box, white), hidden, write, last, where=narrow)
    return photo.samples


def views_of(hole: Hole) -> int:
    """Tell how many views a hole ``(H, W)`` is worth, 1 to 8, by the cells of 128 x 128 with a part of it."""
    pixels = _looked_at(hole)
    return next((views for views in (VIEWS, 4, 2) if views * pixels <= MOST_SEEN), 1)


def _looked_at(hole: Hole) -> int:
    """Count the pixels of the cells with a part of a hole."""
    rows, columns = (np.arange(0, side, _CELL) for side in hole.shape)
    cells = np.logical_or.reduceat(np.logical_or.reduceat(hole, rows, axis=0), columns, axis=1)
    return int(np.count_nonzero(cells)) * _CELL**2


def _white(photo: Photo, hole: Hole, unknown: Hole) -> np.float32:
    """Give what the network is told is white: 1, or more where light beyond white is beside a hole."""
    if photo.depth != 32:
        return np.float32(1)
    from scipy import ndimage

    beside = photo.samples[ndimage.binary_dilation(hole, iterations=_BESIDE) & ~unknown]
    return np.float32(beside[beside == without_marks(beside)].max(initial=1))


def _read(photo: Photo, box: Box, white: np.float32) -> Floats:
    """Give the samples as ``(H, W, 3)`` float32; of any colour space, for what fits beside them fits them."""
    return as_colour(without_marks(to_float(photo.samples[box.slices]))) / white


def _put(photo: Photo, box: Box, filled: Floats, hole: Hole) -> None:
    """Put pixels ``(H, W, 3)`` into a photo's samples where the hole ``(H, W)`` is."""
    answer = as_grey(filled) if photo.is_grey else filled
    photo.samples[box.slices][hole] = from_float(answer, photo.samples.dtype)[hole]
