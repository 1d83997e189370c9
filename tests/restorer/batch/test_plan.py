"""What is planned before any work: which photos are meant, where each result goes, what collides."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_photos import save

from restorer.batch.plan import Job, plan_jobs
from restorer.errors import PhotoError, WriteError
from restorer.formats import Saving
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("denoise", controls={"sigma": 51.0}),))
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files or names")


def targets(jobs: list[Job], root: Path) -> list[str]:
    """Give the targets below a folder."""
    return [str(job.target.relative_to(root)) for job in jobs]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("a.png", "a_restored.png"),
        ("a.JPG", "a_restored.JPG"),
        ("a.b.tif", "a.b_restored.tif"),
        ("a.gif", "a_restored.png"),
    ],
)
def test_a_result_lies_beside_its_photo(tmp_path: Path, name: str, target: str) -> None:
    """Without an output the name gets a suffix; a format that is only read becomes PNG."""
    assert targets(plan_jobs([tmp_path / name], None, RECIPE), tmp_path) == [target]


@pytest.mark.parametrize(
    ("output", "existing", "target"),
    [
        ("out.png", None, "out.png"),
        ("out.jpg", None, "out.jpg"),
        ("out", None, "out"),
        ("out/", None, "out/a.png"),
        ("out", "out", "out/a.png"),
        ("out.png", "out.png", "out.png/a.png"),
    ],
)
def test_an_output_for_one_photo(tmp_path: Path, output: str, existing: str | None, target: str) -> None:
    """For one photo the output is a file, unless it is a folder or ends in a slash."""
    if existing:
        (tmp_path / existing).mkdir()
    save(tmp_path / "a.png")
    jobs = plan_jobs([tmp_path / "a.png"], f"{tmp_path}/{output}", RECIPE)
    assert targets(jobs, tmp_path) == [target]


def test_an_output_for_several_photos_is_a_folder(tmp_path: Path) -> None:
    """For several photos, or a folder, the output is a folder even if it does not exist."""
    first, second = save(tmp_path / "in" / "a.png"), save(tmp_path / "in" / "b.gif")
    expected = ["out/a.png", "out/b.png"]
    assert targets(plan_jobs([first, second], f"{tmp_path}/out", RECIPE), tmp_path) == expected
    assert targets(plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE), tmp_path) == expected


def test_a_folder_gives_its_pictures_in_order(tmp_path: Path) -> None:
    """Pictures of known extensions are taken, 9 before 10; hidden and other files are not."""
    for name in ("b10.png", "b9.png", "b.png", "a.PNG", "deep/c.png", ".d.png", ".hidden/e.png"):
        save(tmp_path / name)
    (tmp_path / "e.txt").write_text("")
    jobs = plan_jobs([tmp_path], None, RECIPE)
    assert [job.source.name for job in jobs] == ["a.PNG", "b.png", "b9.png", "b10.png"]


def test_the_tree_is_kept(tmp_path: Path) -> None:
    """Recursively, the folders below an input are made again below the output."""
    for name in ("a.png", "x/b.png", "x/y/c.png"):
        save(tmp_path / "in" / name)
    jobs = plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE, recursive=True)
    assert targets(jobs, tmp_path / "out") == ["a.png", "x/b.png", "x/y/c.png"]


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        (["b.png"], ["a.png", "x/y/c.png"]),
        (["?.png"], []),
        (["x"], ["a.png", "b.png"]),
        (["y/", "a.*"], ["b.png", "x/b.png"]),
        (["x/*.png"], ["a.png", "b.png"]),
        (["x/b.png", "in/*"], ["a.png", "b.png", "x/y/c.png"]),
    ],
)
def test_names_are_left_out_by_patterns(tmp_path: Path, exclude: list[str], left: list[str]) -> None:
    """Those of files, of folders with all below, and what lies below the input; also of what is named."""
    paths = [save(tmp_path / "in" / name) for name in ("a.png", "b.png", "x/b.png", "x/y/c.png")]
    jobs = plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE, recursive=True, exclude=exclude)
    assert targets(jobs, tmp_path / "out") == left
    named = plan_jobs(paths[:2], None, RECIPE, exclude=exclude)
    assert [job.source.name for job in named] == [name for name in left if name in ("a.png", "b.png")]
    assert plan_jobs([tmp_path / "in"], None, RECIPE, exclude=["i?"]) == []


@pytest.mark.parametrize("names", [("x/a.png", "y/a.png"), ("x/a.png", "x/a.gif")])
def test_two_results_of_one_name_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    """Photos whose results would be one file are refused before any work."""
    first, second = (save(tmp_path / name) for name in names)
    with pytest.raises(WriteError, match="would both become") as caught:
        plan_jobs([first, second], f"{tmp_path}/out/", RECIPE)
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)


def test_odd_inputs_are_planned_or_named(tmp_path: Path) -> None:
    """No inputs are no jobs; a name too long for the system is left for the reading to tell."""
    assert plan_jobs([], str(tmp_path), RECIPE) == []
    (job,) = plan_jobs([Path("x" * 300)], None, RECIPE)
    assert job.source == Path("x" * 300)


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, close: Callable[[Path], None]) -> None:
    """A folder without permission is a PhotoError in one line."""
    close(tmp_path)
    with pytest.raises(PhotoError, match="the folder cannot be read: Permission denied"):
        plan_jobs([tmp_path], None, RECIPE)


def test_photos_are_left_out(tmp_path: Path) -> None:
    """A photo that is left out has no job, and its name does not stand in another's way."""
    for name in ("a/photo.png", "b/photo.png", "b/other.png"):
        save(tmp_path / name)
    without = [tmp_path / "b" / "photo.png"]
    jobs = plan_jobs([tmp_path / "a", tmp_path / "b"], f"{tmp_path}/out/", RECIPE, without=without)
    assert targets(jobs, tmp_path) == ["out/photo.png", "out/other.png"]


