"""The errors that callers meet, and Tick, by which long work reports and is stopped.

RestorerError
├── PhotoError        a picture that cannot be read
├── WriteError        a result that cannot be written; as targets.Unwritable, no result of a batch
├── ReceiptError      a written result that lacks something, as read back
├── CardError         a model whose card is missing, broken or of an unknown contract
├── ModelMissing      no such model
├── ModelError        a model that does not keep its promise: NaN, wrong output, damaged file
├── DeviceError       a device that was asked for and does not work
├── OutOfMemory       not enough memory even for the smallest tile
├── RecipeError       a recipe that cannot be used
├── InputError        an extra input (mask, hints) that does not fit the picture
├── AlreadyInColour   a photo that has colours, and was to be given some
└── Cancelled         the user stopped it

Each message is one line: what was found, what was expected, what to do.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import ceil

Tick = Callable[[int, int], None]
"""Called with (done, total) as work goes on; stops the work by raising :class:`Cancelled`."""
_WHOLE = 1_000_000
"""What the whole of some work counts, of which parts are told: fine enough for thousands of photos."""


def printable(text: str) -> str:
    """Escape control characters, so that nobody's words can break a line or steer a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class RestorerError(Exception):
    """The root of all errors raised on purpose."""

    def __str__(self) -> str:
        """Give the message as one line: file names and decoders' words may hold control characters."""
        return printable(super().__str__())


class PhotoError(RestorerError):
    """A picture that cannot be read."""


class WriteError(RestorerError):
    """A result that cannot be written."""


class ReceiptError(RestorerError):
    """A written result that lacks something of what it was written from, as read back."""


class CardError(RestorerError):
    """A model whose card is missing, broken or of an unknown contract."""


class ModelMissing(RestorerError):
    """No model of that name, or none for the task."""


class ModelError(RestorerError):
    """A model that does not keep its promise: NaN, wrong output, damaged file."""


class DeviceError(RestorerError):
    """A device that was asked for and does not work."""


class OutOfMemory(RestorerError):
    """Not enough memory, even for the smallest tile."""


class RecipeError(RestorerError):
    """A recipe that cannot be used."""


class InputError(RestorerError):
    """An extra input (mask, hints) that does not fit the picture."""


class AlreadyInColour(RestorerError):
    """A photo that has colours already, and was to be given some."""


class Cancelled(RestorerError):
    """The user stopped it."""


def no_tick(done: int, total: int) -> None:
    """Report nothing and never cancel: the default :data:`Tick`."""


def tick_of_part(tick: Tick, part: int, parts: int) -> Tick:
    """Give a tick for one of several parts of some work, each counted alike, that tells of the whole."""
    return tick_of_share(tick, part / parts, 1 / parts)


def ticks_of_work(tick: Tick, work: Sequence[float]) -> list[Tick]:
    """Give a tick for each of the parts of a whole that take as long as ``work`` says; all tell of it."""
    ends, whole = accumulate(work), sum(work) or 1.0
    return [
        tick_of_share(tick, (end - each) / whole, each / whole) for end, each in zip(ends, work, strict=True)
    ]


def tick_of_share(tick: Tick, begin: float, share: float) -> Tick:
    """Give a tick for what begins at a part of the whole work, 0..1, and is such a ``share`` of it."""

    def tell(done: int, total: int) -> None:
        reached = ceil(round(_WHOLE * (begin + share * done / max(1, total)), 3))
        tick(min(reached, _WHOLE), _WHOLE)

    return tell
