"""Results of ours are no photos: they are not restored again by who gives the same command once more."""

from pathlib import Path

import pytest
from command_line import Run, list_files
from small_photos import save

import restorer
from restorer.batch.journal import Journal, ResultKey, file_sha256
from restorer.batch.plan import Job, plan_jobs, without_targets
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("denoise", controls={"sigma": 51.0}),))


def record(journal: Journal, job: Job) -> None:
    """Put a picture where the result of a job goes, and note that it is that."""
    save(job.target)
    journal.record(job.target, ResultKey("photo", "wish"), file_sha256(job.target), job.source)


def test_own_results_beside_photos_are_not_restored_again(tmp_path: Path) -> None:
    """A second run over a folder finds the photos, not what the first run wrote."""
    journal = Journal()
    (job,) = plan_jobs([save(tmp_path / "a.png").parent], None, RECIPE)
    record(journal, job)
    assert plan_jobs([tmp_path], None, RECIPE, journal=journal) == [job]


@pytest.mark.parametrize("name", ["a_restored.png", "a_restored_v2.png", "a_restored-2.png"])
def test_what_is_only_called_as_a_result_is_told(tmp_path: Path, name: str) -> None:
    """A photo that may be the user's own is skipped with the reason, and restored where it is named."""
    photo, other = save(tmp_path / name), save(tmp_path / "b.png")
    jobs = plan_jobs([tmp_path], None, RECIPE, journal=Journal())
    assert [job.source for job in jobs] == [photo, other]
    reason = f"{photo}: is called as a result of ours; name it itself to restore it, or rename it"
    assert [job.skip for job in jobs] == [reason, None]
    for inputs in ([photo], [tmp_path, photo]):
        assert plan_jobs(inputs, None, RECIPE, journal=Journal())[0].skip is None
    assert [job.skip for job in plan_jobs([tmp_path], f"{tmp_path}/out/", RECIPE)] == [None, None]


def test_who_takes_the_name_of_an_earlier_result_is_told(tmp_path: Path) -> None:
    """A photo of the user's that lies where a result was is skipped, and restored where it is named."""
    journal = Journal()
    (job,) = plan_jobs([save(tmp_path / "a.png").parent], None, RECIPE, name="b{ext}")
    record(journal, job)
    assert [each.skip for each in plan_jobs([tmp_path], None, RECIPE, journal=journal)] == [None]
    save(job.target, 5)
    for output in (None, f"{tmp_path}/", f"{tmp_path}/out/"):
        first, second = plan_jobs([tmp_path], output, RECIPE, journal=journal)
        assert (first.source, first.skip) == (job.source, None)
        assert second.skip == (
            f"{job.target}: is where a result of ours was, and is not that now; "
            "name it itself to restore it, or rename it"
        )
    assert [each.skip for each in plan_jobs([job.target], None, RECIPE, journal=journal)] == [None]


def test_results_are_known_in_a_folder_that_was_renamed(tmp_path: Path) -> None:
    """Their names and what they say of themselves tell, wherever the next results go."""
    photo = restorer.read_photo(save(tmp_path / "a.png"))
    restorer.write_photo(restorer.restore(photo, RECIPE), tmp_path / "a_restored.png")
    for output in (None, f"{tmp_path}/out/"):
        photo_job, result_job = plan_jobs([tmp_path], output, RECIPE, journal=Journal())
        assert photo_job.skip is None
        assert (result_job.skip or "").endswith("or rename it")


@pytest.mark.parametrize("ending", [".JPG", ".Tiff", ".png"])
def test_a_mask_beside_its_photo_is_told_whatever_the_ending(tmp_path: Path, ending: str) -> None:
    """It is skipped, also where the photo itself is named or left out; that of no photo is one."""
    photo = save(tmp_path / f"IMG_1{ending}")
    mask, other = save(tmp_path / "IMG_1_mask.png"), save(tmp_path / "party_mask.png")
    reason = f"{mask}: is called as a result of ours; name it itself to restore it, or rename it"
    for inputs, without in (([tmp_path], []), ([photo, tmp_path], []), ([tmp_path], [photo])):
        jobs = plan_jobs(inputs, None, RECIPE, without=without)
        expected = {photo: None, mask: reason, other: None}
        assert {job.source: job.skip for job in jobs} == {
            source: skip for source, skip in expected.items() if source not in without
        }


