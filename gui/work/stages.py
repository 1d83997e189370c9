"""Stages: a photo restored step by step, each step's full answer kept, so that little is done twice.

The worker does the steps; the window gets the stages, the very same photos and pictures each time.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import restorer
from gui.mask import Origin
from gui.settings import Setting, Settings, chosen
from gui.words import texts
from gui.work.blending import answers_alike, blended, is_twofold, unblended
from gui.work.blocks import Samples, share_photo
from gui.work.frames import TASK, restore_among
from gui.work.mask_images import Levels, as_levels, draw_strokes
from gui.work.picture import Picture
from gui.work.render import draw_photo

_HALF = 0.5
"""What of a file's mask is at least so much there is widened."""
_NO_DAMAGE = "no damage was found: nothing was filled"
"""A line of the library's."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Stage:
    """A step done to ``before``: the networks' ``full`` answer, and ``after``, blended as it is set.

    It is blended with ``base``, which is ``before`` without its dots where the step takes these out; where
    nothing is blended ``after`` is ``full``. The pictures are those for the screen; the full one is at
    strength 1, with all else that is blended. ``notices`` were said of it.
    """

    setting: Setting
    before: restorer.Photo
    base: restorer.Photo
    full: restorer.Photo
    after: restorer.Photo
    base_picture: Picture
    full_picture: Picture
    after_picture: Picture
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The stages of a photo; ``passed_over`` says why a step is none of them."""

    photo: restorer.Photo
    picture: Picture
    stages: tuple[Stage, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def result(self) -> tuple[restorer.Photo, Picture]:
        """The photo after all stages, and its picture."""
        last = self.stages[-1] if self.stages else None
        return (last.after, last.after_picture) if last else (self.photo, self.picture)

    @property
    def notices(self) -> tuple[str, ...]:
        """What was said of its steps."""
        return (*(notice for stage in self.stages for notice in stage.notices), *self.passed_over)


class Stages:
    """Restores photos, one after the other; of the last one it keeps what was done."""

    def __init__(self, library: restorer.Library) -> None:
        self._library = library
        self._chain: Chain | None = None
        self._damage: tuple[restorer.Photo, Samples] | None = None

    def open(self, photo: restorer.Photo, picture: Picture) -> None:
        """Begin with another photo."""
        self._chain = Chain(photo, picture)
        self._damage = None

    def begin(self, photo: restorer.Photo) -> None:
        """Begin with a photo that another worker opened, unless it is the one we have."""
        if self._chain is None or self._chain.photo is not photo:
            self.open(photo, draw_photo(photo))

    def find_damage(self, photo: restorer.Photo, tick: restorer.Tick) -> Samples:
        """Tell how likely each pixel is damaged, ``(H, W)`` float32; of one photo it is found once."""
        if self._damage is None or self._damage[0] is not photo:
            self._damage = photo, restorer.find_damage(photo, library=self._library, tick=tick)
        return self._damage[1]

    def draw_origin(self, photo: restorer.Photo, origin: Origin | Path, tick: restorer.Tick) -> Levels:
        """Draw what a mask begins with, ``(H, W)`` uint8; of the damage found, how likely it is."""
        size = photo.height, photo.width
        if isinstance(origin, Path):
            return np.rint(restorer.read_mask(origin, size) * 255).astype(np.uint8)
        return (
            as_levels(self.find_damage(photo, tick)) if origin is Origin.FOUND else np.zeros(size, np.uint8)
        )

    def draw_mask(self, photo: restorer.Photo, setting: Setting, tick: restorer.Tick) -> Levels:
        """Draw the mask that a setting fills, ``(H, W)`` uint8."""
        origin = setting.mask.origin
        if origin is Origin.FOUND:
            sure, margin = setting.control("threshold"), setting.control("grow")
            levels = as_levels(restorer.mask_damage(self.find_damage(photo, tick), sure, margin))
        else:
            levels = _with_margin(self.draw_origin(photo, origin, tick), setting.control("grow"))
        return draw_strokes(levels, setting.mask.strokes)

    def done_of(self, photo: restorer.Photo, settings: Settings) -> tuple[restorer.Photo, Picture, Settings]:
        """Give a photo as far as it is done as it is set, its picture, and what is still to be done."""
        self.begin(photo)
        assert self._chain
        picture, left = self._chain.picture, chosen(settings)
        for stage in self._chain.stages:
            if not left or stage.before is not photo or stage.setting != left[0]:
                break
            photo, picture, left = stage.after, stage.after_picture, left[1:]
        return photo, picture, left

    def restore(self, photo: restorer.Photo, settings: Settings, tick: restorer.Tick) -> Chain:
        """Give the chain of stages that are on; what of the last chain is the same is taken from it.

        Where it is cancelled or fails, the stages that are finished are kept for the next time.
        """
        self.begin(photo)
        assert self._chain
        steps, known = chosen(settings), self._chain.stages
        before, stages, passed_over = (photo, self._chain.picture), list[Stage](), list[str]()
        parts = restorer.ticks_of_steps(tick, [setting.task for setting in steps])
        try:
            for setting, part in zip(steps, parts, strict=True):
                old = next((stage for stage in known if stage.setting.task == setting.task), None)
                try:
                    stage = self._stage(before, setting, old, part)
                except restorer.AlreadyInColour:
                    passed_over.append(texts.IN_COLOUR)
                    continue
                stages.append(stage)
                before = stage.after, stage.after_picture
        except restorer.RestorerError:
            stages += _others(known, stages)
            raise
        finally:
            self._chain = Chain(photo, self._chain.picture, tuple(stages), tuple(passed_over))
            self._forget_damage()
        return self._chain

    def _forget_damage(self) -> None:
        """Keep what was found of the photo, or of it after a stage, alone: it is large."""
        assert self._chain
        known = [self._chain.photo, *(stage.after for stage in self._chain.stages)]
        if self._damage and all(self._damage[0] is not photo for photo in known):
            self._damage = None

    def devices(self, settings: Settings) -> tuple[str, ...]:
        """Name the devices that the networks of the steps run on."""
        engines = [each for setting in chosen(settings) for each in engines_of(setting, self._library)]
        return tuple(sorted({engine.device for engine in engines}))

    def _stage(
        self,
        before: tuple[restorer.Photo, Picture],
        setting: Setting,
        old: Stage | None,
        tick: restorer.Tick,
    ) -> Stage:
        """Do one step; raises AlreadyInColour where colour has nothing to do."""
        photo, picture = before
        parts = [restorer.tick_of_part(tick, at, 2) for at in range(2)] if is_twofold(setting) else [tick]
        if old and old.before is photo and old.setting == setting:
            return old
        said: list[str] = []
        if old and old.before is photo and answers_alike(old.setting, setting):
            base, base_picture, full = old.base, old.base_picture, old.full
            said += old.notices
        else:
            full = share_photo(self._answer(photo, unblended(setting), parts[0], said.append))
            base = _base_of(photo, setting)
            base_picture = picture if base is photo else draw_photo(base)
        full_picture = _full_picture((base, base_picture), full, setting, old)
        if is_twofold(setting):
            after = share_photo(self._answer(photo, setting, parts[1], lambda _line: None))
        else:
            after = photo if step_of(setting).does_nothing else blended(base, full, setting)
        after_picture = full_picture if setting.strength == 1 else draw_photo(after)
        return Stage(
            setting, photo, base, full, after, base_picture, full_picture, after_picture, tuple(said)
        )

    def _answer(
        self, photo: restorer.Photo, setting: Setting, tick: restorer.Tick, say: Callable[[str], None]
    ) -> restorer.Photo:
        """Give the networks' answer to a photo, or to all of its burst."""
        step = step_of(setting)
        if setting.burst:
            return restore_among(photo, setting.burst, step, self._library, tick)
        if setting.task == "inpaint" and "mask" not in step.inputs:
            find = tick
            if self._is_to_be_searched(photo, setting):
                find, tick = (restorer.tick_of_part(tick, at, 2) for at in range(2))
            mask = self.draw_mask(photo, setting, find)
            if setting.mask.is_found and not mask.any():
                say(_NO_DAMAGE)
                return photo
            step = replace(step, controls={}, inputs={"mask": mask})
        recipe = restorer.Recipe((step,))
        return restorer.restore(photo, recipe, library=self._library, tick=tick, say=say, history=False)

    def _is_to_be_searched(self, photo: restorer.Photo, setting: Setting) -> bool:
        """Tell whether the setting's mask begins with damage that is not found yet."""
        is_known = self._damage is not None and self._damage[0] is photo
        return setting.mask.origin is Origin.FOUND and not is_known


def step_of(setting: Setting) -> restorer.Step:
    """Give the step of a recipe that a setting stands for; of a mask that is drawn upon, without it."""
    controls, mask = dict(setting.controls), setting.mask
    inputs: dict[str, Path | Samples] = {}
    if setting.hints:
        inputs["hints"] = restorer.hint_rows(setting.hints)
    if setting.reference:
        inputs["reference"] = setting.reference
    if isinstance(mask.origin, Path) and not mask.strokes:
        inputs["mask"] = mask.origin
    if mask.origin is not Origin.FOUND and "mask" not in inputs:
        controls = {}
    return restorer.Step(
        setting.task, model=setting.model, strength=setting.strength, controls=controls, inputs=inputs
    )


def engines_of(setting: Setting, library: restorer.Library) -> list[restorer.Engine]:
    """Open the networks that a setting takes."""
    models = step_of(setting).models
    if setting.burst:  # which has a network of its own
        models = {TASK if task == setting.task else task: None for task in models}
    return list(library.engines(models).values())


def _base_of(photo: restorer.Photo, setting: Setting) -> restorer.Photo:
    """Give what a step's answer is blended with: the photo, for denoising without its dots."""
    if setting.task != "denoise" or setting.burst:
        return photo
    base = restorer.without_dots(photo)
    return photo if base is photo else share_photo(base)


def _others(known: tuple[Stage, ...], stages: list[Stage]) -> list[Stage]:
    """Give the stages known of tasks that have none yet."""
    return [old for old in known if all(old.setting.task != stage.setting.task for stage in stages)]


def _with_margin(levels: Levels, pixels: float) -> Levels:
    """Widen a mask ``(H, W)`` uint8 as the library does that of a file."""
    if not pixels:
        return levels
    shares = np.multiply(levels, 1 / 255, dtype=np.float32)
    return np.maximum(levels, as_levels(restorer.mask_damage(shares, _HALF, pixels)))


def _full_picture(
    before: tuple[restorer.Photo, Picture], full: restorer.Photo, setting: Setting, old: Stage | None
) -> Picture:
    """Draw a step done at strength 1, unless it was drawn before."""
    photo, picture = before
    if full.samples is photo.samples:
        return picture
    if old and old.full is full and old.setting.without_strength() == setting.without_strength():
        return old.full_picture
    return draw_photo(blended(photo, full, setting.without_strength()))
