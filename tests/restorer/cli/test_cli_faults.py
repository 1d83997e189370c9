"""What the command says of faults: its own, and of the world about it."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use is not deleted there")
def test_a_folder_that_is_gone_is_told(folder: Path) -> None:
    """Where the folder that the user is in was deleted, that is what is said."""
    gone = folder / "gone"
    gone.mkdir()
    code = "import os, runpy; os.rmdir(os.getcwd()); runpy.run_module('restorer', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, "denoise", "a.png", "-o", "out"],
        cwd=gone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("restorer: ")
    assert "standard output" not in done.stderr
    assert done.stderr.count("\n") == 1


FAULT = """
import restorer.pipeline
def fail(*_all): raise ValueError("boom")
restorer.pipeline.TASKS = dict.fromkeys(restorer.pipeline.TASKS, fail)
from restorer.cli import main
main()
"""


def test_a_fault_of_ours_can_be_looked_up(folder: Path) -> None:
    """The user reads one line, which says how to learn more; the log then tells where it was."""
    command = [sys.executable, "-c", FAULT, "tone", "in/a.png", "-o", "b.png"]
    logged = {**os.environ, "RESTORER_LOG": "restorer.log"}
    plain, told = (
        subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        for env in (os.environ, logged)
    )
    assert "ValueError: boom; this is a fault of Restorer" in plain.stderr
    assert (plain.returncode, plain.stderr) == (told.returncode, told.stderr)
    assert "Traceback" not in plain.stderr
    log = Path("restorer.log").read_text(encoding="utf-8")
    assert "INFO restorer" in log
    assert 'raise ValueError("boom")' in log or "in fail" in log


def test_a_result_that_cannot_be_read_is_told_so(
    folder: Path, run: Run, darken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies where a result goes is looked at to tell whose it is: nothing is said of writing then.

    Where whatever is there is replaced, it need not be read.
    """
    assert run(*darken, "in/a.png", "-o", "out/")[0] == 0
    result = Path("out/a.png")

    def refuse(path: Path) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr("restorer.batch.journal.file_sha256", refuse)
    code, _out, err = run(*darken, "in/a.png", "-o", "out/")
    assert code == 1
    assert f"failed: {result}: {os.strerror(errno.EACCES)}" in err.splitlines()
    before = result.stat().st_ino
    assert run(*darken, "in/a.png", "-o", "out/", "--overwrite", "always")[0] == 0
    assert result.stat().st_ino != before
