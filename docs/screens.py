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
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from camera import WINDOW, Camera, wait, wait_seconds
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from gui import texts
from gui.folder import Folder
from gui.log import Log
from gui.log_dialog import show_log
from gui.runner import Runner
from gui.shortcuts_dialog import shortcuts
from gui.theme import apply_theme
from gui.translation import use_language

ROOT = Path(__file__).parents[1]
STROKES = (((300, 60), (330, 120), (310, 190)), ((60, 330), (130, 345), (200, 340)))
"""What is painted, in the photo's pixels."""
HINTS = ((205, 120, 0), (90, 330, 4), (310, 60, 1))
"""Where colours are placed, and which of the natural ones."""


class Screens(Camera):
    """Each screen as it is in use."""

    def take_window(self) -> None:
        """Show the window, with a result and its history."""
        self.open("photos/coffee.png", "photos/cat.png", "damaged/astronaut.png", "photos/astronaut.png")
        self.switch("denoise", "tone")
        self.window.panel.cards["tone"].sliders["strength"].slider.setValue(60)
        self.restore()
        self.unfold("histogram", "history")
        self.save(self.window, "window")

    def take_export(self) -> None:
        """Show the dialog for saving, and the receipt."""
        self.open("photos/astronaut.png")
        self.switch("denoise")
        self.restore()
        self.unfold("histogram")
        QTimer.singleShot(6000, lambda: self.take_modal("export"))
        self.window.sharing.save_as.trigger()
        wait(lambda: self.state.saved and not self.state.work)
        self.save(self.window, "receipt")

    def take_side_by_side(self) -> None:
        """Show before and after as two pictures."""
        self.open("photos/cat.png")
        self.switch("denoise")
        self.restore()
        self.window.canvas.set_side_by_side(True)
        self.save(self.window, "side-by-side")
        self.window.canvas.set_side_by_side(False)

    def take_mask(self) -> None:
        """Show damage that was found and what was painted, in red."""
        self.open("damaged/astronaut.png")
        self.switch("inpaint")
        self.window._actions.show_mask()
        wait(lambda: not self.state.work)
        self.unfold()
        self.window.toolbox.choose("brush")
        for stroke in STROKES:
            self.draw(*stroke)
        self.save(self.window, "mask")

    def take_colours(self) -> None:
        """Show colours placed on a grey photo, the variations, and the menu of colours."""
        from gui.colour_panel import ColourPanel  # it takes up the words of a language as it is read

        self.open("grey/astronaut.png")
        self.switch("colorize")
        panel = self.window.panel.cards["colorize"].extra
        assert isinstance(panel, ColourPanel)
        panel.propose.click()
        wait(lambda: self.state.proposals and not self.state.work)
        self.unfold()
        self.window.toolbox.choose("hint")
        for x, y, colour in HINTS:
            menu = self.menu_at(x, y)
            name = texts.NATURAL_COLOURS[colour][0]
            next(entry for entry in menu.actions() if entry.text() == name).trigger()
            menu.close()
        self.restore()
        menu = self.menu_at(390, 30)
        wait_seconds(0.5)
        picture = self.window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(self.window.mapFromGlobal(menu.pos()), menu.grab())
        painter.end()
        menu.close()
        self.write(picture, "colours")

    def take_batch(self) -> None:
        """Show the queue of many photos, at work, and the review of its results."""
        self.open("photos/astronaut.png")
        self.switch("denoise")
        self.state.restored = None
        self.window.batch.open([self._photos / "photos", self._photos / "damaged"])
        batch = self.window.batch.window
        assert batch
        batch.resize(WINDOW)
        wait(lambda: len(batch.batch.queue.rows) > 4)
        batch._go.trigger()
        wait(lambda: sum(row.state == "done" for row in batch.batch.queue.rows) > 1)
        self.save(batch, "batch")
        wait(lambda: batch.batch.is_idle)
        batch.tabs.setCurrentIndex(1)
        wait_seconds(5)
        self.save(batch, "review")
        batch.close()

    def take_pages(self) -> None:
        """Show the pages beside the window."""
        self.open("photos/astronaut.png")
        self.switch("denoise")
        self.restore()
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
            self.take_page(name)

    def take_welcome(self) -> None:
        """Show the window before a photo is open."""
        self.open("photos/coffee.png", "photos/cat.png", "damaged/astronaut.png", "photos/astronaut.png")
        self.save(self.new_window(), "welcome")


SCREENS = {
    "window": Screens.take_window,
    "mask": Screens.take_mask,
    "colours": Screens.take_colours,
    "side-by-side": Screens.take_side_by_side,
    "batch": Screens.take_batch,
    "export": Screens.take_export,
    "pages": Screens.take_pages,
    "welcome": Screens.take_welcome,
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
        screens = Screens(runner, Path(folder), arguments.to, ending)
        for name in arguments.screens or SCREENS:
            SCREENS[name](screens)
        runner.stop()
        log.stop()


<<<<<<< HEAD
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
=======
def settle(home: Path) -> None:
    """Keep everything the program remembers in a folder, photos to try with as well."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "RESTORER_STATE"):
        os.environ[name] = str(home)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    for name in ("photos", "damaged", "grey"):
        shutil.copytree(ROOT / "examples" / name, home / name)
>>>>>>> look


if __name__ == "__main__":
    main()
