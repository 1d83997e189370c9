"""A batch with a journal resumes, keeps what the user changed, and ends well on a full disk."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from small_photos import contents

from restorer.batch.dry_run import foresee_jobs
from restorer.batch.journal import Journal
from restorer.batch.plan import AS_IT_CAME, plan_jobs
from restorer.batch.results import JobResult
from restorer.batch.running import run_jobs
from restorer.batch.targets import Overwrite
from restorer.errors import Cancelled, WriteError
from restorer.formats import Saving
from restorer.networks.library import Library
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("denoise", controls={"sigma": 51.0}),))
OTHER = Recipe((Step("denoise", controls={"sigma": 25.5}),))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Make a folder of three small photos."""
    for number in range(3):
        path = tmp_path / "in" / f"{number}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(np.full((6, 8, 3), 200 + number, np.uint8)).save(path)
    return tmp_path / "in"


def run(
    photos: Path,
    library: Library,
    recipe: Recipe = RECIPE,
    overwrite: Overwrite = "never",
    saving: Saving = AS_IT_CAME,
) -> list[JobResult]:
    """Restore the folder into ``out`` beside it, with the user's journal."""
    journal = Journal()
    jobs = plan_jobs(
        [photos], f"{photos.parent}/out/", recipe, recursive=True, journal=journal, saving=saving
    )
    return list(run_jobs(jobs, library=library, device="cpu", overwrite=overwrite, journal=journal))


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
    again = run(photos, library, overwrite="rename")
    assert {result.status for result in again} == {"skipped"}
    assert [result.job.target.name for result in again] == ["0-2.png", "1-2.png", "2-2.png"]
    assert sorted(contents(out)) == ["0-2.png", "0.png", "1-2.png", "1.png", "2-2.png", "2.png"]


