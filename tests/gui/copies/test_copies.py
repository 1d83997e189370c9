"""The window of copies shows which photos are alike, tells what it could not read, and touches none."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from answers import type_name
from batching import hashes
from copying import CopiesDriver, copy_photos, files
from driver import Driver, name_of
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from gui.copies.groups_model import KIND_ROLE
from gui.copies.window import CopiesWindow
from gui.dialogs.shortcuts_dialog import ShortcutsDialog
from gui.words import texts_copies
from restorer import Group, Member

Role = Qt.ItemDataRole


@pytest.fixture
def copies(driver: Driver) -> CopiesDriver:
    """Give the window of copies, opened by its menu."""
    return CopiesDriver(driver)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Give a folder, and one in it, of two photos with copies and one without."""
    return copy_photos(tmp_path / "album")


def test_copies_are_shown_with_the_one_to_keep_first(copies: CopiesDriver, album: Path) -> None:
    """Groups come one below the other, each photo with what it is, name, size, folder and picture."""
    before = hashes(files(album))
    copies.search(album)
    groups = copies.names()
    assert [group[0] for group in groups] == ["cat.png", "portrait.png"]
    assert [set(group[1:]) for group in groups] == [{"cat.jpg"}, {"portrait cropped.jpg", "portrait.webp"}]
    assert copies.headline == "6 photos: 5 of them are alike, in 2 groups."
    keep, other = (copies.cell(0, column) for column in (0, 1))
    size = f"{451} × {300}, "  # noqa: RUF001 (a times sign)
    assert keep.data(Role.AccessibleTextRole).startswith(f"{texts_copies.KEEP}: cat.png, {size}")
    assert other.data(Role.AccessibleTextRole).startswith(f"{texts_copies.COPY}: cat.jpg, ")
    assert str(album / "small") in other.data(Role.ToolTipRole).replace("\u200b", "")
    copies.driver.wait(lambda: keep.data(Role.DecorationRole))
    assert (keep.data(Role.DecorationRole).width(), keep.data(Role.DecorationRole).height()) == (320, 213)
    assert hashes(files(album)) == before


