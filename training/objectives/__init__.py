"""What each network is trained to do: examples to learn from, the score that is watched, pictures of it."""

from training.objectives.denoise import DenoiseObjective
from training.objectives.level import LevelObjective
from training.objectives.objective import Example, Objective

OBJECTIVES: dict[str, type[Objective]] = {"denoise": DenoiseObjective, "level": LevelObjective}

__all__ = ["OBJECTIVES", "Example", "Objective"]
