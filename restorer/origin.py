"""Origin: whether a file is a photo, or a result of ours, as its own history tells."""

import importlib
from pathlib import Path

from restorer.containers import ContainerError
from restorer.errors import PhotoError
from restorer.files import sniff_file
from restorer.history import is_edited

_TELLING = ("jpeg", "png", "tiff", "webp")


def is_result(path: Path) -> bool:
    """Tell a JPEG, PNG, TIFF or WebP that we made of a photo; nothing is decoded.

    Of other formats, of files that cannot be read and of results saved without a history it is not known.
    """
    try:
        kind = sniff_file(path)
        if kind is None or kind.name not in _TELLING:
            return False
        with path.open("rb") as file:
            contents = importlib.import_module(f"restorer.containers.{kind.name}").read(file)
    except (PhotoError, ContainerError, OSError):
        return False
    return is_edited(contents.metadata)
