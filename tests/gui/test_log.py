"""What goes wrong is noted in a file that one can read and copy, and said in one sentence."""

import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.dialogs.log_dialog import LogDialog
from gui.files.folder import Folder
from gui.files.log import Log, log_file, read_log
from gui.words import texts_log


@pytest.fixture
def log(tmp_path: Path, qapp: QApplication) -> Iterator[Log]:
    """Keep a log."""
    log = Log(tmp_path / "kept.log")
    yield log
    log.stop()


def dialog_of(driver: Driver) -> LogDialog:
    """Open the log by its action."""
    driver.trigger(texts_log.LOG)
    (dialog,) = driver.window.findChildren(LogDialog)
    assert isinstance(dialog, LogDialog)
    return dialog


def test_the_log_tells_where_it_ran(log: Log, tmp_path: Path) -> None:
    """The first line of a log has what a report needs: the versions and the system."""
    assert log_file() == tmp_path / "kept.log"
    assert sys.platform in read_log()
    assert "Qt 6" in read_log()


def test_an_error_nobody_foresaw_is_one_sentence(driver: Driver, log: Log) -> None:
    """What is raised in a slot goes to the log as a traceback and to the message bar as a sentence."""
    log.failed.connect(driver.window.message.show_error)

    def go_wrong() -> None:
        raise ValueError("of\nall things")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "excepthook", log._on_error)
        QTimer.singleShot(0, go_wrong)
        driver.wait(lambda: driver.words)
    assert driver.words == "Something went wrong (ValueError: of all things). The log tells more."
    assert "Traceback" in read_log()
    assert "go_wrong" in read_log()


def test_an_error_in_a_thread_is_told_too(qtbot: QtBot, log: Log) -> None:
    """An error that ends a thread is noted and said."""
    with qtbot.waitSignal(log.failed) as told:
        threading.Thread(target=lambda: 1 / 0).start()
    assert told.args == ["Something went wrong (ZeroDivisionError: division by zero). The log tells more."]
    assert "ZeroDivisionError" in read_log()


def test_what_qt_and_python_complain_of_is_noted(log: Log) -> None:
    """Qt's messages and Python's warnings are in the log."""
    qWarning("a complaint of Qt")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("a complaint of Python", stacklevel=1)
    assert "WARNING qt: a complaint of Qt" in read_log()


def test_a_stopped_log_notes_nothing(tmp_path: Path, qapp: QApplication) -> None:
    """After the end all is as it was before."""
    hooks = sys.excepthook, threading.excepthook, list(logging.root.handlers)
    log = Log(tmp_path / "kept.log")
    log.stop()
    logging.getLogger("anybody").error("too late")
    assert "too late" not in (tmp_path / "kept.log").read_text(encoding="utf-8")
    assert (sys.excepthook, threading.excepthook, list(logging.root.handlers)) == hooks
    assert log_file() is None
    assert read_log() == ""


def test_the_log_is_copied(driver: Driver, log: Log) -> None:
    """The dialog shows the log, its end in sight, and copies all of it."""
    for number in range(200):
        logging.getLogger("anybody").info("line %s", number)
    dialog = dialog_of(driver)
    text = dialog.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert "line 199" in text.toPlainText()
    assert text.verticalScrollBar().value() == text.verticalScrollBar().maximum()
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == texts_log.COPY)
    driver.click(copy)
    assert read_log().startswith(QApplication.clipboard().text())
    assert QApplication.clipboard().text().count("anybody: line") == 200
    dialog.close()


def test_an_empty_log_is_said_to_be_empty(driver: Driver) -> None:
    """Where nothing is noted the dialog says so."""
    dialog = dialog_of(driver)
    text = dialog.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == texts_log.EMPTY
    dialog.close()


def test_a_long_log_is_cut_off_at_its_beginning(log: Log) -> None:
    """A log grows to a megabyte at most, and its end is kept."""
    for number in range(30):
        logging.getLogger("anybody").info("%s %s", number, "x" * 50_000)
    assert 500_000 < len(read_log()) < 1_000_100
    assert "anybody: 29 " in read_log()
    assert "anybody: 0 " not in read_log()


def test_a_folder_that_cannot_be_written_is_no_matter(
    tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a folder the program still runs, and notes on the terminal."""
    (tmp_path / "state").write_text("a file is in the way")
    log = Log(Folder(tmp_path / "state").log)
    log.stop()
    assert "Started" in capsys.readouterr().err
    assert log_file() is None


def test_programs_at_once_have_files_of_their_own(tmp_path: Path) -> None:
    """Of two programs each has its own log and session; one that ended leaves its place to the next."""
    first, second = Folder(tmp_path), Folder(tmp_path)
    assert first.log != second.log
    assert first.session != second.session
    place = first.session
    del first
    assert Folder(tmp_path).session == place
