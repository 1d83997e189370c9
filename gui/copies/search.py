"""The search for copies as the window sees it: one process a search, which is ended when nobody waits for it.

It only reads, so that it can be ended at any moment.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from gui.copies.process import Wanted, serve
from gui.wishes import Failed, Progress
from gui.words import texts_copies, texts_worker
from gui.work.link import Link
from gui.work.messages import Ended

_log = logging.getLogger(__name__)


class Search(QObject):
    """Looks for copies; of several searches the last one counts. Its process does the work of ``serve``."""

    progressed = Signal(int, int)
    """How many photos of how many are read."""
    found = Signal(object)
    """What was found, as Similar."""
    failed = Signal(str)
    """Why nothing was, in a sentence."""
    _heard = Signal(object, object)

    def __init__(self, parent: QObject, work: Callable[..., None] = serve) -> None:
        super().__init__(parent)
        self._work = work
        self._link: Link | None = None
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether something is being searched."""
        return self._link is not None

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        return self._link.pid if self._link else None

    def begin(self, wanted: Wanted) -> None:
        """Search this, and nothing else any more."""
        self.stop()
        try:
            self._link = Link(self._hear, partial(self._work, wanted))
        except OSError:
            _log.exception("No process can be started")
            self.failed.emit(texts_copies.problem(texts_worker.NO_WORKER))

    def stop(self) -> None:
        """End the search at once, if there is one."""
        if self._link:
            self._link.kill()
            self._link = None

    def end(self) -> None:
        """End the search, and wait until its process is no more."""
        if link := self._link:
            self.stop()
            link.end()

    def _hear(self, link: Link, message: Any) -> None:
        with suppress(RuntimeError):  # the window may be gone
            self._heard.emit(link, message)

    def _on_heard(self, link: Link, message: Any) -> None:
        if isinstance(message, logging.LogRecord):
            logging.getLogger(message.name).handle(message)
        if link is not self._link:
            return
        match message:
            case Progress(done, total):
                self.progressed.emit(done, total)
            case Failed(reason):
                self._link = None
                self.failed.emit(texts_copies.problem(reason))
            case Ended(how):
                _log.error("The process that looks for copies ended: %s", how)
                self._link = None
                self.failed.emit(texts_copies.died(how))
            case logging.LogRecord():
                pass
            case _:
                self._link = None
                self.found.emit(message)
