"""The window outlives its worker: a crash, a kill and a hang cost no more than some seconds."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
import workers
from driver import PATIENCE_MS, Driver
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from runners import DENOISED, collect, pids
from shared_memory import ONLY_LINUX, blocks_of

import restorer
from gui.wishes import Failed, Open, Opened, Save, Saved
from gui.words import texts, texts_worker
from gui.work.runner import Runner
from restorer.system.parts import part_of

MakeRunner = Callable[..., Runner]

NO_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no signals")


@pytest.fixture
def mortal(
    make_driver: Callable[..., Driver], make_runner: MakeRunner, caplog: pytest.LogCaptureFixture
) -> Driver:
    """Give the window with a worker of its own, for one to kill."""
    caplog.set_level(logging.INFO)
    return make_driver(make_runner(workers.short_of_memory))


def kill_in_the_middle(driver: Driver, worker: int, how: signal.Signals) -> None:
    """Kill the worker when a part of the restoring is done."""
    steps: list[float] = []
    note = driver.state.progressed.connect(lambda done, total: steps.append(done / total))
    driver.wait(lambda: steps and 0 < steps[-1] < 1)
    os.kill(worker, how)
    driver.state.progressed.disconnect(note)


@NO_SIGNALS
def test_the_window_outlives_its_worker(
    mortal: Driver, large_photo: Path, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """A killed worker is replaced and the restoring done all the same; killed twice over it, it is given up.

    The photo and what is set are still there, the next restoring works, and is saved as ever.
    """
    mortal.open(large_photo)
    mortal.set_level(25)
    opened, settings = mortal.opened, mortal.state.settings
    mortal.click(mortal.named(QPushButton, texts.RESTORE))
    kill_in_the_middle(mortal, pids(caplog)[-1], signal.SIGKILL)
    mortal.wait(lambda: mortal.words)
    assert mortal.words == texts_worker.ENDED.format("SIGKILL")
    assert mortal.state.work
    mortal.wait(lambda: len(pids(caplog)) == 2)
    kill_in_the_middle(mortal, pids(caplog)[-1], signal.SIGSEGV)
    mortal.wait_until_idle()
    assert texts_worker.ENDED_TWICE.format("SIGSEGV") in mortal.words
    assert "Segmentation fault" in caplog.text
    assert mortal.opened is opened
    assert mortal.state.settings == settings
    mortal.restore("tone")
    assert len(pids(caplog)) == 3
    assert mortal.stage("tone").before is opened.photo
    saved = mortal.save(tmp_path / "saved.png")
    assert saved.exists()
    assert blocks_of(*pids(caplog), os.getpid()) == []


@NO_SIGNALS
@pytest.mark.parametrize("is_swept", [False, True], ids=["", "swept"])
def test_an_idle_worker_is_replaced_at_once(
    qtbot: QtBot,
    make_runner: MakeRunner,
    photo: Path,
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    is_swept: bool,
) -> None:
    """A worker that ends with nothing to do is replaced, which is said, before anybody wants anything.

    It makes no difference that somebody has swept up the folder of temporary files.
    """
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    runner = make_runner()
    answers, ends = collect(runner), list[str]()
    runner.worker_ended.connect(ends.append)
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=PATIENCE_MS)
    for file in Path(tempfile.gettempdir()).iterdir() if is_swept else ():
        file.unlink()
    os.kill(pids(caplog)[0], signal.SIGTERM)
    qtbot.waitUntil(lambda: len(pids(caplog)) == 2, timeout=PATIENCE_MS)
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    assert ends == ["SIGTERM"]
    assert isinstance(answers[1][1], Opened)


@NO_SIGNALS
def test_saving_outlives_the_worker(
    qtbot: QtBot, make_runner: MakeRunner, large_photo: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What a killed worker was to save is saved by the next one, of the same photo; no part file is left."""
    caplog.set_level(logging.INFO)
    runner = make_runner()
    answers = collect(runner)
    runner.ask(Open(large_photo))
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=PATIENCE_MS)
    opened = answers[0][1]
    assert isinstance(opened, Opened)
    part = part_of(large_photo.with_name("saved.png"))
    part.touch()
    save = Save(opened.photo, DENOISED, large_photo.with_name("saved.png"))
    worker = psutil.Process(pids(caplog)[0])
    idle_seconds = worker.cpu_times().user
    runner.ask(save)
    qtbot.waitUntil(lambda: worker.cpu_times().user > idle_seconds + 0.05, timeout=PATIENCE_MS)
    worker.kill()
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    assert len(pids(caplog)) == 2
    assert answers[1][0] is save
    assert isinstance(answers[1][1], Saved)
    saved = restorer.read_photo(save.path).samples
    assert saved.shape == opened.photo.samples.shape
    assert not np.array_equal(saved, opened.photo.samples)
    assert not part.exists()


