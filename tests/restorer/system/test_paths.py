"""What reading files promises: nothing that is none, or too large, and once what stays the same."""

import os
from pathlib import Path

import pytest

from restorer.system.paths import once_a_version, read_bounded


def test_what_is_read_has_bounds(tmp_path: Path) -> None:
    """A file of as many bytes as may be is read; a larger one, a folder and nothing are an OSError."""
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    for wrong, words in ((path, "larger than"), (tmp_path, "not a file"), (tmp_path / "b", "No such file")):
        with pytest.raises(OSError, match=words):
            read_bounded(wrong, 4)


def test_a_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    """What was read is remembered as long as size and time stay; of more files than so many the last ones."""
    reads: list[str] = []

    @once_a_version(2)
    def read(path: Path) -> str:
        reads.append(path.name)
        return path.read_text(encoding="utf-8")

    for name in "abc":
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [read(tmp_path / name) for name in "abab"] == [*"abab"]
    assert reads == ["a", "b"]
    (tmp_path / "a").write_text("longer", encoding="utf-8")
    os.utime(tmp_path / "b", ns=(1, 1))
    assert [read(tmp_path / name) for name in "abab"] == ["longer", "b"] * 2
    assert reads == ["a", "b", "a", "b"]
    assert [read(tmp_path / name) for name in "ca"] == ["c", "longer"]
    assert reads[4:] == ["c", "a"]


def test_what_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    """A file that is missing raises what its reader does, and is read once it is there."""
    read = once_a_version(2)(Path.read_bytes)
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"a")
    assert read(tmp_path / "a") == b"a"
