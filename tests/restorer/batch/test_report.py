"""A report tells what became of every photo, as JSON for machines and as one page for people."""

import base64
import hashlib
import io
import json
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Run, list_files
from PIL import Image

from restorer import Job, Recipe, Step
from restorer.batch.report import MOST_PICTURED, Report
from restorer.batch.results import JobResult
from restorer.batch.variants import with_masks, with_variations
from restorer.errors import WriteError
from restorer.photo import Metadata, Photo
from restorer.thumbnails import SIDE, make_thumbnail


class Page(HTMLParser):
    """The words, links and pictures of a page, and whether its elements are closed in order."""

    def __init__(self, text: str):
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and where it points."""
        if tag not in ("meta", "img"):
            self._open.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        """See that the innermost element is closed."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


@pytest.fixture
def mixed(folder: Path) -> list[str]:
    """Give the arguments for two photos and one that is none, with a name that is markup."""
    (folder / "in" / "z<b>&.png").write_bytes(b"")
    return ["in", "-o", "out", "--recursive"]


def test_a_json_report_holds_the_receipts(
    folder: Path, run: Run, darken: list[str], mixed: list[str]
) -> None:
    """Machine, versions, recipe, counts, and of each photo what was written."""
    assert run(*darken, *mixed, "--report", "new/r.json")[0] == 1
    report = json.loads((folder / "new" / "r.json").read_text())
    assert report["counts"] == {"photos": 3, "results": 3, "done": 2, "skipped": 0, "failed": 1}
    assert report["recipe"][0]["controls"] == {"sigma": 51.0}
    (model,) = report["recipe"][0]["models"]
    assert (model["name"], len(model["sha256"])) == ("darken", 64)
    assert {"restorer", "Python", "numpy"} <= report["versions"].keys()
    done, jpeg, failed = report["results"]
    assert (done["source"], done["receipt"]["width"], done["receipt"]["format"]) == ("in/a.png", 24, "png")
    assert jpeg["receipt"]["format"] == "jpeg"
    assert (failed["status"], failed["receipt"]) == ("failed", None)
    assert list_files(folder / "new") == ["r.json"]


def test_a_page_shows_before_and_after(folder: Path, run: Run, darken: list[str], mixed: list[str]) -> None:
    """One sound file that loads nothing: failures first, names as text, two pictures a photo done."""
    assert run(*darken, *mixed, "--report", "r.html")[0] == 1
    page = Page((folder / "r.html").read_text())
    text = " ".join(page.words)
    assert text.index("in/z<b>&.png") < text.index("in/a.png") < text.index("in/deep/b.jpg")
    assert all(link.startswith("data:image/jpeg;base64,") for link in page.links)
    greys = []
    for link in page.links:
        picture = Image.open(io.BytesIO(base64.b64decode(link.split(",")[1])))
        greys.append(int(np.asarray(picture.convert("L")).mean()))
    assert greys == [204, 153, 204, 153]


def told(path: Path, jobs: Sequence[Job]) -> Any:
    """Give the report of jobs, all done that have work."""
    with Report(path, jobs) as report:
        for job in jobs:
            report.add(JobResult(job, "done" if job.has_work else "skipped"))
        report.write()
    return Page(path.read_text()) if path.suffix == ".html" else json.loads(path.read_text())


def test_variations_are_results_of_one_photo(tmp_path: Path) -> None:
    """Photos are counted as such, and a result made in another way than the head says tells so."""
    step = Step("colorize", strength=0.5, controls={"saturation": 0.7})
    jobs = with_variations([Job(Path("a.png"), Path("out/a.png"), Recipe((step,)))], 2)
    report = told(tmp_path / "r.json", jobs)
    assert report["counts"] == {"photos": 1, "results": 3, "done": 3, "skipped": 0, "failed": 0}
    assert [step["controls"] for step in report["recipe"]] == [{"saturation": 0.7}]
    own = [row.get("recipe") for row in report["results"]]
    assert own[0] is None
    assert [steps[0]["controls"]["variation"] for steps in own[1:]] == [1, 2]
    words = told(tmp_path / "r.html", jobs).words
    assert "colorize · strength 50% · saturation 0.7, variation 2" in words


