"""Damage found: where a photo is scratched, dusty, cracked or creased, as a map and as a mask."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from restorer.networks.engine import Engine
from restorer.networks.tiled import run_tiled
from restorer.photo import Metadata, Photo
from restorer.pixels.mask import grow
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats, Samples, as_colour, from_float, luma_of
from restorer.pixels.strips import strips
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick, tick_of_part
from restorer.recipe import Step
from restorer.tasks.islands import judge_islands, spare_things
from restorer.traits import GROWTH, THRESHOLD

_OF_COARSE = 0.25
_LEAST = 1e-4
_RED = np.array([1, 0.1, 0.1], np.float32)


def mask_damage(damage: Floats, threshold: float = THRESHOLD, grown_by: float = GROWTH) -> Floats:
    """Mask what is damaged by a map of :func:`restorer.find_damage`, as filling it without a mask does.

    ``damage`` is ``(H, W)``, float, 0..1, as the ``threshold`` is. Gives ``(H, W)`` float32: 1 where the map
    is at least that, and within ``grown_by`` pixels of there; else 0. Raises ValueError for what is not as
    said here.
    """
    if damage.ndim != 2 or damage.dtype.kind != "f":
        raise ValueError(f"damage is {damage.dtype} of shape {damage.shape}, expected floats (H, W)")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold is {threshold:g}, expected 0..1")
    if not 0 <= grown_by < np.inf:
        raise ValueError(f"grown_by is {grown_by:g}, expected a number of pixels, 0 or more")
    return grow((damage >= threshold).astype(np.float32), grown_by)


def damage_mask(photo: Photo, step: Step, engine: Engine, tick: Tick = no_tick) -> Floats:
    """Mask what is damaged: 1 where the network is sure to the control ``threshold``, widened by ``grow``."""
    return mask_damage(map_damage(photo, engine, tick), step.control("threshold"), step.control("grow"))


def detect_photo(photo: Photo, step: Step, engines: Mapping[str, Engine], tick: Tick = no_tick) -> Photo:
    """Give the mask of a photo's damage as a grey picture, or the photo with its damage in red.

    The controls are those of :func:`damage_mask`, and ``preview``, 1 for the latter.
    """
    mask = damage_mask(photo, step, engines["damage"], tick)
    shown = _preview(photo, mask) if step.control("preview") else from_float(mask[..., None], np.dtype("u1"))
    return replace(photo, samples=shown, alpha=None, depth=8, metadata=Metadata())


def map_damage(photo: Photo, engine: Engine, tick: Tick = no_tick) -> Floats:
    """Tell how likely each pixel is damaged by an open network of the contract damage-v1.

    The photo is looked at as it is, and at half its size, where the network sees twice as far: the odds are
    the weighted geometric mean of both, an average precision of 0.010 more (training/LOG.md). What hangs
    together is told as one, and things that look like blots are left alone (:mod:`restorer.tasks.islands`).
    """
    size = photo.height, photo.width
    small = -(-size[0] // 2), -(-size[1] // 2)

    def read(box: Box) -> Floats:
        return as_colour(photo.pixels(box).clip(0, 1))

    halved = resample(lambda rows: read(photo.across(rows)), size, small)
    small_map = _tell(engine, small, lambda box: halved[box.slices], tick_of_part(tick, 0, 2))
    coarse = resample(lambda rows: small_map[rows, :, None], small, size)[..., 0]
    told = _tell(engine, size, read, tick_of_part(tick, 1, 2))
    for rows in strips(*size):
        told[rows] = _pooled(told[rows], coarse[rows])
    judge_islands(told)
    spare_things(told, lambda box: _brightness(photo, box))
    return told


def _brightness(photo: Photo, box: Box) -> Floats:
    """Give the brightness of a box ``(H, W)``, 0..1; large ones are read in strips."""
    parts = (
        Box(box.top + rows.start, box.left, box.top + rows.stop, box.right)
        for rows in strips(box.height, box.width)
    )
    return np.concatenate([luma_of(photo.pixels(part).clip(0, 1))[..., 0] for part in parts])


def _tell(engine: Engine, size: tuple[int, int], read: Callable[[Box], Floats], tick: Tick) -> Floats:
    told = np.empty(size, np.float32)

    def write(box: Box, damage: Floats) -> None:
        told[box.slices] = damage[..., 0].clip(0, 1)

    run_tiled(engine, size, lambda box: (read(box),), write, tick=tick)
    return told


def _pooled(fine: Floats, coarse: Floats) -> Floats:
    """Give odds that are the weighted geometric mean of both; where ``fine`` is certain it is believed."""
    share, coarse = np.float32(_OF_COARSE), coarse.clip(_LEAST, 1 - _LEAST)
    damaged, sound = (
        near ** (1 - share) * far**share for near, far in ((fine, coarse), (1 - fine, 1 - coarse))
    )
    pooled: Floats = damaged / (damaged + sound)
    return pooled


def _preview(photo: Photo, mask: Floats) -> Samples:
    """Draw a photo greyed, its damage in red; ``(H, W, 3)`` uint8."""
    shown = np.empty((photo.height, photo.width, 3), np.uint8)
    for rows in photo.strips():
        grey = photo.pixels(photo.across(rows)).clip(0, 1).mean(axis=2, keepdims=True)
        shown[rows] = from_float(np.where(mask[rows, :, None] >= 0.5, _RED, grey), shown.dtype)
    return shown
