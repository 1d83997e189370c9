"""Makes the pictures of the program from the running program, on the example photos.

``python docs/screens.py [SCREEN ...] [--language tr] [--theme dark]`` writes ``docs/pictures/SCREEN.jpg``,
of another language or theme ``SCREEN-tr-dark.jpg``; all screens, if none is named. Settings, photos and
results are in a folder of their own.
"""

import argparse
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCursor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTabWidget, QWidget

from gui import texts
from gui.app import make_window
from gui.colour_panel import ColourPanel
from gui.fold import Fold
from gui.folder import Folder
from gui.log import Log
from gui.log_dialog import show_log
from gui.runner import Runner
from gui.settings import chosen
from gui.theme import apply_theme
from gui.translation import use_language

if TYPE_CHECKING:
    from gui.state import State
    from gui.window import Window

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 900
QUALITY = 78
ROOM_HEIGHT = 620
WINDOW = QSize(1180, 780)
STROKES = (((300, 60), (330, 120), (310, 190)), ((60, 330), (130, 345), (200, 340)))
"""What is painted, in the photo's pixels."""
HINTS = ((205, 120, 0), (90, 330, 4), (310, 60, 1))
"""Where colours are placed, and which of the natural ones."""


class Camera:
    """Uses the program as a user would, and takes pictures of it."""

    def __init__(self, runner: Runner, photos: Path, folder: Path, ending: str) -> None:
        self._runner = runner
        self._photos = photos
        self._folder = folder
        self._ending = ending
        self.window = self._new_window()

    def take_window(self) -> None:
        """Show the window, with a result and its history."""
        self._open("photos/coffee.png", "photos/cat.png", "damaged/astronaut.png", "photos/astronaut.png")
        self._switch("denoise", "tone")
        self.window.panel.cards["tone"].sliders["strength"].slider.setValue(60)
        self._restore()
        self._unfold("histogram", "history")
        self._save(self.window, "window")

    def take_export(self) -> None:
        """Show the dialog for saving, and the receipt."""
        self._open("photos/astronaut.png")
        self._switch("denoise")
        self._restore()
        self._unfold("histogram")
        QTimer.singleShot(6000, lambda: self._take_modal("export"))
        self.window.sharing.save_as.trigger()
        wait(lambda: self._state.saved and not self._state.work)
        self._save(self.window, "receipt")

    def take_side_by_side(self) -> None:
        """Show before and after as two pictures."""
        self._open("photos/cat.png")
        self._switch("denoise")
        self._restore()
        self.window.canvas.set_side_by_side(True)
        self._save(self.window, "side-by-side")
        self.window.canvas.set_side_by_side(False)

    def take_mask(self) -> None:
        """Show damage that was found and what was painted, in red."""
        self._open("damaged/astronaut.png")
        self._switch("inpaint")
        self.window._actions.show_mask()
        wait(lambda: not self._state.work)
        self._unfold()
        self.window.toolbox.choose("brush")
        for stroke in STROKES:
            self._draw(*stroke)
        self._save(self.window, "mask")

    def take_colours(self) -> None:
        """Show colours placed on a grey photo, the variations, and the menu of colours."""
        self._open("grey/astronaut.png")
        self._switch("colorize")
        panel = self.window.panel.cards["colorize"].extra
        assert isinstance(panel, ColourPanel)
        panel.propose.click()
        wait(lambda: self._state.proposals and not self._state.work)
        self._unfold()
        self.window.toolbox.choose("hint")
        for x, y, colour in HINTS:
            menu = self._menu_at(x, y)
            name = texts.NATURAL_COLOURS[colour][0]
            next(entry for entry in menu.actions() if entry.text() == name).trigger()
            menu.close()
        self._restore()
        menu = self._menu_at(390, 30)
        wait_seconds(0.5)
        picture = self.window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(self.window.mapFromGlobal(menu.pos()), menu.grab())
        painter.end()
        menu.close()
        self._write(picture, "colours")

    def take_batch(self) -> None:
        """Show the queue of many photos, at work, and the review of its results."""
        self._open("photos/astronaut.png")
        self._switch("denoise")
        self._state.restored = None
        self.window.batch.open([self._photos / "photos", self._photos / "damaged"])
        batch = self.window.batch.window
        assert batch
        batch.resize(WINDOW)
        wait(lambda: len(batch.batch.queue.rows) > 4)
        batch._go.trigger()
        wait(lambda: sum(row.state == "done" for row in batch.batch.queue.rows) > 1)
        self._save(batch, "batch")
        wait(lambda: batch.batch.is_idle)
        batch.tabs.setCurrentIndex(1)
        wait_seconds(5)
        self._save(batch, "review")
        batch.close()

    def take_pages(self) -> None:
        """Show the pages beside the window."""
        self._open("photos/astronaut.png")
        self._switch("denoise")
        self._restore()
        pages = self.window.menus.pages
        for show, name in (
            (pages.show_preferences, "preferences"),
            (pages.show_models, "models"),
            (pages.show_help, "help"),
            (self.window.menus.show_tour, "tour"),
            (self.window._on_shortcuts, "keys"),
            (lambda: show_log(self.window), "log"),
        ):
            show()
            self._take_page(name)

    def take_welcome(self) -> None:
        """Show the window before a photo is open."""
        self._open("photos/coffee.png", "photos/cat.png", "damaged/astronaut.png", "photos/astronaut.png")
        self._save(self._new_window(), "welcome")

    @property
    def _state(self) -> "State":
        return self.window._state

    def _new_window(self) -> "Window":
        window = make_window(self._runner)
        window.resize(WINDOW)
        window.show()
        return window

    def _open(self, *names: str) -> None:
        for name in names:
            self._state.restored = None
            self.window.open_photo(self._photos / name)
            wait(lambda: self._state.opened and self._state.opened.path == self._photos / name)  # noqa: B023
            wait(lambda: not self._state.work)
        view = self.window.canvas.viewport
        view.look_at(view.middle, ROOM_HEIGHT / view.photo.height())

    def _unfold(self, *keys: str) -> None:
        for fold in self.window.findChildren(Fold):
            fold.set_open(fold._key.removeprefix("folds/") in keys)

    def _switch(self, *tasks: str) -> None:
        for task, card in self.window.panel.cards.items():
            if card.switch.isChecked() != (task in tasks):
                card.switch.click()

    def _restore(self) -> None:
        self.window._actions.restore()
        wait(lambda: self._state.restored and not self._state.work and self._is_exact)

    @property
    def _is_exact(self) -> bool:
        assert self._state.restored
        return chosen(self._state.restored.settings) == chosen(self._state.settings)

    def _at(self, x: float, y: float) -> QPoint:
        view = self.window.canvas.view
        return (view.corner + QPointF(x, y) * view.scale).toPoint()

    def _draw(self, *places: tuple[float, float]) -> None:
        canvas, button = self.window.canvas, Qt.MouseButton.LeftButton
        points = [self._at(*place) for place in places]
        QTest.mousePress(canvas, button, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
        QTest.mouseRelease(canvas, button, pos=points[-1])

    def _menu_at(self, x: float, y: float) -> QMenu:
        QCursor.setPos(self.window.canvas.mapToGlobal(self._at(x, y)))
        self._draw((x, y))
        wait(QApplication.activePopupWidget)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def _take_modal(self, name: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        self._save(dialog, name)
        dialog.accept()

    def _take_page(self, name: str) -> None:
        wait_seconds(2)
        dialog = next(widget for widget in QApplication.topLevelWidgets() if is_page(widget))
        self._save(dialog, name)
        for tabs in dialog.findChildren(QTabWidget):
            tabs.setCurrentIndex(1)
            self._save(dialog, "device" if name == "models" else f"{name}-2")
        dialog.close()

    def _save(self, widget: QWidget, name: str) -> None:
        wait_seconds(1)
        self._write(widget.grab(), name)

    def _write(self, picture: QPixmap, name: str) -> None:
        picture.toImage().save(str(self._folder / f"{name}{self._ending}.jpg"), quality=QUALITY)


SCREENS = {
    "window": Camera.take_window,
    "mask": Camera.take_mask,
    "colours": Camera.take_colours,
    "side-by-side": Camera.take_side_by_side,
    "export": Camera.take_export,
    "batch": Camera.take_batch,
    "pages": Camera.take_pages,
    "welcome": Camera.take_welcome,
}


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Makes the pictures of the program.")
    parser.add_argument("screens", nargs="*", choices=[*SCREENS, []], metavar="SCREEN")
    parser.add_argument("--language", default="en")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    arguments = parser.parse_args()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(texts.APP)
    with tempfile.TemporaryDirectory(prefix="restorer-") as folder:
        settle(Path(folder))
        use_language(arguments.language)
        apply_theme(arguments.theme)
        parts = (arguments.language, "en"), (arguments.theme, "light")
        ending = "".join(f"-{chosen}" for chosen, usual in parts if chosen != usual)
        logging.getLogger("qt").addFilter(lambda record: "This plugin" not in record.getMessage())
        log = Log(Folder().log)
        runner = Runner()
        runner.start()
        camera = Camera(runner, Path(folder), arguments.to, ending)
        for name in arguments.screens or SCREENS:
            SCREENS[name](camera)
        runner.stop()
        log.stop()


def settle(home: Path) -> None:
    """Keep everything the program remembers in a folder, photos to try with as well."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "RESTORER_STATE"):
        os.environ[name] = str(home)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    for name in ("photos", "damaged", "grey"):
        shutil.copytree(ROOT / "examples" / name, home / name)


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


if __name__ == "__main__":
    main()
