"""Copying: the window of copies in the hands of a driver, and photos with copies of them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from driver import Driver, drop
from PIL import Image
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QKeySequence
from skimage import data

from gui.words import texts_copies

if TYPE_CHECKING:
    from gui.copies.window import CopiesWindow


class CopiesDriver:
    """Uses the window of copies as a user would, and waits for what comes of it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        driver.trigger(texts_copies.OPEN)
        window = driver.window.copies_door.window
        assert window
        self.window: CopiesWindow = window

    def search(self, *paths: Path) -> None:
        """Drop photos or folders on the window, and wait for what is found."""
        drop(self.window, *(QUrl.fromLocalFile(str(path)) for path in paths))
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is being searched."""
        self.driver.wait(lambda: not self.window.search.is_busy)

    def press(self, keys: str | QKeySequence | Qt.Key) -> None:
        """Press keys where the keyboard goes, with the window in front."""
        self.driver.press(keys, self.window)

    def cell(self, row: int, column: int) -> QModelIndex:
        """Give a place of the table."""
        return self.window.model.index(row, column)

    def names(self) -> list[list[str]]:
        """Give the names that are shown, group by group."""
        model = self.window.model
        return [
            [self.cell(row, column).data() for column in range(model.last_column(row) + 1)]
            for row in range(model.rowCount())
        ]

    @property
    def headline(self) -> str:
        """What is said of the search."""
        return self.window.header.words.text()

    def begin_and(self, do: Callable[[], object], *paths: Path) -> None:
        """Begin a search, and do something as soon as photos are being read."""
        told: list[int] = []
        self.window.search.progressed.connect(lambda _done, total: told.append(total))
        self.window.take_files(paths)
        self.driver.wait(lambda: told)
        do()


def copy_photos(folder: Path) -> Path:
    """Write two photos with copies, some in a folder below, and one without; gives their folder."""
    load: Any = data
    (folder / "small").mkdir(parents=True)
    cat, portrait = Image.fromarray(load.cat()), Image.fromarray(load.astronaut())
    cat.save(folder / "cat.png")
    cat.resize((225, 150)).save(folder / "small" / "cat.jpg", quality=70)
    portrait.save(folder / "portrait.png")
    portrait.crop((8, 8, 500, 504)).save(folder / "portrait cropped.jpg", quality=80)
    portrait.resize((200, 200)).save(folder / "small" / "portrait.webp")
    Image.fromarray(load.coffee()).save(folder / "coffee.jpg")
    return folder


def files(folder: Path) -> list[Path]:
    """List all files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
