"""The menu of recent photos."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from gui.files.recent import Recent, labels
from gui.words import texts_menus


class RecentMenu(QMenu):
    """Lists the photos opened last, and lets the list be cleared."""

    photo_chosen = Signal(Path)

    def __init__(self, recent: Recent, parent: QWidget) -> None:
        super().__init__(texts_menus.RECENT, parent)
        self._recent = recent
        self.setToolTipsVisible(True)
        recent.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        paths = self._recent.paths
        for at, (path, label) in enumerate(zip(paths, labels(paths), strict=True), 1):
            name = label.replace("&", "&&")
            entry = self.addAction(f"&{at % 10} {name}", partial(self.photo_chosen.emit, path))
            entry.setToolTip(str(path))
        if self.isEmpty():
            self.addAction(texts_menus.NO_RECENT).setEnabled(False)
        else:
            self.addSeparator()
            self.addAction(texts_menus.CLEAR_RECENT, self._recent.clear)
