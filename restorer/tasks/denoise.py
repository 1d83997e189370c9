"""Noise out: of an array, of a photo."""

from collections.abc import Mapping

import numpy as np

from restorer.engine import Engine
from restorer.errors import RecipeError, Tick, no_tick
from restorer.noise import estimate_sigma
from restorer.photo import Floats, Photo, Samples, blend
from restorer.recipe import Step
from restorer.tiled import run_tiled
from restorer.tiles import Box

MOST_SIGMA_255 = 55.0
"""The noise networks of denoise-v1 are trained for; a stronger one is met by scaling it down."""


def denoise(
    pixels: Samples,
    sigma: float | None = None,
    *,
    strength: float = 1.0,
    model: str | None = None,
    device: str = "auto",
    tick: Tick | None = None,
) -> Samples:
    """Remove noise from a picture held in an array.

    ``pixels`` is ``(H, W)``, ``(H, W, 1)`` or ``(H, W, 3)``, sRGB-encoded: float32 (nominally 0..1;
    noise beyond is not clipped), uint8 or uint16; shape and dtype come back. ``sigma`` is the
    noise's standard deviation on the 0..1 scale (25/255, say), ``None`` to estimate it.
    ``strength`` 0..1 blends with the input; ``model`` is a name from :func:`restorer.list_models`;
    ``tick`` is told of progress and may cancel. Raises ValueError for what is not as said here,
    RestorerError for what goes wrong with the model or the device.
    """
    from restorer.pipeline import restore
    from restorer.recipe import Recipe

    check_pixels(pixels)
    if sigma is not None and not 0 <= sigma <= 1:
        raise ValueError(f"sigma is {sigma:g}, expected 0..1; for 8-bit levels pass sigma/255")
    if not 0 <= strength <= 1:
        raise ValueError(f"strength is {strength:g}, expected 0..1")
    controls = {} if sigma is None else {"sigma": float(sigma) * 255}
    step = Step("denoise", model=model, strength=strength, controls=controls)
    photo = Photo(pixels.reshape(*pixels.shape[:2], -1))
    return restore(photo, Recipe((step,)), device=device, tick=tick, history=False).samples.reshape(
        pixels.shape
    )


def check_pixels(pixels: Samples) -> None:
    """Raise ValueError for an array that is not a picture as the array functions take it."""
    good_shape = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (1, 3))
    if not good_shape or 0 in pixels.shape:
        raise ValueError(f"pixels of shape {pixels.shape}, expected (H, W), (H, W, 1) or (H, W, 3)")
    if pixels.dtype not in (np.float32, np.uint8, np.uint16):
        raise ValueError(f"pixels of {pixels.dtype}, expected float32, uint8 or uint16")
    if pixels.dtype == np.float32 and not np.isfinite(pixels).all():
        raise ValueError("pixels that are not finite numbers")


def denoise_photo(photo: Photo, step: Step, engines: Mapping[str, Engine], tick: Tick = no_tick) -> Photo:
    """Remove noise from a photo, blended by the step's strength; alpha and metadata stay.

    The control ``sigma`` is the noise in 8-bit levels; left out, it is estimated. Raises
    RecipeError for another control or a level that cannot be.
    """
    sigma = _sigma(photo, step)
    scale = np.float32(min(1.0, MOST_SIGMA_255 / 255 / sigma) if sigma else 1.0)
    restored = np.empty_like(photo.samples)

    def read(box: Box) -> tuple[Floats, ...]:
        noisy = photo.pixels(box) * scale
        plane = np.full((*noisy.shape[:2], 1), sigma * scale, np.float32)
        return (noisy.repeat(3, axis=2) if photo.is_grey else noisy), plane

    def write(box: Box, clean: Floats) -> None:
        answer = _mean(clean) if photo.is_grey else clean
        full = photo.samples_for(answer / scale, box)
        restored[box.slices] = blend(photo.samples[box.slices], full, step.strength)

    run_tiled(engines["denoise"], photo.samples.shape[:2], read, write, tick=tick)
    return photo.with_samples(restored)


def _mean(clean: Floats) -> Floats:
    """Make one channel of three; where they are equal it is exactly theirs."""
    return clean.mean(axis=2, keepdims=True, dtype=np.float64).astype(np.float32)


def _sigma(photo: Photo, step: Step) -> float:
    """Give the noise level on the 0..1 scale: the step's, else the photo's own."""
    if unknown := sorted(set(step.controls) - {"sigma"}):
        raise RecipeError(f"denoise has no control {', '.join(unknown)}; known: sigma")
    if "sigma" not in step.controls:
        return estimate_sigma(photo)
    level = step.controls["sigma"]
    if not 0 <= level <= 255:
        raise RecipeError(f"control sigma is {level:g}, expected 0 to 255 (8-bit levels)")
    return level / 255
