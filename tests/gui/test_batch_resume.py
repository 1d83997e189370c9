"""A queue outlives the program: it is resumed where it was, with the steps it had."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from batching import BatchDriver, hashes, make_album, push
from driver import Driver
from PIL import Image
from pytestqt.qtbot import QtBot

from gui.app import make_window
from gui.batch.record import Record, read_record, write_record
from gui.batch.rows import Order, Row
from gui.batch.window import BatchWindow
from gui.files.folder import Folder
from gui.words import texts_batch
from gui.work.runner import Runner
from restorer import default_journal

NAMES = [f"photo {at}.png" for at in range(4)]

_KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.batch.batch import Batch
from dataclasses import replace
from gui.settings import FIRST
from restorer import default_journal
app = QCoreApplication([])
tone = tuple(replace(each, is_on=each.task == "tone") for each in FIRST)
batch = Batch(lambda: tone, default_journal().with_name("queue.json"))
batch.looked.connect(batch.start)
batch.queue.row_changed.connect(
    lambda: batch.queue.count()["done"] and os.kill(os.getpid(), signal.SIGKILL)
)
batch.add([Path(sys.argv[1])])
app.exec()
"""
"""A program that dies as soon as one photo is done."""


def queue_file() -> Path:
    """Give the file of the queue of the one program that runs."""
    return default_journal().with_name("queue.json")


@pytest.fixture
def again(qtbot: QtBot, runner: Runner) -> Iterator[list[BatchWindow]]:
    """Give a list for the windows of later sessions, which are closed in the end."""
    windows: list[BatchWindow] = []
    yield windows
    for window in windows:
        window.close()


def make_long_album(folder: Path) -> None:
    """Make two small photos and two large ones, so that a queue ends after it is told to stop."""
    for path in make_album(folder, NAMES)[2:]:
        with Image.open(path) as photo:
            photo.resize((1000, 800)).save(path)


def interrupt(driver: Driver, folder: Path, task: str) -> BatchDriver:
    """Start a queue, stop it once two photos are done, and close its window."""
    batch = BatchDriver(driver, task)
    batch.add(folder)
    batch.batch.queue.row_changed.connect(lambda: _stop_after_two(batch))
    batch.start()
    batch.wait_for_end()
    assert batch.window.close()
    return batch


def _stop_after_two(batch: BatchDriver) -> None:
    if batch.batch.queue.count()["done"] >= 2:
        batch.batch.stop()


def next_session(qtbot: QtBot, runner: Runner) -> Driver:
    """Start the program anew."""
    window = make_window(runner)
    window.show()
    qtbot.addWidget(window)
    return Driver(qtbot, window)


def test_a_queue_is_resumed_after_a_restart(
    driver: Driver, qtbot: QtBot, runner: Runner, tmp_path: Path, again: list[BatchWindow]
) -> None:
    """The next session tells of it; one press does the rest, and what was done is not done again."""
    make_long_album(tmp_path / "album")
    interrupt(driver, tmp_path / "album", "tone")
    results = list((tmp_path / "album").glob("*_restored.png"))
    assert 2 <= len(results) < 4
    before = {path: path.stat().st_mtime_ns for path in results}
    later = next_session(qtbot, runner)
    assert later.words == texts_batch.INTERRUPTED_AT_START
    later.trigger(texts_batch.OPEN)
    window = later.window.batch_door.window
    assert window
    again.append(window)
    batch = window.batch
    assert batch.queue.count()["before"] == len(results)
    assert window.message.text == texts_batch.interrupted(len(results), 4 - len(results))
    later.wait(lambda: batch.errands.is_quiet)
    assert window._go.text() == texts_batch.RESUME.name
    window._go.trigger()
    later.wait(lambda: batch.is_idle)
    counted = batch.queue.count()
    assert counted["before"] + counted["done"] == 4
    assert {path: path.stat().st_mtime_ns for path in results} == before
    assert len(list((tmp_path / "album").glob("*_restored.png"))) == 4
    later.wait(lambda: not later.window.batch_door.is_interrupted)  # it is written beside the work


