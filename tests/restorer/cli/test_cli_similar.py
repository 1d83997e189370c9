"""What ``restorer similar`` promises: groups on the screen, as JSON, as a page; one line for each trouble."""

import base64
import errno
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, list_files
from lookalikes import CODES, add_coder, save_photos
from PIL import Image
from stand_ins import coding_model, with_card


@pytest.fixture
def photos(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder with photos and copies in ``in``; the stand-in is all the models there are."""
    add_coder(user_models)
    for module in ("doctor", "library"):  # in this order: the doctor takes over the library's when imported
        monkeypatch.setattr(f"restorer.networks.{module}.shipped_models", lambda: tmp_path / "shipped")
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
    assert "1 photo, 0 alike; groups: 0" in run("similar", "in/hill.png")[2]


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


class Flaky(io.BytesIO):
    """A photo's file on a mount that gives its beginning, and then does ``trouble``."""

    def __init__(self, path: Path, trouble: int):
        super().__init__(path.read_bytes())
        self._path, self._trouble = path, trouble

    def read(self, size: int | None = -1) -> bytes:
        """Read the beginning; beyond it the file is gone, or the system's error is raised."""
        if size is not None and 0 <= size <= 64:
            return super().read(size)
        if self._trouble != errno.ENOENT:
            raise OSError(self._trouble, os.strerror(self._trouble))
        self._path.unlink(missing_ok=True)
        return super().read()


@pytest.mark.parametrize("trouble", [errno.EIO, errno.ETIMEDOUT, errno.ENOENT], ids=os.strerror)
def test_a_mount_that_fails_is_one_line(
    photos: Path, run: Run, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    """A photo that can be opened and then not read, not in time, or is gone, does not end the search."""
    flaky = Path("in/copies/worse.jpg")
    original = Path.open

    def opened(path: Path, *mode: Any, **options: Any) -> Any:
        if path != flaky:
            return original(path, *mode, **options)
        monkeypatch.setattr(Path, "open", original)
        try:
            return Flaky(path, trouble)
        finally:
            monkeypatch.setattr(Path, "open", opened)

    monkeypatch.setattr(Path, "open", opened)
    code, out, err = run("similar", "in", "-r")
    assert code == 1
    assert len(out.strip().split("\n\n")) == 2
    assert [line for line in err.splitlines() if line.startswith("restorer: ")] == [
        f"restorer: {flaky}: {os.strerror(trouble)}"
    ]


def test_what_cannot_be_looked_into_is_named(photos: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be read and links to nothing or to themselves: one line each, and a failure."""
    scan = os.scandir

    def refuse(folder: Path) -> Any:
        if Path(folder).name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    Path("in/locked").mkdir()
    Path("in/gone.jpg").symlink_to("nothing.jpg")
    Path("loop.jpg").symlink_to("loop.jpg")
    code, out, err = run("similar", "in", "in", "loop.jpg", "-r", "--json", "alike.json")
    assert code == 1
    assert len(out.strip().split("\n\n")) == 2
    failures = [
        "in/gone.jpg: is a link to nothing",
        "in/locked: the folder cannot be read: Permission denied",
        f"loop.jpg: {os.strerror(errno.ELOOP)}",
    ]
    assert err.splitlines()[:3] == [f"restorer: {failure}" for failure in failures]
    assert json.loads(Path("alike.json").read_text())["failures"] == failures


def test_a_limit_of_size_is_moved(photos: Path, run: Run) -> None:
    """--most-megapixels refuses what is larger, of any format, and says so."""
    code, out, err = run("similar", "in", "-r", "--most-megapixels", "0.02")
    assert code == 1
    assert re.findall(r"^restorer: (\S+): .*the limit is 0.02 megapixels", err, re.MULTILINE) == [
        "in/copies/cropped.png", "in/copies/noisy.png", "in/copies/worse.jpg",
        "in/hill.png", "in/lone.png", "in/sea.png",
    ]  # fmt: skip
    assert (out, "1 photo, 0 alike" in err) == ("", True)
    assert run("similar", "in", "-r", "--most-megapixels", "0.04")[0] == 0


def test_a_model_of_ones_own_is_chosen(photos: Path, run: Run, user_models: Path) -> None:
    """--model takes the codes of another network, by its name."""
    with_card(coding_model(0.01), user_models / "vague.onnx", **CODES)
    code, _out, err = run("similar", "in", "-r", "--model", "none")
    assert (code, err.startswith("restorer: no model 'none' for codes; known: coder, vague")) == (1, True)
    assert "7 photos, 7 alike; groups: 1" in run("similar", "in", "-r", "--model", "vague")[2]


@pytest.mark.parametrize("option", ["json", "html"])
def test_only_its_own_files_are_replaced(photos: Path, run: Run, option: str) -> None:
    """What it wrote before is written anew; a photo, another's file and a link are kept, and it is said."""
    ours, photo, link = (Path(f"{name}.{option}") for name in ("ours", "photo", "link"))
    assert run("similar", "in", f"--{option}", ours)[0] == 0
    first = ours.read_bytes()
    assert run("similar", "in", "-r", f"--{option}", ours)[0] == 0
    assert ours.read_bytes() != first
    photo.write_bytes(Path("in/sea.png").read_bytes())
    link.symlink_to("nothing")
    foreign = Path(f"foreign.{option}")
    foreign.write_text('{\n  "photos": []\n}' if option == "json" else "<!doctype html>\n<title>Mine</title>")
    before = photo.read_bytes(), foreign.read_bytes()
    for kept in (photo, link, foreign):
        code, out, err = run("similar", "in", photo, f"--{option}", kept)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
        assert err.startswith(f"restorer: {kept}: exists already")
    assert (photo.read_bytes(), foreign.read_bytes(), link.is_symlink()) == (*before, True)


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
    """A folder without photos is a failure; pictures in it that are not read are counted."""
    Path("empty").mkdir()
    Path("empty/a.psd").touch()
    code, out, err = run("similar", "empty")
    assert (code, out) == (1, "")
    assert err == "restorer: no photo found\nempty: 1 file passed over, as such are not read: .psd 1\n"


def test_without_a_model_it_is_one_line(photos: Path, run: Run, user_models: Path) -> None:
    """A network that is missing is named."""
    (user_models / "coder.onnx").unlink()
    code, out, err = run("similar", "in")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("restorer: no model for codes; known: none")
