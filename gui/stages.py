"""Stages: a photo restored step by step, each step's full answer kept, so that little is done twice.

Only the worker's thread imports this, as it loads all that is heavy.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

import restorer
from gui import texts
from gui.images import Picture, Samples, draw_photo
from gui.settings import Setting, Settings, chosen

_BAND_ROWS = 256
"""Rows blended at once, so that a large photo is never held as float."""
_BLENDED = ("luminance", "chroma")
"""Controls that, as the strength, are blended after the networks have answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A step done to ``before``: the networks' ``full`` answer, and ``after``, blended as it is set.

    Where nothing is blended ``after`` is ``full``. The pictures are those for the screen; the full one
    is at strength 1, with all else that is blended.
    """

    setting: Setting
    before: restorer.Photo
    full: restorer.Photo
    after: restorer.Photo
    before_picture: Picture
    full_picture: Picture
    after_picture: Picture


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The stages of a photo."""

    photo: restorer.Photo
    picture: Picture
    stages: tuple[Stage, ...] = ()

    @property
    def result(self) -> tuple[restorer.Photo, Picture]:
        """The photo after all stages, and its picture."""
        last = self.stages[-1] if self.stages else None
        return (last.after, last.after_picture) if last else (self.photo, self.picture)


class Stages:
    """Restores photos, one after the other; of the last one it keeps what was done."""

    def __init__(self, library: restorer.Library) -> None:
        self._library = library
        self._chain: Chain | None = None
        self._passed_over: list[Setting] = []

    def open(self, photo: restorer.Photo, picture: Picture) -> None:
        """Begin with another photo."""
        self._chain = Chain(photo, picture)
        self._passed_over = []

    def restore(
        self, photo: restorer.Photo, settings: Settings, tick: restorer.Tick, say: Callable[[str], None]
    ) -> Chain:
        """Give the chain of stages that are on; what of the last chain is the same is taken from it.

        Where it is cancelled or fails, the stages that are finished are kept for the next time.
        """
        if self._chain is None or self._chain.photo is not photo:
            self.open(photo, draw_photo(photo))
        assert self._chain
        steps, known = chosen(settings), self._chain.stages
        before, stages = (photo, self._chain.picture), list[Stage]()
        try:
            for at, setting in enumerate(steps):
                part = restorer.tick_of_part(tick, at, len(steps))
                old = next((stage for stage in known if stage.setting.task == setting.task), None)
                stage = self._stage(before, setting, old, part, say)
                if stage is not None:
                    stages.append(stage)
                    before = stage.after, stage.after_picture
        except restorer.RestorerError:
            stages += _others(known, stages)
            raise
        finally:
            self._chain = Chain(photo, self._chain.picture, tuple(stages))
        return self._chain

    def devices(self, settings: Settings) -> tuple[str, ...]:
        """Name the devices that the networks of the steps run on."""
        engines = [self._library.engines(step_of(setting)) for setting in chosen(settings)]
        return tuple(sorted({engine.device for step in engines for engine in step.values()}))

    def _stage(
        self,
        before: tuple[restorer.Photo, Picture],
        setting: Setting,
        old: Stage | None,
        tick: restorer.Tick,
        say: Callable[[str], None],
    ) -> Stage | None:
        """Do one step; ``None`` where there is nothing to do."""
        photo, picture = before
        if old and old.before is photo and old.setting == setting:
            return old
        if old and old.before is photo and _answers_alike(old.setting, setting):
            full = old.full
        else:
            recipe = restorer.Recipe((step_of(_unblended(setting)),))
            try:
                full = restorer.restore(
                    photo, recipe, library=self._library, tick=tick, say=say, history=False
                )
            except restorer.AlreadyInColour:
                self._pass_over(setting, say)
                return None
        full_picture = _full_picture(before, full, setting, old)
        after = _blended(photo, full, setting)
        after_picture = full_picture if setting.strength == 1 else draw_photo(after)
        return Stage(setting, photo, full, after, picture, full_picture, after_picture)

    def _pass_over(self, setting: Setting, say: Callable[[str], None]) -> None:
        """Say, once for a photo and a setting, that a step is passed over."""
        if setting not in self._passed_over:
            self._passed_over.append(setting)
            say(texts.IN_COLOUR)


def step_of(setting: Setting) -> restorer.Step:
    """Give the step of a recipe that a setting stands for."""
    return restorer.Step(setting.task, strength=setting.strength, controls=dict(setting.controls))


def _others(known: tuple[Stage, ...], stages: list[Stage]) -> list[Stage]:
    """Give the stages known of tasks that have none yet."""
    return [old for old in known if all(old.setting.task != stage.setting.task for stage in stages)]


def _unblended(setting: Setting) -> Setting:
    for name in _BLENDED:
        setting = setting.with_control(name, None) if setting.task == "denoise" else setting
    return setting.without_strength()


def _answers_alike(first: Setting, second: Setting) -> bool:
    return _unblended(first) == _unblended(second)


def _blended(before: restorer.Photo, full: restorer.Photo, setting: Setting) -> restorer.Photo:
    """Blend a step's answer as the library does when it does the whole step."""
    parts = {name: setting.controls.get(name, 1.0) for name in _BLENDED if setting.task == "denoise"}
    if setting.strength == 1 and all(part == 1 for part in parts.values()):
        return full
    samples = np.empty_like(full.samples)
    for top in range(0, full.height, _BAND_ROWS):
        rows = slice(top, top + _BAND_ROWS)
        original = _original(before, full, rows)
        samples[rows] = restorer.blend(original, full.samples[rows], setting.strength, **parts)
    return full.with_samples(samples)


def _original(before: restorer.Photo, full: restorer.Photo, rows: slice) -> Samples:
    """Give rows of the photo before a step as the answer has them: what was grey is in sRGB if coloured."""
    samples = before.samples[rows]
    if before.is_grey == full.is_grey:
        return samples
    grey = replace(before, samples=samples, alpha=None).pixels()
    return restorer.blend(full.samples[rows], grey.repeat(3, axis=2), 1.0)


def _full_picture(
    before: tuple[restorer.Photo, Picture], full: restorer.Photo, setting: Setting, old: Stage | None
) -> Picture:
    """Draw a step done at strength 1, unless it was drawn before."""
    photo, picture = before
    if full.samples is photo.samples:
        return picture
    if old and old.full is full and old.setting.without_strength() == setting.without_strength():
        return old.full_picture
    return draw_photo(_blended(photo, full, setting.without_strength()))
