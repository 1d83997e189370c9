"""Folders of the queue that are watched: what comes into them is restored."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from batching import BatchDriver, make_album
from driver import Driver
from PIL import Image
from PySide6.QtTest import QTest

from gui.words import texts_batch


@pytest.fixture
def watching(driver: Driver, tmp_path: Path) -> BatchDriver:
    """Give a batch that watches a folder of one photo, which is done."""
    batch = BatchDriver(driver, "tone")
    batch.add(make_album(tmp_path / "album", ["first.png"])[0].parent)
    batch.window.watch.trigger()
    driver.wait(lambda: batch.states() == {"first.png": "done"})
    return batch


def wait_for(batch: BatchDriver, **states: str) -> None:
    """Wait until this became of photos."""
    wanted = {f"{name}.png": state for name, state in states.items()}
    batch.driver.wait(lambda: batch.batch.is_idle and batch.states() == wanted)


def test_what_comes_is_restored(driver: Driver, watching: BatchDriver, tmp_path: Path) -> None:
    """Without a click; so is what was scanned anew, and results beside photos are left alone."""
    (late,) = make_album(tmp_path / "other", ["late.png"])
    shutil.move(late, tmp_path / "album")
    wait_for(watching, first="done", late="done")
    result = watching.row("first.png").target
    assert result
    before = result.read_bytes()
    Image.fromarray(np.tile(np.arange(60, 160, dtype=np.uint8), (80, 1))).save(
        tmp_path / "album" / "first.png"
    )
    driver.wait(lambda: result.read_bytes() != before)
    wait_for(watching, first="done", late="done")
    assert len(list((tmp_path / "album").iterdir())) == 4
    assert watching.messages == []


def test_what_is_cut_short_is_tried_again_once_it_is_whole(watching: BatchDriver, tmp_path: Path) -> None:
    """A photo that could not be read stops nothing, and has its turn when it is changed."""
    (late,) = make_album(tmp_path / "other", ["late.png"])
    whole, place = late.read_bytes(), tmp_path / "album" / "late.png"
    place.write_bytes(whole[:100])
    wait_for(watching, first="done", late="failed")
    place.write_bytes(whole)
    wait_for(watching, first="done", late="done")


def test_what_grows_beside_what_is_whole_waits_until_it_is(
    driver: Driver, watching: BatchDriver, tmp_path: Path
) -> None:
    """It is neither tried nor said to have failed while its program still writes it."""
    whole, late = make_album(tmp_path / "other", ["whole.png", "late.png"])
    data, place = late.read_bytes(), tmp_path / "album" / "late.png"
    shutil.move(whole, tmp_path / "album")
    seen: set[str] = set()
    for end in range(100, 100 + 20 * 30, 20):
        place.write_bytes(data[:end])
        QTest.qWait(200)
        seen |= {state for name, state in watching.states().items() if name == "late.png"}
    assert watching.states() == {"first.png": "done", "whole.png": "done"}
    assert seen == set()
    place.write_bytes(data)
    wait_for(watching, first="done", late="done", whole="done")


def test_what_was_accepted_and_touched_stays_accepted(
    driver: Driver, watching: BatchDriver, tmp_path: Path
) -> None:
    """A photo that another program only touched is as it was, with its result; one that changed is not."""
    photo = tmp_path / "album" / "first.png"
    watching.review.review.accept(watching.row("first.png"))
    photo.touch()
    driver.wait(lambda: watching.batch.is_idle and watching.states() == {"first.png": "before"})
    assert watching.row("first.png").is_accepted
    Image.new("L", (20, 30), 180).save(photo)
    wait_for(watching, first="done")
    assert not watching.row("first.png").is_accepted


def test_stop_and_a_folder_that_is_gone_end_it(driver: Driver, watching: BatchDriver, tmp_path: Path) -> None:
    """The button shows so, and the reason is told."""
    window = watching.window
    assert window.watch.isChecked()
    window.stop.trigger()
    assert not window.watch.isChecked()
    assert window.watch.isEnabled()
    window.watch.trigger()
    QTest.qWait(100)
    shutil.rmtree(tmp_path / "album")
    driver.wait(lambda: not window.watch.isChecked())
    assert ["album" in message for message in watching.messages] == [True]


def test_a_queue_that_was_emptied_is_watched_no_more(watching: BatchDriver) -> None:
    """What is added next waits for the user."""
    watching.batch.clear()
    assert not watching.window.watch.isChecked()
    assert not watching.window.watch.isEnabled()


def test_a_queue_without_folders_cannot_be_watched(driver: Driver, tmp_path: Path) -> None:
    """Nothing can come into a photo."""
    batch = BatchDriver(driver, "tone")
    assert not batch.window.watch.isEnabled()
    batch.add(*make_album(tmp_path / "album", ["first.png"]))
    assert not batch.window.watch.isEnabled()
    batch.add(tmp_path / "album")
    assert batch.window.watch.isEnabled()


def test_other_steps_wait_for_the_user(driver: Driver, watching: BatchDriver, tmp_path: Path) -> None:
    """Who sets other steps decides when all is done anew; what comes meanwhile waits."""
    watching.set_steps("tone", strength=0.5)
    (late,) = make_album(tmp_path / "other", ["late.png"])
    shutil.move(late, tmp_path / "album")
    wait_for(watching, first="done", late="waiting")
    assert texts_batch.START.name in watching.window.queue_page.words.text()
    watching.go.trigger()
    wait_for(watching, first="done", late="done")


def test_what_is_scanned_anew_while_folders_are_added_is_restored(
    watching: BatchDriver, tmp_path: Path
) -> None:
    """Other folders to watch make nobody forget what the photos of the first were."""
    result = watching.row("first.png").target
    assert result
    before = result.read_bytes()
    Image.new("L", (20, 30), 180).save(tmp_path / "album" / "first.png")
    watching.window.take_files([make_album(tmp_path / "more", ["second.png"])[0].parent])
    watching.driver.wait(lambda: result.read_bytes() != before)
    wait_for(watching, first="done", second="done")
