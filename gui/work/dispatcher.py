"""The dispatcher: gives a worker process one wish at a time, and another worker the wish one died of.

A worker that ends unexpectedly is started again and asked again once; a wish that two workers died of
has failed. A worker that goes on with what nobody waits for any more is ended after some seconds.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any

from gui.wishes import UNSTOPPABLE, Answer, Failed
from gui.words import texts_worker as texts
from gui.work.link import Work, WorkerLink
from gui.work.messages import Ended, Finish, Idle, Ready, Told, Wanted
from restorer import sweep_parts

_LAST_SECONDS = 1.0
"""So long a worker may take to stop when the window is closed."""
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Task:
    """A wish that is wanted, and how it went with it so far."""

    wanted: Wanted
    number: int
    deaths: int = 0
    stopped_at: float | None = None
    is_killed: bool = False


@dataclass(frozen=True, slots=True)
class _Heard:
    link: WorkerLink
    message: Any


class Dispatcher:
    """Has wishes carried out as they come as ``events``: Wanted and Wake, in the end Finish.

    ``report`` gets what was wanted and an answer, ``tell_end`` how a worker ended that is replaced.
    """

    def __init__(
        self,
        events: "SimpleQueue[Any]",
        report: Callable[[Wanted, Answer], object],
        tell_end: Callable[[str], object],
        work: Work,
        patience_seconds: float,
    ) -> None:
        self._events = events
        self._report, self._tell_end = report, tell_end
        self._work, self._patience = work, patience_seconds
        self._numbers = count(1)
        self._waiting: deque[_Task] = deque()
        self._current: _Task | None = None
        self._link: WorkerLink | None = None
        self._is_ready = self._is_given_up = self._is_finishing = False

    def run(self) -> None:
        """Work until nothing more is wanted."""
        self._start_worker()
        while not self._is_finishing or self._waiting or self._current:
            try:
                with suppress(Empty):
                    self._take(self._events.get(timeout=self._seconds_left()))
                self._stop_stale()
                self._ask_next()
            except Exception:
                self._give_up_worker()
        if self._link:
            if not self._is_ready:
                self._link.kill()  # it would have to come up first
            self._link.end()

    def _give_up_worker(self) -> None:
        """End a worker that we do not understand any more: what is asked of it goes to the next one."""
        _log.exception("The worker is not understood")
        self._is_given_up = True
        if self._link:
            self._link.kill()

    def _take(self, event: Any) -> None:
        match event:
            case Wanted():
                self._waiting.append(_Task(event, next(self._numbers)))
            case _Heard(link, message) if isinstance(message, Ended) or not self._is_given_up:
                self._on_heard(link, message)
            case Finish():
                self._is_finishing = True

    def _on_heard(self, link: WorkerLink, message: Any) -> None:
        match message:
            case Ready():
                self._is_ready = True
            case Told(content):
                answer = link.unpack(content)
                if self._current:
                    self._report(self._current.wanted, answer)
            case Idle(gone):
                link.drop(gone)
                self._current = None
            case logging.LogRecord():
                logging.getLogger(message.name).handle(message)
            case Ended(how):
                self._on_ended(how)

    def _on_ended(self, how: str) -> None:
        task, was_ready = self._current, self._is_ready
        was_stopped = task is not None and task.stopped_at is not None
        _log.log(logging.INFO if was_stopped else logging.ERROR, "The worker ended: %s", how)
        self._link, self._current = None, None
        self._is_ready = self._is_given_up = False
        reason = how.partition("\n")[0]
        if task and isinstance(task.wanted.wish, UNSTOPPABLE):
            sweep_parts(task.wanted.wish.path)
        if task and not task.wanted.is_stale():
            self._retry(task, reason)
        elif was_ready and not self._is_finishing:
            self._start_worker()
            if not task:
                self._tell_end(reason)

    def _retry(self, task: _Task, reason: str) -> None:
        task.deaths += 1
        if task.deaths > 1:
            self._report(task.wanted, Failed(texts.ENDED_TWICE.format(reason)))
        else:
            self._waiting.appendleft(task)
            self._tell_end(reason)

    def _stop_stale(self) -> None:
        """Stop what nobody waits for any more, in the end by force."""
        task, link = self._current, self._link
        if not (task and link and task.wanted.is_stale()):
            return
        if task.stopped_at is None:
            task.stopped_at = time.monotonic()
            link.stop(task.number)
        if self._seconds_left() == 0:
            _log.info("The worker is ended, as it goes on with what was cancelled")
            link.kill()
            task.is_killed = True

    def _ask_next(self) -> None:
        while self._waiting and not self._current:
            task = self._waiting.popleft()
            if task.wanted.is_stale():
                continue
            self._start_worker()
            if self._link:
                self._current = task
                self._link.ask(task.wanted.wish, task.number)
            else:
                self._report(task.wanted, Failed(texts.NO_WORKER))

    def _start_worker(self) -> None:
        if self._link is None:
            try:
                self._link = WorkerLink(
                    lambda link, message: self._events.put(_Heard(link, message)), self._work
                )
            except OSError:
                _log.exception("No worker can be started")
            else:
                _log.info("Worker %s started", self._link.pid)

    def _seconds_left(self) -> float | None:
        """Tell how long a worker may still take to stop; for ever if there is nothing to be stopped."""
        task = self._current
        if task is None or task.stopped_at is None or task.is_killed:
            return None
        is_last = self._is_finishing and not self._waiting
        patience = min(self._patience, _LAST_SECONDS) if is_last else self._patience
        return max(0.0, task.stopped_at + patience - time.monotonic())
