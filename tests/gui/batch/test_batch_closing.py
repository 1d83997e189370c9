"""What becomes of what is on its way when the batch window closes: nothing is lost or stays half said."""

import time
from pathlib import Path

import pytest
from batching import BatchDriver, Session, make_album
from driver import Driver
from PIL import Image
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from gui.words import texts_batch
from restorer import MEMORY_VARIABLE


def test_nothing_is_at_work_after_closing(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a run told just before it was ended makes no photo look as if it were at work for ever."""
    monkeypatch.setenv(MEMORY_VARIABLE, "200")  # so that it takes many tiles
    (photo,) = make_album(tmp_path, ["large.png"])
    with Image.open(photo) as small:
        small.resize((1500, 1200)).save(photo)
    batch = BatchDriver(driver, "denoise")
    batch.add(photo)
    batch.start()
    time.sleep(1.5)  # of what it tells meanwhile the window has yet to hear
    driver.window.batch_door.end()
    QApplication.processEvents()
    assert batch.states() == {"large.png": "waiting"}
    assert batch.batch.is_idle


def test_the_window_is_as_large_again_after_a_signal(session: Session) -> None:
    """A program that is asked to end keeps where its batch window was, too, not the main one alone."""
    ended = session("tone")
    ended.window.resize(740, 610)
    ended.driver.window.batch_door.end()
    assert session("tone").window.size() == ended.window.size()


def test_who_stops_and_starts_at_once_is_heeded(driver: Driver, tmp_path: Path) -> None:
    """The word that ends one run does not reach the next, however soon both were asked for."""
    make_album(tmp_path / "album", ["a.png", "b.png"])
    batch = BatchDriver(driver, "tone")
    batch.run(tmp_path / "album")
    for _again in range(5):
        batch.batch.queue.set_waiting(list(batch.batch.queue.rows))
        batch.start()
        batch.batch.stop()
        batch.wait_for_end()
        batch.start()
        batch.wait_for_end()
        assert "waiting" not in batch.states().values()


def test_what_was_rejected_at_last_stays_so(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result that was thrown away as the window closed is known as such, and is not made anew."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", ["a.png", "b.png"]))
    batch.review.review.reject(batch.row("b.png"))
    batch.window.close()
    assert batch.states() == {"a.png": "done", "b.png": "rejected"}
    later = session("tone")
    assert later.states() == {"a.png": "before", "b.png": "rejected"}
    assert not (tmp_path / "album" / "b_restored.png").exists()


def test_what_was_made_weaker_at_last_waits(session: Session, tmp_path: Path) -> None:
    """It is not begun as the window closes, but done by the next start."""
    batch = session("tone")
    batch.run(*make_album(tmp_path / "album", ["a.png"]))
    batch.look_at("a.png")
    batch.press("Shift+Down")
    batch.window.close()
    assert batch.batch.is_idle
    later = session("tone")
    assert (later.states(), later.row("a.png").degree) == ({"a.png": "waiting"}, -1)
    later.start()
    later.wait_for_end()
    assert later.states() == {"a.png": "done"}
    assert [path.name for path in (tmp_path / "album").iterdir() if "restored" in path.name] == [
        "a_restored.png"
    ]


@pytest.mark.parametrize("is_busy", [False, True])
def test_a_result_is_shown_after_closing_while_it_was_read(
    driver: Driver, tmp_path: Path, *, is_busy: bool
) -> None:
    """When the window is opened again the result is there, whether its reading was done or not begun."""
    batch = BatchDriver(driver, "tone")
    batch.run(*make_album(tmp_path / "album", ["a.png"]))
    for _ in range(2 * is_busy):
        batch.batch.errands.ask(lambda: time.sleep(0.2), lambda _: None)
    batch.look_at("a.png")
    batch.window.close()
    driver.trigger(texts_batch.OPEN)
    batch.wait_for_pair()
    assert batch.review.comparison.state.restored


def test_a_report_opens_nothing_as_the_window_closes(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever closes the window does not want to see it any more."""
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    batch = BatchDriver(driver, "tone")
    batch.run(*make_album(tmp_path / "album", ["a.png"]))
    driver.answer(lambda dialog: dialog.accept() if isinstance(dialog, QFileDialog) else dialog.reject())
    batch.window.report.trigger()
    batch.window.close()
    QApplication.processEvents()
    assert opened == []
