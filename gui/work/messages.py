"""Messages: what the window's threads and its worker's process tell each other, as plain values.

Over the pipe go also records of the log, and None, which asks the worker to end.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gui.wishes import Wish


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A wish, and a way to find out that nobody waits for its answer any more."""

    wish: Wish
    is_stale: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Wake:
    """Something was cancelled: see what is still wanted."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing more will be wanted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish, packed, and its number."""

    number: int
    wish: bytes


@dataclass(frozen=True, slots=True)
class Stop:
    """Nobody waits for the answer to the wish of this number any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker is up."""


@dataclass(frozen=True, slots=True)
class Named:
    """A block of shared memory of this name may be there from now on."""

    block: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, packed, to the wish that is worked on."""

    answer: bytes


@dataclass(frozen=True, slots=True)
class Idle:
    """The worker is done with a wish, and has these things no more."""

    gone: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ended:
    """The worker is no more, and how it ended."""

    how: str
