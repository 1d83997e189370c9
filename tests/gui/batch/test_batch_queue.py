"""Many photos: one bad one stops none, originals stay, results are those of the command line."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest
from answers import push
from batching import BatchDriver, hashes, make_album
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt

from gui.batch.sorting import STATE
from gui.words import texts_batch
from restorer import MEMORY_VARIABLE
from restorer.pixels.samples import Samples

NAMES = [f"photo {at}.{'jpg' if at % 2 else 'png'}" for at in range(9)]


@pytest.fixture
def tiled_photo(tmp_path: Path, noisy: Samples, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a photo that takes several tiles, as memory is short."""
    monkeypatch.setenv(MEMORY_VARIABLE, "200")
    path = tmp_path / "large.png"
    Image.fromarray(np.tile(noisy, (6, 6, 1))).save(path)
    return path


def test_one_bad_photo_stops_none(driver: Driver, tmp_path: Path) -> None:
    """Of ten photos, one of them broken, nine are done as the command line does them; the other is found."""
    album = make_album(tmp_path / "album", NAMES)
    broken = tmp_path / "album" / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff no picture")
    before = hashes([*album, broken])
    batch = BatchDriver(driver, "tone")
    batch.set(folder=str(tmp_path / "by window"))
    batch.run(tmp_path / "album")
    assert batch.states() == {**dict.fromkeys(NAMES, "done"), "broken.jpg": "failed"}
    assert batch.row("broken.jpg").words
    assert "\n" not in batch.row("broken.jpg").words
    page = batch.window.queue_page
    assert page.words.text().startswith("10 photos: 9 done, 1 failed.")
    for keys, chosen in (("F3", "broken.jpg"), ("F3", "broken.jpg"), ("Down", NAMES[0])):
        batch.press(keys)
        assert batch.window.row == batch.row(chosen)
        assert page.note.isVisible() == (chosen == "broken.jpg")
        assert page.note.text() == texts_batch.note(batch.row(chosen))
    assert hashes([*album, broken]) == before
    by_command = tmp_path / "by command"
    command = [sys.executable, "-m", "restorer", "tone", str(tmp_path / "album"), "-o", str(by_command)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1
    written = {path.name: sha256 for path, sha256 in hashes((tmp_path / "by window").iterdir()).items()}
    assert written == {path.name: sha256 for path, sha256 in hashes(by_command.iterdir()).items()}
    assert sorted(written) == NAMES
    receipt = batch.row("photo 0.png").result
    assert receipt
    assert receipt.receipt
    assert receipt.receipt.sha256 == written["photo 0.png"]


def test_what_failed_is_tried_again(driver: Driver, tmp_path: Path) -> None:
    """Retry does the photos that failed, and no others; a queue with results is not emptied unasked."""
    (good,) = make_album(tmp_path, ["good.png"])
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    batch = BatchDriver(driver, "tone")
    batch.run(good, bad)
    assert batch.states() == {"good.png": "done", "bad.png": "failed"}
    result = batch.row("good.png").target
    assert result
    written = result.stat().st_mtime_ns
    bad.write_bytes(good.read_bytes())
    batch.press("Ctrl+R")
    batch.wait_for_end()
    assert batch.states() == {"good.png": "done", "bad.png": "done"}
    assert result.stat().st_mtime_ns == written
    assert not batch.window.retry.isEnabled()
    for words, left in ((texts_batch.KEEP_ALL, 2), (texts_batch.CLEAR_ALL, 0)):
        driver.answer(push(words))
        batch.press("Ctrl+Shift+Del")
        assert len(batch.states()) == left
    assert batch.window.queue_page.words.text() == ""


@pytest.mark.parametrize(
    ("overwrite", "state", "name", "is_kept"),
    [
        ("never", "skipped", None, True),
        ("rename", "done", "photo-2.png", True),
        ("always", "done", "photo.png", False),
    ],
)
def test_conflicts_are_settled_as_chosen(
    driver: Driver, tmp_path: Path, overwrite: str, state: str, name: str | None, *, is_kept: bool
) -> None:
    """A file that is there already is kept, has a result beside it, or is replaced."""
    make_album(tmp_path / "album", ["photo.png"])
    there = tmp_path / "out" / "photo.png"
    there.parent.mkdir()
    there.write_bytes(b"not ours")
    batch = BatchDriver(driver, "tone")
    batch.set(folder=str(there.parent), overwrite=overwrite)
    batch.run(tmp_path / "album")
    row = batch.row("photo.png")
    assert row.state == state
    assert (row.target and row.target.name) == name
    assert (there.read_bytes() == b"not ours") == is_kept


def test_no_photo_is_ever_written_over(driver: Driver, tmp_path: Path) -> None:
    """Also where files are to be replaced, and when only one photo is tried again, photos are safe."""
    (photo,) = make_album(tmp_path / "x", ["photo.png"])
    (other,) = make_album(tmp_path / "out", ["x.png"])
    before = hashes([photo, other])
    batch = BatchDriver(driver, "tone")
    batch.set(folder=str(tmp_path / "out"), name="{parent}.png", overwrite="always")
    batch.run(photo, other)
    assert batch.states() == {"photo.png": "failed", "x.png": "done"}
    assert "never written to" in batch.row("photo.png").words
    batch.window.retry.trigger()
    batch.wait_for_end()
    assert batch.row("photo.png").state == "failed"
    assert hashes([photo, other]) == before
    batch.set(strip_gps=True)  # all would be done anew, which Start says
    assert not batch.window.retry.isEnabled()


def test_done_already_is_seen(driver: Driver, tmp_path: Path) -> None:
    """The same folder with the same options is done already, by the journal; with others it is done anew."""
    make_album(tmp_path / "album", NAMES[:3])
    batch = BatchDriver(driver, "tone")
    options = {"folder": str(tmp_path / "out"), "overwrite": "rename"}
    batch.set(**options)
    batch.run(tmp_path / "album")
    before = hashes((tmp_path / "out").iterdir())
    driver.answer(push(texts_batch.CLEAR_ALL))
    batch.window.clear.trigger()
    assert not batch.batch.queue.rows
    batch.run(tmp_path / "album")
    assert set(batch.states().values()) == {"before"}
    assert batch.window.queue_page.table.model().index(0, STATE).data().startswith("Done already")
    assert hashes((tmp_path / "out").iterdir()) == before
    assert not batch.go.isEnabled()
    batch.set(**options, format="tiff")
    words = batch.window.queue_page.words
    assert "restores 3 of them anew" in words.text()
    batch.set(**options, name="{who}")
    assert "{who}" in words.text()
    assert "anew" not in words.text()
    batch.set(**options, format="tiff")
    batch.start()
    batch.wait_for_end()
    assert set(batch.states().values()) == {"done"}
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".png", ".jpg", ".tif"}


