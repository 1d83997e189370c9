"""The worker: carries out wishes. Only its process imports this, as it loads all that is heavy."""

import dataclasses
from pathlib import Path

import restorer
from gui.blocks import share_photo
from gui.images import draw_photo
from gui.mask_images import draw_mask
from gui.proposals import propose
from gui.recipes import found_in, write_settings
from gui.settings import Setting, setting_of
from gui.stages import Stages, step_of
from gui.wishes import (
    Answer,
    Found,
    MaskShown,
    Open,
    Opened,
    Propose,
    Proposed,
    ReadRecipe,
    Restore,
    Restored,
    Save,
    Saved,
    SaveMask,
    ShowMask,
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
        if not isinstance(wish, Open | ReadRecipe) and wish.photo:
            self._stages.begin(wish.photo)
        match wish:
            case Open():
                answer: Answer = self._open(wish)
            case Restore():
                answer = self._restore(wish, tick)
            case Save():
                answer = self._save(wish)
            case ShowMask():
                levels = self._stages.draw_origin(wish.photo, wish.origin, tick)
                answer = MaskShown(wish.origin, draw_mask(levels))
            case Propose():
                answer = Proposed(propose(self._stages, self._library, wish, tick))
            case SaveMask():
                self._save_mask(wish.photo, setting_of(wish.settings, "inpaint"), wish.path, tick)
                answer = Written()
            case ReadRecipe():
                answer = Found(*found_in(restorer.find_recipe(str(wish.path))))
            case WriteRecipe():
                answer = self._write_recipe(wish, tick)
        return answer

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

    def _save_mask(self, photo: restorer.Photo, setting: Setting, path: Path, tick: restorer.Tick) -> None:
        mask = self._stages.draw_mask(photo, setting, tick)
        restorer.write_photo(restorer.Photo(mask[..., None]), path, overwrite=True)

    def _write_recipe(self, wish: WriteRecipe, tick: restorer.Tick) -> Written:
        def save_mask(setting: Setting, path: Path) -> None:
            assert wish.photo
            self._save_mask(wish.photo, setting, path, tick)

        write_settings(wish.settings, wish.path, save_mask)
        return Written()


def _no_tick(_done: int, _total: int) -> None:
    """Go on: saving is never stopped."""


def _say_nothing(_line: str) -> None:
    """Keep what was said when the result was first shown."""
