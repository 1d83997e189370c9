"""Recipes: settings as the command line's recipe files hold them, and back."""

from dataclasses import replace

import restorer
from gui import texts
from gui.settings import FIRST, Setting, Settings, changed, chosen, setting_of
from gui.stages import step_of


def recipe_of(settings: Settings) -> restorer.Recipe:
    """Give the recipe of the steps that are on."""
    return restorer.Recipe(tuple(step_of(setting) for setting in chosen(settings)))


def found_in(recipe: restorer.Recipe) -> tuple[Settings, tuple[str, ...]]:
    """Give the settings a recipe stands for, and in words what of it has no place in them."""
    settings: Settings = tuple(replace(setting, is_on=False) for setting in FIRST)
    order = [setting.task for setting in settings]
    notices = []
    for at, step in enumerate(recipe.steps, 1):
        if step.task not in order or setting_of(settings, step.task).is_on:
            notices.append(texts.STEP_LEFT_OUT.format(at=at, task=step.task))
            continue
        if step.inputs or step.model:
            given = [*step.inputs, *(["model"] if step.model else [])]
            notices.append(texts.STEP_WITHOUT.format(at=at, task=step.task, left=", ".join(given)))
        settings = changed(settings, Setting(step.task, True, step.strength, dict(step.controls)))
    tasks = [step.task for step in recipe.steps if step.task in order]
    if tasks != sorted(tasks, key=order.index):
        notices.append(texts.STEPS_IN_ORDER.format(", ".join(order)))
    return settings, tuple(notices)
