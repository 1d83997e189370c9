"""Stopping: what Ctrl-C, a termination and a closed terminal do, so that a batch leaves nothing half done."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

INTERRUPTED, TERMINATED = 130, 143
_CODES = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
for _name in ("SIGHUP", "SIGBREAK"):  # the terminal is gone; Windows tells it by the second
    if hasattr(signal, _name):
        _CODES[getattr(signal, _name)] = 129


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """Turn the first signal into SystemExit, so that all is cleaned up; the second ends at once.

    A network of a batch, a burst or a clip ends after the layer it is at. Elsewhere, in a long layer and in a
    codec a thread cannot be interrupted: one that still runs in the end is not waited for.
    """
    seen: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        seen.append(number)
        if len(seen) > 1:
            os._exit(_CODES[signal.Signals(number)])
        sys.exit(_CODES[signal.Signals(number)])

    heeded = [number for number in _CODES if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heeded}
    try:
        yield
    finally:
        if seen:  # the process is about to end: a second signal ends it at once until then
            _leave(_CODES[signal.Signals(seen[0])])
        else:
            for number, handler in before.items():
                signal.signal(number, handler)


def _leave(code: int) -> None:
    """End the process if a thread of it would not."""
    from restorer.crew import is_at_work

    if is_at_work():
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
