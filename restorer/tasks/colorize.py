"""Colour for grey photos: automatic, guided by hints or a reference, one of several plausible answers.

The network tells chroma from lightness at its working size; the chroma is brought up to the photo along
the edges of its lightness, which is kept. So a large photo costs hardly more than a small one, and no
part of it is coloured without sight of the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.errors import AlreadyInColour, InputError
from restorer.files import check_picture, read_photo
from restorer.networks.card import CONTRACTS
from restorer.networks.engine import Engine
from restorer.photo import Photo
from restorer.pixels.color import srgb_profile
from restorer.pixels.guided import Guided
from restorer.pixels.hints import Hint, as_hints, check_hints, places_of, read_hints
from restorer.pixels.kriging import Prediction, krige
from restorer.pixels.lab import chroma_of, from_lab, lightness_of
from restorer.pixels.monochrome import is_monochrome
from restorer.pixels.reference import Regions, find_regions, suggest_hints
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats, Samples, from_float, with_marks
from restorer.pixels.tiles import Box, round_up
from restorer.progress import Tick, no_tick
from restorer.recipe import Step
from restorer.system.paths import once_a_version

WORKING_PIXELS = 256
"""The shorter side of what the network sees: the size it is trained at."""
_LONGEST = 1024


def colorize_photo(photo: Photo, step: Step, engines: Mapping[str, Engine], tick: Tick = no_tick) -> Photo:
    """Colour a photo; its lightness, alpha and metadata stay.

    Its chroma becomes a mixture, by the step's strength, of its own and the one told for it.

    The controls are ``variation``, ``saturation`` and ``force``, 1 to colour what has colours already,
    the inputs ``hints`` and ``reference``. A grey photo becomes one in sRGB of the same depth. Raises
    AlreadyInColour, InputError for hints that do not fit.
    """
    hints = _hints_for(photo, step)
    seen = _see(photo, tick)
    chroma = _tell_chroma(engines["colorize"], seen, hints, int(step.control("variation")))
    return _coloured(photo, seen, chroma * np.float32(step.control("saturation")), step.strength, tick)


def check_reference(path: Path) -> None:
    """Raise PhotoError for a reference that cannot be read, InputError for one without colours to lend.

    It is read wholly, and once: photos that are coloured after it then have it at hand.
    """
    _regions_of(path)


def foresee_colour(read: Callable[[], Photo], steps: Sequence[Step]) -> None:
    """Raise what keeps a photo from being coloured, if that is all that is to be done to it."""
    if [step.task for step in steps] == ["colorize"]:
        _hints_for(read(), steps[0])


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A photo as the network sees it: its lightness, L*/100 ``(h, w)``, and the size of the photo itself."""

    lightness: Floats
    photo_size: tuple[int, int]


def _see(photo: Photo, tick: Tick = no_tick) -> _Seen:
    """Make a photo's lightness of the working size; meanwhile nothing is done yet."""
    size = photo.height, photo.width
    scale = min(WORKING_PIXELS / min(size), _LONGEST / max(size))
    height, width = (max(1, round(side * scale)) for side in size)

    def read(rows: slice) -> Floats:
        tick(0, 1)
        return lightness_of(photo.pixels(photo.across(rows)))[..., None]

    return _Seen(resample(read, size, (height, width))[..., 0].clip(0, 1), size)


def _hints_for(photo: Photo, step: Step) -> list[Hint]:
    """Give the hints for a photo that a step's inputs hold; raises as :func:`colorize_photo` does."""
    if not step.control("force") and not is_monochrome(photo):
        raise AlreadyInColour("the photo has colours already: only grey, sepia and toned ones are coloured")
    hints: list[Hint] = []
    given = step.inputs.get("hints")
    if given is not None:
        hints = read_hints(given) if isinstance(given, Path) else as_hints(given)
        check_hints(hints, photo.width, photo.height, str(given) if isinstance(given, Path) else "hints")
    reference = step.inputs.get("reference")
    if reference is None:
        return hints
    return hints + suggest_hints(photo, _regions_of(reference), beside=hints)


def _regions_of(given: Path | NDArray[Any]) -> Regions:
    """Give the regions of a reference, which is read once for all photos."""
    if isinstance(given, Path):
        check_picture(given)
        return _read_regions(given)
    try:
        return regions_to_lend(Photo.of_array(given), "the reference")
    except ValueError as error:
        raise InputError(f"the reference: {error}") from None


