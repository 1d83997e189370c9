"""Recipes: settings as the command line's recipe files hold them, and back."""

from dataclasses import replace

import restorer
from gui.settings import FIRST, Setting, Settings, changed, chosen, setting_of
from gui.stages import step_of


def recipe_of(settings: Settings) -> restorer.Recipe:
    """Give the recipe of the steps that are on."""
    return restorer.Recipe(tuple(step_of(setting) for setting in chosen(settings)))


def found_in(recipe: restorer.Recipe) -> tuple[Settings, tuple[str, ...]]:
    """Give the settings a recipe stands for, and in words what of it has no place in them.

    Raises RecipeError for controls that no step could take.
    """
    settings: Settings = tuple(replace(setting, is_on=False) for setting in FIRST)
    order = [setting.task for setting in settings]
    notices = []
    for at, step in enumerate(recipe.steps, 1):
        _check(step, at)
        if step.task not in order or setting_of(settings, step.task).is_on:
            notices.append(f"step {at} of the recipe, {step.task}, has no place here and was left out")
            continue
        if step.inputs or step.model:
            given = [*step.inputs, *(["model"] if step.model else [])]
            notices.append(f"step {at} of the recipe, {step.task}, was taken without its {', '.join(given)}")
        settings = changed(settings, Setting(step.task, True, step.strength, dict(step.controls)))
    tasks = [step.task for step in recipe.steps if step.task in order]
    if tasks != sorted(tasks, key=order.index):
        notices.append(f"the steps are done in the order {', '.join(order)}")
    return settings, tuple(notices)


def _check(step: restorer.Step, at: int) -> None:
    try:
        restorer.check_step(step)
    except restorer.RecipeError as error:
        raise restorer.RecipeError(f"step {at}: {error}") from None
