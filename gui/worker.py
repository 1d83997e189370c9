"""The worker: carries out wishes. Only its thread imports this, as it loads all that is heavy."""

import numpy as np

import restorer
from gui import images
from gui.wishes import Answer, Denoise, Denoised, Open, Opened, Save, Saved, Wish

_BAND_ROWS = 256
"""Rows blended at once, so that a large photo is never held as float."""


class Worker:
    """Carries out one wish after the other and keeps the models it has opened."""

    def __init__(self) -> None:
        self._library = restorer.Library()

    def carry_out(self, wish: Wish, tick: restorer.Tick) -> Answer:
        """Do what is wished for; errors of ``restorer`` pass through."""
        match wish:
            case Open():
                return _open(wish)
            case Denoise():
                return self._denoise(wish, tick)
            case Save():
                return _save(wish)

    def _denoise(self, wish: Denoise, tick: restorer.Tick) -> Denoised:
        controls = {} if wish.level is None else {"sigma": wish.level}
        recipe = restorer.Recipe((restorer.Step("denoise", controls=controls),))
        notices: list[str] = []
        photo = restorer.restore(wish.photo, recipe, library=self._library, tick=tick, say=notices.append)
        device = self._library.open(None, "denoise", "auto").device
        return Denoised(photo, images.draw_photo(photo), wish.level, device, tuple(notices))


def _open(wish: Open) -> Opened:
    photo = restorer.read_photo(wish.path)
    return Opened(wish.path, photo, images.draw_photo(photo), restorer.estimate_sigma(photo.samples) * 255)


def _save(wish: Save) -> Saved:
    samples = np.empty_like(wish.photo.samples)
    for top in range(0, wish.photo.height, _BAND_ROWS):
        rows = slice(top, top + _BAND_ROWS)
        samples[rows] = restorer.blend(wish.photo.samples[rows], wish.denoised.samples[rows], wish.strength)
    return Saved(restorer.write_photo(wish.photo.with_samples(samples), wish.path, overwrite=True))
