"""Paths as they are typed, shown and addressed, and what is to be known of what they name."""

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl

from restorer import FORMATS, is_file

_HEAD_BYTES = 64
"""Of these a format is known."""
_UNKNOWN = "\ufffd"


def expanded(text: str) -> Path:
    """Give the path that is typed, a home folder written as ``~`` in full; of nobody known it stays."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def shown(path: Path) -> str:
    """Give a path to be looked at: what of its name is no UTF-8, which Qt leaves out, is marked."""
    return os.fsencode(path).decode(errors="replace")


def path_of(url: QUrl) -> Path:
    """Give the file of a local address, also where its name is no UTF-8."""
    path = url.toLocalFile()
    if _UNKNOWN in path and os.name == "posix":
        path = os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded)))
    return Path(path)


def local_files(mime: QMimeData) -> list[Path]:
    """List the files that are dragged or copied."""
    return [path_of(url) for url in mime.urls() if url.isLocalFile()]


def url_of(path: Path) -> QUrl:
    """Give the address of a file."""
    return QUrl(path.absolute().as_uri())


def is_picture(path: Path) -> bool:
    """Tell a file that is a picture of a known format by its name, or else by its content."""
    kinds = FORMATS.values()
    if not is_file(path):
        return False
    if any(path.suffix.lower() in kind.extensions for kind in kinds):
        return True
    with suppress(OSError), path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        return any(kind.begins(head) for kind in kinds)
    return False


def mtime_ns(path: Path) -> int:
    """Tell when a file was last changed, in nanoseconds; 0 if that cannot be known."""
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
