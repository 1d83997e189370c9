"""Termination: the system, or who started the program, asks it to end; it then ends as it should."""

import signal
import socket
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class TerminationListener(QObject):
    """Hears the signals that end a program, also while it waits within Qt, from where it is made on."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        self._theirs = theirs
        signal.set_wakeup_fd(theirs.fileno())
        for name in _SIGNALS:
            if number := getattr(signal, name, None):
                signal.signal(number, _note)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        self._ours.recv(1)
        self.asked.emit()


def _note(_number: int, _frame: Any) -> None:
    """Leave it to what listens to the socket."""
