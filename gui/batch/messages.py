"""Messages: what the batch window and the process that restores its photos tell each other."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.batch.rows import Order

if TYPE_CHECKING:
    from restorer import Job, JobResult


@dataclass(frozen=True, slots=True)
class Begin:
    """Restore the photos ``todo`` of an order.

    Results in ``redone`` are replaced, each if it is still what we wrote; ``degrees`` make the recipe of
    single photos stronger or weaker. ``is_careful`` after a process has died: the first photos are then
    done alone, each told of before it is even read, so that the one to blame is known.
    """

    order: Order
    todo: AbstractSet[Path]
    redone: Mapping[Path, Path]
    degrees: Mapping[Path, int]
    is_careful: bool = False


@dataclass(frozen=True, slots=True)
class Go:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold still at the next tick."""


@dataclass(frozen=True, slots=True)
class Cease:
    """End at once; the photo that is being restored is not."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave these photos out, as far as they are not at work."""

    paths: AbstractSet[Path]


@dataclass(frozen=True, slots=True)
class Planned:
    """All jobs, of photos that are not to be restored now too."""

    jobs: "tuple[Job, ...]"


@dataclass(frozen=True, slots=True)
class Advanced:
    """So much of a photo is done (0..1)."""

    path: Path
    part: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a photo."""

    result: "JobResult"


@dataclass(frozen=True, slots=True)
class Held:
    """It holds still."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the user should know."""

    words: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing more can be done, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more is to be done."""
