"""The real window, driven offscreen with real files and the real models."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import runners
import workers
from batching import BatchDriver, Session
from driver import Driver, let_go
from forking import Forking
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from skimage import data

import gui.work.link
from gui.app import make_window
from gui.settings import FIRST
from gui.work.runner import Runner
from restorer.pixels.samples import Samples


def pytest_configure(config: pytest.Config) -> None:
    """Let Qt's offscreen platform say what it cannot do."""
    for feature in ("propagateSizeHints", "raise", "grabbing the keyboard"):
        config.addinivalue_line("qt_log_ignore", f"This plugin does not support {feature}")


@pytest.fixture(autouse=True)
def _settings_of_their_own(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESTORER_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    qapp.setOrganizationName("tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def _no_key_is_held(qapp: QApplication) -> None:
    let_go(QWidget())


@pytest.fixture(scope="module")
def _settled() -> None:
    """Leave what the files before made out of the search for garbage, which is short then."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage(_settled: None) -> Iterator[None]:
    """Have windows of tests freed in their own thread, as the program does."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _quick_processes() -> None:
    """Begin the window's processes in a tenth of the time; those of programs that tests start are spawned."""
    gui.work.link.CONTEXT = Forking()


@pytest.fixture(scope="session")
def shared_runner(qapp: QApplication) -> Iterator[Runner]:
    """Give a runner that is at work for all tests, as its worker takes long to start."""
    yield from runners.at_work(workers.short_of_memory)


@pytest.fixture
def runner(shared_runner: Runner) -> Iterator[Runner]:
    """Give a runner that is at work, and let nobody hear of it afterwards."""
    yield from runners.lent(shared_runner)


@pytest.fixture
def make_runner(qapp: QApplication) -> Iterator[Callable[..., Runner]]:
    """Give a maker of runners, each with a worker of its own, and stop them."""
    made: list[Runner] = []

    def make(*arguments: Any) -> Runner:
        made.append(Runner(*arguments))
        made[-1].start()
        return made[-1]

    yield make
    for runner in made:
        runner.stop()


@pytest.fixture
def make_driver(qtbot: QtBot) -> Iterator[Callable[..., Driver]]:
    """Give a maker of windows, shown, each in the hands of a driver."""
    made: list[Driver] = []

    def make(runner: Runner, session: Path | None = None) -> Driver:
        window = make_window(runner, session)
        window.resize(900, 600)
        window.show()
        qtbot.waitExposed(window)
        made.append(Driver(qtbot, window))
        return made[-1]

    yield make
    for driver in made:
        driver.state.restored, driver.state.settings = None, FIRST
        driver.window.close()
        driver.window.deleteLater()


@pytest.fixture
def driver(make_driver: Callable[..., Driver], runner: Runner) -> Driver:
    """Give the window, shown, in the hands of a driver."""
    return make_driver(runner)


@pytest.fixture
def session(make_driver: Callable[..., Driver], runner: Runner) -> Session:
    """Give the start of a session of the program whose window is set to do some tasks, to a batch."""

    def begin(*tasks: str) -> BatchDriver:
        batch = BatchDriver(make_driver(runner), *tasks)
        batch.driver.wait(lambda: batch.batch.errands.is_quiet)
        return batch

    return begin


@pytest.fixture(scope="session")
def noisy() -> Samples:
    """Give a noisy picture, ``(160, 200, 3)`` uint8."""
    load: Any = data.astronaut
    clean = np.asarray(load()[:160, 150:350], np.float32)
    noise = np.random.default_rng(0).normal(0, 20, clean.shape)
    return np.asarray(np.rint(clean + noise).clip(0, 255), np.uint8)


@pytest.fixture
def photo(tmp_path: Path, noisy: Samples) -> Path:
    """Give a noisy photo as a file."""
    path = tmp_path / "portrait.png"
    Image.fromarray(noisy).save(path)
    return path


@pytest.fixture(scope="session")
def grey() -> Samples:
    """Give a grey picture, faded and scratched, ``(120, 160)`` uint8: camera, by Lav Varshney, CC0."""
    load: Any = data.camera
    clean = np.asarray(load()[40:280:2, 120:440:2], np.float32)
    faded = np.rint(60 + 0.6 * clean).astype(np.uint8)
    faded[30:33, 10:140] = 255
    return faded


@pytest.fixture
def old_photo(tmp_path: Path, grey: Samples) -> Path:
    """Give an old grey photo as a file."""
    path = tmp_path / "old.png"
    Image.fromarray(grey).save(path)
    return path


@pytest.fixture
def large_photo(tmp_path: Path, noisy: Samples) -> Path:
    """Give a photo that takes several tiles of a worker that is short of memory."""
    path = tmp_path / "large.png"
    Image.fromarray(np.tile(noisy, (2, 4, 1))).save(path)
    return path


@pytest.fixture
def colouring(driver: Driver, old_photo: Path) -> Driver:
    """Give a driver with a grey photo open, to be coloured, and the tool for hints."""
    driver.open(old_photo)
    driver.switch("colorize")
    driver.press("H")
    return driver


@pytest.fixture
def blank(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a photo open, to be repaired where it is painted on and nowhere else."""
    driver.open(photo)
    driver.switch("inpaint")
    driver.choose_origin(1)
    return driver
