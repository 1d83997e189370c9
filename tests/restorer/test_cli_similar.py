"""What ``restorer similar`` promises: groups on the screen, as JSON, as a page; one line for each trouble."""

import base64
import io
import json
import re
from pathlib import Path

import pytest
from command_line import Run, list_files
from lookalikes import add_coder, save_photos
from PIL import Image


@pytest.fixture
def photos(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder with photos and copies in ``in``; the stand-in is all the models there are."""
    add_coder(user_models)
    monkeypatch.setattr("restorer.library.shipped_models", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    save_photos(Path("in"))
    return tmp_path


def test_groups_are_shown(photos: Path, run: Run) -> None:
    """Each group with the photo to keep first, and how far from it the others are; then the counts."""
    code, out, err = run("similar", "in", "-r")
    assert code == 0
    groups = [group.splitlines() for group in out.strip().split("\n\n")]
    assert sorted(map(len, groups)) == [2, 4]
    assert all(group[0].split()[0] == "keep" for group in groups)
    assert re.search(r"^ +0\.\d\d  in/copies/cropped\.png  232 x 154, 0\.\d\d MB$", out, re.MULTILINE)
    assert "7 photos, 6 alike; groups: 2" in err


def test_folders_below_are_asked_for(photos: Path, run: Run) -> None:
    """Without -r only the folder itself is searched."""
    code, out, err = run("similar", "in")
    assert (code, out) == (0, "")
    assert "3 photos, 0 alike; groups: 0" in err


def test_one_photo_is_looked_for(photos: Path, run: Run) -> None:
    """With --to only what is like that photo is shown."""
    code, out, _err = run("similar", "in/copies", "--to", "in/hill.png")
    assert code == 0
    first, other = out.split("\n\n")[0].splitlines()
    assert first.split()[:2] == ["asked", "for"]
    assert "in/copies/cropped.png" in other


def test_json_has_these_fields(photos: Path, run: Run) -> None:
    """The file tells photos, distance, model and groups; each photo by path, size, bytes and distance."""
    assert run("similar", "in", "-r", "--json", "found/alike.json")[0] == 0
    facts = json.loads(Path("found/alike.json").read_text())
    assert list(facts) == ["photos", "distance", "model", "to", "groups", "failures"]
    assert (facts["photos"], facts["distance"], facts["model"], facts["to"]) == (7, 1.0, "coder", None)
    photo = next(photo for group in facts["groups"] for photo in group if photo["path"] == "in/hill.png")
    size = Path("in/hill.png").stat().st_size
    expected = {"path": "in/hill.png", "width": 240, "height": 160, "bytes": size, "distance": 0.0}
    assert photo == expected


def test_the_page_needs_nothing_else(photos: Path, run: Run) -> None:
    """It shows every photo of every group, small, from within the file, and what could not be read."""
    Path("in/<b>.jpg").write_bytes(b"\xff\xd8\xff half a one")
    code, _out, _err = run("similar", "in", "-r", "--html", "alike.html")
    assert code == 1
    page = Path("alike.html").read_text()
    links = re.findall(r'<img alt="" src="data:image/jpeg;base64,([^"]+)"', page)
    assert len(links) == 6
    assert all(max(Image.open(io.BytesIO(base64.b64decode(link))).size) <= 200 for link in links)
    assert "in/&lt;b&gt;.jpg" in page
    assert "://" not in page


def test_a_broken_photo_is_one_line(photos: Path, run: Run) -> None:
    """It is told on stderr, all others are found, and the exit code says that something failed."""
    Path("in/broken.png").write_bytes(b"no picture")
    code, out, err = run("similar", "in", "-r")
    assert code == 1
    assert len(out.strip().split("\n\n")) == 2
    assert sum("in/broken.png" in line for line in err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--json", "found.txt"], 2, "does not end in .json"),
        (["--html", "in/sea.png"], 2, "does not end in .html"),
        (["--html", "in/sea.png/page.html"], 1, "cannot be written"),
        (["--to", "in/none.png"], 1, "in/none.png"),
        (["--distance", "0"], 2, "distance"),
    ],
)
def test_what_cannot_be_is_refused_first(
    photos: Path, run: Run, arguments: list[str], code: int, words: str
) -> None:
    """Before photos are read, in one line, and nothing is written."""
    before = list_files(photos)
    found, out, err = run("similar", "in", "-r", *arguments)
    assert (found, out) == (code, "")
    assert words in " ".join(err.split())
    assert list_files(photos) == before


def test_no_photo_is_said(photos: Path, run: Run) -> None:
    """A folder without photos is a failure that tells how folders are searched."""
    Path("empty").mkdir()
    code, out, err = run("similar", "empty")
    assert (code, out) == (1, "")
    assert "no photo found" in err


def test_without_a_model_it_is_one_line(photos: Path, run: Run, user_models: Path) -> None:
    """A network that is missing is named."""
    (user_models / "coder.onnx").unlink()
    code, out, err = run("similar", "in")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("restorer: no model for codes; known: none")
