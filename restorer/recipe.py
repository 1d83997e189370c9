"""Recipe, Step: what the user wants done, and its TOML form.

A recipe file is a list of steps::

    [[steps]]
    task = "denoise"
    strength = 0.8          # 0..1
    model = "denoise-unet"  # left out: the shipped model of the task

    [steps.controls]
    sigma = 25.0            # in 8-bit levels; left out: estimated from the picture

    [[steps]]
    task = "inpaint"

    [steps.inputs]
    mask = "mask.png"       # beside the recipe file; left out: damage is searched for
"""

import json
import reprlib
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.errors import RecipeError, WriteError, printable
from restorer.networks.card import Task
from restorer.system.parts import exists_already, write_whole
from restorer.system.paths import is_there, read_bounded
from restorer.system.places import problem_of_folder
from restorer.traits import TRAITS

ENDING = ".toml"
"""What the names of recipe files end in."""
_MOST_BYTES = 10_000_000
_ENTRIES = {"task", "model", "strength", "controls", "inputs"}


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One thing to do: a task, the model's name (``None``: the task's default), how strongly (0..1).

    ``controls`` are the task's own numbers, ``inputs`` what it takes beside the photo: files, or arrays
    (a mask ``(H, W)``, hints ``(N, 5)``, a reference ``(H, W, 3)``). What is left out takes its default
    or is found automatically. Numbers of NumPy are kept as Python's. Raises RecipeError for what no task
    could do: an unknown task, a control or input it lacks, a number out of its range, a model for a task
    that takes none.
    """

    task: str
    model: str | None = None
    strength: float = 1.0
    controls: Mapping[str, float] = field(default_factory=dict)
    inputs: Mapping[str, Path | NDArray[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what no task could do."""
        if not isinstance(self.task, str) or self.task not in TRAITS:
            raise RecipeError(f"task {self.task!r} is unknown; known: {', '.join(sorted(TRAITS))}")
        if not _is_number(self.strength) or not 0 <= self.strength <= 1:
            raise RecipeError(f"strength {self.strength!r}, expected a number from 0 to 1")
        for name, value in self.controls.items():
            if not _is_number(value):
                raise RecipeError(f"control {name} is {value!r}, expected a number")
        traits = TRAITS[self.task]
        if self.model is not None and not traits.networks:
            raise RecipeError(f"{self.task} takes no model")
        traits.check(self.task, self.controls)
        object.__setattr__(self, "strength", _plain(self.strength))
        object.__setattr__(self, "controls", {name: _plain(value) for name, value in self.controls.items()})
        if unknown := sorted(set(self.inputs) - traits.inputs):
            raise RecipeError(f"{self.task} takes no input {', '.join(unknown)}")
        for name, given in self.inputs.items():
            if not isinstance(given, Path) and not hasattr(given, "shape"):
                raise RecipeError(f"input {name} is {reprlib.repr(given)}, expected a Path or an array")

    @property
    def does_nothing(self) -> bool:
        """Whether it leaves any photo as it is: at no strength, unless what it makes is of another kind."""
        return self.strength == 0 and not TRAITS[self.task].makes_another

    @property
    def models(self) -> dict[Task, str | None]:
        """The models of the networks the step takes, by their tasks, its own first."""
        networks, given = TRAITS[self.task].networks.items(), {*self.controls, *self.inputs}
        taken = [task for task, control in networks if control not in given]
        return {task: None if at else self.model for at, task in enumerate(taken)}

    def control(self, name: str) -> float:
        """Give a control as it is set, or else as it usually is; not for one that the photo tells."""
        default = TRAITS[self.task].controls[name].default
        assert default is not None
        return self.controls.get(name, default)


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """Steps, done in order."""

    steps: tuple[Step, ...]


def inputs_of(recipe: Recipe) -> list[Path]:
    """List the files that a recipe's steps take beside the photo."""
    given = (file for step in recipe.steps for file in step.inputs.values())
    return [file for file in given if isinstance(file, Path)]


def read_recipe(path: Path | str) -> Recipe:
    """Read a recipe file; anything unknown in it is a :class:`RecipeError` naming the file and the place."""
    try:
        entries = tomllib.loads(_read_text(Path(path)))
    except OSError as error:
        raise RecipeError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise RecipeError(f"{path}: not a TOML file: {error}") from error
    if set(entries) != {"steps"} or not isinstance(entries["steps"], list) or not entries["steps"]:
        raise RecipeError(f"{path}: expected a list of [[steps]] and nothing else")
    folder = Path(path).parent
    steps = enumerate(entries["steps"], 1)
    return Recipe(tuple(_step(entry, folder, f"{path}: step {at}") for at, entry in steps))


