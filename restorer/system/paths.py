"""Paths: what and where files are, where looking may be refused by rights, a name or a dead mount."""

import errno
import functools
import os
import stat
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import NamedTuple, Self


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
    """Read a file; OSError as :func:`bounded_size` has it."""
    bounded_size(path, most_bytes)
    return path.read_bytes()


def bounded_size(path: Path, most_bytes: int) -> int:
    """Give a file's size; OSError for what is none, as a pipe that might never end, or is too large."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a file")
    if status.st_size > most_bytes:
        raise OSError(errno.EFBIG, f"larger than {most_bytes // 10**6} MB")
    return status.st_size


class State(NamedTuple):
    """What tells two states of a file apart, as far as that costs nothing."""

    number: int
    size: int
    time_ns: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Tell in which state a file is; OSError for one that cannot be looked at."""
        status = path.stat()
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


def state_of(path: Path) -> State | None:
    """Tell in which state a file is; ``None`` for one that cannot be looked at."""
    try:
        return State.of(path)
    except OSError:
        return None


def once_a_version[Read](most: int) -> Callable[[Callable[[Path], Read]], Callable[[Path], Read]]:
    """Have what reads a file do so once as long as its state stays; ``most`` are remembered."""

    def remembering(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
        @functools.lru_cache(maxsize=most)
        def read_version(path: Path, _state: State) -> Read:
            return read(path)

        @functools.wraps(read)
        def read_once(path: Path) -> Read:
            state = state_of(path)
            return read(path) if state is None else read_version(path, state)  # it says why none can be told

        return read_once

    return remembering


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
