"""The real window, driven offscreen with real files and the real models."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from skimage import data

import restorer.tiled
from gui.app import make_window
from gui.runner import Runner
from restorer.photo import Samples


def pytest_configure(config: pytest.Config) -> None:
    """Let Qt's offscreen platform say what it cannot do."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support (propagateSizeHints|raise)")


@pytest.fixture(autouse=True)
def _settings_of_their_own(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    qapp.setOrganizationName("tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def runner() -> Iterator[Runner]:
    """Give a runner that is at work, and stop it."""
    runner = Runner()
    runner.start()
    yield runner
    runner.stop()


@pytest.fixture
def driver(qtbot: QtBot, runner: Runner) -> Iterator[Driver]:
    """Give the window, shown, in the hands of a driver."""
    window = make_window(runner)
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    driver = Driver(qtbot, window)
    yield driver
    driver.state.restored = None
    window.close()
    window.deleteLater()


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
def large_photo(tmp_path: Path, noisy: Samples, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a photo that takes several tiles, as memory is short."""
    for device in restorer.tiled.MEMORY_BYTES:
        monkeypatch.setitem(restorer.tiled.MEMORY_BYTES, device, 80_000_000)
    path = tmp_path / "large.png"
    Image.fromarray(np.tile(noisy, (3, 4, 1))).save(path)
    return path
