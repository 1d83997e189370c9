"""Run: a batch done by another process, which can be paused in the middle of a photo, and ended.

A process that ends unexpectedly is started again: the journal knows what is done. A photo that two
processes ended over has failed, and the others go on.
"""

import logging
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, override

from PySide6.QtCore import QObject, QThread, Signal

import restorer
from gui.batch.messages import (
    Advanced,
    Begin,
    Cease,
    Failed,
    Finished,
    Go,
    Held,
    Hold,
    Leave,
    Planned,
    Said,
    Settled,
)
from gui.batch.process import serve
from gui.words import texts_worker
from gui.work.link import Link
from gui.work.messages import Ended

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 10.0
"""So long a process may go on with what is to be ended."""
_MOST_DEATHS = 2


class Attendant:
    """The process that restores, and what it says."""

    def __init__(self) -> None:
        self.said: SimpleQueue[Any] = SimpleQueue()
        self.link = Link(lambda _link, message: self.said.put(message), serve)


class Run(QThread):
    """Has a batch restored, by the ``attendant`` of the run before if there is one."""

    planned = Signal(list)
    progressed = Signal(object, float)
    """The photo's path, and how much of it is done (0..1)."""
    settled = Signal(object)
    """What became of a photo, as a JobResult."""
    held = Signal()
    said = Signal(str)
    failed = Signal(str)
    process_ended = Signal(str)
    """The process ended unexpectedly, how is told, and another one takes its place."""

    def __init__(self, begin: Begin, attendant: Attendant | None, parent: QObject) -> None:
        super().__init__(parent)
        self._begin = begin
        self._todo = set(begin.todo)
        self.attendant = attendant
        self._wanted: Go | Hold | Cease = Go()
        self._jobs: dict[Path, restorer.Job] = {}
        self._gone: frozenset[Path] = frozenset()
        self._at: Path | None = None
        self._has_begun = False
        self._deaths: Counter[Path | None] = Counter()

    def pause(self) -> None:
        """Hold still at the next tick; ``held`` tells when that is."""
        self._want(Hold())

    def resume(self) -> None:
        """Go on."""
        self._want(Go())

    def cancel(self) -> None:
        """End at once; the photo that is being restored is not."""
        self._want(Cease())

    def leave_out(self, paths: AbstractSet[Path]) -> None:
        """Pass over photos that are not at work yet."""
        self._gone |= paths
        self._pass_on(Leave(self._gone))

    def _want(self, what: Go | Hold | Cease) -> None:
        self._wanted = what
        self._pass_on(what)

    def _pass_on(self, what: Go | Hold | Cease | Leave) -> None:
        """Have this thread send it, which alone does: two would write into each other's messages."""
        if attendant := self.attendant:
            attendant.said.put(what)

    @property
    def _is_cancelled(self) -> bool:
        return isinstance(self._wanted, Cease)

    @override
    def run(self) -> None:
        """Have the batch restored (in this thread)."""
        try:
            while not self._is_finished():
                pass
        except OSError:
            _log.exception("No process can be started")
            self.failed.emit(texts_worker.NO_WORKER)

    def _is_finished(self) -> bool:
        """Let one process work to its end, or to that of the batch; gives whether that is all."""
        self.attendant = attendant = self.attendant or Attendant()
        begin = replace(self._begin, todo=frozenset(self._todo), is_careful=bool(self._deaths))
        for message in (begin, Leave(self._gone), self._wanted):
            attendant.link.send(message)
        self._at, self._has_begun = None, False
        while True:
            try:
                message = attendant.said.get(timeout=_PATIENCE_SECONDS if self._is_cancelled else None)
            except Empty:
                attendant.link.kill()
                continue
            match message:
                case Finished():
                    return True
                case Ended(how):
                    self.attendant = None
                    return self._is_cancelled or self._is_given_up(how)
                case Go() | Hold() | Cease():
                    attendant.link.send(self._wanted)
                case Leave():  # which may be left over from the run before
                    attendant.link.send(Leave(self._gone))
                case logging.LogRecord():
                    logging.getLogger(message.name).handle(message)
                case _:
                    self._tell(message)

    def _tell(self, message: object) -> None:
        match message:
            case Planned(jobs):
                self._jobs = {job.source: job for job in jobs}
                self.planned.emit(list(jobs))
            case Advanced(path, part):
                self._at, self._has_begun = path, True
                self.progressed.emit(path, part)
            case Settled(result):
                self._leave_out(result.job.source)
                self.settled.emit(result)
            case Held():
                self.held.emit()
            case Said(words):
                self.said.emit(words)
            case Failed(reason):
                self.failed.emit(reason)

    def _is_given_up(self, how: str) -> bool:
        """Tell of a process that ended; gives whether nothing more can be done."""
        _log.error("The process of the batch ended: %s", how)
        reason, at = how.partition("\n")[0], self._at
        is_blamed = at is not None or not self._has_begun
        self._deaths[at] += is_blamed
        if not is_blamed or self._deaths[at] < _MOST_DEATHS:
            self.process_ended.emit(reason)
            return False
        if at is None:
            self.failed.emit(texts_worker.ENDED_TWICE.format(reason))
            return True
        self._leave_out(at)
        words = texts_worker.ENDED_TWICE.format(reason)
        self.settled.emit(restorer.JobResult(self._jobs[at], "failed", error=words))
        return not self._todo

    def _leave_out(self, path: Path) -> None:
        self._todo.discard(path)
        if self._at == path:
            self._at = None
