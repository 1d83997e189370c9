"""One result large beside its photo: it is read once, of several the last one, and what cannot be is told."""

import os
import time
from pathlib import Path

import pytest
from batching import BatchDriver, Session, make_album
from driver import Driver
from PIL import Image

from gui.batch import jobs
from gui.batch.jobs import read_pair
from gui.batch.queue_model import AFTER_ROLE, BEFORE_ROLE
from gui.batch.rows import Row
from gui.batch.sorting import PHOTO
from gui.wishes import Opened, Restored
from gui.words import texts_batch

NAMES = ["a.png", "b.png", "c.png"]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the photos that are read to be shown large, as they are."""
    names: list[str] = []

    def noted(row: Row) -> tuple[Opened, Restored]:
        names.append(row.path.name)
        return read_pair(row)

    monkeypatch.setattr(jobs, "read_pair", noted)
    return names


def damage(batch: BatchDriver, name: str) -> None:
    """Cut off most of a result's file."""
    target = batch.row(name).target
    assert target
    os.truncate(target, 40)


def words_of(batch: BatchDriver) -> str:
    """Read what is said of the photo that is shown large."""
    return batch.review.comparison.words.accessibleName()


def test_results_passed_by_are_not_read(driver: Driver, tmp_path: Path, read: list[str]) -> None:
    """Who pages on quickly waits for the last one alone."""
    make_album(tmp_path / "album", names := [f"{at}.png" for at in range(12)])
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    for name in names:
        batch.review.comparison.show_row(batch.row(name))
    batch.wait_for_pair()
    assert words_of(batch).startswith(names[-1])
    assert read[-1] == names[-1]
    assert len(read) < 5


def test_a_result_of_another_size_is_told(driver: Driver, tmp_path: Path) -> None:
    """A file that does not lie on its photo is told in words, and the window goes on."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(photo)
    damage(batch, "photo.png")
    batch.look_at("photo.png")
    batch.wait_for_pair()
    assert "photo_restored.png" in words_of(batch)
    assert batch.review.comparison.state.restored is None


def test_a_result_that_cannot_be_shown_is_read_once(driver: Driver, tmp_path: Path, read: list[str]) -> None:
    """It is said why, whatever becomes of other photos; who comes back to it has it tried again."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    damage(batch, "a.png")
    batch.look_at("a.png")
    batch.wait_for_pair()
    told = words_of(batch)
    for name in NAMES:
        batch.review.review.accept(batch.row(name))
        driver.wait(lambda: batch.batch.errands.is_quiet)
        assert words_of(batch) == told
    assert read == ["a.png"]
    batch.look_at("b.png")
    batch.wait_for_pair()
    assert words_of(batch) == f"b.png — {texts_batch.ACCEPTED}"
    batch.look_at("a.png")
    batch.wait_for_pair()
    assert words_of(batch) == told
    assert read == ["a.png", "b.png", "a.png"]


def test_a_result_is_read_once_however_often_it_is_shown(
    driver: Driver, tmp_path: Path, read: list[str]
) -> None:
    """Who leaves the review and comes back, before or after it was read, has no photo read for nothing."""
    make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    batch.look_at("a.png")
    while not read:
        time.sleep(0.001)  # of which the window has yet to hear
    for tab in (0, 1, 0, 1):
        batch.window.tabs.setCurrentIndex(tab)
    batch.wait_for_pair()
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert read == ["a.png"]
    batch.window.tabs.setCurrentIndex(0)
    batch.look_at("b.png")
    batch.wait_for_pair()
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert read == ["a.png", "b.png"]


def test_a_photo_that_waits_is_not_read(session: Session, tmp_path: Path, read: list[str]) -> None:
    """One that is to be made again, chosen while another was being read, is said to wait, however often."""
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", NAMES[:2]))
    batch.look_at("b.png")
    batch.press("Shift+Down")
    batch.window.close()
    later = session("tone")
    read.clear()
    later.look_at("a.png")
    later.look_at("b.png")
    later.driver.wait(lambda: later.batch.errands.is_quiet)
    told = words_of(later)
    assert told.startswith("b.png")
    for tab in (0, 1):
        later.window.tabs.setCurrentIndex(tab)
    later.driver.wait(lambda: later.batch.errands.is_quiet)
    assert words_of(later) == told
    assert "b.png" not in read


def test_a_photo_that_was_scanned_anew_is_compared_as_it_is_now(driver: Driver, tmp_path: Path) -> None:
    """Before and after are of the new one, large and small."""
    (photo,) = make_album(tmp_path / "album", ["a.png"])
    batch = BatchDriver(driver, "tone")
    batch.add(photo.parent)
    batch.window.watch.trigger()
    driver.wait(lambda: batch.states() == {"a.png": "done"})
    index, state = batch.window.queue_page.table.model().index(0, PHOTO), batch.review.comparison.state
    batch.look_at("a.png")
    driver.wait(lambda: state.restored and index.data(BEFORE_ROLE))
    Image.new("L", (20, 30), 180).save(photo)
    driver.wait(lambda: state.opened and state.opened.photo.width == 20)
    assert state.restored
    assert state.restored.photo.width == 20
    for role in (BEFORE_ROLE, AFTER_ROLE):
        driver.wait(lambda role=role: index.data(role).height() > index.data(role).width())
