"""Paths as they are typed."""

from pathlib import Path


def expanded(text: str) -> Path:
    """Give the path that is typed, a home folder written as ``~`` in full; of nobody known it stays."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
