"""Lists of photos: which file each line means, however it was copied or written."""

import os
import sys
from pathlib import Path

import pytest
from small_photos import save

from restorer.batch.plan import plan_jobs
from restorer.batch.sources import read_list
from restorer.errors import WriteError
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("tone"),))


def listed(folder: Path, *lines: bytes) -> list[Path]:
    """Write a list and read it."""
    (folder / "list").write_bytes(b"\n".join(lines))
    return read_list(folder / "list")


@pytest.mark.parametrize("name", ["a.png", "a b%#\u00e9.png", "file.png"])
@pytest.mark.parametrize("ending", [b"", b"\r"])
def test_addresses_of_files_are_their_paths(tmp_path: Path, name: str, ending: bytes) -> None:
    """What file managers copy names the file, whatever of it is encoded; that of another machine stays."""
    uri = (tmp_path / name).as_uri().encode()
    local = uri.replace(b"file://", b"file://localhost")
    assert listed(tmp_path, uri + ending, local + ending) == [tmp_path / name] * 2
    assert listed(tmp_path, b"file://elsewhere/a.png") == [Path("file://elsewhere/a.png")]


@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes elsewhere")
def test_an_address_may_name_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A name in an old encoding is found, too."""
    assert listed(tmp_path, b"file:///a%FFb.png") == [Path(os.fsdecode(b"/a\xffb.png"))]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_quotes_about_a_name_are_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair of them is taken off, unless a file is called so; one alone, or one inside, is left."""
    monkeypatch.chdir(tmp_path)
    assert listed(tmp_path, b'"a b.png"', b'"a.png', b'a"b.png', b'"', b'""') == [
        Path(name) for name in ("a b.png", '"a.png', 'a"b.png', '"', '""')
    ]
    assert listed(tmp_path, f'"{(tmp_path / "a b.png").as_uri()}"'.encode()) == [tmp_path / "a b.png"]
    (tmp_path / '"a b.png"').touch()
    assert listed(tmp_path, b'"a b.png"') == [Path('"a b.png"')]


def test_photos_that_are_not_there_collide_with_none(tmp_path: Path) -> None:
    """Each is told as missing when its turn comes; two that are there are refused as before."""
    photo = save(tmp_path / "x" / "a.png")
    photos = [photo, tmp_path / "y" / "a.png", tmp_path / "z" / "a.png"]
    assert [job.source for job in plan_jobs(photos, f"{tmp_path}/out/", RECIPE)] == photos
    save(photos[1])
    with pytest.raises(WriteError, match="would both become") as caught:
        plan_jobs(photos, f"{tmp_path}/out/", RECIPE)
    assert str(photos[2]) not in str(caught.value)
