"""A file is written under a name that any file system takes, and open to nobody who may not see the photo."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from restorer.files import read_photo, stage_copy, stage_photo
from restorer.formats import Saving

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="Windows has lists of who may do what")


def mode(path: Path) -> int:
    """Give who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


@POSIX_ONLY
@pytest.mark.parametrize(
    ("of_photo", "of_old", "expected"),
    [(0o600, None, 0o600), (0o444, None, 0o644), (0o644, 0o600, 0o600), (0o600, 0o644, 0o600)],
    ids=["private", "read-only", "private before", "private now"],
)
def test_a_result_is_open_to_no_more_than_the_photo(
    photo_file: Path, of_photo: int, of_old: int | None, expected: int
) -> None:
    """Nor to more than the file it replaces, copied or made, from the hidden part on; we can change it."""
    photo_file.chmod(of_photo)
    target = photo_file.with_name("result.png")
    for is_copy in (False, True):
        target.unlink(missing_ok=True)
        if of_old is not None:
            target.touch(of_old)
        photo = read_photo(photo_file)
        staged = (
            stage_copy(photo, photo_file, target) if is_copy else stage_photo(photo, target, Saving(depth=16))
        )
        assert mode(staged.part) == expected
        staged.publish(overwrite=True)
        assert mode(target) == expected


TOUCH = """
import os, pathlib, restorer.system.parts
restorer.system.parts.part_of(pathlib.Path(os.fsdecode(%r))).touch()
"""


@POSIX_ONLY
@pytest.mark.parametrize("utf8", ["0", "1"])
def test_names_need_not_be_of_the_encoding_of_the_system(tmp_path: Path, utf8: str) -> None:
    """Where that is ASCII, or a name no UTF-8, the file is written all the same."""
    ascii_only = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": utf8, "PYTHONCOERCECLOCALE": "0"}
    name = "ü".encode() * 40 + b"\xff.png"
    command = [sys.executable, "-c", TOUCH % name]
    subprocess.run(command, check=True, cwd=tmp_path, env=ascii_only)
    (written,) = (os.fsencode(path.name) for path in tmp_path.iterdir())
    assert written.startswith(b"." + "ü".encode() * 25 + b".")
