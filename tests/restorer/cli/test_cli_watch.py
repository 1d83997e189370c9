"""Folders that are watched: what comes is restored once it is whole; what cannot be waited for is refused."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from command_line import Run, list_files
from PIL import Image

ROOT = str(Path(__file__).parents[3])
_SECONDS = 60


def make_photo(path: Path, level: int) -> bytes:
    """Write a photo a minute old, dull grey to left and right; gives its file."""
    picture = np.full((40, 60, 3), level, np.uint8)
    picture[:, :20] = level // 2
    Image.fromarray(picture).save(path)
    os.utime(path, (time.time() - 60,) * 2)
    return path.read_bytes()


class Watching:
    """The command ``restorer tone in --watch`` at work, and the lines it tells."""

    def __init__(self, folder: Path, *more: str) -> None:
        world = os.environ | {"PYTHONPATH": ROOT, "RESTORER_JOURNAL": str(folder / "journal.sqlite3")}
        command = [sys.executable, "-m", "restorer", "tone", "in", "--watch", *more]
        self.told = folder / "told"
        with self.told.open("w") as told:
            self.process = subprocess.Popen(command, cwd=folder, env=world, stderr=told)

    def wait_for(self, words: str, times: int = 1) -> None:
        """Wait until words were told so often."""
        end = time.monotonic() + _SECONDS
        while self.told.read_text().count(words) < times:
            assert time.monotonic() < end, self.told.read_text()
            assert self.process.poll() is None, self.told.read_text()
            time.sleep(0.05)

    def stop(self) -> list[str]:
        """Interrupt it, which ends it at once; gives what was told."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(_SECONDS) == 130
        return self.told.read_text().splitlines()


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """Give a folder ``in`` with one photo, in a folder of its own."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such signals")
    (tmp_path / "in").mkdir()
    make_photo(tmp_path / "in" / "first.png", 150)
    return tmp_path


@pytest.fixture
def watching(scans: Path) -> Iterator[Callable[..., Watching]]:
    """Give what begins to watch; what is not stopped in the end is killed."""
    begun: list[Watching] = []

    def begin(*more: str) -> Watching:
        begun.append(Watching(scans, *more))
        begun[-1].wait_for(" for photos; Ctrl-C ends it")
        return begun[-1]

    yield begin
    for each in begun:
        each.process.kill()


def test_what_comes_into_a_folder_is_restored_once_it_is_whole(
    scans: Path, watching: Callable[..., Watching]
) -> None:
    """A photo is told of once: not while it grows, again when it was changed; a bad one stops nothing."""
    photo = make_photo(scans / "photo.png", 180)
    watch = watching("-o", "out")
    with (scans / "in" / "late.png").open("wb") as growing:
        for at in range(0, len(photo), 30):
            growing.write(photo[at : at + 30])
            growing.flush()
            time.sleep(0.7)
    (scans / "in" / "bad.png").write_bytes(photo[:60])
    watch.wait_for("late.png -> ")
    watch.wait_for("failed: in/bad.png")
    make_photo(scans / "in" / "first.png", 120)
    watch.wait_for("first.png -> ", 2)
    lines = watch.stop()
    assert sum("late.png" in line for line in lines) == 1
    assert sum(line.startswith("failed") for line in lines) == 1
    assert list_files(scans / "out") == ["first.png", "late.png"]


def test_results_beside_photos_are_not_restored_again(scans: Path, watching: Callable[..., Watching]) -> None:
    """Each result is a file that comes into the folder, and is left alone without a word."""
    watch = watching()
    make_photo(scans / "in" / "second.png", 180)
    watch.wait_for("second.png -> ")
    make_photo(scans / "in" / "third.png", 110)
    watch.wait_for("third.png -> ")
    assert len(watch.stop()) == 4
    names = [f"{name}{end}.png" for name in ("first", "second", "third") for end in ("", "_restored")]
    assert list_files(scans / "in") == sorted(names)


def test_no_photo_of_a_folder_is_written_over(scans: Path, watching: Callable[..., Watching]) -> None:
    """Not even one that had its turn before, where results may replace what is there."""
    original = make_photo(scans / "in" / "second_x.png", 90)
    watch = watching("--name", "{stem}_x{ext}", "--overwrite", "always")
    make_photo(scans / "in" / "second.png", 180)
    watch.wait_for("failed: in/second_x.png: is one of the photos themselves")
    watch.stop()
    assert (scans / "in" / "second_x.png").read_bytes() == original


def test_what_goes_wrong_is_told_and_does_not_end_it(scans: Path, watching: Callable[..., Watching]) -> None:
    """A second photo of a name fails alone; a folder that is away is told once, and looked at again."""
    (scans / "other").mkdir()
    watch = watching("other", "-o", "out")
    (scans / "in" / "loop").symlink_to("loop")
    make_photo(scans / "other" / "first.png", 180)
    watch.wait_for("out/first.png: is the result of another photo")
    (scans / "in").rename(scans / "away")
    watch.wait_for("in: the folder cannot be read")
    make_photo(scans / "away" / "second.png", 110)
    time.sleep(5)
    (scans / "away").rename(scans / "in")
    watch.wait_for("second.png -> ")
    assert sum("cannot be read" in line for line in watch.stop()) == 1
    assert list_files(scans / "out") == ["first.png", "second.png"]


def test_the_first_photo_waits_for_an_output_that_cannot_be_written_to(
    scans: Path, watching: Callable[..., Watching]
) -> None:
    """Also where it is alone in its folder: what is in the way is told once, and looked at again."""
    (scans / "in" / "first.png").unlink()
    (scans / "out").touch()
    watch = watching("-o", "out/")
    make_photo(scans / "in" / "new.png", 150)
    watch.wait_for("out: is no folder")
    (scans / "out").unlink()
    watch.wait_for("new.png -> ")
    assert sum("no folder" in line for line in watch.stop()) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["denoise", "in/a.png"], "in/a.png is no folder"),
        (["denoise", "gone"], "gone is no folder"),
        (["denoise", "in", "--dry-run"], "does not go with --dry-run"),
        (["denoise", "in", "--report", "r.html"], "does not go with --report"),
        (["denoise", "--files-from", "list"], "does not go with --files-from"),
        (["denoise", "in", "--name", "{index:04}{ext}"], "does not go with --name with {index}"),
        (["restore", "in", "--recipe", "old-photo", "--save-recipe", "r.toml"], "not go with --save-recipe"),
        (["burst", "in", "-o", "b.png"], "is not for frames"),
        (["colorize", "in", "--hints", "h.json"], "hints are for one photo"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_waited_for_is_refused(folder: Path, run: Run, arguments: list[str], why: str) -> None:
    """Photos that come later have no number yet, no plan and no report; nothing is done."""
    Path("h.json").write_text('[{"x": 1, "y": 1, "color": [255, 0, 0]}]')
    before = list_files(folder)
    code, out, err = run(*arguments, "--watch")
    assert (code, out) == (2, "")
    assert why in " ".join(err.replace("│", "").split())
    assert list_files(folder) == before


def test_without_a_journal_nothing_is_watched(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results would be taken for photos that come, without an end."""
    Path("file").write_text("")
    monkeypatch.setenv("RESTORER_JOURNAL", "file/journal.sqlite3")
    before = list_files(folder)
    code, out, err = run("tone", "in", "--watch")
    assert (code, out) == (1, "")
    assert "--watch needs the journal" in err
    assert list_files(folder) == before
