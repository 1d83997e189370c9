"""The worker: carries out wishes. Only its thread imports this, as it loads all that is heavy."""

import dataclasses

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
                return self._save(wish)

    def _denoise(self, wish: Denoise, tick: restorer.Tick) -> Denoised:
        recipe = restorer.Recipe((_step(wish.level),))
        notices: list[str] = []
        photo = restorer.restore(
            wish.photo, recipe, library=self._library, tick=tick, say=notices.append, history=False
        )
        device = self._library.open(None, "denoise", "auto").device
        return Denoised(photo, images.draw_photo(photo), wish.level, device, tuple(notices))

    def _save(self, wish: Save) -> Saved:
        samples = np.empty_like(wish.photo.samples)
        for top in range(0, wish.photo.height, _BAND_ROWS):
            rows = slice(top, top + _BAND_ROWS)
            samples[rows] = restorer.blend(
                wish.photo.samples[rows], wish.denoised.samples[rows], wish.strength
            )
        step = _step(wish.level, wish.strength)
        metadata = restorer.note_step(wish.photo.metadata, step, self._library.cards(step))
        result = dataclasses.replace(wish.photo, samples=samples, metadata=metadata)
        return Saved(restorer.write_photo(result, wish.path, overwrite=True).notices)


def _step(level: float | None, strength: float = 1.0) -> restorer.Step:
    controls = {} if level is None else {"sigma": level}
    return restorer.Step("denoise", strength=strength, controls=controls)


def _open(wish: Open) -> Opened:
    photo = restorer.read_photo(wish.path)
    return Opened(wish.path, photo, images.draw_photo(photo), restorer.estimate_sigma(photo) * 255)