def test_a_worker_that_does_not_listen_is_replaced(
    qtbot: QtBot, make_runner: MakeRunner, photo: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A worker that goes on with what was cancelled is ended after some seconds; the next wish is done."""
    caplog.set_level(logging.INFO)
    runner = make_runner(partial(workers.deaf_at_first, photo.with_name("been")), 0.3)
    answers, ends = collect(runner), list[str]()
    runner.worker_ended.connect(ends.append)
    runner.ask(Open(photo))
    qtbot.waitUntil(photo.with_name("been").exists, timeout=PATIENCE_MS)
    runner.cancel()
    runner.ask(kept := Open(photo))
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert [wish is kept for wish, _answer in answers] == [True]
    assert isinstance(answers[0][1], Opened)
    assert ends == []
    assert len(pids(caplog)) == 2


def test_a_worker_that_never_starts_is_a_failure(
    qtbot: QtBot, make_runner: MakeRunner, photo: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where no worker comes up each wish fails with a reason, after two that were tried for it."""
    caplog.set_level(logging.INFO)
    runner = make_runner(workers.stillborn)
    answers = collect(runner)
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert answers[0][1] == Failed(texts_worker.ENDED_TWICE.format("exit code 3"))
    assert 2 <= len(pids(caplog)) <= 3


def test_the_end_does_not_wait_for_a_worker_that_does_not_listen(
    qtbot: QtBot, make_runner: MakeRunner, photo: Path
) -> None:
    """Closing the window over something that hangs takes no time."""
    runner = make_runner(partial(workers.deaf_at_first, photo.with_name("been")))
    runner.ask(Open(photo))
    qtbot.waitUntil(photo.with_name("been").exists, timeout=PATIENCE_MS)
    start = time.monotonic()
    runner.stop()
    assert time.monotonic() - start < 8


PROGRAM = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.work.runner import Runner
from gui.wishes import Open, Opened
def on_answered(wish, answer):
    if isinstance(answer, Opened):
        print("onnxruntime" in sys.modules, flush=True)
        app.quit() if sys.argv[2] == "end" else os.kill(os.getpid(), signal.SIGKILL)
app = QCoreApplication([])
runner = Runner()
runner.answered.connect(on_answered)
runner.start()
runner.ask(Open(Path(sys.argv[1])))
app.exec()
runner.stop()
"""


@ONLY_LINUX
@pytest.mark.parametrize("end", ["end", "kill"])
def test_nothing_is_left_of_a_program_that_ends(large_photo: Path, tmp_path: Path, end: str) -> None:
    """Ended or killed, the window takes its worker along; no memory or file is left, and nobody complains.

    The window's process never loads ONNX Runtime.
    """
    (temporary := tmp_path / "temporary").mkdir()
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, large_photo, end],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert program.stdout
    family = psutil.Process(program.pid)
    children: list[psutil.Process] = []
    while program.poll() is None and not children:
        children = [child for child in family.children() if "spawn_main" in " ".join(child.cmdline())]
        time.sleep(0.05)
    assert children
    assert program.stdout.readline() == "False\n"
    _out, errors = program.communicate(timeout=60)
    _gone, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    assert errors == ""
    assert blocks_of(program.pid, *(child.pid for child in children)) == []
    assert list(temporary.iterdir()) == []
