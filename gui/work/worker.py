"""The worker: carries out wishes. Only its process imports this, as it loads all that is heavy."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import restorer
from gui.burst import burst_about
from gui.files.paths import mtime_ns
from gui.settings import Setting, Settings, chosen, setting_of
from gui.wishes import (
    Answer,
    Copied,
    Copy,
    Estimate,
    Found,
    Lend,
    MaskShown,
    Open,
    OpenBurst,
    Opened,
    Paste,
    Previewed,
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
from gui.work import export
from gui.work.blocks import share_photo
from gui.work.frames import check_model
from gui.work.mask_images import draw_mask
from gui.work.previews import previews
from gui.work.proposals import propose
from gui.work.recipes import found_in, write_settings
from gui.work.render import draw_photo, plain_pixels
from gui.work.stages import Stages
from gui.work.survey import survey


class Worker:
    """Carries out one wish after the other and keeps the models it has opened."""

    def __init__(self) -> None:
        self._library = restorer.Library()
        self._stages = Stages(self._library)
        self._previews: list[Previewed] = []

    def interrupt(self) -> None:
        """End what the networks are at: the wish that is carried out is not wanted any more."""
        self._library.interrupt()

    def carry_out(self, wish: Wish, tick: restorer.Tick, tell: Callable[[Answer], object]) -> Answer:  # noqa: C901, PLR0912 -- a case for each wish
        """Do what is wished for, ``tell`` what is there before that; errors of ``restorer`` pass through."""
        if not isinstance(wish, Open | OpenBurst | Paste | ReadRecipe) and wish.photo:
            self._stages.begin(wish.photo)
        match wish:
            case Open():
                opened = self._open(wish.path, wish.path, tick)
                answer: Answer = replace(opened, frames=wish.frames, burst=wish.burst)
            case OpenBurst():
                answer = self._open_burst(wish, tick)
            case Paste():
                answer = self._paste(wish, tick)
            case Restore():
                answer = self._restore(wish, tick, tell)
            case Save():
                answer = self._save(wish, _no_tick)
            case Lend():
                self._save(wish, tick)
                answer = Written()
            case Estimate():
                result = self._result(wish.photo, wish.settings, tick)
                answer = export.estimate(wish.photo, result, wish.format, wish.saving)
            case Copy():
                photo = self._result(wish.photo, wish.settings, tick)
                answer = Copied(photo.width, photo.height, plain_pixels(photo).tobytes())
            case ShowMask():
                levels = self._stages.draw_origin(wish.photo, wish.origin, tick)
                answer = MaskShown(wish.origin, draw_mask(levels), wish.stamp)
            case Propose():
                answer = Proposed(propose(self._stages, self._library, wish, tick))
            case ReadRecipe():
                answer = Found(*found_in(restorer.find_recipe(str(wish.path))))
            case WriteRecipe() | SaveMask():
                answer = self._write(wish, tick)
        return answer

    def _open(self, file: Path, path: Path | None, tick: restorer.Tick) -> Opened:
        stamp = mtime_ns(file)
        photo = share_photo(restorer.read_photo(file))
        tick(0, 1)
        picture = draw_photo(photo)
        tick(0, 1)
        self._stages.open(photo, picture)
        noise = restorer.estimate_sigma(photo, library=self._library) * 255
        return Opened(path, photo, picture, noise, stamp=stamp)

    def _open_burst(self, wish: OpenBurst, tick: restorer.Tick) -> Opened:
        check_model(self._library)
        found = survey(wish.paths, wish.reference, tick)
        opened = self._open(found.reference, found.reference, tick)
        burst = burst_about(found.reference, found.frames)
        return replace(opened, frames=found.frames, burst=burst, notices=found.notices)

    def _paste(self, wish: Paste, tick: restorer.Tick) -> Opened:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "pasted")
            file.write_bytes(wish.content)
            return self._open(file, None, tick)

    def _restore(self, wish: Restore, tick: restorer.Tick, tell: Callable[[Answer], object]) -> Restored:
        self._previews.clear()  # those before have crossed by now
        for preview in previews(self._stages, self._library, wish, tick):
            self._previews.append(preview)
            tell(preview)
        chain = self._stages.restore(wish.photo, wish.settings, tick)
        photo, picture = chain.result
        devices = self._stages.devices(wish.settings)
        return Restored(wish.settings, chain.stages, photo, picture, devices, chain.notices)

    def _save(self, wish: Save | Lend, tick: restorer.Tick) -> Saved:
        """Write the photo as it is restored now; what is still to be done is done before."""
        deep = export.deepened(wish.photo, wish.path, wish.saving)
        stages = self._stages if deep is wish.photo else Stages(self._library)
        chain = stages.restore(deep, wish.settings, tick)
        result = export.noted(chain, self._library) if wish.saving.history else chain.result[0]
        may_replace = isinstance(wish, Lend) or wish.replaces
        receipt = restorer.write_photo(result, wish.path, saving=wish.saving, overwrite=may_replace)
        return Saved(receipt.notices, export.words_of(receipt, wish.path, wish.saving))

    def _result(self, photo: restorer.Photo, settings: Settings, tick: restorer.Tick) -> restorer.Photo:
        """Give the photo as it is restored now; what was done is kept where nothing is to be done."""
        if not chosen(settings):
            return photo
        return self._stages.restore(photo, settings, tick).result[0]

    def _write(self, wish: WriteRecipe | SaveMask, tick: restorer.Tick) -> Written:
        def save_mask(setting: Setting, path: Path) -> None:
            assert wish.photo
            mask = self._stages.draw_mask(wish.photo, setting, tick)
            restorer.write_photo(restorer.Photo(mask[..., None]), path, overwrite=True)

        if isinstance(wish, SaveMask):
            save_mask(setting_of(wish.settings, "inpaint"), wish.path)
        else:
            write_settings(wish.settings, wish.path, save_mask)
        return Written()


def _no_tick(_done: int, _total: int) -> None:
    """Go on: saving is never stopped."""