def test_pause_holds_still(driver: Driver, tiled_photo: Path, photo: Path) -> None:
    """A pause is in the middle of a photo, nothing moves until it is over, and the result is whole."""
    batch = BatchDriver(driver, "denoise")
    batch.add(tiled_photo)
    batch.start()
    driver.wait(lambda: batch.row("large.png").part > 0)
    batch.start()
    driver.wait(lambda: batch.batch.phase == "paused")
    part, process = batch.row("large.png").part, psutil.Process(batch.pid)
    before = process.cpu_times().user
    driver.open(photo)
    driver.restore()
    assert process.cpu_times().user < before + 0.1  # it could have worked as long as the window's worker
    assert batch.row("large.png").part == part < 1
    assert batch.go.text() == texts_batch.RESUME.name
    assert "left" not in batch.window.queue_page.left.text()
    batch.start()
    batch.wait_for_end()
    assert batch.states() == {"large.png": "done"}


def test_closing_asks_while_it_works(driver: Driver, tiled_photo: Path) -> None:
    """Closing in the middle asks; going on goes on, stopping leaves no half a file and keeps the queue."""
    batch = BatchDriver(driver, "denoise")
    batch.add(tiled_photo)
    batch.start()
    driver.wait(lambda: batch.row("large.png").part > 0)
    driver.answer(push(texts_batch.GO_ON))
    assert not driver.window.close()
    assert batch.window.isVisible()
    driver.answer(push(texts_batch.STOP_AND_CLOSE))
    assert batch.window.close()
    assert batch.states() == {"large.png": "waiting"}
    assert [path.name for path in tiled_photo.parent.glob("*large*")] == ["large.png"]


