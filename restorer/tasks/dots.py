"""Dots: black and white ones all over a photo, which networks of noise do not know, taken out before."""

from dataclasses import replace

from restorer.photo import Photo
from restorer.pixels.impulses import find_impulses, remove_impulses
from restorer.progress import Tick, no_tick


def without_dots(photo: Photo, tick: Tick = no_tick) -> Photo:
    """Give a photo with its black and white dots taken out, and a notice that says of how many pixels.

    One where it is not beyond doubt that there are any comes back as it is. ``tick`` may cancel.
    """
    dots = find_impulses(photo.samples)
    if dots is None:
        return photo
    samples, share = remove_impulses(photo.samples, dots, tick)
    told = f"black and white dots were taken out: {100 * share:.2g} % of the pixels"
    return replace(photo, samples=samples, notices=(*photo.notices, told))
