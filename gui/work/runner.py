"""The runner: hands wishes to a worker in a process of its own; the newest wish wins.

Each wish but to save takes the next number. A piece of work whose number is no longer the
newest stops at its next tick, or in the midst of a network, and what it still reports is dropped. What is
being saved is never dropped: it is about the user's files.
"""

from queue import SimpleQueue
from typing import Any, override

from PySide6.QtCore import QThread, Signal

from gui.wishes import UNSTOPPABLE, Answer, Wish
from gui.work.link import Work
from gui.work.messages import Finish, Wake, Wanted

_PATIENCE_SECONDS = 10.0
"""So long a worker may go on with what was cancelled: networks end at once, codecs do not."""


class Runner(QThread):
    """Has wishes carried out by another process and answers by a signal.

    ``work`` is what that process runs: :func:`gui.work.process.serve`, or something of its kind.
    """

    answered = Signal(object, object)
    """A wish and one of its answers: any number of Progress, then the last one."""
    worker_ended = Signal(str)
    """The worker ended unexpectedly, how is told, and another one takes its place."""
    _reported = Signal(object, object)

    def __init__(self, work: Work | None = None, patience_seconds: float = _PATIENCE_SECONDS) -> None:
        super().__init__()
        self._work, self._patience_seconds = work, patience_seconds
        self._events: SimpleQueue[Any] = SimpleQueue()
        self._newest = 0
        self._reported.connect(self._on_reported)

    def ask(self, wish: Wish) -> None:
        """Have ``wish`` carried out; unless it saves, it takes the place of all before it."""
        if isinstance(wish, UNSTOPPABLE):
            self._events.put(Wanted(wish, lambda: False))
            return
        self._newest += 1
        number = self._newest
        self._events.put(Wanted(wish, lambda: number != self._newest))

    def cancel(self) -> None:
        """Drop everything asked for, but for what is to be saved."""
        self._newest += 1
        self._events.put(Wake())

    def stop(self) -> None:
        """Cancel, finish saving, and end the worker and the thread."""
        self.cancel()
        self._events.put(Finish())
        self.wait()

    def _on_reported(self, wanted: Wanted, answer: Answer) -> None:
        if not wanted.is_stale():
            self.answered.emit(wanted.wish, answer)

    @override
    def run(self) -> None:
        """Have wishes carried out until told to stop (in a thread that loads what is heavy)."""
        from gui.work.dispatcher import Dispatcher
        from gui.work.process import serve

        work = self._work or serve
        Dispatcher(
            self._events, self._reported.emit, self.worker_ended.emit, work, self._patience_seconds
        ).run()
