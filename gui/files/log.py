"""The log: what happened, in a file for one to read and to copy from, instead of tracebacks on a screen."""

import logging
import sys
import threading
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from gui.words import texts_log
from restorer import is_file

_MOST_BYTES = 500_000
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(__name__)


class Log(QObject):
    """Notes what the program logs, errors that nobody foresaw, and what Qt complains of, until stopped."""

    failed = Signal(str)
    """An error that nobody foresaw, in one sentence."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._handler = _handler(file)
        self._handler.setFormatter(logging.Formatter(_FORMAT))
        self._hooks = sys.excepthook, threading.excepthook
        self._level = logging.root.level
        logging.root.addHandler(self._handler)
        logging.root.setLevel(logging.INFO)
        logging.captureWarnings(capture=True)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        qInstallMessageHandler(note_qt_message)
        _log.info("Started: Python %s, Qt %s, %s", sys.version.split()[0], qVersion(), sys.platform)

    def stop(self) -> None:
        """Put everything back as it was."""
        _log.info("Ended")
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = self._hooks
        logging.captureWarnings(capture=False)
        logging.root.setLevel(self._level)
        logging.root.removeHandler(self._handler)
        self._handler.close()

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("Unexpected", exc_info=(kind, error, trace))
        with suppress(RuntimeError):  # at the very end there is no signal any more
            self.failed.emit(texts_log.unexpected(error))

    def _on_thread_error(self, error: Any) -> None:
        if error.exc_value is not None:
            self._on_error(error.exc_type, error.exc_value, error.exc_traceback)


def log_file() -> Path | None:
    """Tell where the log is, if one is kept."""
    files = (handler for handler in logging.root.handlers if isinstance(handler, RotatingFileHandler))
    return next((Path(handler.baseFilename) for handler in files), None)


def read_log() -> str:
    """Give what the log says, the oldest first."""
    file = log_file()
    if file is None:
        return ""
    parts = (Path(f"{file}.1"), file)
    return "".join(part.read_text(encoding="utf-8", errors="replace") for part in parts if is_file(part))


def note_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """Log what Qt says."""
    logging.getLogger("qt").log(_QT_LEVELS[kind], message)


def _handler(file: Path) -> logging.Handler:
    """Give what writes to the file, or to the terminal where that cannot be."""
    try:
        return RotatingFileHandler(file, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return logging.StreamHandler()
