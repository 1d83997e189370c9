"""Masks: what a user marks to be filled, as values that can be compared, undone and sent about."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from gui.files.paths import mtime_ns

if TYPE_CHECKING:
    from gui.wishes import MaskShown

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
    """A beginning, and strokes upon it in order.

    ``stamp`` is when the file that it begins with was last changed, as known when it was chosen.
    """

    origin: Origin | Path = Origin.FOUND
    strokes: tuple[Stroke, ...] = ()
    stamp: int = 0

    @classmethod
    def of_file(cls, path: Path, strokes: tuple[Stroke, ...] = ()) -> "Mask":
        """Make one that begins with a file as it is now."""
        return cls(path, strokes, mtime_ns(path))

    def begins_as(self, shown: "MaskShown | None") -> bool:
        """Tell whether what is shown is what it begins with."""
        return shown is not None and (shown.origin, shown.stamp) == (self.origin, self.stamp)

    def with_stroke(self, stroke: Stroke) -> "Mask":
        """Give the mask with one more stroke."""
        return replace(self, strokes=(*self.strokes, stroke))

    @property
    def is_found(self) -> bool:
        """Whether it is the damage found and nothing else."""
        return self == Mask()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is marked: it begins with nothing, and nothing is painted."""
        return self.origin is Origin.NOTHING and not self.strokes
