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
