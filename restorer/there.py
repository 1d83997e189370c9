"""There: what and where files are, where looking may be refused by rights, a name or a dead mount."""

import os
from pathlib import Path


def is_there(path: Path) -> bool:
    """Tell whether anything has that name, if only a link to nothing; what cannot be looked at has none."""
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Tell a file; what cannot be looked at is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Tell a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def spot(path: Path) -> str:
    """Name a place the same by whatever links its folder is reached."""
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118 -- keeps a dot