def write_recipe(recipe: Recipe, path: Path | str, *, overwrite: bool = False) -> None:
    """Write a recipe as TOML, which :func:`read_recipe` reads back; whole or not at all.

    Inputs are named as seen from the file. One that holds the recipe already stays. Raises WriteError when
    the file exists and ``overwrite`` is not set, when its name does not end in ``.toml`` and when the disk
    refuses, RecipeError for an input that is no file or whose name is not Unicode.
    """
    path = Path(path)
    if not _holds(path, text := _text(recipe, path)):
        _check_folder(path, is_dry_run=False)
        write_whole(path, [text], "the recipe", overwrite=overwrite)


def foresee_recipe(recipe: Recipe, path: Path, *, overwrite: bool = False) -> None:
    """Raise what :func:`write_recipe` would, as far as that is known without writing."""
    if _holds(path, _text(recipe, path)):
        return
    if not overwrite and is_there(path):
        raise exists_already(path)
    _check_folder(path, is_dry_run=True)


def _check_folder(path: Path, *, is_dry_run: bool) -> None:
    if problem := problem_of_folder(path.parent, is_dry_run=is_dry_run):
        raise WriteError(f"{path}: the recipe cannot be written: {problem}")


def _read_text(path: Path) -> str:
    """Read a file, its lines ended in any way."""
    text = read_bounded(path, _MOST_BYTES).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _holds(path: Path, text: str) -> bool:
    try:
        return _read_text(path) == text
    except (OSError, ValueError):
        return False


def _text(recipe: Recipe, path: Path) -> str:
    if path.suffix.lower() != ENDING:
        raise WriteError(f"{path}: not the name of a recipe, which ends in {ENDING}")
    return "\n".join(_toml(step, path.parent) for step in recipe.steps)


def _step(entry: Any, folder: Path, where: str) -> Step:
    if not isinstance(entry, dict) or "task" not in entry:
        raise RecipeError(f"{where}: has no task")
    if unknown := sorted(set(entry) - _ENTRIES):
        raise RecipeError(f"{where}: unknown {', '.join(unknown)}; known: {', '.join(sorted(_ENTRIES))}")
    if not isinstance(entry.get("controls", {}), dict) or not isinstance(entry.get("model", ""), str):
        raise RecipeError(f"{where}: controls are a table and model is a name")
    inputs = entry.get("inputs", {})
    if not isinstance(inputs, dict) or not all(isinstance(name, str) for name in inputs.values()):
        raise RecipeError(f"{where}: inputs are a table of files")
    try:
        return Step(**entry | {"inputs": {name: folder / file for name, file in inputs.items()}})
    except RecipeError as error:
        raise RecipeError(f"{where}: {error}") from None


def _toml(step: Step, folder: Path) -> str:
    lines = ["[[steps]]", f"task = {_quoted(step.task)}", f"strength = {float(step.strength)!r}"]
    if step.model is not None:
        lines.append(f"model = {_quoted(step.model)}")
    if step.controls:
        lines += ["", "[steps.controls]"]
        lines += [f"{_quoted(name)} = {float(value)!r}" for name, value in step.controls.items()]
    if step.inputs:
        lines += ["", "[steps.inputs]"]
        lines += [f"{name} = {_quoted(_seen_from(folder, file))}" for name, file in step.inputs.items()]
    return "\n".join([*lines, ""])


def _seen_from(folder: Path, file: Path | NDArray[Any]) -> str:
    if not isinstance(file, Path):
        raise RecipeError("an input held in memory cannot be written; save it as a picture first")
    if not _is_unicode(str(file.absolute())):
        raise RecipeError(f"input {printable(str(file))}: its name is not Unicode, as all of a recipe is")
    file, folder = file.absolute(), folder.absolute()
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _quoted(text: str) -> str:
    """Write a string of TOML: as in JSON, but that DEL has to be escaped, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return False
    return abs(_plain(value)) <= sys.float_info.max  # neither infinite, nor NaN, nor an int beyond all floats


def _plain(value: Any) -> float:
    """Give a number, NumPy's perhaps, as JSON and TOML take it."""
    return value if isinstance(value, int) else float(value)
