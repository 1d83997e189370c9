"""A crash of what restores takes neither the window along nor what is done."""

import os
import signal
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import workers
from batching import BatchDriver, make_album
from driver import Driver

from gui.words import texts_worker

NAMES = [f"photo {at}.png" for at in range(4)]


def kill(batch: BatchDriver, how: signal.Signals = signal.SIGKILL) -> None:
    """End the process that restores as a crash would, or have it hang."""
    assert batch.pid
    os.kill(batch.pid, how)


def test_a_crash_is_survived(driver: Driver, tmp_path: Path) -> None:
    """Another process goes on, it is said, and what was done before is not done again."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.add(tmp_path / "album")
    crashes = count()
    batch.batch.queue.rows_changed.connect(
        lambda: batch.batch.queue.count()["done"] == 1 and next(crashes) == 0 and kill(batch)
    )
    batch.start()
    batch.wait_for_end()
    assert set(batch.states().values()) <= {"done", "before"}
    assert batch.messages == [texts_worker.ENDED.format("SIGKILL")]
    assert len(list((tmp_path / "album").iterdir())) == 2 * len(NAMES)


def test_a_photo_that_kills_is_given_up(driver: Driver, large_photo: Path, tmp_path: Path) -> None:
    """A photo over which two processes ended has failed, and the others are done."""
    make_album(tmp_path / "album", NAMES[:2])
    large_photo.replace(tmp_path / "album" / NAMES[0])
    batch = BatchDriver(driver, "denoise")
    batch.add(tmp_path / "album")

    def crash(at: int) -> None:
        row = batch.batch.queue.rows[at]
        if row.path.name == NAMES[0] and row.state == "working":
            kill(batch)

    batch.batch.queue.rows_changed.connect(crash)
    batch.start()
    batch.wait_for_end()
    assert batch.states() == {NAMES[0]: "failed", NAMES[1]: "done"}
    assert batch.row(NAMES[0]).words == texts_worker.ENDED_TWICE.format("SIGKILL")
    assert [path.name for path in (tmp_path / "album").glob("*restored*")] == ["photo 1_restored.png"]


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_photo_that_kills_when_it_is_read_takes_no_other_along(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """It is read while the one before it is restored, which is done all the same, as are the others."""
    monkeypatch.setattr("gui.batch.run.serve", partial(workers.dying_to_read, NAMES[at]))
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "denoise")
    batch.add(tmp_path / "album")
    batch.start()
    batch.wait_for_end()
    assert batch.states() == dict.fromkeys(NAMES, "done") | {NAMES[at]: "failed"}
    assert batch.row(NAMES[at]).words == texts_worker.ENDED_TWICE.format("SIGKILL")
    assert set(batch.messages) == {texts_worker.ENDED.format("SIGKILL")}


def test_a_crash_while_paused_stays_paused(driver: Driver, large_photo: Path, tmp_path: Path) -> None:
    """The process that takes over holds still until it is to go on."""
    make_album(tmp_path / "album", NAMES[:2])
    batch = BatchDriver(driver, "tone")
    batch.add(tmp_path / "album")
    batch.start()
    batch.batch.pause()
    driver.wait(lambda: batch.pid)
    kill(batch)
    driver.wait(lambda: batch.messages and batch.pid)
    driver.open(large_photo)
    driver.restore()  # which takes longer than the small photos would
    assert not list((tmp_path / "album").glob("*restored*"))
    batch.batch.resume()
    batch.wait_for_end()
    assert set(batch.states().values()) == {"done"}


def test_a_process_that_hangs_is_ended(
    driver: Driver, large_photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that neither works nor listens does not keep the window from stopping."""
    monkeypatch.setattr("gui.batch.run._PATIENCE_SECONDS", 0.5)
    (tmp_path / "album").mkdir()
    large_photo.replace(tmp_path / "album" / NAMES[0])
    batch = BatchDriver(driver, "denoise")
    batch.add(tmp_path / "album")
    batch.start()
    driver.wait(lambda: batch.batch.queue.count()["working"])
    kill(batch, signal.SIGSTOP)
    driver.qtbot.wait(300)  # what it said before is heard
    batch.batch.stop()
    batch.wait_for_end()
    assert batch.states() == {NAMES[0]: "waiting"}


def eight_photos(driver: Driver, album: Path) -> tuple[BatchDriver, list[Path]]:
    """Give a batch that waits to denoise eight photos."""
    paths = make_album(album, [f"photo {at}.png" for at in range(8)])
    batch = BatchDriver(driver, "denoise")
    batch.add(album)
    return batch, paths


def test_photos_taken_out_while_it_works_are_not_restored(driver: Driver, tmp_path: Path) -> None:
    """What is no more in the queue gets no result."""
    batch, paths = eight_photos(driver, tmp_path / "album")
    changes = count()
    batch.batch.queue.rows_changed.connect(lambda: next(changes) == 0 and batch.batch.remove(paths[-2:]))
    batch.start()
    batch.wait_for_end()
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert list(batch.states().values()) == ["done"] * 6
    assert len(list((tmp_path / "album").glob("*_restored.png"))) == 6


def test_a_photo_taken_out_and_added_again_is_restored(driver: Driver, tmp_path: Path) -> None:
    """Who thinks again while it works gets the result, after those of the others."""
    batch, paths = eight_photos(driver, tmp_path / "album")
    changes = count()

    def think_again() -> None:
        if next(changes) == 0:
            batch.batch.remove(paths[-1:])
            batch.window.take_files(paths[-1:])

    batch.batch.queue.rows_changed.connect(think_again)
    batch.start()
    batch.wait_for_end()
    assert list(batch.states().values()) == ["done"] * 8
    assert len(list((tmp_path / "album").glob("*_restored.png"))) == 8
