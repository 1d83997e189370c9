"""What a run tells so that nobody is surprised afterwards."""

import os
from pathlib import Path

import pytest
from command_line import Run, list_files
from PIL import Image

from restorer.batch.plan import Job
from restorer.batch.results import JobResult
from restorer.cli.progress import Tally
from restorer.recipe import Recipe


def test_folders_that_are_not_searched_are_told(folder: Path, run: Run, darken: list[str]) -> None:
    """Without --recursive a folder's own folders are named by their number, but for that of the results."""
    told = "in: 1 folder below not searched; --recursive does"
    for _ in range(2):
        assert told in run(*darken, "in", "-o", "in/out")[2].splitlines()
    assert "not searched" not in run(*darken, "in", "-o", "in/out", "-r")[2]
    assert "not searched" not in run(*darken, "in/a.png", "-o", "out/")[2]


def test_what_takes_the_place_of_another_says_so(folder: Path, run: Run, darken: list[str]) -> None:
    """A result of other steps than the one before takes its place, and the line of it tells."""
    assert "in place of" not in run(*darken, "in/a.png")[2]
    assert "in place of what was there" in run("tone", "in/a.png")[2]


def test_pictures_that_are_not_read_are_told(folder: Path, run: Run, darken: list[str]) -> None:
    """At the end, by their endings; texts, what is hidden, and what is not searched count for nothing."""
    for name in ("a.jp2", "b.PSD", "c.psd", "a.jpg.1", "a.jpg~", ".d.tga", "a.txt", "a.xmp", "deep/e.ppm"):
        Path("in", name).touch()
    Path("in/folder.tga").mkdir()
    told = run(*darken, "in", "-o", "out/")[2].splitlines()[-1]
    assert told == "in: 5 files passed over, as such are not read: .psd 2, .jp2 1, .jpg~ 1, .jpg.1 1"
    for more in (["--dry-run"], ["--json"]):
        told = run(*darken, "in", "-r", "-o", "out/", *more)[2].splitlines()[-1]
        assert told.startswith("in: 6 files passed over, ")
    assert "passed over" not in run(*darken, "in/a.png", "-o", "out/")[2]


def test_what_is_excluded_is_neither_done_nor_told(folder: Path, run: Run, darken: list[str]) -> None:
    """By the commands that restore, by info and by similar alike; where nothing is left, they say so."""
    Path("in/deep/e.ppm").touch()
    left_out = ("-r", "--exclude", "deep", "--exclude", "*_small*")
    Path("in/a_small.png").write_bytes(Path("in/a.png").read_bytes())
    assert "passed over" not in run(*darken, "in", "-o", "out", *left_out)[2]
    assert list_files(Path("out")) == ["a.png"]
    assert len(run("info", "in", "--json", *left_out)[1].splitlines()) == 1
    assert "1 photo," in run("similar", "in", *left_out)[2]
    code, _out, err = run(*darken, "in", "-r", "-o", "out", "--exclude", "*")
    assert (code, err.splitlines()[-1]) == (1, "restorer: no photo found")


@pytest.mark.parametrize(
    ("is_ended", "goes_on", "told"),
    [
        (True, True, ["the same command goes on from here"]),
        (False, True, ["the disk is full, 2 not tried; with more room the same command goes on from here"]),
        (True, False, []),
        (False, False, ["the disk is full, 2 not tried"]),
    ],
)
def test_how_to_go_on_is_told(
    capsys: pytest.CaptureFixture[str], told: list[str], *, is_ended: bool, goes_on: bool
) -> None:
    """After the counts of a batch that was interrupted, or that no room was left for, if it would go on."""
    jobs = [Job(Path(f"{at}.png"), Path(f"out/{at}.png"), Recipe(())) for at in range(4)]
    tally = Tally(jobs, as_json=False, goes_on=goes_on)
    for job in jobs[:2]:
        tally.add(JobResult(job, "done"))
    assert tally.close(is_ended=is_ended)
    assert capsys.readouterr().err.splitlines()[2:] == [
        "4 photos: 2 done, 0 skipped, 0 failed, 2 left",
        *told,
    ]


def test_a_result_can_be_as_old_as_its_photo(folder: Path, run: Run, darken: list[str]) -> None:
    """With --keep-times alone, also where it is a frame of a clip."""
    for name in ("a.png", "b.png"):
        Image.open("in/a.png").save(f"in/{name}")
        os.utime(f"in/{name}", (5e8, 1e9))
    for command in (
        ["tone", "in/a.png"],
        ["burst", "in", "--sequence", "--strength", "0", "--device", "cpu"],
    ):
        assert run(*command, "-o", "new/")[0] == run(*command, "-o", "old/", "--keep-times")[0] == 0
        times = Path("old/a.png").stat()
        assert times.st_mtime == 1e9 < Path("new/a.png").stat().st_mtime
        assert times.st_atime != 5e8  # of the file itself: that of the photo would be of our reading
        Path("old/a.png").unlink()


def test_all_that_collides_is_told_with_a_way_out(folder: Path, run: Run, darken: list[str]) -> None:
    """Not the first pair alone; names with the photos' own endings tell results apart."""
    for name in ("a.jpg", "b.jpg", "b.png", "b.webp"):
        Image.open("in/a.png").save(f"in/{name}")
    batch = (*darken, "in", "-o", "out/", "--format", "tiff")
    code, _out, err = run(*batch)
    assert (code, len(err.splitlines())) == (1, 1)
    told = "at 2 places: in/a.jpg, in/a.png -> out/a.tif; in/b.jpg, in/b.png, 1 more -> out/b.tif; restore"
    assert told in err
    assert err.endswith("with --name, such as {stem}_{from}{ext}\n")
    assert run(*batch, "--name", "{stem}_{from}{ext}")[0] == 0
    assert list_files(folder / "out") == [
        *("a_jpg.tif", "a_png.tif"),
        *("b_jpg.tif", "b_png.tif", "b_webp.tif"),
    ]
