"""A queue outlives the program: it is resumed where it was, with the steps it had."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from answers import push
from batching import BatchDriver, Session, hashes, make_album
from driver import Driver
from PIL import Image

from gui.batch.record import Record, read_record, write_record
from gui.batch.rows import Order, Row
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
batch.queue.rows_changed.connect(
    lambda: batch.queue.count()["done"] and os.kill(os.getpid(), signal.SIGKILL)
)
batch.add([Path(sys.argv[1])])
app.exec()
"""
"""A program that dies as soon as one photo is done."""


def queue_file() -> Path:
    """Give the file of the queue of the one program that runs."""
    return default_journal().with_name("queue.json")


def make_long_album(folder: Path) -> None:
    """Make two small photos and two large ones, so that a queue ends after it is told to stop."""
    for path in make_album(folder, NAMES)[2:]:
        with Image.open(path) as photo:
            photo.resize((1000, 800)).save(path)


def interrupt(batch: BatchDriver, folder: Path) -> None:
    """Start a queue, stop it once two photos are done, and close its window."""
    batch.add(folder)
    batch.batch.queue.rows_changed.connect(lambda: _stop_after_two(batch))
    batch.start()
    batch.wait_for_end()
    assert batch.window.close()


def _stop_after_two(batch: BatchDriver) -> None:
    if batch.batch.queue.count()["done"] >= 2:
        batch.batch.stop()


def test_a_queue_is_resumed_after_a_restart(session: Session, tmp_path: Path) -> None:
    """The next session tells of it; one press does the rest, and what was done is not done again."""
    make_long_album(tmp_path / "album")
    interrupt(session("tone"), tmp_path / "album")
    results = list((tmp_path / "album").glob("*_restored.png"))
    assert 2 <= len(results) < 4
    before = {path: path.stat().st_mtime_ns for path in results}
    later = session()
    assert later.driver.words == texts_batch.INTERRUPTED_AT_START
    assert later.batch.queue.count()["before"] == len(results)
    assert later.window.message.text == texts_batch.interrupted(len(results), 4 - len(results))
    assert later.go.text() == texts_batch.RESUME.name
    later.start()
    later.wait_for_end()
    counted = later.batch.queue.count()
    assert counted["before"] + counted["done"] == 4
    assert {path: path.stat().st_mtime_ns for path in results} == before
    assert len(list((tmp_path / "album").glob("*_restored.png"))) == 4
    door = later.driver.window.batch_door
    later.driver.wait(lambda: not door.is_interrupted)  # it is written beside the work


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


def test_a_resumed_queue_keeps_its_steps(session: Session, tmp_path: Path) -> None:
    """The rest is done as the first photos were, not as a new window happens to be set; setting it counts."""
    make_long_album(tmp_path / "album")
    interrupt(session("tone"), tmp_path / "album")
    later = session("denoise")
    steps = later.window.queue_page.options.steps
    assert steps.text() == "Correct tone"
    later.start()
    later.wait_for_end()
    recipes = [row.result.job.recipe for row in later.batch.queue.rows if row.result]
    assert recipes
    assert all([step.task for step in recipe.steps] == ["tone"] for recipe in recipes)
    later.set_steps("tone", strength=0.5)
    assert steps.text() == "Correct tone 50 %"
    assert later.go.isEnabled()


def test_reviews_are_remembered(session: Session, tmp_path: Path) -> None:
    """What was accepted stays so in the next session, and clearing forgets the queue but no file."""
    make_album(tmp_path / "album", NAMES[:2])
    batch = session("tone")
    batch.run(tmp_path / "album")
    batch.review.review.accept(batch.row(NAMES[0]))
    batch.window.close()
    files = hashes((tmp_path / "album").iterdir())
    later = session()
    assert later.driver.words == ""
    assert [row.is_accepted for row in later.batch.queue.rows] == [True, False]
    later.driver.answer(push(texts_batch.CLEAR_ALL))
    later.window.clear.trigger()
    later.driver.wait(lambda: later.batch.errands.is_quiet)
    later.window.close()
    record = read_record(queue_file())
    assert record
    assert record.rows == ()
    assert hashes((tmp_path / "album").iterdir()) == files


_WAITING = '{"is_started": true, "rows": [{"state": "waiting"}]}'


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"rows": [{"path": 3}]}', '{"options": {"x": 1}}', _WAITING]
)
def test_a_damaged_record_is_no_queue(driver: Driver, content: str) -> None:
    """A record that cannot be read is as good as none, also to be resumed, and is written anew."""
    queue_file().parent.mkdir(parents=True, exist_ok=True)
    queue_file().write_text(content)
    assert not driver.window.batch_door.is_interrupted
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
