"""Driver: uses the window as a user would."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.state import State
from gui.window import Window
from restorer.photo import Samples

PATIENCE_MS = 20_000


class Driver:
    """Uses the window as a user would, and waits for what comes of it."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window
        self.canvas = window.canvas

    @property
    def state(self) -> State:
        """What the window shows."""
        return self.window._state

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window run until the condition holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def open(self, path: Path) -> None:
        """Open a photo and wait until it shows."""
        self.window.open_photo(path)
        self.wait(lambda: self.state.opened and self.state.opened.path == path and not self.state.work)

    def denoise(self, level: float = 20.0) -> None:
        """Denoise and wait for the result."""
        self.state.set_level(level)
        self.window.panel.denoise_requested.emit()
        self.wait(lambda: self.state.denoised and not self.state.work)

    def named[T: QWidget](self, kind: type[T], name: str) -> T:
        """Find a control as a screen reader would."""
        (found,) = (widget for widget in self.window.findChildren(kind) if widget.accessibleName() == name)
        return found

    def shown(self) -> Samples:
        """Take a picture of the canvas: ``(H, W, 3)`` uint8 RGB."""
        image = self.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()

    def shown_photo(self) -> Samples:
        """Take a picture of the part of the canvas that the photo covers."""
        area = self.canvas._shown_area().toRect()
        return self.shown()[area.top() : area.bottom() + 1, area.left() : area.right() + 1]

    def answer(self, reply: Callable[[QDialog], None]) -> None:
        """Have the next dialog answered as soon as it is there."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                reply(dialog)
            else:
                QTimer.singleShot(10, look)

        QTimer.singleShot(0, look)


def type_name(path: Path) -> Callable[[QDialog], None]:
    """Answer a file dialog by typing a name."""

    def reply(dialog: QDialog) -> None:
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert edit
        edit.setText(str(path))
        dialog.accept()

    return reply
