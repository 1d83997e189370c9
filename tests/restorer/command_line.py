"""The command line as the tests see it."""

from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
"""Runs the command with arguments; gives exit code, stdout and stderr."""


def list_files(path: Path) -> list[str]:
    """List the files below a folder, hidden ones too."""
    return sorted(str(found.relative_to(path)) for found in path.rglob("*") if found.is_file())
