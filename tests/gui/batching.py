"""Batching: the batch window in the hands of a driver, and albums of real photos."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from gui.batch.batch import Batch
from gui.batch.review_page import ReviewPage
from gui.batch.rows import BatchOptions, Row
from gui.words import texts_batch, texts_review

if TYPE_CHECKING:
    from gui.batch.window import BatchWindow

Session = Callable[..., "BatchDriver"]
"""Starts the program anew, its main window set to do some tasks."""


class BatchDriver:
    """Uses the batch window as a user would, and waits for what comes of it."""

    def __init__(self, driver: Driver, *tasks: str) -> None:
        self.driver = driver
        if tasks:
            self.set_steps(*tasks)
        driver.trigger(texts_batch.OPEN)
        window = driver.window.batch_door.window
        assert window
        self.window: BatchWindow = window
        self.messages: list[str] = []
        self.batch.failed.connect(self.messages.append)
        self.batch.noticed.connect(self.messages.append)

    @property
    def batch(self) -> Batch:
        """What the window shows."""
        return self.window.batch

    @property
    def review(self) -> ReviewPage:
        """The page of results."""
        return self.window.review_page

    @property
    def go(self) -> QAction:
        """What starts, pauses and goes on."""
        return self.window.go

    @property
    def pid(self) -> int | None:
        """The number of the process that restores, if there is one."""
        run = self.batch._run
        return run.attendant.link.pid if run and run.attendant else None

    def set_steps(self, *tasks: str, strength: float = 1.0) -> None:
        """Set the main window to do these tasks and no others."""
        state = self.driver.state
        state.set_settings(
            tuple(replace(each, is_on=each.task in tasks, strength=strength) for each in state.settings)
        )

    def row(self, name: str) -> Row:
        """Find the row of a photo by its name."""
        (found,) = (row for row in self.batch.queue.rows if row.path.name == name)
        return found

    def states(self) -> dict[str, str]:
        """Tell what became of each photo."""
        return {row.path.name: row.state for row in self.batch.queue.rows}

    def set(self, **options: object) -> None:
        """Set options, and wait for what they change."""
        looked: list[bool] = []
        self.batch.looked.connect(lambda: looked.append(True))
        self.batch.set_options(BatchOptions(**options))  # type: ignore[arg-type]
        self.driver.wait(lambda: looked)

    def add(self, *paths: Path) -> None:
        """Add photos and wait until they are found."""
        looked: list[bool] = []
        self.batch.looked.connect(lambda: looked.append(True))
        self.window.take_files(paths)
        self.driver.wait(lambda: looked)

    def start(self) -> None:
        """Press the button that starts."""
        assert self.go.isEnabled()
        self.go.trigger()

    def wait_for_end(self) -> None:
        """Wait until nothing is being done."""
        self.driver.wait(lambda: self.batch.is_idle)

    def run(self, *paths: Path) -> None:
        """Add photos, start, and wait for the end."""
        self.add(*paths)
        self.start()
        self.wait_for_end()

    def look_at(self, name: str) -> None:
        """Choose a result on the page of results."""
        self.window.tabs.setCurrentIndex(1)
        self.review.show_row(self.row(name))

    def wait_for_pair(self) -> None:
        """Wait until the photo that is shown large is there, before and after, or it is said why not."""
        words = self.review.comparison.words
        self.driver.wait(lambda: texts_review.LOADING not in words.accessibleName())

    def say(self, name: str, key: str | Qt.Key) -> None:
        """Say something of a result by a key, and wait for what comes of it."""
        self.look_at(name)
        self.press(key)
        self.driver.wait(lambda: self.batch.errands.is_quiet and self.batch.is_idle)

    def press(self, keys: str | Qt.Key) -> None:
        """Press keys where the keyboard goes, with the window in front."""
        self.driver.press(keys, self.window)


def make_album(folder: Path, names: Iterable[str]) -> list[Path]:
    """Make small faded, noisy photos of these names, each another."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for at, name in enumerate(names):
        rng = np.random.default_rng(at)
        rows, columns = np.mgrid[:40, :56]
        clean = 90 + 50 * np.sin(rows / (3 + at))[..., None] * np.cos(columns / 5)[..., None] * [1, 0.8, 0.6]
        noisy = clean + rng.normal(0, 12, clean.shape)
        Image.fromarray(np.rint(noisy.clip(0, 255)).astype(np.uint8)).save(folder / name, quality=95)
        paths.append(folder / name)
    return paths


def hashes(paths: Iterable[Path]) -> dict[Path, str]:
    """Hash files."""
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def pixels(path: Path) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    """Read a picture's samples, ``(H, W, 3)``."""
    return np.asarray(Image.open(path)).astype(np.int16)
