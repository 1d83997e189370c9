"""Traits: what is true of each task whatever the photo, in one table.

To add a task: an entry here; its function in ``tasks/``, and a line in ``tasks/__init__.py``; its line in
``SOURCE_TYPES`` of ``metadata/history.py``, without which its results do not say what was done; a contract in
``networks/card.py`` if it has a network; a command in ``cli/__init__.py``; for the window a line each in
``FIRST`` (``gui/settings.py``), ``KNOBS`` (``gui/panels/cards.py``) and ``TASKS`` (``gui/words/texts.py``);
its tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from restorer.errors import RecipeError

if TYPE_CHECKING:
    from restorer.networks.card import Task

MOST_SIGMA_255 = 55.0
"""The strongest noise, in 8-bit levels, that denoising networks know; what is stronger is scaled."""


@dataclass(frozen=True, slots=True)
class Range:
    """A control goes from 0 to ``maximum``; its ``default`` is ``None`` where the photo tells."""

    default: float | None = 1.0
    maximum: float = 1.0
    is_whole: bool = False
    unit: str = ""

    def check(self, name: str, value: float) -> None:
        """Raise RecipeError for a value out of the range."""
        if not 0 <= value <= self.maximum:
            raise RecipeError(f"control {name} is {value:g}, expected 0 to {self.maximum:g}{self.unit}")
        if self.is_whole and not float(value).is_integer():
            raise RecipeError(f"control {name} is {value:g}, expected a whole number")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a task takes and gives.

    ``networks`` are those it takes, its own first; some yield to a control or input. ``inputs`` is what it
    takes beside the photo: a picture, or a list of hints. ``work`` is what it takes beside other tasks:
    processor time on a grey photo of 3 megapixels. Of no strength it gives the photo itself, unless it
    ``makes_another``: a mask, or three channels of one.
    """

    work: float
    networks: "Mapping[Task, str | None]" = field(default_factory=dict)
    controls: Mapping[str, Range] = field(default_factory=dict)
    inputs: frozenset[str] = frozenset()
    makes_another: bool = False

    def check(self, task: str, controls: Mapping[str, float]) -> None:
        """Raise RecipeError for a control the task lacks, or one out of its range."""
        if unknown := sorted(set(controls) - set(self.controls)):
            known = f"; known: {', '.join(sorted(self.controls))}" if self.controls else ""
            raise RecipeError(f"{task} has no control {', '.join(unknown)}{known}")
        for name, value in controls.items():
            self.controls[name].check(name, value)


THRESHOLD = 0.77
"""A pixel at least so likely damaged counts as damaged: of a sound photo at most one in a thousand."""
GROWTH = 2.0
"""So many pixels about damage belong to it: its edges are soft. A mask that is given is not widened."""
_FINDING = {"threshold": Range(THRESHOLD), "grow": Range(GROWTH, 100)}

TRAITS: Mapping[str, Traits] = {
    "colorize": Traits(
        work=1,
        networks={"colorize": None},
        controls={"variation": Range(0, 1000, is_whole=True), "saturation": Range(1, 2), "force": Range(0)},
        inputs=frozenset({"hints", "reference"}),
        makes_another=True,
    ),
    "denoise": Traits(
        work=10,
        networks={"denoise": None, "level": "sigma"},
        controls={
            "sigma": Range(None, 255, unit=" (8-bit levels)"),
            "luminance": Range(),
            "chroma": Range(),
        },
    ),
    "detect": Traits(
        work=4,
        networks={"damage": None},
        controls={**_FINDING, "preview": Range(0)},
        makes_another=True,
    ),
    "inpaint": Traits(
        work=6,
        networks={"inpaint": None, "damage": "mask"},
        controls=_FINDING,
        inputs=frozenset({"mask"}),
    ),
    "tone": Traits(work=0.2, controls={"contrast": Range(), "cast": Range()}),
}
"""What can be done to a photo."""