def test_a_search_is_followed_and_can_be_ended(tmp_path: Path) -> None:
    """What was found so far is told, one by one, and what is raised meanwhile ends the search."""
    for name in ("a.png", "b.png", "c.png"):
        save(tmp_path / name)
    counts: list[int] = []
    plan_jobs([tmp_path], None, RECIPE, on_found=counts.append)
    assert counts == [1, 2, 3]

    def enough(count: int) -> None:
        counts.append(count)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan_jobs([tmp_path], None, RECIPE, on_found=enough)
    assert counts == [1, 2, 3, 1]


def test_a_photo_given_twice_is_restored_once(tmp_path: Path) -> None:
    """A photo named itself and found in its folder is one job."""
    source = save(tmp_path / "in" / "a.png")
    assert len(plan_jobs([source, tmp_path / "in"], f"{tmp_path}/out/", RECIPE)) == 1


def test_a_format_is_told_by_content(tmp_path: Path) -> None:
    """A PNG called .jpg becomes a .png, and is told; a JPEG without extension is a photo, a text is none."""
    save(tmp_path / "in" / "wrong.jpg", format_="png")
    save(tmp_path / "in" / "bare", format_="jpeg")
    (tmp_path / "in" / "README").write_text("no picture")
    bare, wrong = plan_jobs([tmp_path / "in"], f"{tmp_path}/out", RECIPE)
    assert targets([bare, wrong], tmp_path / "out") == ["bare.jpg", "wrong.png"]
    assert (bare.notices, wrong.notices) == ((), ("is a png despite its name",))


def test_another_format_gives_another_extension(tmp_path: Path) -> None:
    """Results are called for the format asked for; an output of another name is refused."""
    photo = save(tmp_path / "a.png")
    (job,) = plan_jobs([photo], None, RECIPE, saving=Saving("jpeg"))
    assert (job.target.name, job.saving) == ("a_restored.jpg", Saving("jpeg"))
    with pytest.raises(WriteError, match=r"b\.png: is the name of a png, but the format is to be jpeg"):
        plan_jobs([photo], f"{tmp_path}/b.png", RECIPE, saving=Saving("jpeg"))


