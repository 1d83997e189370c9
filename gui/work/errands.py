"""Errands: small work done in threads of their own, whose answers come back to the window's."""

import functools
import itertools
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, Signal

from gui.words import texts
from gui.words.texts_library import in_words
from restorer import RestorerError

_log = logging.getLogger(__name__)


class Errands(QObject):
    """Has work done in the background, ``threads`` pieces at once."""

    failed = Signal(str)
    """Why a piece of work could not be done, in one line."""
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, threads: int = 1) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._numbers = itertools.count()
        self._asked: set[int] = set()
        self.is_ending = False
        """What takes long had better end soon."""
        self._ended.connect(self._on_ended)

    @property
    def is_quiet(self) -> bool:
        """Whether everything asked for has been answered."""
        return not self._asked

    def ask[T](
        self, work: Callable[[], T], then: Callable[[T], object], fail: Callable[[str], object] | None = None
    ) -> None:
        """Have ``work`` done, then call ``then`` with what it gave, or ``fail`` with why it gave nothing."""
        number = next(self._numbers)
        self._asked.add(number)
        report = functools.partial(self._ended.emit, number)
        self._pool.start(_Errand(work, then, fail or self.failed.emit, report))

    def stop(self) -> None:
        """Forget what waits, wait for what is being done, and tell what came of it."""
        self.is_ending = True
        self._pool.clear()
        self._pool.waitForDone()
        deliver(self)
        self._asked.clear()
        self.is_ending = False

    def _on_ended(self, number: int, then: Callable[[object], object], value: object) -> None:
        if number in self._asked:
            self._asked.discard(number)
            then(value)


def deliver(receiver: QObject) -> None:
    """Have an object hear at once what threads have told it, as it would when events are next processed."""
    QCoreApplication.sendPostedEvents(receiver, QEvent.Type.MetaCall.value)


class _Errand(QRunnable):
    def __init__(
        self,
        work: Callable[[], object],
        then: Callable[[Any], object],
        fail: Callable[[str], object],
        report: Callable[[object, object], object],
    ) -> None:
        super().__init__()
        self._work, self._then, self._fail, self._report = work, then, fail, report

    def run(self) -> None:
        """Do the work (in a thread of the pool)."""
        value, reason = _done(self._work)
        with suppress(RuntimeError):  # the window may be gone
            self._report(*((self._fail, reason) if reason else (self._then, value)))


def _done(work: Callable[[], object]) -> tuple[object, str]:
    """Do some work: gives what it gave, or, in words, why it gave nothing."""
    try:
        return work(), ""
    except RestorerError as error:
        return None, in_words(str(error))
    except Exception as error:
        _log.exception("An errand failed unexpectedly")
        return None, texts.unexpected(error)
