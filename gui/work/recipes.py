"""Recipes: settings as the command line's recipe files say them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import restorer
from gui.files.paths import mtime_ns
from gui.mask import Mask, Origin
from gui.settings import FIRST, Setting, Settings, changed, chosen, setting_of
from gui.words import texts
from gui.work.stages import step_of

SaveMask = Callable[[Setting, Path], None]
"""Writes what a setting fills as a picture."""


def recipe_of(settings: Settings) -> restorer.Recipe:
    """Give the recipe of the steps that are on."""
    return restorer.Recipe(tuple(step_of(setting) for setting in chosen(settings)))


def write_settings(settings: Settings, path: Path, save_mask: SaveMask) -> None:
    """Write settings as a recipe, and what is drawn and hinted as files beside it."""
    steps = []
    for setting in chosen(settings):
        step = step_of(setting)
        if setting.mask.strokes:
            drawn = _beside(path, "_mask.png", setting.mask.origin)
            save_mask(setting, drawn)
            step = replace(step, controls={}, inputs={"mask": drawn})
        if setting.hints:
            listed = _beside(path, "_hints.json")
            restorer.write_hints(setting.hints, listed, overwrite=True)
            step = replace(step, inputs={**step.inputs, "hints": listed})
        steps.append(step)
    restorer.write_recipe(restorer.Recipe(tuple(steps)), path, overwrite=True)


def _beside(path: Path, ending: str, in_use: Origin | Path | None = None) -> Path:
    """Name a file beside a recipe: one that is there is replaced if the recipe that is there named it.

    What is ``in_use`` never is.
    """
    ours: list[Path] = []
    with suppress(restorer.RecipeError):
        ours = restorer.inputs_of(restorer.read_recipe(path))
    name, number = path.with_name(path.stem + ending), 2
    while restorer.is_there(name) and (name == in_use or name not in ours):
        name = path.with_name(f"{path.stem}-{number}{ending}")
        number += 1
    return name


def found_in(recipe: restorer.Recipe) -> tuple[Settings, tuple[str, ...]]:
    """Give the settings a recipe stands for, and in words what of it has no place in them."""
    settings: Settings = tuple(replace(setting, is_on=False) for setting in FIRST)
    order = [setting.task for setting in settings]
    models = {(model.card.task, model.card.name) for model in restorer.list_models() if model.card}
    notices, missing = [], []
    for at, step in enumerate(recipe.steps, 1):
        if step.task not in order or setting_of(settings, step.task).is_on:
            known = texts.TASKS.get(step.task)
            notices.append(texts.STEP_LEFT_OUT.format(at=at, task=known.name if known else step.task))
            continue
        settings = changed(settings, _setting(step))
        if step.model and (step.task, step.model) not in models:
            task = texts.TASKS[step.task].name
            missing.append(texts.NO_SUCH_MODEL.format(at=at, task=task, model=step.model))
    tasks = [step.task for step in recipe.steps if step.task in order]
    if tasks != sorted(tasks, key=order.index):
        notices.append(texts.STEPS_IN_ORDER.format(", ".join(texts.TASKS[task].name for task in order)))
    return settings, (*notices, *missing)


def _setting(step: restorer.Step) -> Setting:
    """Give the setting of a step read from a file, whose inputs are files; hints are read."""
    setting = Setting(step.task, True, step.strength, dict(step.controls), model=step.model)
    for name, file in step.inputs.items():
        assert isinstance(file, Path)
        match name:
            case "mask":
                setting = replace(setting, mask=Mask.of_file(file))
            case "hints":
                setting = replace(setting, hints=tuple(restorer.read_hints(file)))
            case "reference":
                setting = replace(setting, reference=file, reference_stamp=mtime_ns(file))
    return setting
