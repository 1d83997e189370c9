"""What a run tells so that nobody is surprised afterwards."""

from pathlib import Path

from command_line import Run


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
