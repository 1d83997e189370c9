"""What a batch does about unplugged drives, folders as people type them, and keys that are left held."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import workers
from batching import BatchDriver, make_album
from driver import Driver, drop, type_keys
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.batch.messages import Leave
from gui.batch.window import BatchWindow
from gui.words import texts_batch
from gui.work.runner import Runner

NAMES = ["a.jpg", "b.jpg"]


def reopened(driver: Driver) -> BatchWindow:
    """Open the batch of a later session, and wait until it has looked for its photos."""
    driver.trigger(texts_batch.OPEN)
    window = driver.window.batch_door.window
    assert window is not None
    driver.wait(lambda: window.batch.errands.is_quiet)
    return window


def test_a_review_outlives_an_unplugged_drive(
    make_driver: Callable[..., Driver], runner: Runner, tmp_path: Path
) -> None:
    """What was accepted and made weaker is so when the photos are back, and is not done again."""
    folder = tmp_path / "stick" / "album"
    make_album(folder, NAMES)
    first = make_driver(runner)
    batch = BatchDriver(first, "tone")
    batch.run(folder)
    batch.look_at("a.jpg")
    batch.press(Qt.Key.Key_A)
    batch.say("b.jpg", "Shift+Down")
    weaker = (folder / "b_restored.jpg").read_bytes()
    wanted = {row.path: (row.is_accepted, row.degree) for row in batch.batch.queue.rows}
    assert len(set(wanted.values())) == 2
    batch.window.close()
    for there, away in (("stick", "unplugged"), ("unplugged", "stick")):
        shutil.move(tmp_path / there, tmp_path / away)
        window = reopened(make_driver(runner))
        rows = {row.path: (row.is_accepted, row.degree) for row in window.batch.queue.rows}
        assert {path: rows[path] for path in wanted} == wanted
        assert not any(row.state == "waiting" for row in window.batch.queue.rows if row.path in wanted)
        window.close()
    assert (folder / "b_restored.jpg").read_bytes() == weaker


@pytest.mark.parametrize(("typed", "place"), [("~/results", "home/results"), ("results", "results")])
def test_a_folder_is_meant_as_it_is_typed(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, place: str
) -> None:
    """A home folder may be short, and results are known from wherever the program is started next."""
    (tmp_path / "home").mkdir()
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    batch = BatchDriver(driver, "tone")
    batch.add(*make_album(tmp_path / "album", ["a.jpg"]))
    batch.set(folder=typed)
    batch.start()
    batch.wait_for_end()
    assert (tmp_path / place / "a.jpg").is_file()
    assert batch.row("a.jpg").target == tmp_path / place / "a.jpg"


def test_a_pause_before_anything_is_begun_holds_still(driver: Driver, tmp_path: Path) -> None:
    """Who presses the button twice at once has nothing done and no time counted until it is pressed again."""
    batch = BatchDriver(driver, "tone")
    batch.add(*make_album(tmp_path / "album", NAMES))
    batch.start()
    batch.start()
    driver.wait(lambda: batch.batch.phase == "paused")
    counted = batch.batch.seconds
    QTest.qWait(50)
    assert batch.batch.seconds == counted
    assert batch.states() == dict.fromkeys(NAMES, "waiting")
    batch.start()
    batch.wait_for_end()
    assert batch.states() == dict.fromkeys(NAMES, "done")


def test_a_photo_removed_as_a_run_ends_can_be_added_again(driver: Driver, tmp_path: Path) -> None:
    """That it was to be left out came too late for that run, and is nothing to the next one."""
    first, second = make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.run(first)
    attendant = batch.batch._attendant
    assert attendant
    attendant.said.put(Leave(frozenset({second})))  # as in the moment between its last word and its end
    batch.run(second)
    assert batch.states() == dict.fromkeys(NAMES, "done")


def test_an_errand_that_fails_is_told_in_a_sentence(driver: Driver, tmp_path: Path) -> None:
    """Who asks for more of a recipe that is gone reads of it as of anything else that goes wrong."""
    recipe = tmp_path / "mine.toml"
    recipe.write_text('[[steps]]\ntask = "tone"\n')
    batch = BatchDriver(driver, "tone")
    batch.set(recipe=str(recipe))
    batch.run(*make_album(tmp_path / "album", ["a.jpg"]))
    recipe.write_text("steps = 3")
    batch.say("a.jpg", "Shift+Down")
    (told,) = batch.messages
    assert told == texts_batch.problem(told)


WIDE = 72
"""Pixels; of a photo as wide no noise can be told."""


def failing_to_tell_noise(error: str, connection: Any, fault_file: Path) -> None:
    """Restore photos, with a network of noise that fails on one of them."""
    import gui.batch.process
    import restorer.tasks.denoise
    import restorer.tasks.level

    find = restorer.tasks.level.find_noise

    def find_or_fail(photo: restorer.Photo, *arguments: Any, **named: Any) -> Any:
        if photo.width == WIDE:
            raise getattr(restorer, error)(f"noise: {error}")
        return find(photo, *arguments, **named)

    for module in (restorer.tasks.denoise, restorer.tasks.level):
        module.find_noise = find_or_fail
    gui.batch.process.serve(connection, fault_file)


@pytest.mark.parametrize("error", ["ModelError", "DeviceError", "InputError", "PhotoError"])
def test_a_photo_whose_noise_cannot_be_told_stops_none(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    """Where all are to be restored more strongly one of them fails, and it is said why."""
    monkeypatch.setattr("gui.batch.run.serve", partial(failing_to_tell_noise, error))
    album = make_album(tmp_path / "album", NAMES)
    with Image.open(album[0]) as photo:
        photo.resize((WIDE, 40)).save(album[0])
    batch = BatchDriver(driver, "denoise")
    batch.add(*album)
    batch.batch.redo(replace(row, degree=1) for row in batch.batch.queue.rows)
    batch.wait_for_end()
    assert batch.states() == {"a.jpg": "failed", "b.jpg": "done"}
    assert error in batch.row("a.jpg").words
    assert batch.messages == []


def test_return_ends_what_is_typed(driver: Driver, tmp_path: Path) -> None:
    """In the options it shows no result, as it does in the table."""
    batch = BatchDriver(driver, "tone")
    batch.run(*make_album(tmp_path / "album", NAMES))
    table, options = batch.window.queue_page.table, batch.window.queue_page.options
    table.setCurrentIndex(table.model().index(0, 0))
    batch.window.activateWindow()
    driver.wait(batch.window.isActiveWindow)
    options.name.setFocus()
    type_keys(batch.window, "Return")
    assert batch.window.tabs.currentIndex() == 0
    table.setFocus()
    type_keys(batch.window, "Return")
    assert batch.window.tabs.currentIndex() == 1


def test_a_key_held_while_windows_change_is_forgotten(driver: Driver, tmp_path: Path) -> None:
    """Who comes back sees the result, not the photo before under its name."""
    batch = BatchDriver(driver, "tone")
    batch.run(*make_album(tmp_path / "album", ["a.jpg"]))
    batch.look_at("a.jpg")
    batch.wait_for_pair()
    batch.window.activateWindow()
    driver.wait(batch.window.isActiveWindow)
    canvas = batch.review.comparison.canvas
    after = canvas.grab().toImage()
    QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_B)
    assert canvas.grab().toImage() != after
    driver.window.activateWindow()
    driver.wait(driver.window.isActiveWindow)
    QTest.keyRelease(driver.window, Qt.Key.Key_B)
    batch.window.activateWindow()
    driver.wait(batch.window.isActiveWindow)
    assert canvas.grab().toImage() == after


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_among_photos_does_not_hold_the_window_up(driver: Driver, tmp_path: Path) -> None:
    """Its size is not asked for: that would wait for somebody who writes."""
    Image.new("RGB", (20, 20)).save(tmp_path / "a.png")
    os.mkfifo(tmp_path / "pipe.png")
    drop(driver.window, *(QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "pipe.png")))
    driver.wait(lambda: driver.window.batch_door.window)


def test_a_closed_folder_is_told_before_anything_is_done(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no result could be written there is nothing to start, and it says why."""
    make_album(tmp_path / "album", NAMES)
    closed, can = tmp_path / "closed", os.access  # modes do not keep root out
    closed.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and can(path, mode))
    batch = BatchDriver(driver, "tone")
    batch.add(tmp_path / "album")
    batch.set(folder=str(closed / "out"))
    assert batch.batch.problem == f"{closed}: the folder is not writable."
    assert not batch.go.isEnabled()
    batch.set(folder=str(tmp_path / "out"))
    assert batch.go.isEnabled()


