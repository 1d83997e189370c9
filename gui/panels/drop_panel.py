"""The drop panel: a panel onto which a picture can be dropped."""

from pathlib import Path
from typing import override

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from gui.files.paths import is_picture, local_files
from gui.state import State
from gui.words import texts


class DropPanel(QWidget):
    """Has a use for a picture in a file, and says so of what is none."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.setAcceptDrops(True)

    def take_picture(self, path: Path) -> None:
        """Use the picture that was dropped."""
        raise NotImplementedError

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file, if it is a picture."""
        event.acceptProposedAction()
        path = local_files(event.mimeData())[0]
        if is_picture(path):
            self.take_picture(path)
        else:
            self._state.failed.emit(texts.NO_PICTURE.format(path.name))
