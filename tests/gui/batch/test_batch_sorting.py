"""The queue is put in order by a click on the head of a column, and the work keeps its own order."""

from collections.abc import Callable
from pathlib import Path

import pytest
from batching import BatchDriver, make_album
from driver import Driver
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.batch.sorting import NOTES, PHOTO, STATE

Sort = Callable[[BatchDriver, int], None]
NAMES = ["photo 1.png", "photo 2.png", "photo 10.png"]


def click_head(batch: BatchDriver, column: int) -> None:
    """Click on the head of a column."""
    head = batch.window.queue_page.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def press_keys(batch: BatchDriver, column: int) -> None:
    """Press the keys that sort by a column."""
    QTest.keyClick(batch.window, Qt.Key(Qt.Key.Key_1 + column), Qt.KeyboardModifier.AltModifier)


def shown(batch: BatchDriver) -> list[str]:
    """Name the photos from the top line to the last one."""
    model = batch.window.queue_page.table.model()
    return [model.index(line, PHOTO).data() for line in range(model.rowCount())]


@pytest.mark.parametrize("sort", [click_head, press_keys])
def test_a_click_sorts_another_turns_and_a_third_takes_it_back(
    driver: Driver, tmp_path: Path, sort: Sort
) -> None:
    """Numbers in names count as such, what is chosen stays so, and what is added finds its place."""
    batch = BatchDriver(driver, "tone")
    batch.add(*make_album(tmp_path / "album", NAMES))
    table = batch.window.queue_page.table
    table.selectRow(0)
    sort(batch, PHOTO)
    assert shown(batch) == NAMES
    sort(batch, PHOTO)
    assert shown(batch) == NAMES[::-1]
    assert [path.name for path in table.selected] == ["photo 1.png"]
    assert table.currentIndex().row() == 2
    batch.add(*make_album(tmp_path / "more", ["photo 9.png"]))
    assert shown(batch) == ["photo 10.png", "photo 9.png", "photo 2.png", "photo 1.png"]
    assert [path.name for path in table.selected] == ["photo 1.png"]
    sort(batch, PHOTO)
    assert shown(batch) == [*NAMES, "photo 9.png"]
    assert [row.path.name for row in batch.batch.queue.rows] == [*NAMES, "photo 9.png"]


def test_what_failed_comes_first(driver: Driver, tmp_path: Path) -> None:
    """By state failures stand at the top, by notes what there is to say; states stay with their photos."""
    batch = BatchDriver(driver, "tone")
    album = make_album(tmp_path / "album", NAMES)
    album[2].write_bytes(b"no picture")
    batch.run(*album)
    click_head(batch, STATE)
    assert shown(batch) == ["photo 10.png", "photo 1.png", "photo 2.png"]
    assert batch.window.queue_page.table.model().index(0, STATE).data() == "Failed"
    batch.window.queue_page.table.choose_next("failed")
    assert batch.window.row == batch.row("photo 10.png")
    make_album(tmp_path / "album", NAMES[2:])
    batch.batch.retry()
    batch.wait_for_end()
    assert batch.window.queue_page.table.model().index(0, STATE).data() == "Done"
    click_head(batch, NOTES)
    assert shown(batch) == NAMES
    batch.look_at("photo 10.png")
    assert batch.window.row == batch.row("photo 10.png")
