"""A camera: uses the program as a user would, on the example photos, and takes pictures of it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QCursor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTabWidget, QWidget

from gui.app import make_window
from gui.settings import chosen
from gui.widgets.fold import Fold
from gui.work.runner import Runner

if TYPE_CHECKING:
    from gui.state import State
    from gui.window import Window

PATIENCE_SECONDS = 900
WINDOW = QSize(1180, 780)
ROOM_HEIGHT = 620
WIDTH, QUALITY = 944, 80
"""Of a picture: as wide as a page shows it."""


class Camera:
    """Uses the program as a user would, and takes pictures of it."""

    def __init__(self, runner: Runner, photos: Path, folder: Path, ending: str) -> None:
        self._runner = runner
        self._photos = photos
        self._folder = folder
        self._ending = ending
        self.window = self.new_window()

    @property
    def state(self) -> "State":
        """Give what the window shows."""
        return self.window.state

    def new_window(self) -> "Window":
        """Show another window."""
        window = make_window(self._runner)
        window.resize(WINDOW)
        window.show()
        return window

    def open(self, *names: str) -> None:
        """Open photos, one after the other, the last one large."""
        for name in names:
            self.state.opened = self.state.restored = None  # or it would be asked what becomes of them
            self.window.open_photo(self._photos / name)
            wait(lambda: self.state.opened and self.state.opened.path == self._photos / name)  # noqa: B023
            wait(lambda: not self.state.work)
        view = self.window.canvas.viewport
        view.look_at(view.middle, ROOM_HEIGHT / view.photo.height())

    def unfold(self, *keys: str) -> None:
        """Unfold these parts of the side panel, and fold the others."""
        for fold in self.window.findChildren(Fold):
            fold.set_open(fold._key.removeprefix("folds/") in keys)

    def switch(self, *tasks: str) -> None:
        """Switch these steps on and all others off."""
        for task, card in self.window.panel.cards.items():
            if card.switch.isChecked() != (task in tasks):
                card.switch.click()

    def restore(self) -> None:
        """Do what is set, and wait for the result."""
        self.window.user_actions.restore()
        wait(lambda: self.state.restored and not self.state.work and self._is_exact)

    @property
    def _is_exact(self) -> bool:
        assert self.state.restored
        return chosen(self.state.restored.settings) == chosen(self.state.settings)

    def _at(self, x: float, y: float) -> QPoint:
        view = self.window.canvas.view
        return (view.corner + QPointF(x, y) * view.scale).toPoint()

    def draw(self, *places: tuple[float, float]) -> None:
        """Drag the mouse over places of the photo."""
        canvas, button = self.window.canvas, Qt.MouseButton.LeftButton
        points = [self._at(*place) for place in places]
        QTest.mousePress(canvas, button, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
        QTest.mouseRelease(canvas, button, pos=points[-1])

    def menu_at(self, x: float, y: float) -> QMenu:
        """Click on the photo, and give the menu that this opens."""
        QCursor.setPos(self.window.canvas.mapToGlobal(self._at(x, y)))
        self.draw((x, y))
        wait(QApplication.activePopupWidget)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def take_modal(self, name: str) -> None:
        """Take a picture of the dialog that waits for an answer, and accept it."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        self.save(dialog, name)
        dialog.accept()

    def take_page(self, name: str) -> None:
        """Take pictures of the page that was opened last, and close it."""
        wait_seconds(2)
        dialog = next(widget for widget in QApplication.topLevelWidgets() if is_page(widget))
        self.save(dialog, name)
        for tabs in dialog.findChildren(QTabWidget):
            tabs.setCurrentIndex(1)
            self.save(dialog, "device" if name == "models" else f"{name}-2")
        dialog.close()

    def save(self, widget: QWidget, name: str) -> None:
        """Take a picture of a window."""
        wait_seconds(1)
        self.write(widget.grab(), name)

    def write(self, picture: QPixmap, name: str) -> None:
        """Write a picture."""
        image = picture.toImage()
        if image.width() > WIDTH:
            image = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        image.save(str(self._folder / f"{name}{self._ending}.jpg"), quality=QUALITY)


def is_page(widget: QWidget) -> bool:
    """Tell whether a window is a page that is shown."""
    return isinstance(widget, QDialog) and widget.isVisible()


def wait(condition: Callable[[], object]) -> None:
    """Let the program run until a condition holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "the program does not come to an end"
        wait_seconds(0.02)


def wait_seconds(seconds: float) -> None:
    """Let the program run for some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
