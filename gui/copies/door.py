"""The door: the one way from the main window to that of copies, which is made when it is first opened."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.widgets.windows import bring_to_front

if TYPE_CHECKING:
    from gui.copies.window import CopiesWindow


class CopiesDoor(QObject):
    """Opens the window of copies, and closes it with the program; the main one opens photos of it."""

    def __init__(self, main: QWidget, open_photo: Callable[[Path], object]) -> None:
        super().__init__(main)
        self._main = main
        self._open_photo = open_photo
        self.window: CopiesWindow | None = None

    def open(self) -> None:
        """Show the window."""
        if self.window is None:
            from gui.copies.window import CopiesWindow

            self.window = CopiesWindow()
            self.destroyed.connect(self.window.deleteLater)
            self.window.photo_wanted.connect(self._on_photo_wanted)
        bring_to_front(self.window)

    def close(self) -> None:
        """Close the window; what it searches is ended."""
        if self.window:
            self.window.close()

    def _on_photo_wanted(self, path: Path) -> None:
        bring_to_front(self._main)
        self._open_photo(path)
