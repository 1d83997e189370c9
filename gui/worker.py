"""The worker: carries out wishes. Only its thread imports this, as it loads all that is heavy."""

import tempfile
from pathlib import Path

import restorer
from gui import export
from gui.images import draw_photo, plain_pixels
from gui.recipes import found_in, recipe_of
from gui.settings import Settings, chosen
from gui.stages import Stages
from gui.wishes import (
    Answer,
    Copied,
    Copy,
    Estimate,
    Found,
    Lend,
    Lent,
    Open,
    Opened,
    Paste,
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
                return self._open(wish.path, wish.path)
            case Paste():
                return self._paste(wish)
            case Restore():
                return self._restore(wish, tick)
            case Save() | Lend() | Estimate() | Copy():
                return self._hand_out(wish)
            case ReadRecipe():
                return Found(*found_in(restorer.find_recipe(str(wish.path))))
            case WriteRecipe():
                restorer.write_recipe(recipe_of(wish.settings), wish.path, overwrite=True)
                return Written()

    def _open(self, file: Path, path: Path | None) -> Opened:
        photo = restorer.read_photo(file)
        picture = draw_photo(photo)
        self._stages.open(photo, picture)
        noise = restorer.estimate_sigma(photo, library=self._library) * 255
        return Opened(path, photo, picture, noise)

    def _paste(self, wish: Paste) -> Opened:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "pasted")
            file.write_bytes(wish.content)
            return self._open(file, None)

    def _restore(self, wish: Restore, tick: restorer.Tick) -> Restored:
        notices: list[str] = []
        chain = self._stages.restore(wish.photo, wish.settings, tick, notices.append)
        photo, picture = chain.result
        devices = self._stages.devices(wish.settings)
        return Restored(wish.settings, chain.stages, photo, picture, devices, tuple(notices))

    def _hand_out(self, wish: Save | Lend | Estimate | Copy) -> Answer:
        match wish:
            case Save():
                return self._save(wish)
            case Lend():
                self._save(wish)
                return Lent()
            case Estimate():
                result = self._result(wish.photo, wish.settings)
                return export.estimate(wish.photo, result, wish.format, wish.saving)
            case Copy():
                photo = self._result(wish.photo, wish.settings)
                return Copied(photo.width, photo.height, plain_pixels(photo).tobytes())

    def _save(self, wish: Save | Lend) -> Saved:
        """Write the photo as it is restored now; what is still to be done is done before."""
        deep = export.deepened(wish.photo, wish.path, wish.saving)
        stages = self._stages if deep is wish.photo else Stages(self._library)
        chain = stages.restore(deep, wish.settings, _no_tick, _say_nothing)
        result = export.noted(chain, self._library) if wish.saving.history else chain.result[0]
        receipt = restorer.write_photo(result, wish.path, saving=wish.saving, overwrite=True)
        return Saved(receipt.notices, export.words_of(receipt, wish.path, wish.saving))

    def _result(self, photo: restorer.Photo, settings: Settings) -> restorer.Photo:
        """Give the photo as it is restored now; what was done is kept where nothing is to be done."""
        if not chosen(settings):
            return photo
        return self._stages.restore(photo, settings, _no_tick, _say_nothing).result[0]


def _no_tick(_done: int, _total: int) -> None:
    """Go on: saving is never stopped."""


def _say_nothing(_line: str) -> None:
    """Keep what was said when the result was first shown."""
