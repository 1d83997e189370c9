"""Parts: how a file is called while it is being written, so that what was left unfinished is found."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from restorer.errors import WriteError
from restorer.system.paths import is_there

if TYPE_CHECKING:
    from io import BufferedRandom

_ENDING = re.compile(r"\.[0-9a-f]{12}\.part")
_STEM_BYTES, _HASH_DIGITS = 50, 12
_ANYBODY, _OWNER = 0o666, 0o600
"""Who may read and write a file, as POSIX has it."""
_TRIES, _WAIT_SECONDS = 5, 0.2


def part_of(target: Path) -> Path:
    """Give a new hidden name beside ``target`` to write it under."""
    return target.with_name(f"{_start_of(target)}.{secrets.token_hex(6)}.part")


def open_part(part: Path, target: Path, permissions: int | None) -> "BufferedRandom":
    """Create a part, open from its first moment to no more people than ``permissions`` say.

    Nor is it open to more than what is at ``target`` now.
    """
    mode = _ANYBODY if permissions is None else permissions
    with suppress(OSError):
        mode &= target.stat().st_mode
    return open(part, "x+b", opener=lambda path, flags: os.open(path, flags, mode & _ANYBODY | _OWNER))


def write_whole(path: Path, content: bytes | Iterable[str], what: str, *, overwrite: bool) -> None:
    """Write a file, whole or not at all; one that is there stays, unless ``overwrite`` is set.

    Raises WriteError, which says of ``what`` it is that it cannot be written.
    """
    part = part_of(path)
    pieces = [content] if isinstance(content, bytes) else (piece.encode() for piece in content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        move_into_place(part, path, overwrite=overwrite)
    except OSError as error:
        if not overwrite and is_there(path):
            raise exists_already(path) from None
        raise WriteError(f"{path}: {what} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink()


def exists_already(path: Path) -> WriteError:
    """Say that a file is there, which nothing may be written over."""
    return WriteError(f"{path}: exists already; choose another name, or allow overwriting")


def move_into_place(part: Path, path: Path, *, overwrite: bool) -> None:
    """Move a file into place; what must not overwrite is linked there, which fails if something is."""
    try:
        if not overwrite:
            return os.link(part, path)
    except OSError as error:
        if is_there(path):
            raise FileExistsError(path) from error
    return _replace(part, path)  # wanted, or the file system has no links


def _replace(part: Path, path: Path) -> None:
    """Move a file into place; where another program holds the target open, try again for a while."""
    for attempt in range(_TRIES):
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(_WAIT_SECONDS)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system lets folders be synced."""
    if os.name == "nt":
        return
    with suppress(OSError):  # one that may be written, but not read, is opened by nobody
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep_parts(target: Path) -> None:
    """Delete what writing ``target`` left unfinished; nobody may be writing it."""
    start = _start_of(target)
    with suppress(OSError):
        for path in target.parent.iterdir():
            if path.name.startswith(start) and _ENDING.fullmatch(path.name, len(start)):
                path.unlink(missing_ok=True)


def _start_of(target: Path) -> str:
    """Begin the names of a target's parts, and of no other's: its own cut short, and a hash of all of it.

    It is cut between characters, as file systems count bytes.
    """
    stem, whole = target.name[:_STEM_BYTES], hashlib.sha256(os.fsencode(target.name)).hexdigest()
    while len(os.fsencode(stem)) > _STEM_BYTES:
        stem = stem[:-1]
    return f".{stem}.{whole[:_HASH_DIGITS]}"
