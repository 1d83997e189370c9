"""What can be done to a photo: TASKS finds the function of a step.

Each task has a file with its public array function and its photo function. To add one: a file,
a line here, a contract in ``card.py``, its tests.
"""

from collections.abc import Callable

from restorer.engine import Engine
from restorer.errors import Tick
from restorer.photo import Photo
from restorer.recipe import Step
from restorer.tasks.denoise import denoise_photo

TASKS: dict[str, Callable[[Photo, Step, Engine, Tick], Photo]] = {"denoise": denoise_photo}
