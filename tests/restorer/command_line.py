"""The command line as the tests see it."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
"""Runs the command with arguments; gives exit code, stdout and stderr."""


def list_files(path: Path) -> list[str]:
    """List the files below a folder, hidden ones too."""
    return sorted(str(found.relative_to(path)) for found in path.rglob("*") if found.is_file())


def run_elsewhere(folder: Path, world: Mapping[str, str], arguments: Sequence[str], told: Path) -> None:
    """Run the command in this process in another folder and environment; its stderr goes to a file."""
    from restorer.cli import main

    os.chdir(folder)
    os.environ.update(world)
    sys.argv = ["restorer", *arguments]
    sys.stderr = told.open("w")
    main()
