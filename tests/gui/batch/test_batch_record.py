"""What the queue remembers: by which order results were made, whether a run is over, whose steps it does."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from answers import push
from batching import BatchDriver, Session, make_album

from gui.batch.record import Record, read_record, tells_of_interruption, write_record
from gui.batch.rows import BatchOptions, Order, Row
from gui.settings import FIRST, Settings
from gui.words import texts_batch
from restorer import default_journal

NAMES = ["a.png", "b.png"]
TONE = "Correct tone"


def steps_of(batch: BatchDriver) -> str:
    """Read which steps the queue does."""
    return batch.window.queue_page.options.steps.text()


def change_options(batch: BatchDriver) -> None:
    """Have results in another format."""
    batch.set(format="tiff")


def change_steps(batch: BatchDriver) -> None:
    """Have tones corrected by half."""
    batch.set_steps("tone", strength=0.5)


@pytest.mark.parametrize(
    ("change", "photos", "steps"),
    [(change_options, 1, TONE), (change_steps, 1, f"{TONE} 50 %"), (lambda _batch: None, 0, TONE)],
)
def test_what_was_changed_since_is_known_after_a_restart(
    session: Session, tmp_path: Path, change: Callable[[BatchDriver], None], photos: int, steps: str
) -> None:
    """Results made in another way than is set are made anew in the next session, too; accepted ones stay."""
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", NAMES))
    batch.review.review.accept(batch.row(NAMES[0]))
    change(batch)
    assert len(batch.batch.again) == photos
    words = batch.window.queue_page.words.text()
    batch.window.close()
    later = session()
    assert [row.path.name for row in later.batch.again] == NAMES[1:][:photos]
    assert steps_of(later) == steps
    assert later.go.isEnabled() == bool(photos)
    assert not photos or later.window.queue_page.words.text() == words.replace("done", "done already")


def test_photos_added_after_a_run_interrupt_nothing(session: Session, tmp_path: Path) -> None:
    """They wait for the first start; neither the next session nor the button speaks of going on."""
    album = make_album(tmp_path / "album", NAMES)
    batch = session("tone")
    batch.run(album[0])
    batch.add(album[1])
    batch.say(NAMES[0], "Shift+Down")
    assert batch.go.text() == texts_batch.START.name
    batch.window.close()
    later = session("tone")
    assert later.driver.words == ""
    assert not later.batch.is_interrupted
    assert later.go.text() == texts_batch.START.name
    assert later.states() == {NAMES[0]: "before", NAMES[1]: "waiting"}


def test_an_interrupted_run_is_so_until_all_is_done(session: Session, tmp_path: Path) -> None:
    """One photo made weaker does not end it; without the photos that wait there is nothing to resume."""
    album = make_album(tmp_path / "album", NAMES)
    batch = session("tone")
    batch.run(album[0])
    batch.add(album[1])
    batch.window.close()
    file = default_journal().with_name("queue.json")
    record = read_record(file)
    assert record
    write_record(replace(record, is_started=True), file)
    later = session("tone")
    assert later.driver.words == texts_batch.INTERRUPTED_AT_START
    later.say(NAMES[0], "Shift+Down")
    assert later.states() == {NAMES[0]: "done", NAMES[1]: "waiting"}
    assert later.batch.is_interrupted
    assert later.go.text() == texts_batch.RESUME.name
    later.set(format="tiff")
    words = later.window.queue_page.words.text()
    assert words == texts_batch.again(later.batch.queue.count(), 1, is_interrupted=True)
    later.batch.remove(album[1:])
    later.add(album[1])
    assert not later.batch.is_interrupted


@pytest.mark.parametrize("is_seen", [True, False])
def test_steps_of_the_session_before_are_done_until_others_are_set(
    session: Session, tmp_path: Path, *, is_seen: bool
) -> None:
    """Once they were others, what the main window says counts, also when it is as it was at first."""
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", NAMES))
    batch.window.close()
    later = session()
    assert steps_of(later) == TONE
    later.window.setVisible(is_seen)
    later.set_steps("tone", strength=0.5)
    later.set_steps()
    later.driver.trigger(texts_batch.OPEN)
    later.driver.wait(lambda: later.batch.problem)
    assert steps_of(later) == texts_batch.NO_STEP_IS_ON


@pytest.mark.parametrize("is_started", [True, False])
def test_steps_set_before_the_queue_is_seen_are_what_it_does(
    session: Session, tmp_path: Path, *, is_started: bool
) -> None:
    """Unless a run was interrupted, which goes on as it was begun."""
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", NAMES))
    batch.window.close()
    file = default_journal().with_name("queue.json")
    record = read_record(file)
    assert record
    write_record(replace(record, is_started=is_started), file)
    later = session("denoise", "tone")
    assert steps_of(later) == (TONE if is_started else "Denoise → Correct tone")
    assert bool(later.batch.again) != is_started


def test_a_cleared_queue_has_no_steps_of_its_own(session: Session, tmp_path: Path) -> None:
    """With the photos go the steps that were kept for them: the next ones are done as the window is set."""
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", NAMES))
    batch.window.close()
    later = session()
    assert steps_of(later) == TONE
    later.driver.answer(push(texts_batch.CLEAR_ALL))
    later.window.clear.trigger()
    assert steps_of(later) == "Denoise"


def settings_with(strength: float) -> Settings:
    """Give steps of some strength."""
    return tuple(replace(each, strength=strength) for each in FIRST)


def test_a_record_holds_both_orders(tmp_path: Path) -> None:
    """What is to be done, and what was: folders, what is left out, options, steps, and the recipe's date."""
    photo, other = tmp_path / "a.png", tmp_path / "b.png"
    options = BatchOptions("mine.toml", str(tmp_path), format="tiff", quality=90, strip_gps=True)
    done_by = Order((tmp_path,), frozenset([other]), options, settings_with(0.5), 7)
    order = Order((photo, other), frozenset(), BatchOptions(), settings_with(0.25), 8)
    record = Record(order, (Row(photo),), is_started=True, done_by=done_by)
    write_record(record, tmp_path / "queue.json")
    assert read_record(tmp_path / "queue.json") == record


@pytest.mark.parametrize(
    "damage",
    [
        lambda facts: facts["options"].update(of_another_version=1),
        lambda facts: facts["rows"].append({"path": "b.png", "state": "waiting"}),
        lambda facts: facts.pop("inputs"),
        lambda facts: facts.pop("stamp"),
        lambda facts: facts.pop("done_by"),
        lambda facts: facts["settings"][0].pop("burst"),
    ],
    ids=["option", "row", "order", "stamp", "done_by", "steps"],
)
def test_a_record_that_cannot_be_read_tells_of_no_interruption(
    tmp_path: Path, damage: Callable[[dict[str, Any]], object]
) -> None:
    """Nobody is told at the start of a batch to be resumed, to find an empty queue."""
    file = tmp_path / "queue.json"
    write_record(Record(Order(), (Row(tmp_path / "a.png"),), is_started=True), file)
    assert tells_of_interruption(file)
    facts = json.loads(file.read_text())
    damage(facts)
    file.write_text(json.dumps(facts))
    assert read_record(file) is None
    assert not tells_of_interruption(file)
