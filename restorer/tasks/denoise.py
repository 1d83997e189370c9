"""Noise out of a photo."""

from collections.abc import Mapping

import numpy as np

from restorer.networks.engine import Engine
from restorer.networks.tiled import run_tiled
from restorer.photo import Photo
from restorer.pixels.samples import Floats, Samples, as_colour, as_grey, blend, with_marks, without_marks
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick
from restorer.recipe import Step
from restorer.tasks.dots import without_dots
from restorer.tasks.level import find_noise, place_among_blocks
from restorer.tasks.noise import NoiseMap, scale_for, uniform_noise


def denoise_photo(photo: Photo, step: Step, engines: Mapping[str, Engine], tick: Tick = no_tick) -> Photo:
    """Remove noise from a photo, blended by the step's strength; alpha and metadata stay.

    The control ``sigma`` is the noise in 8-bit levels; left out, the network of the task level
    tells it by region. ``luminance`` and ``chroma`` 0..1 blend brightness and colour apart. Black and white
    dots are taken out first and whole (see :func:`without_dots`). A photo to which nothing is to be done
    comes back as it is.
    """
    if is_idle(step):
        return photo
    photo = without_dots(photo, tick)
    begin = place_among_blocks(photo)
    noise = noise_of(photo, step, engines, tick, begin=begin)
    scale = scale_for(noise.sigma)
    restored = np.empty_like(photo.samples)

    def read(box: Box) -> tuple[Floats, ...]:
        return as_colour(without_marks(photo.pixels(box)) * scale), noise.plane(box, scale)

    def write(box: Box, clean: Floats) -> None:
        answer = as_grey(clean) if photo.is_grey else clean
        full = photo.samples_for(answer / scale, box)
        restored[box.slices] = blend_noise(photo.samples[box.slices], full, step)

    run_tiled(engines["denoise"], photo.samples.shape[:2], read, write, tick=tick, begin=begin)
    return photo.with_samples(restored)


def is_idle(step: Step) -> bool:
    """Tell whether a step takes no noise out: there is none, or nothing of it is to go."""
    parts = step.control("luminance"), step.control("chroma")
    return not step.strength or not any(parts) or step.controls.get("sigma") == 0


def blend_noise(original: Samples, clean: Samples, step: Step) -> Samples:
    """Blend samples with clean ones as strongly as a step of denoising says; marks of missing data stay."""
    luminance, chroma = step.control("luminance"), step.control("chroma")
    clean = with_marks(original, clean)
    return blend(original, clean, step.strength, luminance=luminance, chroma=chroma)


def noise_of(
    photo: Photo,
    step: Step,
    engines: Mapping[str, Engine],
    tick: Tick,
    *,
    begin: tuple[int, int] | None = None,
) -> NoiseMap:
    """Give the noise as the step says, else as the photo tells; meanwhile nothing is done yet."""
    if "sigma" in step.controls:
        return uniform_noise(step.controls["sigma"] / 255)
    return find_noise(photo, engines["level"], lambda _done, _total: tick(0, 1), begin=begin)
