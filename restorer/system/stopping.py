"""Stopping: what Ctrl-C, a termination and a closed terminal do, so that a batch leaves nothing half done."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from queue import SimpleQueue
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
    signals = _Signals()
    ignored, sys.unraisablehook = sys.unraisablehook, signals.swallow
    heeded = [number for number in _CODES if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, signals.heed) for number in heeded}
    try:
        yield
    finally:
        signals.close()
        if signals.seen:  # the process is about to end: a second signal ends it at once until then
            _leave(_CODES[signal.Signals(signals.seen[0])])
        else:
            sys.unraisablehook = ignored
            for number, handler in before.items():
                signal.signal(number, handler)


class _Signals:
    """The signals that were heeded, and a thread by which those come again that Python swallowed."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self._lost: SimpleQueue[int | None] = SimpleQueue()
        self._over = threading.Event()
        self._is_swallowing = False
        self._ignored = sys.unraisablehook
        threading.Thread(target=self._send_again, daemon=True).start()

    def heed(self, number: int, _frame: FrameType | None) -> None:
        """Raise SystemExit, or end the process if that was done before."""
        if self._is_swallowing:  # there it would be lost once more
            self._lost.put(number)
            return
        self.seen.append(number)
        if len(self.seen) > 1:
            os._exit(_CODES[signal.Signals(number)])
        sys.exit(_CODES[signal.Signals(number)])

    def swallow(self, swallowed: "UnraisableHookArgs") -> None:
        """Have a signal that was lost come again, instead of a word about it on stderr."""
        self._is_swallowing = True
        try:
            if self.seen and isinstance(swallowed.exc_value, SystemExit):
                self._lost.put(self.seen.pop())
            else:
                self._ignored(swallowed)  # which raises where stderr takes nothing
        finally:
            self._is_swallowing = False

    def close(self) -> None:
        """Send nothing again."""
        self._over.set()
        self._lost.put(None)

    def _send_again(self) -> None:
        for number in iter(self._lost.get, None):
            if not self._over.wait(_AGAIN_SECONDS):
                _raise(number)


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
