"""Masks: what a user marks to be filled, as values that can be compared, undone and sent about."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

Point = tuple[float, float]
"""``x`` and ``y`` in the photo's pixels."""


class Origin(Enum):
    """What a mask begins with, beside a picture in a file."""

    FOUND = auto()
    """The damage that the network finds, as sure and as wide as the step is set."""
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of ``width`` pixels through ``points``, or, of no width, the area they enclose."""

    points: tuple[Point, ...]
    width: float = 0.0
    erases: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """A beginning, and strokes upon it in order."""

    origin: Origin | Path = Origin.FOUND
    strokes: tuple[Stroke, ...] = ()

    def with_stroke(self, stroke: Stroke) -> "Mask":
        """Give the mask with one more stroke."""
        return replace(self, strokes=(*self.strokes, stroke))

    @property
    def is_found(self) -> bool:
        """Whether it is the damage found and nothing else."""
        return self == Mask()
