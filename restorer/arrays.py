"""What is done to photos, for pictures held in arrays: the public array functions."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.networks.engine import Engine
from restorer.networks.library import Library
from restorer.photo import Photo
from restorer.pipeline import restore
from restorer.pixels.hints import Hint, as_hints, hint_rows
from restorer.pixels.reference import suggest_hints
from restorer.pixels.samples import Floats, Samples
from restorer.progress import Tick, no_tick
from restorer.recipe import Recipe, Step
from restorer.tasks.colorize import regions_to_lend
from restorer.tasks.damage import map_damage
from restorer.tasks.level import sigma_of
from restorer.tasks.tone import correct_photo, measure_tone

_log = logging.getLogger("restorer")


def denoise(
    pixels: Samples,
    sigma: float | None = None,
    *,
    strength: float = 1.0,
    luminance: float = 1.0,
    chroma: float = 1.0,
    model: str | None = None,
    device: str = "auto",
    tick: Tick | None = None,
) -> Samples:
    """Remove noise from a picture held in an array.

    ``pixels`` is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32 (nominally 0..1;
    noise beyond is not clipped), uint8 or uint16; shape and dtype come back. ``sigma`` is the
    noise's standard deviation on the 0..1 scale (25/255, say), ``None`` to tell it from the picture,
    region by region; at 0 there is none, and the picture comes back as it is. ``strength`` 0..1 blends
    with the input, ``luminance`` and ``chroma`` 0..1 brightness and colour apart (see
    :func:`restorer.blend`); ``model`` is a name from :func:`restorer.list_models`; ``tick`` is told of
    progress and may cancel. Raises ValueError for pixels or a sigma that are not as said here, RecipeError
    for such a strength, luminance or chroma, another RestorerError when the model or the device fails.
    """
    photo = Photo.of_array(pixels)
    if sigma is not None and not 0 <= sigma <= 1:
        raise ValueError(f"sigma is {sigma:g}, expected 0..1; for 8-bit levels pass sigma/255")
    controls = {"luminance": float(luminance), "chroma": float(chroma)}
    if sigma is not None:
        controls["sigma"] = float(sigma) * 255
    step = Step("denoise", model=model, strength=strength, controls=controls)
    restored = restore(photo, Recipe((step,)), device=device, tick=tick, history=False)
    return _array_like(pixels, restored)


def inpaint(
    pixels: Samples,
    mask: NDArray[Any],
    *,
    model: str | None = None,
    device: str = "auto",
    tick: Tick | None = None,
) -> Samples:
    """Fill a hole in a picture held in an array; outside it every sample comes back as it was.

    ``pixels`` is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32 0..1, uint8 or
    uint16; shape and dtype come back. ``mask`` is ``(H, W)``: bool, or 0..1 in float (of uint8 and
    uint16 their white is 1); 1 is filled, between the two is a mixture. An empty mask changes
    nothing. ``model`` is a name from :func:`restorer.list_models`; ``tick`` is told of progress and
    may cancel. Raises ValueError for pixels that are not as said here, InputError for such a mask
    and for one that covers all, RestorerError for what goes wrong with the model or the device.
    """
    photo = Photo.of_array(pixels)
    step = Step("inpaint", model=model, inputs={"mask": np.asarray(mask)})
    filled = restore(photo, Recipe((step,)), device=device, tick=tick, say=_say_nothing, history=False)
    return _array_like(pixels, filled)


def colorize(
    pixels: Samples,
    hints: Iterable[Hint] = (),
    *,
    variation: int = 0,
    saturation: float = 1.0,
    reference: Samples | Photo | None = None,
    model: str | None = None,
    device: str = "auto",
    tick: Tick | None = None,
) -> Samples:
    """Colour a picture held in an array.

    ``pixels`` is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32 0..1, uint8 or
    uint16; of one in colour the lightness is taken. The result is ``(H, W, 3)`` of its dtype, with its
    lightness. ``hints`` are ``(x, y, (r, g, b))``, in pixels and sRGB 0..1; ``variation`` 1 to 1000
    gives other plausible colourings, the same ones each time; ``saturation`` 0..2 scales the chroma;
    ``reference``, a photo or an array like ``pixels``, ``(H, W, 3)``, lends its colours, but for those of
    what is transparent. ``model`` is a name from :func:`restorer.list_models`; ``tick`` is told of progress
    and may cancel. Raises ValueError for pixels that are not as said here, InputError for such hints and
    references, RecipeError for such a variation or saturation, another RestorerError when the model or the
    device fails.
    """
    photo = Photo.of_array(pixels)
    controls = {"variation": float(variation), "saturation": float(saturation), "force": 1.0}
    rows, inputs = hint_rows(list(hints)), {}
    if isinstance(reference, Photo):
        lent = suggest_hints(photo, regions_to_lend(reference, "the reference"), beside=as_hints(rows))
        rows = np.concatenate([rows, hint_rows(lent)])
    elif reference is not None:
        inputs["reference"] = reference
    if len(rows):
        inputs["hints"] = rows
    step = Step("colorize", model=model, controls=controls, inputs=inputs)
    return restore(photo, Recipe((step,)), device=device, tick=tick, history=False).samples


def correct_tone(
    pixels: Samples,
    *,
    strength: float = 1.0,
    contrast: float = 1.0,
    cast: float = 1.0,
    measured: Samples | None = None,
) -> Samples:
    """Put fading, yellowing and colour casts of a picture right.

    ``pixels`` is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32 0..1, uint8 or
    uint16; shape and dtype come back. ``strength`` 0..1 blends with the input, which is exact at
    0; ``contrast`` and ``cast`` 0..1 are how much of each is corrected. ``measured`` is the picture
    that tells what is to be corrected where ``pixels`` are a part of it, of as many channels. Raises
    ValueError for pixels that are not as said here, RecipeError for such a strength, contrast or cast.
    """
    step = Step("tone", strength=strength, controls={"contrast": contrast, "cast": cast})
    photo, whole = (Photo.of_array(each) for each in (pixels, pixels if measured is None else measured))
    if photo.is_grey != whole.is_grey:
        raise ValueError("measured has other channels than pixels, expected as many")
    return _array_like(pixels, correct_photo(photo, step, measure_tone(whole)))


def find_damage(
    picture: Samples | Photo,
    *,
    model: str | None = None,
    device: str = "auto",
    library: Library | None = None,
    tick: Tick | None = None,
) -> Floats:
    """Tell how likely each pixel of a picture is damaged: ``(H, W)`` float32, 0..1, judged by islands.

    The picture is a photo, or an array ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32
    0..1, uint8 or uint16. ``model`` is a name from :func:`restorer.list_models`, ``library`` one that
    keeps the models it has opened; ``tick`` is told of progress and may cancel. Raises ValueError for
    what is not as said here, RestorerError for what goes wrong with the model or the device.
    """
    photo = picture if isinstance(picture, Photo) else Photo.of_array(picture)

    def find(engines: Mapping[str, Engine]) -> Floats:
        return map_damage(photo, engines["damage"], tick or no_tick)

    return (library or Library()).run({"damage": model}, find, _log.warning, device)


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
    photo = picture if isinstance(picture, Photo) else Photo.of_array(picture)

    def tell(engines: Mapping[str, Engine]) -> float:
        return sigma_of(photo, engines["level"])

    return (library or Library()).run({"level": None}, tell, _log.warning, device)


def _array_like(pixels: Samples, photo: Photo) -> Samples:
    """Give a photo's samples as an array of the shape of ``pixels``, and never as those themselves."""
    samples = photo.samples
    return (samples.copy() if np.may_share_memory(samples, pixels) else samples).reshape(pixels.shape)


def _say_nothing(_line: str) -> None:
    pass
