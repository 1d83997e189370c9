"""The door of the bundled programs, run by the Python that is here."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bundle import program
from restorer import __version__

DOOR = Path(program.__file__)
ROOT = DOOR.parents[1]


def run(*command: str | Path, **variables: str) -> str:
    """Run the door as a program; gives what it printed."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    return subprocess.run(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, check=True, text=True
    ).stdout


def test_it_is_the_command() -> None:
    """The command, unless its name says otherwise."""
    assert run(DOOR, "--version").strip() == __version__


def test_it_is_the_window_by_its_name(tmp_path: Path) -> None:
    """``restorer-gui`` is the window."""
    window = tmp_path / "restorer-gui.py"
    window.write_bytes(DOOR.read_bytes())
    assert "restorer-gui" in run(window, "--help", QT_QPA_PLATFORM="offscreen")


def test_it_runs_code_as_python_does() -> None:
    """The trial of a model is code that ``sys.executable`` runs."""
    code = "import sys; print(__name__, sys.argv)"
    assert run(DOOR, "-c", code, "-x", "y") == run("-c", code, "-x", "y") == "__main__ ['-c', '-x', 'y']\n"


def test_it_runs_a_module_as_python_does() -> None:
    """The window asks the doctor by ``sys.executable -m restorer``."""
    assert run(DOOR, "-m", "restorer", "--version") == run("-m", "restorer", "--version")


@pytest.mark.parametrize("before", ["", "/opt/theirs"])
def test_what_it_starts_has_the_libraries_of_the_system(before: str) -> None:
    """A browser or file manager must not load the libraries of a bundle."""
    code = "import os; print(os.environ.get('LD_LIBRARY_PATH', ''))"
    found = run(DOOR, "-c", code, LD_LIBRARY_PATH="/opt/restorer/_internal", LD_LIBRARY_PATH_ORIG=before)
    assert found.strip() == before


@pytest.mark.parametrize(("word", "code"), [("--help", 0), ("--hlep", 2)])
def test_who_asks_how_to_make_a_bundle_makes_none(word: str, code: int) -> None:
    """What takes minutes and megabytes begins when nothing is asked."""
    command = [sys.executable, "-m", "bundle", word]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert asked.returncode == code
    assert (asked.stderr if code else asked.stdout).startswith("usage: python -m bundle [-h]\n")


def test_what_a_bundle_has_are_extras_that_there_are() -> None:
    """A misspelt extra would only be warned of, and its formats missing."""
    maker = (DOOR.parent / "__main__.py").read_text()
    named = maker.partition("{ROOT}[")[2].partition("]")[0].split(",")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert named
    assert set(named) <= extras.keys()