def test_a_full_disk_is_told(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of photos that were not tried it is said why, and what to do; why others failed can be read."""
    monkeypatch.setattr("gui.batch.run.serve", workers.on_a_full_disk)
    make_album(tmp_path / "album", [f"{at}.png" for at in range(8)])
    batch = BatchDriver(driver, "tone")
    batch.add(tmp_path / "album")
    batch.start()
    batch.wait_for_end()
    (words,) = batch.messages
    assert words.startswith("The disk is full")
    assert texts_batch.RESUME.name in words
    counted = batch.batch.queue.count()
    assert counted["failed"] > 0 < counted["waiting"]
    assert batch.row("0.png").words == "cannot be written: No space left on device"


def test_what_is_taken_out_while_it_is_searched_is_not_missed(driver: Driver, tmp_path: Path) -> None:
    """Nobody is told that there is no photo in a folder, or in a file, that had not been looked into yet."""
    album = make_album(tmp_path / "album", NAMES)
    batch = BatchDriver(driver, "tone")
    batch.window.take_files([tmp_path / "album"])
    batch.batch.clear()
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert len(batch.batch.queue) == 0
    batch.add(album[0])
    batch.window.take_files([album[0]])
    batch.batch.remove([album[0]])
    driver.wait(lambda: batch.batch.errands.is_quiet)
    assert len(batch.batch.queue) == 0
    assert batch.messages == []
