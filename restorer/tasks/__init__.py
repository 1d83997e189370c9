"""What can be done to a photo: TASKS finds the function of a step.

Each task has a file with its public array function and its photo function. To add one: a file,
a line here, one in ``recipe.py``, a contract in ``card.py``, its tests.
"""

from collections.abc import Callable, Mapping

from restorer.engine import Engine
from restorer.errors import Tick
from restorer.photo import Photo
from restorer.recipe import Step
from restorer.tasks.denoise import denoise_photo

PhotoTask = Callable[[Photo, Step, Mapping[str, Engine], Tick], Photo]
"""Does a step to a photo with the networks the step takes."""

TASKS: dict[str, PhotoTask] = {"denoise": denoise_photo}
