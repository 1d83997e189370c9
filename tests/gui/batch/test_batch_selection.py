"""What is chosen in the batch window stays so when photos are taken out or found, or a neighbour is."""

from dataclasses import replace
from pathlib import Path

import pytest
from batching import BatchDriver, make_album
from driver import Driver
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from gui.batch.queue import Queue
from gui.batch.rows import Row

NAMES = [f"photo {at}.png" for at in range(6)]


@pytest.fixture
def album(tmp_path: Path) -> list[Path]:
    """Give photos in a folder of their own."""
    return make_album(tmp_path / "album", NAMES)


def test_thousands_of_photos_begin_again_at_once() -> None:
    """Views are told once of all that wait again, of the first to the last that changed; others stay."""
    rows = [Row(Path(f"{at}.png"), "failed" if at % 3 else "done") for at in range(4000)]
    owner, told = QObject(), []
    queue = Queue(owner)
    queue.replace_all(rows)
    queue.rows_changed.connect(lambda *places: told.append(places))
    queue.set_waiting(queue.of("failed"))
    assert told == [(1, 3998)]
    assert queue.rows == [replace(row, state="waiting") if at % 3 else row for at, row in enumerate(rows)]
    assert queue.count() == {"waiting": 2666, "failed": 0, "done": 1334}


def select(batch: BatchDriver, *rows: int) -> None:
    """Select rows of the queue by clicks with Ctrl held, the last one is current."""
    table = batch.window.queue_page.table
    table.setFocus()
    table.clearSelection()
    table.setSelectionMode(table.SelectionMode.MultiSelection)
    for row in rows:
        table.selectRow(row)
    table.setSelectionMode(table.SelectionMode.ExtendedSelection)


def selected(batch: BatchDriver) -> list[str]:
    """Name the selected photos of the queue."""
    return sorted(path.name for path in batch.window.queue_page.table.selected)


def current(batch: BatchDriver) -> str | None:
    """Name the photo that is spoken of on the page that is shown."""
    return batch.window.row.path.name if batch.window.row else None


def test_the_next_del_takes_the_next_photo(driver: Driver, album: list[Path]) -> None:
    """The photo that takes the place of one taken out is chosen; after the last one, the one before."""
    batch = BatchDriver(driver, "tone")
    batch.add(*album)
    select(batch, 3)
    for chosen in (4, 5, 2, 1):
        batch.press(Qt.Key.Key_Delete)
        assert selected(batch) == [NAMES[chosen]]
        assert current(batch) == NAMES[chosen]
        driver.wait(lambda: batch.batch.errands.is_quiet)
    select(batch, 0, 1)
    batch.press(Qt.Key.Key_Delete)
    assert not batch.states()
    assert current(batch) is None
    assert not batch.window.remove.isEnabled()


def test_what_is_selected_stays_so_when_photos_are_found(driver: Driver, album: list[Path]) -> None:
    """Also where they come in between; of those selected the ones that are left stay."""
    late = album[2].rename(album[2].with_suffix(".later"))
    batch = BatchDriver(driver, "tone")
    batch.add(album[0].parent)
    select(batch, 0, 3, 2)
    assert selected(batch) == [NAMES[0], NAMES[3], NAMES[4]]
    assert current(batch) == NAMES[3]
    late.rename(album[2])
    batch.batch.look()
    driver.wait(lambda: len(batch.batch.queue) == len(NAMES))
    assert selected(batch) == [NAMES[0], NAMES[3], NAMES[4]]
    assert current(batch) == NAMES[3]
    batch.batch.remove([album[3]])
    assert selected(batch) == [NAMES[0], NAMES[4]]
    assert current(batch) == NAMES[4]


def test_a_neighbour_of_a_result_that_is_taken_out_is_shown(driver: Driver, album: list[Path]) -> None:
    """Large as it was, with all that can be said of it; without any result there is the empty sheet."""
    batch = BatchDriver(driver, "tone")
    batch.run(*album[:3])
    batch.add(album[3])
    batch.look_at(NAMES[1])
    for gone, shown in ((1, 2), (2, 0)):
        batch.batch.remove([album[gone]])
        batch.wait_for_pair()
        assert batch.review.is_large
        assert current(batch) == NAMES[shown]
        assert batch.review.comparison.words.accessibleName().startswith(NAMES[shown])
        assert batch.review.comparison.canvas.isVisible()
    batch.press(Qt.Key.Key_A)
    assert batch.row(NAMES[0]).is_accepted
    batch.batch.remove([album[0]])
    assert not batch.review.is_large
    assert batch.review.sheet.isVisible()
    assert list(batch.states()) == [NAMES[3]]


def test_photos_that_are_found_leave_the_review_where_it_was(driver: Driver, album: list[Path]) -> None:
    """The result that is marked, or shown large, is still the one that keys speak of."""
    batch = BatchDriver(driver, "tone")
    batch.run(*album[1:4])
    batch.look_at(NAMES[2])
    batch.batch.add(album)
    driver.wait(lambda: len(batch.batch.queue) == len(NAMES))
    assert current(batch) == NAMES[2]
    assert batch.review.is_large
    (marked,) = batch.review.sheet.selectedIndexes()
    assert marked == batch.review.sheet.currentIndex()


def test_the_page_that_is_seen_is_acted_on(
    driver: Driver, album: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the page of results nothing is taken out of the queue, and the folder of results always opens."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    album[4].write_bytes(b"no photo")
    batch = BatchDriver(driver, "tone")
    batch.set(folder=str(tmp_path / "out"))
    batch.run(album[0].parent)
    select(batch, 4)
    batch.window.folder.trigger()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "out"]
    assert batch.window.remove.isEnabled()
    batch.window.tabs.setCurrentIndex(1)
    assert not batch.window.remove.isEnabled()
