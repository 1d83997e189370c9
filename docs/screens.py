"""Makes pictures of the program from the running program, and those of its tour from the example photos.

``python docs/screens.py tour`` writes ``gui/pictures/``; ``python docs/screens.py [LANGUAGE [THEME]]``
writes ``docs/pictures/``: all pages in English and light, of others the window; with settings of its own.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

import restorer
from gui import dialogs
from gui.app import make_window
from gui.runner import Runner
from gui.shortcuts_dialog import shortcuts
from gui.theme import apply_theme
from gui.translation import use_language
from restorer import Recipe, Step

if TYPE_CHECKING:
    from gui.window import Window

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TOUR = QSize(1120, 560)
PATIENCE_SECONDS = 600
WINDOW = QSize(1180, 780)
DENOISE = Recipe((Step("denoise"),))


def main(language: str = "en", theme: str = "light") -> None:
    """Write the pictures."""
    app = QApplication(sys.argv[:1])
    if language == "tour":
        make_tour()
        return
    with tempfile.TemporaryDirectory() as folder:
        app.setApplicationName("Restorer")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        os.environ["XDG_CACHE_HOME"] = folder
        use_language(language)
        apply_theme(theme)
        ending = "" if (language, theme) == ("en", "light") else f"-{language}-{theme}"
        show_all(ROOT / "docs" / "pictures", ending)


def show_all(folder: Path, ending: str) -> None:
    """Use the window, and take pictures of it."""
    runner = Runner()
    runner.start()
    window = make_window(runner)
    window.resize(WINDOW)
    window.show()
    state = window._state  # noqa: SLF001 -- seen from inside
    for name in ("photos/cat.png", "photos/coffee.png", "damaged/astronaut.png", "photos/astronaut.png"):
        window.open_photo(EXAMPLES / name)
        wait(lambda path=EXAMPLES / name: state.opened and state.opened.path == path and not state.work)
    window._actions.restore()  # noqa: SLF001
    wait(lambda: state.restored and not state.work)
    take(window, folder / f"window{ending}.jpg")
    if not ending:
        show_pages(window, folder)
        state.restored = None
        fresh = make_window(runner)
        fresh.resize(WINDOW)
        fresh.show()
        take(fresh, folder / "welcome.jpg")
    runner.stop()


def show_pages(window: "Window", folder: Path) -> None:
    """Take a picture of each page beside the window."""
    pages = window.menus.pages
    for show, name in (
        (pages.show_preferences, "preferences"),
        (pages.show_models, "models"),
        (pages.show_help, "help"),
        (window.menus.show_tour, "tour"),
        (lambda: dialogs.show_shortcuts(window, shortcuts(window)), "keys"),
    ):
        show()
        take_dialog(folder / f"{name}.jpg")


def take_dialog(file: Path) -> None:
    """Take a picture of the page that was opened last, and close it."""
    wait_seconds(1)
    dialog = next(widget for widget in QApplication.topLevelWidgets() if is_page(widget))
    take(dialog, file)
    for tabs in dialog.findChildren(QTabWidget):
        tabs.setCurrentIndex(1)
        take(dialog, file.with_stem(file.stem.replace("models", "device")))
    dialog.close()


def is_page(widget: QWidget) -> bool:
    """Tell whether a window is a page that is shown."""
    return isinstance(widget, QDialog) and widget.isVisible()


def take(widget: QWidget, file: Path) -> None:
    """Take a picture of a window."""
    wait_seconds(0.5)
    widget.grab().toImage().save(str(file), quality=85)


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


def make_tour() -> None:
    """Make the pictures of the tour: noise, a photo, damage, the divider, colour."""
    old = Recipe((Step("inpaint", controls={"threshold": 0.5}), Step("denoise"), Step("tone")))
    colour = Recipe((Step("colorize", controls={"saturation": 1.5}),))
    pairs = (
        (beside, "photos/astronaut.png", DENOISE),
        (beside, "photos/coffee.png", None),
        (beside, "damaged/astronaut.png", old),
        (split, "photos/cat.png", DENOISE),
        (beside, "grey/astronaut.png", colour),
    )
    for at, (lay_out, name, recipe) in enumerate(pairs, 1):
        path = EXAMPLES / name
        before = QImage(str(path))
        after = restored(path, recipe) if recipe else None
        picture = lay_out(before, after)
        picture.save(str(ROOT / "gui" / "pictures" / f"tour-{at}.jpg"), quality=82)


def restored(path: Path, recipe: Recipe) -> QImage:
    """Do a recipe to a photo."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "after.png"
        restorer.write_photo(restorer.restore(restorer.read_photo(path), recipe), target)
        return QImage(str(target))


def beside(before: QImage, after: QImage | None) -> QImage:
    """Lay two pictures side by side; one alone fills all."""
    picture = QImage(TOUR, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    half = QRect(0, 0, TOUR.width() // 2, TOUR.height())
    if after is None:
        painter.drawImage(picture.rect(), fitted(before, TOUR))
    else:
        painter.drawImage(half, fitted(before, half.size()))
        painter.drawImage(half.translated(half.width(), 0), fitted(after, half.size()))
    draw_line(painter, is_drawn=after is not None)
    painter.end()
    return picture


def split(before: QImage, after: QImage | None) -> QImage:
    """Show one picture, its left half before and its right half after."""
    assert after
    picture = fitted(before, TOUR).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setClipRect(TOUR.width() // 2, 0, TOUR.width() // 2, TOUR.height())
    painter.drawImage(0, 0, fitted(after, TOUR))
    painter.setClipping(False)
    draw_line(painter, is_drawn=True)
    painter.end()
    return picture


def draw_line(painter: QPainter, *, is_drawn: bool) -> None:
    """Draw the divider."""
    if is_drawn:
        painter.fillRect(TOUR.width() // 2 - 2, 0, 4, TOUR.height(), Qt.GlobalColor.white)


def fitted(picture: QImage, size: QSize) -> QImage:
    """Scale a picture so that it fills a size, and cut off what is over, more below than above."""
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    large = picture.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    top = (large.height() - size.height()) // 3
    return large.copy((large.width() - size.width()) // 2, top, size.width(), size.height())


if __name__ == "__main__":
    main(*sys.argv[1:])
