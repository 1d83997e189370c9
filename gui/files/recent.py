"""Recent photos: the list of those opened last, kept from one start to the next, with thumbnails."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt, Signal

if TYPE_CHECKING:
    from gui.work.picture import Picture

_KEY = "recent/photos"
_MOST = 10
_THUMBNAIL_SIDE = 192


class Recent(QObject):
    """The photos opened last, the newest first."""

    changed = Signal()

    @property
    def paths(self) -> list[Path]:
        """The photos, the newest first; they may not be there any more."""
        try:
            return [Path(path) for path in json.loads(str(QSettings().value(_KEY, "[]")))]
        except (ValueError, TypeError):
            return []

    def add(self, path: Path, picture: "Picture") -> None:
        """Put a photo first, with a thumbnail of its picture."""
        path = path.absolute()
        _keep_thumbnail(path, picture)
        self._keep([path, *(other for other in self.paths if other != path)])

    def forget(self, path: Path) -> None:
        """Take a photo off the list."""
        self._keep([other for other in self.paths if other != path])

    def clear(self) -> None:
        """Take all photos off the list."""
        self._keep([])

    def _keep(self, paths: list[Path]) -> None:
        for path in {*self.paths, *paths} - {*paths[:_MOST]}:
            with suppress(OSError):
                thumbnail_of(path).unlink()
        names = [str(path) for path in paths[:_MOST]]
        QSettings().setValue(_KEY, json.dumps(names))  # which also keeps names that are no UTF-8
        self.changed.emit()


def labels(paths: list[Path]) -> list[str]:
    """Give the names photos are listed by; those of one name have their folders with them."""
    names = [path.name for path in paths]
    return [
        name if names.count(name) == 1 else f"{name} — {path.parent.name}"
        for name, path in zip(names, paths, strict=True)
    ]


def thumbnail_of(path: Path) -> Path:
    """Give the file of a photo's thumbnail, which may not exist."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    name = hashlib.sha256(str(path).encode(errors="surrogateescape")).hexdigest()[:32]
    return Path(cache) / "thumbnails" / f"{name}.png"


def _keep_thumbnail(path: Path, picture: "Picture") -> None:
    """Write the thumbnail; a photo without one, as the disk is full, is listed all the same."""
    file = thumbnail_of(path)
    small = picture.levels[-1].scaled(
        _THUMBNAIL_SIDE,
        _THUMBNAIL_SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    small.save(str(file))
