"""Previews: how parts of a photo will look, told from those parts alone while the whole is to be restored.

They begin with the picture on the screen, halved as it is seen, and are of its depth: they are looked
at and never saved. Only the worker imports this, as it loads all that is heavy.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

import restorer
from gui.mask import Mask
from gui.settings import Setting, Settings
from gui.wishes import Previewed, Restore
from gui.work.layers import Layers
from gui.work.mask_images import halve
from gui.work.picture import Picture
from gui.work.render import draw_photo
from gui.work.stages import Stages
from gui.work.visible_region import Corners, grown

_MARGIN = 16
"""So many pixels about a part are looked at with it: most of what its networks use of them."""
_OF_WHOLE = ("tone", "colorize")
"""Steps that look at the whole photo, wherever they are done."""


def previews(
    stages: Stages, library: restorer.Library, wish: Restore, tick: restorer.Tick
) -> Iterator[Previewed]:
    """Give what of a photo is to be seen first, the most looked at first of all; nothing where that fails."""
    if wish.region is None:
        return
    photo, picture, settings = stages.done_of(wish.photo, wish.settings)
    parts = _Parts(stages, library, photo, picture, lambda _done, _total: tick(0, 1))
    halvings = min(wish.region.halvings, len(picture.levels) - 1)
    image = picture.levels[halvings]
    for box in wish.region.boxes(halvings, image.width(), image.height()):
        try:
            part, lacks_colour = parts.restore(settings, halvings, box)
        except restorer.Cancelled:
            raise
        except restorer.RestorerError:
            continue  # the whole will tell why
        left, top, right, bottom = (side * 2**halvings for side in box)
        yield Previewed(wish.settings, (left, top, right, bottom), draw_photo(part), lacks_colour)


class _Parts:
    """A photo of which parts are restored."""

    def __init__(
        self,
        stages: Stages,
        library: restorer.Library,
        photo: restorer.Photo,
        picture: Picture,
        tick: restorer.Tick,
    ) -> None:
        self._stages, self._library = stages, library
        self._photo, self._picture, self._layers = photo, picture, Layers.of(photo, picture)
        self._tick = tick
        self._small: restorer.Photo | None = None

    def restore(self, settings: Settings, halvings: int, box: Corners) -> tuple[restorer.Photo, bool]:
        """Do the steps to a ``box`` of the photo halved so often; gives also whether it lacks its colours."""
        image = self._picture.levels[halvings]
        whole = 0, 0, image.width(), image.height()
        read = grown(box, _MARGIN, *whole[2:])
        if read == whole:
            part = _cut(self._restore(settings, halvings, read), read, box)
            return self._layers.seen_through(part, halvings, box), False
        near = tuple(setting for setting in settings if setting.task not in _OF_WHOLE)
        part = _cut(self._restore(near, halvings, read), read, box)
        for setting in (each for each in settings if each.task == "tone"):
            part = self._with_tone(part, near, setting)
        lacks_colour = any(setting.task == "colorize" for setting in settings)
        return self._layers.seen_through(part, halvings, box), lacks_colour

    def _restore(self, settings: Settings, halvings: int, box: Corners) -> restorer.Photo:
        part = self._layers.part(halvings, box)
        with tempfile.TemporaryDirectory() as folder:
            placed = tuple(self._placed(setting, halvings, box, Path(folder)) for setting in settings)
            return Stages(self._library).restore(part, placed, self._tick).result[0]

    def _placed(self, setting: Setting, halvings: int, box: Corners, folder: Path) -> Setting:
        """Give a setting for a part alone."""
        setting, origin = setting.placed(box[:2], 2**-halvings), setting.mask.origin
        if not isinstance(origin, Path):
            return setting
        left, top, right, bottom = box
        levels = self._stages.draw_origin(self._photo, origin, self._tick)
        for _ in range(halvings):
            levels = halve(levels)
        levels = levels[top:bottom, left:right]
        path = folder / "mask.png"
        restorer.write_photo(restorer.Photo(np.ascontiguousarray(levels[..., None])), path)
        return replace(setting, mask=Mask(path, setting.mask.strokes))

    def _with_tone(self, part: restorer.Photo, near: Settings, setting: Setting) -> restorer.Photo:
        """Correct the tone of a part as is right for the whole, which is told from it made small."""
        if self._small is None:
            last = len(self._picture.levels) - 1
            image = self._picture.levels[last]
            self._small = self._restore(near, last, (0, 0, image.width(), image.height()))
        measured, controls = self._small.samples, setting.controls
        samples = restorer.correct_tone(
            part.samples, strength=setting.strength, measured=measured, **controls
        )
        return part.with_samples(samples)


def _cut(part: restorer.Photo, read: Corners, box: Corners) -> restorer.Photo:
    """Give a part without its margin."""
    (left, top, right, bottom), (beside, above, _, _) = box, read
    shown = part.samples[top - above : bottom - above, left - beside : right - beside]
    return restorer.Photo(np.ascontiguousarray(shown))
