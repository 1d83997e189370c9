"""A batch with a journal resumes, keeps what the user changed, and survives a kill."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from stand_ins import darkening_model, with_card

import restorer.batch
from restorer.batch import JobResult, Overwrite, run_jobs
from restorer.errors import Cancelled, WriteError
from restorer.journal import Journal
from restorer.library import Library
from restorer.plan import plan_jobs
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("denoise", controls={"sigma": 51.0}),))
OTHER = Recipe((Step("denoise", controls={"sigma": 25.5}),))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of one model, which takes the noise level off each sample."""
    with_card(darkening_model(), tmp_path / "models" / "darken.onnx")
    return Library([tmp_path / "models"])


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Make a folder of three small photos."""
    for number in range(3):
        path = tmp_path / "in" / f"{number}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(np.full((6, 8, 3), 200 + number, np.uint8)).save(path)
    return tmp_path / "in"


def run(
    photos: Path, library: Library, recipe: Recipe = RECIPE, overwrite: Overwrite = "never"
) -> list[JobResult]:
    """Restore the folder into ``out`` beside it, with the user's journal."""
    journal = Journal()
    jobs = plan_jobs([photos], f"{photos.parent}/out/", recipe, recursive=True, journal=journal)
    return list(run_jobs(jobs, library=library, device="cpu", overwrite=overwrite, journal=journal))


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_does_nothing_and_says_so(photos: Path, library: Library) -> None:
    """What is done is skipped as such, and not a byte of it changes."""
    assert {result.status for result in run(photos, library)} == {"done"}
    before = contents(photos.parent / "out")
    again = run(photos, library)
    assert {result.status for result in again} == {"skipped"}
    assert all("done before" in str(result.error) for result in again)
    assert contents(photos.parent / "out") == before


def test_a_changed_recipe_replaces_our_results(photos: Path, library: Library) -> None:
    """Results that we wrote and nobody touched follow the recipe without --overwrite."""
    run(photos, library)
    before = contents(photos.parent / "out")
    assert {result.status for result in run(photos, library, OTHER)} == {"done"}
    after = contents(photos.parent / "out")
    assert after.keys() == before.keys()
    assert all(after[name] != before[name] for name in before)


def test_what_the_user_changed_is_kept(photos: Path, library: Library) -> None:
    """A result edited since, and a file that was never ours, stay as they are."""
    run(photos, library)
    edited, foreign = photos.parent / "out" / "0.png", photos.parent / "out" / "3.png"
    edited.write_bytes(b"retouched")
    foreign.write_bytes(b"precious")
    (photos / "3.png").write_bytes((photos / "0.png").read_bytes())
    results = run(photos, library, OTHER)
    assert [result.status for result in results] == ["skipped", "done", "done", "skipped"]
    assert (edited.read_bytes(), foreign.read_bytes()) == (b"retouched", b"precious")


def test_renaming_twice_makes_one_copy(photos: Path, library: Library) -> None:
    """With ``rename`` the result of an earlier run under the other name counts as done."""
    out = photos.parent / "out"
    out.mkdir()
    for number in range(3):
        (out / f"{number}.png").write_bytes(b"precious")
    assert {result.status for result in run(photos, library, overwrite="rename")} == {"done"}
    assert {result.status for result in run(photos, library, overwrite="rename")} == {"skipped"}
    assert sorted(contents(out)) == ["0-2.png", "0.png", "1-2.png", "1.png", "2-2.png", "2.png"]


def test_results_inside_the_input_folder_are_no_photos(photos: Path, library: Library) -> None:
    """A second run over a folder that holds its own output finds the same photos."""
    for _ in range(2):
        journal = Journal()
        jobs = plan_jobs([photos], f"{photos}/out/", RECIPE, recursive=True, journal=journal)
        assert len(jobs) == 3
        list(run_jobs(jobs, library=library, device="cpu", journal=journal))


def test_a_target_of_another_process_is_left_alone(photos: Path, library: Library) -> None:
    """While one holds a target, another skips it and says why."""
    Journal().claim(photos.parent / "out" / "1.png")
    results = run(photos, library)
    assert [result.status for result in results] == ["done", "skipped", "done"]
    assert "another process" in str(results[1].error)


def test_cancelling_gives_all_targets_back(photos: Path, library: Library) -> None:
    """After a cancelled run nothing is held, and the next run finishes the rest."""

    def tick(done: int, _total: int) -> None:
        if done > 1000:
            raise Cancelled

    jobs = plan_jobs([photos], f"{photos.parent}/out/", RECIPE)
    with pytest.raises(Cancelled):
        list(run_jobs(jobs, library=library, device="cpu", journal=Journal(), tick=tick))
    assert [result.status for result in run(photos, library)] == ["skipped", "done", "done"]


def test_a_full_disk_ends_the_batch(photos: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first write that finds the disk full is told; the photos after it are not tried in vain."""

    def refuse(_photo: object, path: Path, **_options: object) -> None:
        raise WriteError(f"{path}: no space") from OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(restorer.batch, "write_photo", refuse)
    for number in range(3, 12):
        (photos / f"{number}.png").write_bytes((photos / "0.png").read_bytes())
    results = run(photos, library)
    assert len(results) < 12
    assert {result.status for result in results} == {"failed"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_and_never_waited_for(photos: Path, library: Library) -> None:
    """A named pipe given as a photo fails at once with its name."""
    os.mkfifo(photos / "pipe.png")
    jobs = plan_jobs([photos / "pipe.png"], f"{photos.parent}/out/", RECIPE)
    (result,) = run_jobs(jobs, library=library, device="cpu", journal=Journal())
    assert result.status == "failed"
    assert "pipe.png: is not a regular file" in str(result.error)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_batch_resumes_to_the_same_files(tmp_path: Path) -> None:
    """Killed at any moment and run again, a batch ends with the files of an uninterrupted one."""
    with_card(darkening_model(), tmp_path / "models" / "darken.onnx")
    rng = np.random.default_rng(0)
    (tmp_path / "in").mkdir()
    for number in range(40):
        Image.fromarray(rng.integers(0, 255, (200, 300, 3), np.uint8)).save(tmp_path / "in" / f"{number}.png")

    def start(out: str, journal: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "restorer", "denoise", "in", "-o", f"{out}/", "--model", "darken"]
        world = os.environ | {"RESTORER_MODELS": "models", "RESTORER_JOURNAL": f"{journal}.sqlite3"}
        return subprocess.Popen(
            command, cwd=tmp_path, env=world, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    assert start("whole", "whole").wait() == 0
    for moment in (3, 11, 25):
        process = start("killed", "killed")
        while process.poll() is None and len(list((tmp_path / "killed").glob("*.png"))) < moment:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert start("killed", "killed").wait() == 0
    results = {
        name: data for name, data in contents(tmp_path / "killed").items() if not name.endswith(".part")
    }
    assert results == contents(tmp_path / "whole")
