"""Garbage: what hangs together in circles is freed by the window's thread alone.

Python frees it in whatever thread happens to need memory. A widget or a timer that is freed by another thread
than its own can end the program, and the window has threads beside the first.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 1000


class GarbageCollector(QObject):
    """Frees circles in place of Python, as often as it would, in the thread it is made in."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=_MILLISECONDS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        """Free the oldest generation that is due, and so all younger ones."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age, limit in enumerate(limits) if counts[age] > limit > 0]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Give it back to Python."""
        self._timer.stop()
        gc.enable()