def test_names_that_meet_are_refused(driver: Driver, tmp_path: Path) -> None:
    """Two results of one name are told at once and nothing starts; another pattern, or one less, helps."""
    make_album(tmp_path / "a", ["photo.png"])
    make_album(tmp_path / "b", ["photo.png"])
    batch = BatchDriver(driver, "tone")
    batch.set(folder=str(tmp_path / "out"))
    batch.add(tmp_path / "a", tmp_path / "b")
    assert len(batch.batch.queue) == 2
    assert "would both become" in batch.window.queue_page.words.text()
    assert not batch.go.isEnabled()
    batch.set(folder=str(tmp_path / "out"), name="{parent}_{stem}{ext}")
    assert batch.window.queue_page.options.example.text() == "photo.png → a_photo.png"
    assert batch.go.isEnabled()
    batch.set(folder=str(tmp_path / "out"), name="")
    batch.window.queue_page.table.selectRow(1)
    batch.window.remove.trigger()
    driver.wait(batch.go.isEnabled)
    batch.start()
    batch.wait_for_end()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["photo.png"]


def test_keys_do_what_buttons_do(driver: Driver, tmp_path: Path) -> None:
    """Ctrl+Return starts, Enter shows the result, Del takes photos out and leaves their files."""
    album = make_album(tmp_path / "album", NAMES[:2])
    batch = BatchDriver(driver, "tone")
    batch.add(*album)
    batch.window.queue_page.table.setFocus()
    batch.press("Ctrl+Return")
    assert not batch.batch.is_idle
    batch.wait_for_end()
    assert set(batch.states().values()) == {"done"}
    batch.window.queue_page.table.selectRow(0)
    batch.press(Qt.Key.Key_Return)
    assert batch.review.is_large
    batch.press("Ctrl+1")
    batch.press(Qt.Key.Key_Delete)
    assert list(batch.states()) == NAMES[1:2]
    assert all(path.exists() for path in album)
    assert len(list((tmp_path / "album").iterdir())) == 4


def test_photos_added_meanwhile_are_done_as_well(driver: Driver, tmp_path: Path) -> None:
    """What is added while the queue is at work is done after what was there."""
    album = make_album(tmp_path, NAMES[:4])
    batch = BatchDriver(driver, "tone")
    batch.add(*album[:3])
    batch.start()
    batch.add(album[3])
    batch.wait_for_end()
    assert batch.states() == dict.fromkeys(NAMES[:4], "done")


def test_without_steps_nothing_starts(driver: Driver, tmp_path: Path) -> None:
    """Where no step is switched on, that is said, and nothing starts; a recipe of its own helps."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    batch = BatchDriver(driver)
    batch.set_steps()
    batch.add(photo)
    assert batch.window.queue_page.words.text().endswith(texts_batch.problem(texts_batch.NO_STEPS))
    assert not batch.window.queue_page.options.example.isVisible()
    assert not batch.go.isEnabled()
    recipe = tmp_path / "mine.toml"
    recipe.write_text('[[steps]]\ntask = "tone"\n')
    batch.set(recipe=str(recipe))
    batch.start()
    batch.wait_for_end()
    assert batch.states() == {"photo.png": "done"}


def test_a_recipe_without_its_reference_is_told_before_it_starts(driver: Driver, tmp_path: Path) -> None:
    """A file that the recipe names and that is gone is said beside the options, and nothing starts."""
    (photo,) = make_album(tmp_path, ["photo.png"])
    recipe = tmp_path / "mine.toml"
    recipe.write_text('[[steps]]\ntask = "colorize"\n[steps.inputs]\nreference = "gone.png"\n')
    batch = BatchDriver(driver, "tone")
    batch.add(photo)
    batch.set(recipe=str(recipe))
    assert "gone.png" in batch.window.queue_page.words.text()
    assert not batch.go.isEnabled()


def test_a_folder_without_photos_is_told(driver: Driver, tmp_path: Path) -> None:
    """An empty folder gets a sentence."""
    (tmp_path / "empty").mkdir()
    batch = BatchDriver(driver, "tone")
    batch.add(tmp_path / "empty")
    assert batch.messages == ["No photo was found in empty."]
