"""What can be done to a photo: TASKS finds the function of a step.

Each task has a file with its public array function and its photo function. To add one: a file,
a line here, one in ``recipe.py``, a contract in ``card.py`` if it has a network, its tests.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from restorer.engine import Engine
from restorer.errors import RecipeError, Tick, tick_of_share
from restorer.files import check_picture
from restorer.hints import read_hints
from restorer.photo import Photo
from restorer.recipe import Recipe, Step
from restorer.tasks import colorize, damage, denoise, tone
from restorer.tasks.colorize import colorize_photo
from restorer.tasks.controls import checked_controls
from restorer.tasks.damage import detect_photo
from restorer.tasks.denoise import denoise_photo
from restorer.tasks.inpaint import inpaint_photo
from restorer.tasks.tone import tone_photo

PhotoTask = Callable[[Photo, Step, Mapping[str, Engine], Tick], Photo]
"""Does a step to a photo with the networks the step takes; what it wants said it adds to the notices."""

TASKS: dict[str, PhotoTask] = {
    "colorize": colorize_photo,
    "denoise": denoise_photo,
    "detect": detect_photo,
    "inpaint": inpaint_photo,
    "tone": tone_photo,
}

CONTROLS = {
    "colorize": colorize.CONTROLS,
    "denoise": denoise.CONTROLS,
    "detect": damage.CONTROLS,
    "inpaint": damage.MOST,
    "tone": tone.CONTROLS,
}
"""The controls of each task and the most each may be; the least is 0."""


_WORK = {"colorize": 1.0, "denoise": 10.0, "detect": 4.0, "inpaint": 6.0, "tone": 0.2}
"""What the tasks take beside one another: processor time on a grey photo of 3 megapixels."""


def ticks_of_steps(tick: Tick, tasks: Sequence[str]) -> list[Tick]:
    """Give a tick for each of some tasks done in a row; all tell of the whole, by the work each is."""
    work = [_WORK[task] for task in tasks]
    ends = accumulate(work)
    return [
        tick_of_share(tick, (end - each) / sum(work), each / sum(work))
        for end, each in zip(ends, work, strict=True)
    ]


def check_step(step: Step) -> None:
    """Raise RecipeError for a control that the step's task lacks, or one out of its range."""
    checked_controls(step, CONTROLS[step.task])


_CHECKS: dict[str, Callable[[Path], object]] = {
    "hints": read_hints,
    "mask": check_picture,
    "reference": colorize.check_reference,
}
"""What refuses the file of an input, whatever the photo."""


def check_inputs(recipe: Recipe) -> None:
    """Raise RestorerError for a file beside the photo (mask, hints, reference) that no photo could use."""
    for step in recipe.steps:
        for name, given in step.inputs.items():
            if isinstance(given, Path):
                _CHECKS[name](given)


def check_recipe(recipe: Recipe) -> None:
    """Check all steps of a recipe; the RecipeError says which it is."""
    for at, step in enumerate(recipe.steps, 1):
        try:
            check_step(step)
        except RecipeError as error:
            raise RecipeError(f"step {at}: {error}") from None
