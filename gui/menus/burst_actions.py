"""Burst actions: several photos are opened as one, asked for in a dialog or dropped on the window."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImageIOHandler, QImageReader
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.dialogs import questions
from gui.files.dialog_folders import usual_folder
from gui.panels.burst_panel import BurstPanel
from gui.state import State
from gui.widgets.buttons import make_action
from gui.widgets.message_bar import MessageBar
from gui.words import texts_burst
from gui.words.texts import Words
from restorer import is_file

_MOST_FRAMES = 30
"""More photos than these are hardly of one scene."""


class BurstActions(QObject):
    """Open a burst, another frame of it, and what is dropped, if it may be one; the window lays them out.

    ``may_lose`` asks about a result that is not saved, and whom to call again if it is to be saved.
    """

    def __init__(
        self,
        state: State,
        actions: Actions,
        message: MessageBar,
        may_lose: Callable[[Callable[[], object]], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._actions, self._message = state, actions, message
        self._may_lose = may_lose
        self._window = window
        self.panel = BurstPanel(state, actions)
        words = Words(texts_burst.OPEN, texts_burst.OPEN_TIP)
        self.open = make_action(window, words, ["Ctrl+Shift+O"], self._on_open, called="burst")
        self.panel.frame_wished.connect(self.open_frame)

    def open_burst(self, paths: Iterable[Path], reference: Path | None = None) -> None:
        """Open photos of one scene, unless the user keeps an unsaved result."""
        paths = list(paths)
        if self._may_lose(lambda: self.open_burst(paths, reference)):
            self._actions.open_burst(paths, reference)

    def open_frame(self, path: Path) -> None:
        """Show another photo of the burst, unless the user keeps an unsaved result."""
        if self._may_lose(lambda: self.open_frame(path)):
            self._actions.open_frame(path)

    def offer(self, files: Sequence[Path], open_batch: Callable[[Sequence[Path]], object]) -> bool:
        """Let the user choose what becomes of photos that may be a burst; tells whether these may be."""
        if not 2 <= len(files) <= _MOST_FRAMES or not _are_of_one_size(files):
            return False
        burst, batch = texts_burst.AS_BURST, texts_burst.IN_BATCH
        words = texts_burst.OFFER.format(len(files))
        self._message.show_offer(words, burst.name, burst.tip, lambda: self.open_burst(files))
        self._message.add_offer(batch.name, batch.tip, lambda: open_batch(files))
        return True

    def _on_open(self) -> None:
        if paths := questions.ask_photos(self._window, texts_burst.OPEN_TITLE, usual_folder(self._state)):
            self.open_burst(paths)


def _are_of_one_size(files: Sequence[Path]) -> bool:
    """Tell whether photos are of one size, as far as it is told by how they begin."""
    first = _size_of(files[0])
    return first.isValid() and all(_size_of(file) == first for file in files[1:])


def _size_of(file: Path) -> QSize:
    """Read the size of a photo, upright; none for what is no photo that Qt knows."""
    if not is_file(file):  # a pipe would be waited for
        return QSize()
    reader = QImageReader(str(file))
    is_turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return reader.size().transposed() if is_turned else reader.size()