def test_a_killed_program_goes_on(driver: Driver, tmp_path: Path) -> None:
    """A program that is killed in the middle leaves a queue to be resumed, and nothing unfinished."""
    make_long_album(tmp_path / "album")
    subprocess.run([sys.executable, "-c", _KILLED, tmp_path / "album"], check=False, timeout=120)
    done = len(list((tmp_path / "album").glob("*_restored.png")))
    assert 1 <= done < 4
    assert driver.window.batch_door.is_interrupted
    batch = BatchDriver(driver)
    driver.wait(lambda: batch.batch.errands.is_quiet)
    batch.start()
    batch.wait_for_end()
    counted = batch.batch.queue.count()
    assert counted["done"] + counted["before"] == 4
    assert counted["before"] <= done
    assert len(list((tmp_path / "album").iterdir())) == 8


def test_a_resumed_queue_keeps_its_steps(
    driver: Driver, qtbot: QtBot, runner: Runner, tmp_path: Path, again: list[BatchWindow]
) -> None:
    """The rest is done as the first photos were, not as a new window happens to be set; setting it counts."""
    make_long_album(tmp_path / "album")
    interrupt(driver, tmp_path / "album", "tone")
    later = next_session(qtbot, runner)
    later.trigger(texts_batch.OPEN)
    window = later.window.batch_door.window
    assert window
    again.append(window)
    later.wait(lambda: window.batch.errands.is_quiet)
    assert window.queue_page.options.steps.text() == "Correct tone"
    window._go.trigger()
    later.wait(lambda: window.batch.is_idle)
    recipes = [row.result.job.recipe for row in window.batch.queue.rows if row.result]
    assert recipes
    assert all([step.task for step in recipe.steps] == ["tone"] for recipe in recipes)
    settings = later.state.settings
    later.state.set_settings(
        tuple(replace(each, is_on=each.task == "tone", strength=0.5) for each in settings)
    )
    assert window.queue_page.options.steps.text() == "Correct tone 50 %"
    assert window._go.isEnabled()


def test_reviews_are_remembered(
    driver: Driver, qtbot: QtBot, runner: Runner, tmp_path: Path, again: list[BatchWindow]
) -> None:
    """What was accepted stays so in the next session, and clearing forgets the queue but no file."""
    make_album(tmp_path / "album", NAMES[:2])
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    batch.review.review.accept(batch.row(NAMES[0]))
    batch.window.close()
    files = hashes((tmp_path / "album").iterdir())
    later = next_session(qtbot, runner)
    assert later.words == ""
    later.trigger(texts_batch.OPEN)
    window = later.window.batch_door.window
    assert window
    again.append(window)
    assert [row.is_accepted for row in window.batch.queue.rows] == [True, False]
    later.answer(push(texts_batch.CLEAR_ALL))
    window._clear.trigger()
    later.wait(lambda: window.batch.errands.is_quiet)
    window.close()
    record = read_record(queue_file())
    assert record
    assert record.rows == ()
    assert hashes((tmp_path / "album").iterdir()) == files


@pytest.mark.parametrize("content", ["", "{", "[]", '{"rows": [{"path": 3}]}', '{"options": {"x": 1}}'])
def test_a_damaged_record_is_no_queue(driver: Driver, content: str) -> None:
    """A record that cannot be read is as good as none, and is written anew."""
    queue_file().parent.mkdir(parents=True, exist_ok=True)
    queue_file().write_text(content)
    batch = BatchDriver(driver, "tone")
    assert batch.batch.queue.rows == []
    batch.window.close()
    assert read_record(queue_file())


def test_two_programs_have_a_queue_each(
    make_driver: Callable[..., Driver], runner: Runner, tmp_path: Path
) -> None:
    """What another program works on is neither offered nor written over; ours is kept beside it."""
    theirs = make_album(tmp_path / "first", NAMES)
    record = Record(Order(inputs=(theirs[0],)), (Row(theirs[0]),), is_started=True)
    other = Folder(default_journal().parent)
    write_record(record, other.queue)
    batch = BatchDriver(make_driver(runner), "tone")
    assert not batch.driver.window.batch_door.is_interrupted
    batch.add(*make_album(tmp_path / "second", NAMES))
    batch.window.close()
    assert read_record(other.queue) == record
    ours = read_record(queue_file().with_name("queue-2.json"))
    assert ours
    assert [row.path.parent.name for row in ours.rows] == ["second"] * len(NAMES)
