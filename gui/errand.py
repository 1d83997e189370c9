"""An errand: one function of the library, run beside the window, which goes on meanwhile."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from gui import texts

_log = logging.getLogger(__name__)


class Errand(QObject):
    """Runs a function in another thread and tells, in the window's, what came of it."""

    succeeded = Signal(object)
    failed = Signal(str)

    def __init__(self, do: Callable[[], object]) -> None:
        super().__init__()
        self._do = do

    def start(self) -> None:
        """Run it as soon as a thread is free; until it ends it is kept alive."""
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        """Run it (in the other thread)."""
        import restorer

        try:
            self.succeeded.emit(self._do())
        except restorer.RestorerError as error:
            self.failed.emit(str(error))
        except Exception as error:
            _log.exception("An errand failed unexpectedly")
            self.failed.emit(texts.unexpected(error))
