"""What each network is trained to do: examples to learn from, the score that is watched, pictures of it."""

import dataclasses
from pathlib import Path

from training.config import Data, Experiment, ExperimentError, choose
from training.objectives.codes import CodesObjective
from training.objectives.colorize import ColorizeObjective
from training.objectives.damage import DamageObjective
from training.objectives.denoise import DenoiseObjective
from training.objectives.inpaint import InpaintObjective
from training.objectives.level import LevelObjective
from training.objectives.objective import Example, Objective
from training.objectives.sequence import SequenceObjective

OBJECTIVES: dict[str, type[Objective]] = {
    "codes": CodesObjective,
    "colorize": ColorizeObjective,
    "damage": DamageObjective,
    "denoise": DenoiseObjective,
    "inpaint": InpaintObjective,
    "level": LevelObjective,
    "sequence": SequenceObjective,
}

_OF_SOME = {name for kind in OBJECTIVES.values() for name in kind.reads}

__all__ = ["OBJECTIVES", "Example", "Objective", "build_objective"]


def build_objective(experiment: Experiment, sprites: Path | None = None) -> Objective:
    """Make the objective of an experiment's task; ``sprites`` is a folder of real damage, if there is one."""
    kind = choose(OBJECTIVES, "task", experiment.task)
    if unread := _chosen(experiment.data) & _OF_SOME - set(kind.reads):
        raise ExperimentError(
            f"{experiment.name}: {experiment.task} has no use for {', '.join(sorted(unread))}"
        )
    if sprites is None:
        return kind(experiment.data)
    if kind is not DamageObjective:
        raise ExperimentError(f"{experiment.name}: {experiment.task} is trained without sprites")
    return DamageObjective(experiment.data, sprites)


def _chosen(data: Data) -> set[str]:
    """Name the entries that are not as they are without a word."""
    return {part.name for part in dataclasses.fields(Data) if getattr(data, part.name) != part.default}