def test_what_keeps_all_variations_from_being_made_is_told_once(tmp_path: Path) -> None:
    """As on the command line: a photo that was skipped counts once, whatever was to be made of it."""
    recipe = Recipe((Step("colorize"),))
    jobs = with_variations([Job(Path(f"{name}.png"), Path(f"o/{name}.png"), recipe) for name in "ab"], 2)
    with Report(tmp_path / "r.json", jobs) as report:
        for job in jobs:
            is_bad = job.source == Path("a.png")
            report.add(JobResult(job, "skipped" if is_bad else "done", error="in colour" if is_bad else None))
        report.write()
    facts = json.loads((tmp_path / "r.json").read_text())
    assert facts["counts"] == {"photos": 2, "results": 4, "done": 3, "skipped": 1, "failed": 0}
    assert [row["source"] for row in facts["results"]] == ["a.png", "b.png", "b.png", "b.png"]


def test_a_mask_is_told_of_the_photos_that_it_is_of(tmp_path: Path) -> None:
    """In the head one of them all alone, whatever has none as nothing is done to it; else in its row."""
    recipe = Recipe((Step("inpaint"),))
    jobs = [Job(Path(f"{at}.png"), Path(f"out/{at}.png"), recipe) for at in range(2)]
    jobs = [Job(Path("none.png"), Path("none.png"), recipe, skip="none.png: is a folder"), *jobs]
    one = told(tmp_path / "one.json", with_masks(jobs, {job.source: [Path("m.png")] for job in jobs}))
    assert one["recipe"][0]["inputs"] == {"mask": "m.png"}
    assert not any("recipe" in row for row in one["results"])
    masked = with_masks(jobs, {job.source: [Path(f"m/{job.source}")] for job in jobs})
    several = told(tmp_path / "several.json", masked)
    assert several["recipe"][0]["inputs"] == {}
    own = [row["recipe"][0]["inputs"] for row in several["results"] if "recipe" in row]
    assert own == [{"mask": "m/0.png"}, {"mask": "m/1.png"}]
    assert any(words.endswith("mask m/1.png") for words in told(tmp_path / "several.html", masked).words)
    with Report(tmp_path / "kept.json", masked) as report:
        report.add(JobResult(masked[1], "skipped", error="out/0.png: exists already"))
        report.write()
    assert "recipe" not in json.loads((tmp_path / "kept.json").read_text())["results"][0]


def test_a_rerun_loses_no_receipt(folder: Path, run: Run, darken: list[str]) -> None:
    """What was told of a result is told again, as long as the very file is there; sums are of the files."""
    batch = (*darken, "in", "-r", "-o", "out", "--report", "r.json")

    def rows() -> list[dict[str, Any]]:
        assert run(*batch)[0] == 0
        results: list[dict[str, Any]] = json.loads(Path("r.json").read_text())["results"]
        return results

    first, again = rows(), rows()
    assert [row["status"] for row in again] == ["skipped", "skipped"]
    for row, other in zip(first, again, strict=True):
        assert other == row | {"status": "skipped", "error": other["error"]}
        for file, told in ((row["source"], row["source_sha256"]), (row["target"], row["receipt"]["sha256"])):
            assert hashlib.sha256(Path(file).read_bytes()).hexdigest() == told
    Path("out/a.png").write_bytes(b"retouched")
    assert [row["receipt"] for row in rows()] == [None, first[1]["receipt"]]


def test_a_rerun_loses_no_picture(folder: Path, run: Run, darken: list[str]) -> None:
    """A page that is written again shows what the one before did."""
    pages = []
    for _again in range(3):
        assert run(*darken, "in", "-r", "-o", "out", "--report", "r.html")[0] == 0
        pages.append(Page(Path("r.html").read_text()))
    assert pages[0].links == pages[1].links == pages[2].links
    assert len(pages[0].links) == 4
    assert pages[2].words.count("24 x 16") == 2


@pytest.mark.parametrize("name", ["a.png/r.json", "in/deep"])
def test_a_report_that_cannot_be_written_is_found_first(
    folder: Path, run: Run, darken: list[str], name: str
) -> None:
    """Before any photo is restored, in one line."""
    (folder / "in" / "deep.html").mkdir()
    wanted = f"in/{name}" if name.endswith("json") else f"{name}.html"
    code, out, err = run(*darken, "in/a.png", "-o", "out/", "--report", wanted)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert f"{wanted}: the report cannot be written" in err
    assert not Path("out").exists()


