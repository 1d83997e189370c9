"""Controls of steps: which a task has, and how far each goes."""

from collections.abc import Mapping

from restorer.errors import RecipeError
from restorer.recipe import Step

_WHOLE = ("variation",)


def checked_controls(step: Step, most: Mapping[str, float]) -> Mapping[str, float]:
    """Give a step's controls; RecipeError for one ``most`` does not name, or that is not of 0 to its most."""
    if unknown := sorted(set(step.controls) - set(most)):
        known = f"; known: {', '.join(sorted(most))}" if most else ""
        raise RecipeError(f"{step.task} has no control {', '.join(unknown)}{known}")
    for name, value in step.controls.items():
        if not 0 <= value <= most[name]:
            unit = " (8-bit levels)" if name == "sigma" else ""
            raise RecipeError(f"control {name} is {value:g}, expected 0 to {most[name]:g}{unit}")
        if name in _WHOLE and not float(value).is_integer():
            raise RecipeError(f"control {name} is {value:g}, expected a whole number")
    return step.controls
