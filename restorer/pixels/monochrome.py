"""Whether a photo has colours of its own, or is grey, sepia or toned: what is as light has the same tone."""

import numpy as np

from restorer.photo import Photo
from restorer.pixels.lab import CHROMA, chroma_of, lightness_of
from restorer.pixels.resampling import resample
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box

MOST_OWN_CHROMA = 9.0
"""What dirt, JPEG and a scanner's noise may add to the one tone; of 100 photos in colour one is below."""
_SIDE, _PERCENTILE = 160, 99
_TONES, _PLACES = 32, 64
"""So many tones are told apart, by so many places each at least."""


def is_monochrome(photo: Photo) -> bool:
    """Tell whether a photo is grey, sepia or toned, as far as can be seen away from its borders.

    What its alpha hides wholly does not count; of nothing seen it is true.
    """
    return photo.is_grey or own_chroma(photo) <= MOST_OWN_CHROMA


def own_chroma(photo: Photo) -> float:
    """Give the chroma (of a* and b*) by which hardly any place departs from what else is as light."""
    pixels = _small(photo).clip(0, 1)
    if not len(pixels):
        return 0.0
    lightness, chroma = lightness_of(pixels), chroma_of(pixels)
    own = beyond_one_tone(lightness, chroma)
    own = own[np.argsort(lightness, kind="stable")]
    tones = np.array_split(own, min(_TONES, 1 + len(own) // _PLACES))
    departures = [np.linalg.norm(tone - np.median(tone, axis=0), axis=1) for tone in tones]
    return float(np.percentile(np.concatenate(departures), _PERCENTILE)) * CHROMA


def beyond_one_tone(lightness: Floats, colours: Floats) -> Floats:
    """Give by what colours ``(N, C)`` depart from those of one tone: quadratic in the lightness ``(N,)``."""
    powers = np.stack([np.ones_like(lightness), lightness, lightness**2], axis=1)
    return (colours - powers @ np.linalg.lstsq(powers, colours)[0]).astype(np.float32)


def _small(photo: Photo) -> Floats:
    """Give what is seen of a photo without its borders, ``(N, 3)``.

    It is made smaller, to at most 160 pixels a side: noise is averaged out.
    """
    inner = photo.inner
    height, width = (min(side, _SIDE) for side in (inner.height, inner.width))

    def read(rows: slice) -> Floats:
        box = Box(inner.top + rows.start, inner.left, inner.top + rows.stop, inner.right)
        pixels = photo.pixels(box)
        if photo.alpha is None:
            return pixels
        shown = (photo.alpha[box.slices] > 0)[..., None]
        return np.concatenate([pixels * shown, shown], axis=2, dtype=np.float32)

    small = resample(read, (inner.height, inner.width), (height, width)).reshape(height * width, -1)
    if photo.alpha is None:
        return small
    seen = small[small[:, 3] > 0]
    return seen[:, :3] / seen[:, 3:]
