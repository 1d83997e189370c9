"""Progress: Tick, by which long work reports and is stopped, and Say, by which it tells of what it met."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import ceil

Tick = Callable[[int, int], None]
"""Called with (done, total) as work goes on; stops the work by raising :class:`restorer.Cancelled`."""
Say = Callable[[str], None]
"""Takes one line about something the user should know."""
_WHOLE = 1_000_000
"""What the whole of some work counts, of which parts are told: fine enough for thousands of photos."""


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
