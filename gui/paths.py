"""Paths as they are typed, and when what they name was changed."""

from contextlib import suppress
from pathlib import Path


def expanded(text: str) -> Path:
    """Give the path that is typed, a home folder written as ``~`` in full; of nobody known it stays."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def stamp_of(path: Path) -> int:
    """Tell when a file was last changed, in nanoseconds; 0 if that cannot be known."""
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
