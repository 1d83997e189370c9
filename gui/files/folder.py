"""The folder: where a running program keeps log and session, or the queue; each has names of its own."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

_MOST_AT_ONCE = 20


class Folder:
    """The user's state folder and the number of this program among those that run at once.

    ``RESTORER_STATE`` names another folder. The number of a program that crashed is free again, and
    what it left is found by the next one.
    """

    def __init__(self, root: Path | None = None) -> None:
        place = os.environ.get("RESTORER_STATE")
        standard = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation)
        self.root = root or Path(place or standard)
        with suppress(OSError):
            self.root.mkdir(parents=True, exist_ok=True)
        numbers = range(1, _MOST_AT_ONCE)
        self._number = next((number for number in numbers if self._lock(number)), _MOST_AT_ONCE)

    @property
    def log(self) -> Path:
        """The file of the log."""
        return self.root / f"restorer-{self._number}.log"

    @property
    def session(self) -> Path:
        """The file that tells what is open."""
        return self.root / f"session-{self._number}.json"

    @property
    def queue(self) -> Path:
        """The file of the batch's queue."""
        return self.root / ("queue.json" if self._number == 1 else f"queue-{self._number}.json")

    def _lock(self, number: int) -> bool:
        self._held = QLockFile(str(self.root / f"program-{number}.lock"))
        self._held.setStaleLockTime(0)  # held as long as its program runs
        return self._held.tryLock(0)
