"""Paths: what and where files are, where looking may be refused by rights, a name or a dead mount."""

import errno
import os
import stat
from collections.abc import Hashable
from pathlib import Path


def is_there(path: Path) -> bool:
    """Tell whether anything has that name, if only a link to nothing; what cannot be looked at has none."""
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Tell a file; what cannot be looked at is none."""
    return os.path.isfile(path)  # noqa: PTH113 -- Path.is_file raises for names that are too long


def is_folder(path: Path) -> bool:
    """Tell a folder; what cannot be looked at is none."""
    return os.path.isdir(path)  # noqa: PTH112 -- Path.is_dir raises for names that are too long


def read_bounded(path: Path, most_bytes: int) -> bytes:
    """Read a file; OSError for what is none, as a pipe that might never end, or is larger than expected."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a file")
    if status.st_size > most_bytes:
        raise OSError(errno.EFBIG, f"larger than {most_bytes // 10**6} MB")
    return path.read_bytes()


def identity(path: Path) -> Hashable | None:
    """Tell files apart whatever their names; ``None`` for one that is not there.

    Some network drives of Windows number no files: there their names have to do.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.normcase(os.path.realpath(path))


def canonical(path: Path) -> str:
    """Name a file the same by whatever links its folder is reached."""
    return CanonicalPaths()(path)


class CanonicalPaths:
    """Names files as :func:`canonical` does; it looks at each folder once, so is kept briefly."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def __call__(self, path: Path) -> str:
        """Name a place."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return os.path.join(self._folders[folder], name)  # noqa: PTH118 -- keeps a dot