def test_what_cannot_be_read_is_told(copies: CopiesDriver, album: Path, tmp_path: Path) -> None:
    """A broken photo and one that is not there are counted and listed, and stop no other."""
    (album / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    copies.search(album, tmp_path / "missing.png")
    assert len(copies.names()) == 2
    assert copies.headline.endswith(texts_copies.UNREAD.of(2))
    unread = copies.window.unread
    assert unread.isVisible()
    told = sorted(unread.item(at).text() for at in range(unread.count()))
    assert all(name in words for name, words in zip(("broken.jpg", "missing.png"), told, strict=True))
    copies.window.clear.trigger()
    assert not unread.isVisible()
    assert copies.window.table.words == texts_copies.INVITATION


def test_nothing_found_is_said(copies: CopiesDriver, album: Path) -> None:
    """Before a search the window says what to do, and after one that there are no copies."""
    assert copies.window.table.words == texts_copies.INVITATION
    copies.search(album / "cat.png", album / "coffee.jpg")
    assert copies.headline == copies.window.table.words == "2 photos: none is a copy of another."
    copies.search(album / "portrait.png")
    assert copies.headline == "3 photos: none is a copy of another."
    copies.window.clear.trigger()
    (album / "nothing").mkdir()
    copies.search(album / "nothing")
    assert copies.headline == texts_copies.NO_PHOTOS


def test_look_alikes_are_found_when_asked_for(copies: CopiesDriver, album: Path) -> None:
    """The choice searches again by the distance of look-alikes, and says which photos are copies."""
    copies.search(album)
    copies.window.header.kinds.setCurrentIndex(1)
    assert copies.window.search.is_busy
    copies.wait()
    assert copies.window.found
    assert copies.window.found.distance == 1.3
    assert copies.cell(0, 1).data(Role.AccessibleTextRole).startswith(texts_copies.COPY)
    members = (Member(album / f"{at}.png", 400, 300, 10_000, 0.6 * at) for at in range(3))
    copies.window.model.show_groups((Group(tuple(members)),), 1.3)
    kinds = [copies.cell(0, column).data(KIND_ROLE) for column in range(3)]
    assert kinds == [texts_copies.KEEP, texts_copies.COPY, texts_copies.LOOK_ALIKE]


def test_esc_stops_at_once(copies: CopiesDriver, album: Path) -> None:
    """The process is gone within a moment, nothing is shown, and the same can be searched again."""
    for at in range(40):
        shutil.copy(album / "portrait.png", album / f"again {at}.png")

    def stop() -> None:
        assert copies.window.search.pid
        process = psutil.Process(copies.window.search.pid)
        assert copies.window.header.progress.isVisible()
        copies.press("Esc")
        assert not copies.window.search.is_busy
        copies.driver.wait(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)

    copies.begin_and(stop, album)
    assert copies.names() == []
    assert copies.headline == texts_copies.stopped()
    assert not copies.window.header.progress.isVisible()
    copies.window.again.trigger()
    copies.wait()
    assert len(copies.names()) == 2


def test_a_process_that_dies_is_told_in_a_sentence(copies: CopiesDriver, album: Path) -> None:
    """The window stays as it is, says so, and searches again when asked to."""

    def kill() -> None:
        assert copies.window.search.pid
        os.kill(copies.window.search.pid, signal.SIGKILL)

    copies.begin_and(kill, album)
    copies.wait()
    assert copies.window.message.text == texts_copies.died("SIGKILL")
    copies.window.again.trigger()
    copies.wait()
    assert not copies.window.message.isVisible()
    assert len(copies.names()) == 2


def test_a_photo_opens_in_the_main_window(copies: CopiesDriver, album: Path) -> None:
    """By a double click, and by Enter where the keyboard goes; down leads to the next group, if shorter."""
    copies.search(album)
    table, state = copies.window.table, copies.driver.state
    place = table.visualRect(copies.cell(0, 1)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    copies.driver.wait(lambda: state.opened and not state.work)
    assert copies.driver.opened.path == album / "small" / "cat.jpg"
    table.setFocus()
    for key in ("Down", "Right", "Up", "Left", "Down", "Return"):
        copies.press(key)
    copies.driver.wait(lambda: copies.driver.opened.path == album / "portrait.png" and not state.work)
    assert copies.driver.window.isActiveWindow()


def test_a_path_is_copied(copies: CopiesDriver, album: Path) -> None:
    """Ctrl+C in the table puts the photo's path on the clipboard."""
    copies.search(album)
    copies.window.table.setFocus()
    copies.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == str(album / "cat.png")


def test_the_page_is_saved_and_shown(
    copies: CopiesDriver, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds all groups; a name that is no page's, which might be a photo's, is refused."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    copies.search(album)
    before = hashes(files(album))
    copies.driver.answer(type_name(album / "new.png"))
    copies.window.page.trigger()
    assert copies.window.message.text == texts_copies.NOT_HTML
    assert hashes(files(album)) == before
    page = album.parent / "page.html"
    copies.driver.answer(type_name(page))
    copies.window.page.trigger()
    copies.driver.wait(lambda: opened)
    assert page.read_text(encoding="utf-8").count("<figure>") == 5
    assert copies.window.message.text == texts_copies.written(page)


def test_everything_can_be_named_and_its_keys_are_listed(copies: CopiesDriver) -> None:
    """A screen reader can name what is in the window, and ? lists the keys."""
    window = copies.window
    names = {
        name_of(each) for each in (window.header.kinds, window.header.progress, window.table, window.unread)
    }
    assert len(names - {""}) == 4
    copies.press("?")
    dialog = copies.window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    group = dialog.list.topLevelItem(0)
    assert group
    keys = [child.text(1) for at in range(group.childCount()) if (child := group.child(at))]
    assert {"Ctrl+O", "Ctrl+Shift+O", "Esc", "Ctrl+C", "Ctrl+S", "Return, Enter"} <= {*keys}
    dialog.close()


def test_closing_stops_the_search_and_keeps_the_place(copies: CopiesDriver, album: Path) -> None:
    """The window is closed in the midst of a search, and comes up again where it was, as large."""
    copies.window.resize(700, 500)
    copies.begin_and(copies.window.close, album)
    assert not copies.window.search.is_busy
    again = CopiesWindow()
    assert (again.width(), again.height()) == (700, 500)
    again.deleteLater()
    copies.driver.press("Ctrl+F")
    copies.driver.wait(copies.window.isVisible)
    assert copies.names() == []


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import gui.copies.window
print("numpy" in sys.modules)
app = QApplication([])
window = gui.copies.window.CopiesWindow()
window.search.found.connect(lambda found: print(len(found.groups), "onnxruntime" in sys.modules))
window.search.found.connect(lambda found: app.quit())
window.search.failed.connect(lambda reason: (print(reason), app.quit()))
window.show()
window.take_files([Path(sys.argv[1])])
app.exec()
window.close()
"""


def test_the_window_leaves_the_network_to_another_process(album: Path) -> None:
    """Loading the window loads no numpy, and a search no ONNX Runtime."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, album], check=True, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.split() == ["False", "2", "False"]
