"""The worker: carries out wishes. Only its process imports this, as it loads all that is heavy."""

import dataclasses

import restorer
from gui.blocks import share_photo
from gui.images import draw_photo
from gui.recipes import found_in, recipe_of
from gui.stages import Stages, step_of
from gui.wishes import (
    Answer,
    Found,
    Open,
    Opened,
    ReadRecipe,
    Restore,
    Restored,
    Save,
    Saved,
    Wish,
    WriteRecipe,
    Written,
)


class Worker:
    """Carries out one wish after the other and keeps the models it has opened."""

    def __init__(self) -> None:
        self._library = restorer.Library()
        self._stages = Stages(self._library)

    def carry_out(self, wish: Wish, tick: restorer.Tick) -> Answer:
        """Do what is wished for; errors of ``restorer`` pass through."""
        match wish:
            case Open():
                return self._open(wish)
            case Restore():
                return self._restore(wish, tick)
            case Save():
                return self._save(wish)
            case ReadRecipe():
                return Found(*found_in(restorer.find_recipe(str(wish.path))))
            case WriteRecipe():
                restorer.write_recipe(recipe_of(wish.settings), wish.path, overwrite=True)
                return Written()

    def _open(self, wish: Open) -> Opened:
        photo = share_photo(restorer.read_photo(wish.path))
        picture = draw_photo(photo)
        self._stages.open(photo, picture)
        noise = restorer.estimate_sigma(photo, library=self._library) * 255
        return Opened(wish.path, photo, picture, noise)

    def _restore(self, wish: Restore, tick: restorer.Tick) -> Restored:
        notices: list[str] = []
        chain = self._stages.restore(wish.photo, wish.settings, tick, notices.append)
        photo, picture = chain.result
        devices = self._stages.devices(wish.settings)
        return Restored(wish.settings, chain.stages, photo, picture, devices, tuple(notices))

    def _save(self, wish: Save) -> Saved:
        """Write the photo as it is restored now; what is still to be done is done before."""
        chain = self._stages.restore(wish.photo, wish.settings, _no_tick, _say_nothing)
        photo, _picture = chain.result
        metadata = photo.metadata
        for stage in chain.stages:
            if stage.full.samples is not stage.before.samples:
                step = step_of(stage.setting)
                metadata = restorer.note_step(metadata, step, self._library.cards(step))
        result = dataclasses.replace(photo, metadata=metadata)
        return Saved(restorer.write_photo(result, wish.path, overwrite=True).notices)


def _no_tick(_done: int, _total: int) -> None:
    """Go on: saving is never stopped."""


def _say_nothing(_line: str) -> None:
    """Keep what was said when the result was first shown."""
