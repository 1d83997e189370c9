"""After a crash the window goes on where it was, if the user wants it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

from gui.batch.record import Record, read_record, write_record
from gui.batch.rows import Order, Row
from gui.files.folder import Folder
from gui.files.session import Session, read_session, write_session
from gui.mask import Mask, Origin, Stroke
from gui.session_keeper import SessionKeeper
from gui.settings import FIRST, Setting, changed
from gui.wishes import Paste
from gui.words import texts_batch, texts_log
from gui.work.runner import Runner
from restorer import default_journal

ROOT = Path(__file__).parents[2]
Open = Callable[[], Driver]


@pytest.fixture
def open_window(make_driver: Callable[..., Driver], runner: Runner, tmp_path: Path) -> Open:
    """Give a way to open a window that keeps its session in one and the same file."""
    return lambda: make_driver(runner, tmp_path / "session.json")


def keeper_of(driver: Driver) -> SessionKeeper:
    """Find what keeps the session of a window."""
    keeper = driver.window.findChild(SessionKeeper)
    assert isinstance(keeper, SessionKeeper)
    return keeper


def test_a_crash_is_made_good(open_window: Open, large_photo: Path, tmp_path: Path) -> None:
    """The next window offers the photo, with all its steps and the view, and the user can undo that."""
    crashed = open_window()
    crashed.open(large_photo)
    stroke = Stroke(((3, 4), (30, 40.5)), 7)
    repair = Setting("inpaint", True, 0.6, {"grow": 3.0}, Mask(Origin.NOTHING, (stroke,)))
    wanted = changed(FIRST, repair)
    crashed.state.set_settings(wanted)
    crashed.canvas.viewport.look_at(QPointF(500, 300), 2.0)
    crashed.wait(lambda: (left := read_session(tmp_path / "session.json")) and left.scale == 2)
    again = open_window()
    offer = again.named(QPushButton, texts_log.RESTORE_SESSION)
    assert again.words == texts_log.left_open(large_photo)
    assert again.state.opened is None
    again.click(offer)
    again.wait(lambda: again.state.opened and not again.state.work)
    assert again.opened.path == large_photo
    assert again.state.settings == wanted
    assert again.canvas.viewport.percent == 200
    assert (again.canvas.viewport.middle - QPointF(500, 300)).manhattanLength() < 1
    again.press("Ctrl+Z")
    assert again.state.settings == FIRST


def test_a_normal_end_leaves_nothing_to_restore(open_window: Open, photo: Path, tmp_path: Path) -> None:
    """A program that ends as it should has no session left, and the next one offers none."""
    driver = open_window()
    driver.open(photo)
    driver.wait((tmp_path / "session.json").exists)
    keeper_of(driver).end()
    assert not (tmp_path / "session.json").exists()
    assert open_window().words == ""


def test_the_offer_stays_beside_other_messages(open_window: Open, photo: Path, tmp_path: Path) -> None:
    """A file that is no photo and a recipe that is none are told, and the session is offered all the same."""
    crashed = open_window()
    crashed.open(photo)
    crashed.wait((tmp_path / "session.json").exists)
    again = open_window()
    message = again.window.message

    def offers() -> list[QPushButton]:
        return [button for button in message.findChildren(QPushButton) if button.isVisible()]

    again.state.failed.emit("Something is wrong.")
    assert (again.words, len(offers())) == ("Something is wrong.", 1)
    again.state.made_good.emit()
    assert (again.words, len(offers())) == (texts_log.left_open(photo), 1)
    again.click(offers()[0])
    again.wait(lambda: again.state.opened and not again.state.work)
    again.state.noticed.emit("Something else.")
    assert offers() == []


def test_another_photo_instead_is_no_restoring(
    open_window: Open, photo: Path, old_photo: Path, tmp_path: Path
) -> None:
    """Who opens something else has the offer taken away and gets nothing of the old settings."""
    crashed = open_window()
    crashed.open(photo)
    crashed.switch("tone")
    crashed.wait((tmp_path / "session.json").exists)
    again = open_window()
    offer = again.named(QPushButton, texts_log.RESTORE_SESSION)
    again.open(old_photo)
    assert again.words == ""
    again.state.noticed.emit("something else")
    assert not offer.isVisible()
    assert again.state.settings == FIRST


def test_the_same_photo_by_hand_can_be_restored_still(open_window: Open, photo: Path, tmp_path: Path) -> None:
    """Who opens the photo that a crash left loses nothing of it: until it is worked on, all is offered."""
    stroke = Stroke(((30, 30), (60, 60)), 7)
    wanted = changed(FIRST, Setting("inpaint", True, mask=Mask(Origin.NOTHING, (stroke,))))
    left = Session(photo, wanted, (50, 40), 2.0)
    write_session(tmp_path / "session.json", left)
    again = open_window()
    again.open(photo)
    assert again.words == texts_log.left_open(photo)
    again.window.open_photo(tmp_path / "another.png")  # what is being read gives way to what is restored
    assert again.setting("inpaint").mask.strokes == ()
    again.canvas.viewport.look_at(QPointF(90, 80), 3.0)
    keeper = keeper_of(again)
    assert keeper._settling.isActive()
    again.wait(lambda: not keeper._settling.isActive())
    keeper._writing.waitForDone()
    assert read_session(tmp_path / "session.json") == left
    again.click(again.named(QPushButton, texts_log.RESTORE_SESSION))
    assert again.state.settings == wanted
    assert again.canvas.viewport.percent == 200
    assert again.words == ""
    again.state.set_settings(FIRST)
    again.wait(lambda: read_session(tmp_path / "session.json") != left)


@pytest.mark.parametrize("scale", [0, -1, float("inf"), float("nan")])
def test_a_session_of_no_size_is_none(photo: Path, tmp_path: Path, scale: float) -> None:
    """A photo cannot be shown at such a scale."""
    file = tmp_path / "session.json"
    for at, is_read in ((1.0, True), (scale, False)):
        write_session(file, Session(photo, FIRST, (0, 0), at))
        assert (read_session(file) is not None) == is_read


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"middle": 1}', '{"photo": 3, "middle": [1, 2]}'])
def test_a_broken_session_is_none(tmp_path: Path, content: str) -> None:
    """A file that makes no sense is no session, and nobody is told."""
    (tmp_path / "session.json").write_text(content)
    assert read_session(tmp_path / "session.json") is None


@pytest.mark.parametrize("name", ["photo", "settings", "middle", "scale", "is_crash", "frames"])
def test_a_session_that_lacks_something_is_none(photo: Path, tmp_path: Path, name: str) -> None:
    """A file that tells less than all is no session."""
    file = tmp_path / "session.json"
    write_session(file, Session(photo, FIRST, (0, 0), None))
    values = json.loads(file.read_text(encoding="utf-8"))
    assert read_session(file)
    del values[name]
    file.write_text(json.dumps(values), encoding="utf-8")
    assert read_session(file) is None


def test_a_session_whose_photo_is_gone_is_none(open_window: Open, photo: Path, tmp_path: Path) -> None:
    """A photo that is no more is not offered."""
    driver = open_window()
    driver.open(photo)
    driver.wait(lambda: read_session(tmp_path / "session.json"))
    photo.unlink()
    assert read_session(tmp_path / "session.json") is None


def test_a_pasted_photo_ends_the_session(open_window: Open, photo: Path, tmp_path: Path) -> None:
    """The photo that was open before is not offered after a crash: something else was open."""
    driver = open_window()
    driver.open(photo)
    driver.wait(lambda: read_session(tmp_path / "session.json"))
    driver.actions.ask(Paste(photo.read_bytes()))
    driver.wait(lambda: driver.opened.path is None and not driver.state.work)
    driver.wait(lambda: read_session(tmp_path / "session.json") is None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no signals")
def test_a_killed_program_leaves_its_session(photo: Path) -> None:
    """A program that is killed with a photo open leaves its session to the next one that starts."""
    code = (
        "import os, signal, gui.app, gui.session_keeper\n"
        "write = gui.session_keeper.write_session\n"
        "def write_and_die(*arguments):\n"
        "    write(*arguments)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "gui.session_keeper.write_session = write_and_die\n"
        "gui.app.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, photo], check=False, timeout=60, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    folder = Folder()
    assert folder.session.name == "session-1.json"
    left = read_session(folder.session)
    assert left
    assert left.photo == photo
    assert left.settings == FIRST
    assert left.scale is None


def test_a_program_asked_to_end_keeps_its_session(photo: Path, make_driver: Callable[..., Driver]) -> None:
    """SIGTERM ends the program in order; the next one offers what was open and speaks of no crash."""
    folder = Folder().session.parent
    command = [sys.executable, "-m", "gui", photo]
    program = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
    session = folder / "session-1.json"
    deadline = time.monotonic() + 120
    while not session.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    program.send_signal(signal.SIGTERM)
    _, said = program.communicate(timeout=120)
    assert (program.returncode, said) == (0, b"")
    left = read_session(session)
    assert left
    assert (left.photo, left.is_crash) == (photo, False)
    assert not list(folder.glob("*.lock"))


def test_what_was_ended_in_order_is_no_crash(open_window: Open, photo: Path, tmp_path: Path) -> None:
    """The offer after an end that was asked for says what it was."""
    write_session(tmp_path / "session.json", Session(photo, FIRST, (0, 0), None, is_crash=False))
    again = open_window()
    assert again.words == texts_log.left_open(photo, is_crash=False)
    again.click(again.named(QPushButton, texts_log.RESTORE_SESSION))
    again.wait(lambda: again.state.opened and not again.state.work)
    assert again.opened.path == photo


def test_an_offer_and_a_batch_that_waits_are_both_said(
    open_window: Open, photo: Path, tmp_path: Path
) -> None:
    """After a crash with a batch at work both are told in one message, and the session can be restored."""
    write_session(tmp_path / "session.json", Session(photo, FIRST, (0, 0), None))
    record = Record(Order(inputs=(photo,)), (Row(photo),), is_started=True)
    write_record(record, default_journal().with_name("queue.json"))
    again = open_window()
    assert again.words == f"{texts_log.left_open(photo)} {texts_batch.INTERRUPTED_AT_START}"
    again.click(again.named(QPushButton, texts_log.RESTORE_SESSION))
    again.wait(lambda: again.state.opened and not again.state.work)


def test_what_cannot_be_looked_at_is_not_there(tmp_path: Path, photo: Path) -> None:
    """A place that the system refuses to look at keeps neither the program nor its queue from coming up."""
    beyond = tmp_path / ("x" * 300)
    with pytest.raises(OSError, match="too long"):
        beyond.is_file()
    write_session(tmp_path / "session.json", Session(beyond, FIRST, (0, 0), None))
    assert read_session(tmp_path / "session.json") is None
    row = Row(photo, state="done", target=beyond)
    write_record(Record(Order(inputs=(photo,)), (row,), is_started=True), tmp_path / "queue.json")
    record = read_record(tmp_path / "queue.json")
    assert record
    assert [(each.path, each.state) for each in record.rows] == [(photo, "waiting")]
