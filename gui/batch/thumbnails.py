"""Thumbnails: small pictures of files, read in a thread of their own, those asked for last first."""

from collections import OrderedDict, deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

import restorer
from gui.work.errands import Errands

SIDE = 320
"""Twice what the sheet of results takes, for screens with two pixels for one."""
_MOST_KEPT, _MOST_WANTED = 400, 120


class Thumbnails(QObject):
    """Gives pictures that are there, and fetches those that are not."""

    arrived = Signal(object)
    """The path of a file whose picture is there now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = Errands(self)
        self._kept: OrderedDict[Path, QPixmap] = OrderedDict()
        self._wanted: deque[Path] = deque(maxlen=_MOST_WANTED)
        self._fetching: Path | None = None

    def get(self, path: Path) -> QPixmap | None:
        """Give a file's picture, an empty one of no photo; ``None`` if it has yet to be read."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path != self._fetching and path not in self._wanted:
            self._wanted.append(path)
            self._fetch()
        return None

    def renew(self, path: Path) -> None:
        """Read a file that has changed anew; until then its old picture is shown."""
        if path not in self._wanted:
            self._wanted.append(path)
            self._fetch()

    def forget(self) -> None:
        """Read all anew that is asked for from now on."""
        self._kept.clear()
        self._wanted.clear()

    def stop(self) -> None:
        """End reading."""
        self._wanted.clear()
        self._errands.stop()
        self._fetching = None

    def _fetch(self) -> None:
        if self._fetching is not None or not self._wanted:
            return
        path = self._fetching = self._wanted.pop()

        def work() -> bytes:
            return restorer.read_thumbnail(path, SIDE)

        self._errands.ask(work, lambda content: self._keep(path, content), lambda _: self._keep(path, b""))

    def _keep(self, path: Path, content: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(content)
        self._kept[path] = picture
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self._fetching = None
        self.arrived.emit(path)
        self._fetch()
