"""What a batch promises: that results are written, originals are safe, and that all others go on."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from small_photos import AFTER, grey, save

from restorer.batch.plan import Job, plan_jobs
from restorer.batch.results import JobResult
from restorer.batch.running import run_jobs
from restorer.batch.targets import Overwrite
from restorer.errors import Cancelled
from restorer.files import write_photo
from restorer.networks.library import Library
from restorer.photo import Photo
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("denoise", controls={"sigma": 51.0}),))


def run_all(jobs: list[Job], library: Library, overwrite: Overwrite = "never") -> list[JobResult]:
    """Run jobs on the CPU."""
    return list(run_jobs(jobs, library=library, device="cpu", overwrite=overwrite))


@pytest.mark.parametrize("output", [None, "out/"])
def test_results_are_written_and_photos_stay(tmp_path: Path, library: Library, output: str | None) -> None:
    """Each job is done, its folder made, and the photo as it was."""
    source = save(tmp_path / "a.png")
    before = source.read_bytes()
    jobs = plan_jobs([source], output and f"{tmp_path}/{output}", RECIPE)
    (result,) = run_all(jobs, library)
    assert (result.status, result.error, result.notices) == ("done", None, ())
    assert result.seconds > 0
    assert grey(result.job.target) == AFTER
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("overwrite", "status", "existing", "new"),
    [
        ("never", "skipped", 7, None),
        ("rename", "done", 7, "out-2.png"),
        ("always", "done", AFTER, None),
    ],
)
def test_existing_results(
    tmp_path: Path, library: Library, overwrite: Overwrite, status: str, existing: int, new: str | None
) -> None:
    """What is there is kept, kept under its name, or replaced, as said."""
    source, out = save(tmp_path / "a.png"), save(tmp_path / "out.png", 7)
    (result,) = run_all([Job(source, out, RECIPE)], library, overwrite)
    assert result.status == status
    assert grey(out) == existing
    if status == "skipped":
        assert result.error == f"{out}: exists already, and is kept"
    if new:
        assert result.job.target == tmp_path / new
        assert grey(tmp_path / new) == AFTER


def test_renaming_finds_the_next_free_number(tmp_path: Path, library: Library) -> None:
    """A third result of one name gets the third number."""
    source, out = save(tmp_path / "a.png"), save(tmp_path / "out.png", 7)
    for number in (2, 3):
        (result,) = run_all([Job(source, out, RECIPE)], library, "rename")
        assert result.job.target == tmp_path / f"out-{number}.png"


@pytest.mark.parametrize("kind", ["same", "symlink", "hardlink", "dotted"])
@pytest.mark.parametrize("overwrite", ["never", "rename", "always"])
def test_a_photo_is_never_its_own_result(
    tmp_path: Path, library: Library, kind: str, overwrite: Overwrite
) -> None:
    """A target that is the source by whatever name is refused, and the source keeps every byte."""
    source, target = save(tmp_path / "a.png"), tmp_path / "b.png"
    if kind == "symlink":
        target.symlink_to(source)
    elif kind == "hardlink":
        target.hardlink_to(source)
    else:
        target = source if kind == "same" else tmp_path / "models" / ".." / "a.png"
    before = source.read_bytes()
    (result,) = run_all([Job(source, target, RECIPE)], library, overwrite)
    assert result.status == "failed"
    assert "never written to; choose another output" in str(result.error)
    assert source.read_bytes() == before


def test_no_result_replaces_another_photo_of_the_batch(tmp_path: Path, library: Library) -> None:
    """An output folder inside the input folder does not cost originals, even when overwriting."""
    save(tmp_path / "in" / "a.png", 204)
    inner = save(tmp_path / "in" / "sub" / "a.png", 250)
    jobs = plan_jobs([tmp_path / "in"], f"{tmp_path}/in/sub", RECIPE, recursive=True)
    results = run_all(jobs, library, "always")
    assert [result.status for result in results] == ["failed", "skipped"]
    assert grey(inner) == 250


def test_a_bad_photo_does_not_stop_the_others(tmp_path: Path, library: Library) -> None:
    """A failure is told with the file's name, and leaves no output; all others are done."""
    for name in ("a.png", "c.png"):
        save(tmp_path / "in" / name)
    (tmp_path / "in" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\nno more")
    results = run_all(plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE), library)
    assert [result.status for result in results] == ["done", "failed", "done"]
    assert str(tmp_path / "in" / "b.png") in str(results[1].error)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.png", "c.png"]