def test_who_asks_for_numbers_keeps_results_of_both_recipes(photos: Path, library: Library) -> None:
    """With ``rename`` another recipe's result takes no other's place; each is done when asked for again."""
    for recipe in (RECIPE, OTHER):
        assert {result.status for result in run(photos, library, recipe, "rename")} == {"done"}
    names = [result.job.target.name for result in run(photos, library, OTHER, "rename")]
    assert names == ["0-2.png", "1-2.png", "2-2.png"]
    assert {result.found for result in run(photos, library, RECIPE, "rename")} == {"done"}
    assert len(contents(photos.parent / "out")) == 6


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

    def tick(done: int, total: int) -> None:
        if 2 * done > total:
            raise Cancelled

    jobs = plan_jobs([photos], f"{photos.parent}/out/", RECIPE)
    with pytest.raises(Cancelled):
        list(run_jobs(jobs, library=library, device="cpu", journal=Journal(), tick=tick))
    assert [result.status for result in run(photos, library)] == ["skipped", "done", "done"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder of its own small file system, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount anything")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_ends_the_batch(photos: Path, library: Library, small_disk: Path) -> None:
    """The first write that finds the disk full is told; the others are not tried, and what was done stays."""
    rng = np.random.default_rng(0)
    for number in range(3, 20):
        Image.fromarray(rng.integers(0, 255, (200, 300, 3), np.uint8)).save(photos / f"{number:02}.png")
    jobs = plan_jobs([photos], f"{small_disk}/out", RECIPE)
    results = list(run_jobs(jobs, library=library, device="cpu", journal=Journal()))
    statuses = [result.status for result in results]
    failed = statuses.index("failed")
    assert 2 <= failed < len(results) < 12
    assert "No space left on device" in str(results[failed].error)
    assert sorted(contents(small_disk / "out")) == sorted(
        result.job.target.name for result in results if result.status == "done"
    )
    again = list(foresee_jobs(jobs, library=library, journal=Journal()))
    assert [result.found for result in again[:failed]] == ["done"] * failed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_and_never_waited_for(photos: Path, library: Library) -> None:
    """A named pipe given as a photo fails at once with its name."""
    os.mkfifo(photos / "pipe.png")
    jobs = plan_jobs([photos / "pipe.png"], f"{photos.parent}/out/", RECIPE)
    (result,) = run_jobs(jobs, library=library, device="cpu", journal=Journal())
    assert result.status == "failed"
    assert "pipe.png: is not a regular file" in str(result.error)


def test_another_way_of_saving_is_another_result(photos: Path, library: Library) -> None:
    """Results follow --quality and the other options as they follow the recipe."""
    run(photos, library)
    assert {result.status for result in run(photos, library, saving=Saving(strip_gps=True))} == {"done"}
    assert {result.status for result in run(photos, library, saving=Saving(strip_gps=True))} == {"skipped"}


def test_times_decide_nothing(photos: Path, library: Library) -> None:
    """Results of 1970 and photos of 2038 are as done as any."""
    run(photos, library)
    for path, moment in ((photos, 2**31), (photos.parent / "out", 0)):
        for file in path.iterdir():
            os.utime(file, (moment, moment))
    assert {result.found for result in run(photos, library)} == {"done"}


def test_what_is_edited_meanwhile_is_kept(photos: Path, library: Library) -> None:
    """A result that the user changes while its photo is being restored anew is not written over."""
    run(photos, library)
    edited = photos.parent / "out" / "0.png"

    def tick(done: int, _total: int) -> None:
        if not done:
            edited.write_bytes(b"retouched")

    jobs = plan_jobs([photos], f"{photos.parent}/out/", OTHER)
    results = list(run_jobs(jobs, library=library, device="cpu", journal=Journal(), tick=tick))
    assert [result.status for result in results] == ["skipped", "done", "done"]
    assert edited.read_bytes() == b"retouched"


def test_photos_that_vanish_or_change_fail_alone(photos: Path, library: Library) -> None:
    """A photo deleted after the plan is told as such; all others are done."""
    jobs = plan_jobs([photos], f"{photos.parent}/out/", RECIPE)
    (photos / "1.png").unlink()
    results = list(run_jobs(jobs, library=library, device="cpu", journal=Journal()))
    assert [result.status for result in results] == ["done", "failed", "done"]
    assert "1.png: No such file or directory" in str(results[1].error)


def test_an_output_that_cannot_be_written_is_found_before_any_work(photos: Path, library: Library) -> None:
    """Where no result can be written that is said once, and no photo is restored in vain."""
    (photos.parent / "file").write_text("")
    ticks: list[int] = []
    jobs = plan_jobs([photos], f"{photos.parent}/file/out", RECIPE)
    with pytest.raises(WriteError, match="file: is no folder"):
        list(run_jobs(jobs, library=library, device="cpu", tick=lambda done, _total: ticks.append(done)))
    assert ticks == []
    with pytest.raises(WriteError, match="file: is no folder"):
        list(foresee_jobs(jobs, library=library))


@pytest.mark.skipif(sys.platform != "linux", reason="names are of other bytes elsewhere")
def test_hostile_names_are_names(tmp_path: Path, library: Library) -> None:
    """Control characters, emoji, right-to-left, dashes, 255 bytes, bytes that are no text: all are done."""
    names = [
        b"-rf.png", b"a\nb.png", b"tab\t\x1b[2J.png", "\U0001f4f7 \u202egnp.png".encode(), b"\xff\xfe.png",
        b"x" * 251 + b".png", "\u5199".encode() * 83 + b".png", b" .png", b"{stem}.png", b"%s$(id)'\".png",
    ]  # fmt: skip
    (tmp_path / "in").mkdir()
    for name in names:
        Image.new("RGB", (4, 4), (200, 200, 200)).save(tmp_path / "in" / "plain.png")
        (tmp_path / "in" / "plain.png").rename(tmp_path / "in" / os.fsdecode(name))
    results = run(tmp_path / "in", library)
    assert [(result.error, result.status) for result in results] == [(None, "done")] * len(names)
    assert sorted(os.fsencode(path.name) for path in (tmp_path / "out").iterdir()) == sorted(names)
    assert {result.found for result in run(tmp_path / "in", library)} == {"done"}


@pytest.mark.parametrize(
    ("overwrite", "files"), [("never", 3), ("rename", 6), ("always", 3)], ids=["never", "rename", "always"]
)
def test_a_result_of_another_photo_is_kept(
    photos: Path, library: Library, overwrite: Overwrite, files: int
) -> None:
    """Photos of other folders that are called the same do not take the places of results that are there."""
    assert {result.status for result in run(photos, library)} == {"done"}
    before = contents(photos.parent / "out")
    others = photos.rename(photos.with_name("before"))
    photos.mkdir()
    for path in others.iterdir():
        Image.fromarray(np.full((6, 8, 3), 90, np.uint8)).save(photos / path.name)
    photos = photos.rename(photos.with_name("after"))
    results = run(photos, library, overwrite=overwrite)
    assert {result.status for result in results} == {"failed" if overwrite == "never" else "done"}
    after = contents(photos.parent / "out")
    assert len(after) == files
    assert (before.items() <= after.items()) == (overwrite != "always")
    if overwrite == "never":
        assert "0.png: is the result of another photo, and is kept" in str(results[0].error)


def test_a_photo_that_was_moved_is_the_same(photos: Path, library: Library) -> None:
    """Its result is known as done, and replaced when another recipe is wished for."""
    run(photos, library)
    moved = photos.rename(photos.with_name("moved"))
    assert {result.found for result in run(moved, library)} == {"done"}
    assert {result.status for result in run(moved, library, OTHER)} == {"done"}
