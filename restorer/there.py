"""There: whether a file or a folder is, where looking may be refused by rights or by a dead mount."""

from pathlib import Path


def is_file(path: Path) -> bool:
    """Tell a file; what cannot be looked at is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Tell a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False