def test_results_of_a_template_beside_photos_are_no_photos(tmp_path: Path) -> None:
    """Whatever its name, a result in the folder of its photo is not restored again, wherever results go."""
    journal = Journal()
    save(tmp_path / "a.png")
    (job,) = plan_jobs([tmp_path], None, RECIPE, name="{stem}-clean{ext}", journal=journal)
    record(journal, job)
    assert plan_jobs([tmp_path], None, RECIPE, name="{stem}-clean{ext}", journal=journal) == [job]
    (other,) = plan_jobs([tmp_path], None, RECIPE, journal=journal)
    assert other.source == job.source
    (other,) = plan_jobs([tmp_path], f"{tmp_path}/out/", RECIPE, journal=journal)
    assert other.source == job.source


@pytest.mark.parametrize("first", ["in/out/", "in/deep/out/", None])
@pytest.mark.parametrize("second", ["in/out2/", "far/", None])
def test_results_of_photos_of_a_folder_are_no_photos_of_it(
    tmp_path: Path, first: str | None, second: str | None
) -> None:
    """Wherever in it they lie, and wherever the next ones go; as a folder of their own they are photos."""
    journal = Journal()
    sources = [save(tmp_path / "in" / name) for name in ("a.png", "deep/b.png")]
    first, second = (output and f"{tmp_path}/{output}" for output in (first, second))
    jobs = plan_jobs([tmp_path / "in"], first, RECIPE, recursive=True, journal=journal)
    for job in jobs:
        record(journal, job)
    again = plan_jobs([tmp_path / "in"], second, RECIPE, recursive=True, journal=journal)
    assert [job.source for job in again] == sources
    if first:
        chained = plan_jobs([Path(first)], f"{tmp_path}/far/", RECIPE, recursive=True, journal=journal)
        assert [job.source for job in chained] == [job.target for job in jobs]


def test_a_photo_that_becomes_a_result_is_skipped(tmp_path: Path) -> None:
    """Of photos named together one is not restored where another's result goes; alone it is."""
    photo, result = save(tmp_path / "a.png"), save(tmp_path / "a_restored.png")
    for inputs in ([photo, result], [result, photo]):
        jobs = {job.source: job.skip for job in without_targets(plan_jobs(inputs, None, RECIPE))}
        reason = f"{result}: is where the result of {photo} goes; restore it by a call of its own"
        assert jobs == {photo: None, result: reason}
    (alone,) = without_targets(plan_jobs([result], None, RECIPE))
    assert alone.skip is None


@pytest.mark.parametrize("output", ["in/out", "in/out/", "in/deep/out/"])
def test_a_folder_of_results_holds_no_photos(tmp_path: Path, output: str) -> None:
    """Below that of the photos, known as ours or not; unless it is named itself, or a photo in it is."""
    inputs, output = [tmp_path / "in"], f"{tmp_path}/{output}"
    among = save(Path(output) / "b.png")
    photos = [save(tmp_path / "in" / name) for name in ("a.png", "out.png", "outer/b.png")]
    jobs = plan_jobs(inputs, output, RECIPE, recursive=True)
    assert {job.source for job in jobs if not job.skip} == {*photos}
    reason = f"{among}: lies where results go; name it itself to restore it, or choose another output"
    assert [job.skip for job in jobs if job.skip] == [reason]
    for named in (among, among.parent):
        jobs = plan_jobs([*inputs, named], output, RECIPE, recursive=True)
        assert {job.source for job in jobs if not job.skip} == {*photos, among}


def test_a_rerun_without_its_journal_restores_nothing_again(
    folder: Path, run: Run, darken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has lost the journal finds the results kept, and none of them among the photos."""
    for journal in ("first", "second", "third"):
        monkeypatch.setenv("RESTORER_JOURNAL", str(folder / journal))
        code, _out, err = run(*darken, "in", "-r", "-o", "in/restored/")
        assert (code, "2 photos: " in err) == (0, True)
    assert list_files(folder / "in") == ["a.png", "deep/b.jpg", "restored/a.png", "restored/deep/b.jpg"]
