"""restore(): the steps of a recipe, in order, on one photo."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from restorer.errors import AlreadyInColour
from restorer.metadata.history import note_step, was_done
from restorer.networks.card import ModelCard
from restorer.networks.engine import Engine
from restorer.networks.library import Library
from restorer.photo import Photo
from restorer.progress import Say, Tick, no_tick
from restorer.recipe import Recipe, Step
from restorer.tasks import TASKS, ticks_of_steps

_log = logging.getLogger("restorer")


def restore(
    photo: Photo,
    recipe: Recipe,
    *,
    library: Library | None = None,
    device: str = "auto",
    tick: Tick | None = None,
    say: Say = _log.warning,
    history: bool = True,
) -> Photo:
    """Do a recipe's steps to a photo; its samples change, and with ``history`` its XMP says how.

    ``library`` keeps models open between photos; ``tick`` is told of progress and may raise
    Cancelled; ``say`` takes a line the user should know (by default a log warning). A photo that
    has colours already is not coloured, and raises AlreadyInColour if nothing else was to be done. Raises
    another RestorerError when a model, a device or memory fails.
    """
    library = library or Library()
    tick = tick or no_tick
    at_first = photo.metadata
    parts = ticks_of_steps(tick, [step.task for step in recipe.steps])
    for step, part in zip(recipe.steps, parts, strict=True):
        before = photo
        try:
            photo, cards = _run_step(before, step, library, device, part, say)
        except AlreadyInColour as error:
            if len(recipe.steps) == 1:
                raise
            say(str(error))
            continue
        for notice in photo.notices[len(before.notices) :]:
            say(notice)
        if photo.samples is before.samples:
            continue
        if was_done(at_first, step.task):
            say(f"{step.task} was done to it by Restorer before, and now once more")
        if history:
            photo = replace(photo, metadata=note_step(photo.metadata, step, cards))
    return photo


def _run_step(
    photo: Photo, step: Step, library: Library, device: str, tick: Tick, say: Say
) -> tuple[Photo, list[ModelCard]]:
    """Give the photo with the step done, and the cards of the models that did it."""
    if step.does_nothing:
        return photo, []

    def do(engines: Mapping[str, Engine]) -> tuple[Photo, list[ModelCard]]:
        return TASKS[step.task](photo, step, engines, tick), [engine.card for engine in engines.values()]

    return library.run(step.models, do, say, device)
