"""Stopping: what Ctrl-C, a termination and a closed terminal do, so that a batch leaves nothing half done."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

INTERRUPTED, TERMINATED = 130, 143
_CODES = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
for _name in ("SIGHUP", "SIGBREAK"):  # the terminal is gone; Windows tells it by the second
    if hasattr(signal, _name):
        _CODES[getattr(signal, _name)] = 129
_AGAIN_SECONDS = 0.01


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """Turn the first signal into SystemExit, so that all is cleaned up; the second ends at once.

    Where Python swallows an exception, in a destructor for one, it comes again.
    A network of a batch, a burst or a clip ends after the layer it is at. Elsewhere, in a long layer and in a
    codec a thread cannot be interrupted: one that still runs in the end is not waited for.
    """
    seen: list[int] = []
    comings: list[threading.Timer] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        seen.append(number)
        if len(seen) > 1:
            os._exit(_CODES[signal.Signals(number)])
        sys.exit(_CODES[signal.Signals(number)])

    def again(lost: "UnraisableHookArgs") -> None:
        if seen and isinstance(lost.exc_value, SystemExit):
            comings.append(threading.Timer(_AGAIN_SECONDS, _raise, [seen.pop()]))
            comings[-1].start()
        else:
            ignored(lost)

    ignored, sys.unraisablehook = sys.unraisablehook, again
    heeded = [number for number in _CODES if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heeded}
    try:
        yield
    finally:
        for coming in comings:
            coming.cancel()
        if seen:  # the process is about to end: a second signal ends it at once until then
            _leave(_CODES[signal.Signals(seen[0])])
        else:
            sys.unraisablehook = ignored
            for number, handler in before.items():
                signal.signal(number, handler)


def _raise(number: int) -> None:
    """Send a signal to the main thread, whatever it waits for."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, number)


def _leave(code: int) -> None:
    """End the process if a thread of it would not."""
    from restorer.system.threads import is_at_work

    if is_at_work():
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