def test_a_report_of_another_kind_is_wrong_usage(folder: Path, run: Run, darken: list[str]) -> None:
    """Only .json and .html are known."""
    assert run(*darken, "in/a.png", "--report", "r.pdf")[0] == 2


def test_a_report_is_never_written_over_a_photo(folder: Path) -> None:
    """A name that is not one of a report's is refused before anything is written."""
    photo = folder / "in" / "a.png"
    before = photo.read_bytes()
    with pytest.raises(WriteError, match="a report ends in"):
        Report(photo, [])
    assert photo.read_bytes() == before


@pytest.mark.parametrize(
    ("samples", "alpha", "expected"),
    [
        (np.full((30, 20, 3), 90, np.uint8), None, 90),
        (np.full((30, 20, 1), 90 * 257, np.uint16), None, 90),
        (np.full((30, 20, 3), 90 / 255, np.float32), None, 90),
        (np.full((30, 20, 3), 90, np.uint8), np.zeros((30, 20), np.uint8), 255),
        (np.full((900, 700, 1), 90, np.uint8), np.full((900, 700), 255, np.uint8), 90),
    ],
)
def test_thumbnails_look_like_their_photos(
    samples: np.ndarray, alpha: np.ndarray | None, expected: int
) -> None:
    """Of any depth, no larger than asked, on white where there is nothing; a bad profile is no harm."""
    photo = Photo(samples, alpha, metadata=Metadata(icc=b"no profile"))
    with Image.open(io.BytesIO(make_thumbnail(photo))) as picture:
        assert max(picture.size) <= SIDE
        assert np.abs(np.asarray(picture.convert("L"), int) - expected).max() <= 2


def test_a_page_of_many_photos_has_pictures_of_the_first(tmp_path: Path) -> None:
    """So that a browser can still show it; it says so, and tells of every photo all the same."""
    path, count = tmp_path / "r.html", MOST_PICTURED + 5
    jobs = [Job(Path(f"in/{at}.png"), Path(f"out/{at}.png"), Recipe(())) for at in range(count)]
    with Report(path, jobs) as report:
        for at, job in enumerate(jobs):
            assert report.wants_pictures == (at < MOST_PICTURED)
            is_made = report.wants_pictures or at % 2  # some were begun when it took the last
            pictures = (b"before", b"after") if is_made else None
            report.add(JobResult(job, "done", thumbnails=pictures))
        report.write()
    page = Page(path.read_text())
    assert len(page.links) == 2 * MOST_PICTURED
    assert f"pictures of the first {MOST_PICTURED} results" in page.words
    assert {f"in/{at}.png" for at in range(count)} <= set(page.words)


def test_a_report_is_never_written_over_what_is_read(folder: Path, run: Run) -> None:
    """Hints that lie where the report is to go are kept, and nothing is done."""
    Path("h.json").write_text('[{"x": 3, "y": 4, "color": "#f00000"}]')
    hints = Path("h.json").read_bytes()
    code, _out, err = run(
        "colorize", "in/a.png", "-o", "out/", "--hints", "h.json", "--report", "h.json", "--device", "cpu"
    )
    assert (code, Path("h.json").read_bytes()) == (1, hints)
    assert "h.json: is one of the files results are made from" in err
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["notes.html", "notes.json"])
def test_a_report_replaces_nothing_but_a_report(folder: Path, run: Run, darken: list[str], name: str) -> None:
    """A page or list of another's is kept, and found before any photo is restored; our own is replaced."""
    Path(name).write_text("<!doctype html><title>Mine</title>")
    code, out, err = run(*darken, "in/a.png", "-o", "out/", "--report", name)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert f"{name}: exists already, was not written by this command" in err
    assert not Path("out").exists()
    Path(name).unlink()
    for count in ("done", "skipped"):
        assert run(*darken, "in/a.png", "-o", "out/", "--report", name)[0] == 0
        assert count in Path(name).read_text()