@pytest.mark.parametrize("name", ["out", "out.bmp", "a.png/out.png"])
def test_an_output_that_cannot_be_is_told(tmp_path: Path, library: Library, name: str) -> None:
    """An unknown extension, or a file in a folder's place, fails with the target's name."""
    (result,) = run_all([Job(save(tmp_path / "a.png"), tmp_path / name, RECIPE)], library)
    assert result.status == "failed"
    assert str(tmp_path / name) in str(result.error)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "models"]


def test_an_unwritable_format_is_told_before_the_work(tmp_path: Path, library: Library) -> None:
    """No inference is spent on a result that no format can hold."""
    ticks: list[int] = []
    job = Job(save(tmp_path / "a.png"), tmp_path / "out.bmp", RECIPE)
    (result,) = run_jobs([job], library=library, device="cpu", tick=lambda done, _total: ticks.append(done))
    assert (result.status, ticks) == ("failed", [])


def test_notices_of_reading_and_writing_are_told(tmp_path: Path, library: Library) -> None:
    """What could not be kept is told with the result."""
    path = tmp_path / "a.png"
    Image.fromarray(np.full((6, 8, 4), 100, np.uint8)).save(path)
    (result,) = run_all([Job(path, tmp_path / "out.jpg", RECIPE)], library)
    assert result.notices == ("jpeg cannot hold transparency, which was left out",)


def test_of_a_copy_nothing_is_said_that_reading_changed(tmp_path: Path, library: Library) -> None:
    """A photo to which nothing is done is copied with all its pages; only of another is one page used."""
    path = tmp_path / "a.tif"
    page = Image.fromarray(np.full((6, 8, 3), 100, np.uint8))
    page.save(path, save_all=True, append_images=[page])
    idle = Recipe((Step("tone", strength=0),))
    (copied,) = run_all([Job(path, tmp_path / "b.tif", idle)], library)
    assert copied.notices == ()
    assert (tmp_path / "b.tif").read_bytes() == path.read_bytes()
    (made,) = run_all([Job(path, tmp_path / "c.png", idle)], library)
    assert made.notices == ("only the first of 2 pages is used",)


@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_a_damaged_photo_is_told_though_it_is_copied(
    tmp_path: Path, library: Library, strength: float
) -> None:
    """What is wrong with a file holds for a copy of it, too."""
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(0).integers(0, 256, (160, 160, 3), np.uint8)
    Image.fromarray(noise).save(path)
    content = path.read_bytes()
    path.write_bytes(content[:-2000] + content[-1000:])
    (result,) = run_all([Job(path, tmp_path / "b.jpg", Recipe((Step("tone", strength=strength),)))], library)
    assert result.status == "done"
    assert result.notices[0].startswith("the file is damaged: ")


def test_floats_far_beyond_white_are_told(tmp_path: Path, library: Library) -> None:
    """A float TIFF that keeps a scale of 0 to 255 is read, and that it does is said."""
    path = tmp_path / "a.tif"
    write_photo(Photo(np.full((8, 8, 3), 200, np.float32)), path)
    (result,) = run_all([Job(path, tmp_path / "b.tif", Recipe((Step("tone"),)))], library)
    assert result.notices == ("its samples reach 200 and more, but white is 1: scale them to 0..1 first",)


def test_thumbnails_are_made_of_those_wanted(tmp_path: Path, library: Library) -> None:
    """Each is asked for by its job, so that a report takes some of many."""
    for name in ("a.png", "b.png", "c.png"):
        save(tmp_path / "in" / name)
    jobs = plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE)
    results = run_jobs(jobs, library=library, device="cpu", thumbnails=lambda job: job.source.name == "b.png")
    assert [result.thumbnails is not None for result in results] == [False, True, False]


def test_progress_spans_the_batch_and_cancels_it(tmp_path: Path, library: Library) -> None:
    """Progress grows over all photos to one total; Cancelled ends the batch between two writes."""
    for name in ("a.png", "b.png", "c.png"):
        save(tmp_path / "in" / name)
    jobs = plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE)
    ticks: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> None:
        ticks.append((done, total))
        if done * 2 > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(run_jobs(jobs, library=library, device="cpu", tick=tick))
    done = [done for done, _total in ticks]
    assert done == sorted(done)
    assert len({total for _done, total in ticks}) == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.png"]
