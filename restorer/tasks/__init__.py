"""What can be done to a photo: TASKS finds the function of a step.

Each task has a file with its photo function. What else a new one needs, the first lines of ``traits`` say;
perhaps a function in ``arrays``, too.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from restorer.files import check_picture
from restorer.networks.engine import Engine
from restorer.photo import Photo
from restorer.pixels.hints import read_hints
from restorer.progress import Tick, ticks_of_work
from restorer.recipe import Recipe, Step
from restorer.tasks.colorize import check_reference, colorize_photo
from restorer.tasks.damage import detect_photo
from restorer.tasks.denoise import denoise_photo
from restorer.tasks.inpaint import inpaint_photo
from restorer.tasks.tone import tone_photo
from restorer.traits import TRAITS

PhotoTask = Callable[[Photo, Step, Mapping[str, Engine], Tick], Photo]
"""Does a step to a photo with the networks the step takes; what it wants said it adds to the notices."""

TASKS: dict[str, PhotoTask] = {
    "colorize": colorize_photo,
    "denoise": denoise_photo,
    "detect": detect_photo,
    "inpaint": inpaint_photo,
    "tone": tone_photo,
}


def ticks_of_steps(tick: Tick, tasks: Sequence[str]) -> list[Tick]:
    """Give a tick for each of some tasks done in a row; all tell of the whole, by the work each is."""
    return ticks_of_work(tick, [TRAITS[task].work for task in tasks])


_CHECKS: dict[str, Callable[[Path], object]] = {
    "hints": read_hints,
    "mask": check_picture,
    "reference": check_reference,
}
"""What refuses the file of an input, whatever the photo."""


def check_inputs(recipe: Recipe) -> None:
    """Raise RestorerError for a file beside the photo (mask, hints, reference) that no photo could use."""
    for step in recipe.steps:
        for name, given in step.inputs.items():
            if isinstance(given, Path):
                _CHECKS[name](given)
