"""Places: whether a file can be put where it is to go, and whether what lies there is ours."""

import errno
import os
import re
from collections.abc import Mapping
from pathlib import Path

from restorer.errors import WriteError
from restorer.system.names import is_reserved, is_too_long
from restorer.system.parts import part_of
from restorer.system.paths import is_file, is_folder, is_there

_BEGINNING = 4000


def check_place(path: Path, what: str) -> None:
    """Raise WriteError, which names ``what`` was to be written, if no file can be put at ``path``."""
    if problem := problem_of_name(path) or problem_of_folder(path.parent):
        raise WriteError(f"{path}: {what} cannot be written: {problem}")


def check_ours(path: Path, beginnings: Mapping[str, re.Pattern[str]]) -> None:
    """Raise WriteError if a file lies at ``path`` that begins otherwise than ours of its ending do."""
    if is_there(path) and not is_ours(path, beginnings):
        raise WriteError(
            f"{path}: exists already, was not written by this command and is kept; choose another name"
        )


def is_ours(path: Path, beginnings: Mapping[str, re.Pattern[str]]) -> bool:
    """Tell whether a file lies at ``path`` that begins as ours of its ending do."""
    try:
        if not is_file(path):
            return False
        with path.open(encoding="utf-8") as text:
            return beginnings[path.suffix.lower()].match(text.read(_BEGINNING)) is not None
    except (OSError, ValueError):
        return False


def problem_of_name(path: Path) -> str | None:
    """Say why no file can have that name, if none can."""
    if is_too_long(path.name):
        return os.strerror(errno.ENAMETOOLONG)
    if os.name == "nt" and is_reserved(path.name):
        return "Windows keeps such names for itself"
    return "is a folder" if is_folder(path) else None


def problem_of_folder(folder: Path, *, is_dry_run: bool = False) -> str | None:
    """Say why nothing can be written to a folder that may not exist yet; ``None`` if something can.

    A file is made for that and deleted, and not even that in a dry run. (``tempfile`` would try names without
    end where Windows refuses them all.)
    """
    for existing in (folder, *folder.parents):
        if is_there(existing):
            break
    else:
        return f"{folder}: no such drive or folder"
    if not is_folder(existing):
        return f"{existing}: is no folder"
    if not os.access(existing, os.W_OK | os.X_OK):
        return f"{existing}: the folder is not writable"
    try:
        if not is_dry_run:
            part = part_of(existing / "probe")
            part.open("xb").close()
            part.unlink()
    except OSError as error:
        return f"{existing}: the folder is not writable: {error.strerror or error}"
    return None
