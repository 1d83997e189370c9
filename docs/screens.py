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

import numpy as np
from camera import WINDOW, Camera, wait, wait_seconds
from PIL import Image
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from skimage import data

from gui.dialogs.log_dialog import show_log
from gui.files.folder import Folder
from gui.files.log import Log
from gui.files.preferences import LANGUAGE_VARIABLE
from gui.widgets.theme import apply_theme
from gui.words import texts
from gui.words.translation import use_language
from gui.work.runner import Runner

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
        self.window.user_actions.show_mask()
        wait(lambda: not self.state.work)
        self.unfold()
        self.window.toolbox.choose("brush")
        for stroke in STROKES:
            self.draw(*stroke)
        self.save(self.window, "mask")

    def take_colours(self) -> None:
        """Show colours placed on a grey photo, the variations, and the menu of colours."""
        from gui.panels.colour_panel import ColourPanel  # it takes up the words of a language as it is read

        self.open("grey/astronaut.png")
        self.switch("colorize")
        panel = self.window.panel.cards["colorize"].extra
        assert isinstance(panel, ColourPanel)
        self.window.toolbox.choose("hint")
        for x, y, colour in HINTS:
            menu = self.menu_at(x, y)
            name = texts.NATURAL_COLOURS[colour][0]
            next(entry for entry in menu.actions() if entry.text() == name).trigger()
            menu.close()
        panel.propose.click()
        wait(lambda: self.state.proposals and not self.state.work)
        self.unfold()
        self.restore()
        menu = self.menu_at(390, 30)
        wait_seconds(0.5)
        picture = self.window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(self.window.mapFromGlobal(menu.pos()), menu.grab())
        painter.end()
        menu.close()
        self.write(picture, "colours")

    def take_burst(self) -> None:
        """Show a burst of six photos, restored, with a divider."""
        self.open("photos/coffee.png")
        self.switch("denoise")
        self.state.restored = None
        self.window.bursts.open_burst(shoot_burst(self._photos))
        wait(lambda: self.window.bursts.panel.isVisible() and not self.state.work)
        self.restore()
        wait_seconds(1)
        self.save(self.window, "burst-window")

    def take_batch(self) -> None:
        """Show the queue of many photos, at work, and the review of its results."""
        self.open("photos/astronaut.png")
        self.switch("denoise")
        self.state.restored = None
        self.window.batch_door.open([self._photos / "photos", self._photos / "damaged"])
        batch = self.window.batch_door.window
        assert batch
        batch.resize(WINDOW)
        wait(lambda: len(batch.batch.queue.rows) > 4)
        batch.go.trigger()
        wait(lambda: sum(row.state == "done" for row in batch.batch.queue.rows) > 1)
        self.save(batch, "batch")
        wait(lambda: batch.batch.is_idle)
        batch.tabs.setCurrentIndex(1)
        wait_seconds(5)
        self.save(batch, "review")
        batch.close()

    def take_copies(self) -> None:
        """Show which photos of a folder are copies of one another."""
        self.window.copies_door.open()
        copies = self.window.copies_door.window
        assert copies
        copies.resize(WINDOW)
        copies.take_files([make_copies(self._photos / "scans")])
        wait(lambda: copies.found)
        wait_seconds(3)
        self.save(copies, "copies")
        copies.close()

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


def shoot_burst(folder: Path) -> list[Path]:
    """Write six noisy photos of a scene, each a little beside the last, and give their files."""
    rng, scene = np.random.default_rng(0), data.astronaut()
    paths = [folder / f"IMG_{2041 + at}.png" for at in range(6)]
    for path in paths:
        top, left = rng.integers(0, 12, 2)
        seen = scene[top : top + 400, left : left + 500]
        noisy = (seen + rng.normal(0, 25, seen.shape)).clip(0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(path)
    return paths


def make_copies(folder: Path) -> Path:
    """Write photos and copies of them as they come about, and give their folder."""
    (folder / "sent").mkdir(parents=True)
    cat, portrait, cup = (Image.fromarray(load()) for load in (data.cat, data.astronaut, data.coffee))
    cat.save(folder / "cat.png")
    cat.resize((225, 150)).save(folder / "sent" / "cat small.jpg", quality=70)
    cat.crop((12, 8, 440, 292)).save(folder / "cat cropped.jpg", quality=90)
    portrait.save(folder / "portrait.png")
    portrait.resize((200, 200)).save(folder / "sent" / "portrait small.png")
    portrait.point(lambda level: 40 + 0.8 * level).save(folder / "portrait faded.jpg")
    portrait.save(folder / "portrait compressed.jpg", quality=30)
    portrait.convert("L").save(folder / "portrait grey.jpg")
    cup.save(folder / "cup.jpg", quality=95)
    cup.resize((300, 200)).save(folder / "sent" / "cup.webp")
    Image.fromarray(data.rocket()).save(folder / "rocket.jpg")
    return folder


SCREENS = {
    "window": Screens.take_window,
    "mask": Screens.take_mask,
    "colours": Screens.take_colours,
    "side-by-side": Screens.take_side_by_side,
    "burst": Screens.take_burst,
    "batch": Screens.take_batch,
    "copies": Screens.take_copies,
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
        os.environ[LANGUAGE_VARIABLE] = arguments.language  # for the processes
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


def settle(home: Path) -> None:
    """Keep everything the program remembers in a folder, photos to try with as well."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "RESTORER_STATE"):
        os.environ[name] = str(home)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    for name in ("photos", "damaged", "grey"):
        shutil.copytree(ROOT / "examples" / name, home / name)


if __name__ == "__main__":
    main()