@once_a_version(1)
def _read_regions(path: Path) -> Regions:
    return regions_to_lend(read_photo(path, most_megapixels=float("inf")), str(path))


def regions_to_lend(photo: Photo, name: str) -> Regions:
    """Find the regions of a reference; InputError, by its name, for one without colours to lend."""
    if is_monochrome(photo):
        raise InputError(f"{name}: has one tone only, expected a picture with colours to lend")
    return find_regions(photo)


def _tell_chroma(engine: Engine, seen: _Seen, hints: Sequence[Hint] = (), variation: int = 0) -> Floats:
    """Tell the chroma, a*/110 and b*/110 ``(h, w, 2)``, of what is seen, right where there are hints."""
    told = _ask(engine, seen, variation)
    if not hints:
        return told.chroma
    places = places_of(hints, seen.photo_size, seen.lightness.shape)
    truth = chroma_of(np.array([rgb for _x, _y, rgb in hints], np.float32)[None])[0]
    return krige(told, places, truth)


def _ask(engine: Engine, seen: _Seen, variation: int) -> Prediction:
    """Ask the network for what it tells of a picture, means with the mirror image's."""
    contract, size = CONTRACTS[engine.card.contract], seen.lightness.shape
    margins = [(0, round_up(side, engine.card.multiple) - side) for side in size]
    lightness = np.pad(seen.lightness, margins, mode="symmetric")[..., None]
    code = draw_code(variation, contract.inputs[1])
    code = np.broadcast_to(code, (*lightness.shape[:2], len(code)))
    told = engine.run(lightness, code) + engine.run(lightness[:, ::-1], code)[:, ::-1]
    ends = np.cumsum(contract.outputs)[:-1]
    chroma, *others = np.split(np.float32(0.5) * told[: size[0], : size[1]], ends, axis=2)
    likeness, deviation, modes = others
    return Prediction(chroma, likeness, deviation, modes, seen.lightness[..., None])


def draw_code(variation: int, count: int) -> Floats:
    """Give the code of a variation: 0 is nothing but zeros, the others are normal and far from one another.

    They are a Kronecker sequence in the powers of the generalised golden ratio (Roberts 2018), carried to
    the normal distribution.
    """
    if variation == 0:
        return np.zeros(count, np.float32)
    ratio = 2.0
    for _ in range(64):
        ratio = (1 + ratio) ** (1 / (count + 1))
    places = [(0.5 + variation * ratio ** -(at + 1)) % 1 for at in range(count)]
    return np.array([NormalDist().inv_cdf(place or 0.5) for place in places], np.float32)


def _coloured(photo: Photo, seen: _Seen, chroma: Floats, strength: float, tick: Tick) -> Photo:
    """Give a photo of its own lightness and the chroma ``(h, w, 2)`` told for it."""
    full = Guided(seen.lightness, chroma, seen.photo_size)
    samples = np.empty((photo.height, photo.width, 3), photo.samples.dtype)
    for rows in photo.strips():
        tick(rows.start, photo.height)
        box = photo.across(rows)
        own = photo.pixels(box)
        lightness = lightness_of(own)
        coloured = from_lab(lightness, full.rows(rows, lightness))
        mixed = _samples(photo, box, _mixed(own, lightness, coloured, strength))
        samples[rows] = with_marks(photo.samples[rows], mixed)
    tick(photo.height, photo.height)
    metadata = photo.metadata
    if photo.is_grey and metadata.icc is not None:
        metadata = replace(metadata, icc=srgb_profile())
    return replace(photo, samples=samples, metadata=metadata)


def _mixed(own: Floats, lightness: Floats, coloured: Floats, strength: float) -> Floats:
    """Mix the chroma of ``own`` pixels ``(H, W, 1|3)`` and ``coloured`` ones, all of one ``lightness``."""
    if strength in (0, 1):
        return coloured if strength else own
    chroma = np.float32(strength) * chroma_of(coloured)
    if own.shape[2] == 3:
        chroma += np.float32(1 - strength) * chroma_of(own)
    return from_lab(lightness, chroma)


def _samples(photo: Photo, box: Box, pixels: Floats) -> Samples:
    return from_float(pixels, photo.samples.dtype) if photo.is_grey else photo.samples_for(pixels, box)