def test_a_template_names_results(tmp_path: Path) -> None:
    """The position counts photos from 1; with a template even one photo's output is a folder."""
    for name in ("x/a.png", "x/b.png"):
        save(tmp_path / name)
    jobs = plan_jobs([tmp_path / "x"], f"{tmp_path}/out", RECIPE, name="{parent}-{index:03}-{stem}{ext}")
    assert targets(jobs, tmp_path / "out") == ["x-001-a.png", "x-002-b.png"]
    (job,) = plan_jobs([tmp_path / "x" / "b.png"], f"{tmp_path}/out", RECIPE, name="{index}{ext}")
    assert targets([job], tmp_path) == ["out/1.png"]


def test_a_template_of_too_long_names_is_refused(tmp_path: Path) -> None:
    """All photos it is too long for are told before any work; a long name nobody chose is its photo's own."""
    photos = [tmp_path / f"{letter * 248}.png" for letter in "ab"] + [tmp_path / "c.png"]
    with pytest.raises(WriteError, match="of more than 255 bytes; change --name") as caught:
        plan_jobs(photos, f"{tmp_path}/out", RECIPE, name="a longer {stem}{ext}")
    assert [str(photo) in str(caught.value) for photo in photos] == [True, True, False]
    assert len(plan_jobs(photos, f"{tmp_path}/out", RECIPE, name="{index}{stem}{ext}")) == 3
    assert len(plan_jobs([tmp_path / f"{'a' * 250}.png"], None, RECIPE)) == 1


@pytest.mark.parametrize(
    "names", [("Case.jpg", "case.JPG"), ("stra\u00dfe.png", "STRASSE.png"), ("\u00e9.png", "e\u0301.png")]
)
def test_names_that_only_some_file_systems_tell_apart_collide(tmp_path: Path, names: tuple[str, str]) -> None:
    """Letter case and composition make no two results, as not everywhere they do."""
    photos = [save(tmp_path / folder / name) for folder, name in zip("xy", names, strict=True)]
    with pytest.raises(WriteError, match="would both become"):
        plan_jobs(photos, f"{tmp_path}/out/", RECIPE)


@posix
def test_what_is_no_photo_is_skipped_and_never_waited_for(tmp_path: Path) -> None:
    """Pipes, sockets, folders, links to nothing or to themselves, called like photos, are named."""
    folder = tmp_path / "in"
    save(folder / "a.png")
    os.mkfifo(folder / "pipe.png")
    (folder / "dir.jpg").mkdir()
    (folder / "gone.jpg").symlink_to(folder / "nowhere")
    (folder / "loop.jpg").symlink_to(folder / "loop.jpg")
    (folder / "again").symlink_to(folder)
    (folder / "link.png").symlink_to(folder / "a.png")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "socket.png"))
    jobs = plan_jobs([folder], f"{tmp_path}/out/", RECIPE, recursive=True)
    skipped = {job.source.name: job.skip.split(": ", 1)[1] for job in jobs if job.skip}
    assert skipped == {
        "dir.jpg": "is a folder",
        "gone.jpg": "is a link to nothing",
        "loop.jpg": "is a link to nothing",
        "pipe.png": "is not a regular file",
        "socket.png": "is not a regular file",
    }
    assert [job.source.name for job in jobs if not job.skip] == ["a.png", "link.png"]


def test_a_photo_reached_by_two_names_is_one(tmp_path: Path) -> None:
    """However its folder is written, a photo is planned once."""
    source = save(tmp_path / "in" / "a.png")
    (tmp_path / "other").mkdir()
    crooked = tmp_path / "other" / ".." / "in" / "a.png"
    assert len(plan_jobs([source, crooked], f"{tmp_path}/out/", RECIPE)) == 1


@pytest.fixture
def deep_photo(tmp_path: Path) -> Iterator[Path]:
    """Give a photo in more folders than Python's stack has room for; they go before pytest meets them."""
    folder = tmp_path.joinpath(*"d" * (sys.getrecursionlimit() + 50))
    subprocess.run(["mkdir", "-p", folder], check=True)
    yield save(folder / "a.png")
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no path is that long")
def test_a_deep_tree_is_walked(tmp_path: Path, deep_photo: Path) -> None:
    """Depth ends with the system's paths, not with Python's stack."""
    (job,) = plan_jobs([tmp_path], f"{tmp_path}/out/", RECIPE, recursive=True)
    assert job.source == deep_photo
