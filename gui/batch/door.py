"""The door: the one way from the main window to that of the batch, which is made when it is first opened."""

import functools
import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from gui.batch.record import tells_of_interruption
from gui.files.folder import Folder
from gui.state import State
from gui.widgets.windows import bring_to_front
from restorer import default_journal

if TYPE_CHECKING:
    from gui.batch.window import BatchWindow

_LOADED_LATER = ("gui.batch.batch", "gui.batch.window")
_LATER_MILLISECONDS = 1500


class BatchDoor(QObject):
    """Opens the batch window, and closes it with the program; the main one opens photos of its queue."""

    def __init__(self, state: State, main: QWidget, open_photo: Callable[[Path], object]) -> None:
        super().__init__(main)
        self._state = state
        self._main = main
        self._open_photo = open_photo
        self._file = _folder_at(default_journal().parent).queue
        self.window: BatchWindow | None = None
        for at, module in enumerate(_LOADED_LATER, 1):  # one by one, that nobody waits for all of it at once
            load = functools.partial(importlib.import_module, module)
            QTimer.singleShot(at * _LATER_MILLISECONDS, self, load)

    @property
    def is_interrupted(self) -> bool:
        """Whether a queue waits to be resumed."""
        return tells_of_interruption(self._file)

    def open(self, paths: Iterable[Path] = ()) -> None:
        """Show the window, with these photos and folders added to its queue."""
        paths = list(paths)
        if self.window is None:
            from gui.batch.batch import Batch
            from gui.batch.window import BatchWindow

            batch = Batch(lambda: self._state.settings, self._file)
            self.window = BatchWindow(batch)
            self.destroyed.connect(self.window.deleteLater)
            self.window.photo_wanted.connect(self._on_photo_wanted)
            self._state.settings_changed.connect(self._on_steps_set)
            self._state.photo_opened.connect(self._on_steps_set)  # which leaves out what was placed
        elif not paths:
            self.window.batch.look()
        bring_to_front(self.window)
        if paths:
            self.window.take_files(paths)

    def _on_photo_wanted(self, path: Path) -> None:
        bring_to_front(self._main)
        self._open_photo(path)

    def _on_steps_set(self) -> None:
        """Tell the queue that other steps are set; one that nobody sees looks when it is shown again."""
        if self.window:
            self.window.batch.on_steps_set(is_seen=self.window.isVisible())

    def end(self) -> None:
        """Stop what is at work and keep the queue, without a question."""
        if self.window:
            self.window.end()

    def close(self) -> bool:
        """Close the window; gives whether it is, as its user may want to go on."""
        return self.window is None or self.window.close()


@functools.lru_cache(maxsize=1)
def _folder_at(root: Path) -> Folder:
    """Hold this program's number as long as it runs, that no other one writes to its queue."""
    return Folder(root)
