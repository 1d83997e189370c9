"""An errand: one function of the library, run beside the window, which goes on meanwhile."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from gui import texts
from gui.texts_library import in_words

_log = logging.getLogger(__name__)


def carry_out(work: Callable[[], object]) -> tuple[object, str]:
    """Do some work (in another thread): gives what it gave, or, in words, why it gave nothing."""
    import restorer

    try:
        return work(), ""
    except restorer.RestorerError as error:
        return None, in_words(str(error))
    except Exception as error:
        _log.exception("An errand failed unexpectedly")
        return None, texts.unexpected(error)


class Errand(QObject):
    """Runs a function in another thread and tells, in the window's, what came of it."""

    succeeded = Signal(object)
    failed = Signal(str)
    _ended = Signal(object, str)
    _running: ClassVar[set["Errand"]] = set()
    """Those that have not told yet; without this nobody would hold them."""

    def __init__(self, do: Callable[[], object]) -> None:
        super().__init__()
        self._do = do
        self._ended.connect(self._on_ended)

    def start(self) -> None:
        """Run it as soon as a thread is free."""
        self._running.add(self)
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        """Run it (in the other thread), and tell, if the program is still there to be told."""
        answer, reason = carry_out(self._do)
        with suppress(RuntimeError):
            self._ended.emit(answer, reason)

    def _on_ended(self, answer: object, reason: str) -> None:
        self._running.discard(self)
        if reason:
            self.failed.emit(reason)
        else:
            self.succeeded.emit(answer)
