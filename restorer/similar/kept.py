"""Codes that are kept: a photo that was read once is known again as long as its file stays as it is."""

import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from restorer import __version__
from restorer.errors import PhotoError
from restorer.networks.engine import Engine
from restorer.similar.codes import CodedPhoto, read_all_coded
from restorer.system.environment import CODES_VARIABLE, cache_file
from restorer.system.paths import CanonicalPaths, State, state_of

_TABLE = """CREATE TABLE IF NOT EXISTS codes
    (path BLOB PRIMARY KEY, state TEXT, model TEXT, height INTEGER, width INTEGER, code BLOB)"""
_FIND = "SELECT height, width, code FROM codes WHERE path = ? AND state = ? AND model = ?"
_KEEP = "REPLACE INTO codes VALUES (?, ?, ?, ?, ?, ?)"
_FORGET = "DELETE FROM codes WHERE rowid <= (SELECT max(rowid) FROM codes) - 500000"
"""Of more photos, which take 0.4 GB, those that were read first are forgotten."""
_AT_ONCE = 100
"""So many photos are kept at once: what is stopped loses no more."""
_WAIT_SECONDS = 2.0
_log = logging.getLogger("restorer")


class KeptCodes:
    """Codes of photos in one SQLite file, by default in the user's cache; it may be deleted at any time.

    Where it cannot be used photos are read as if there were none.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or cache_file(CODES_VARIABLE, "codes.sqlite3")

    def read_all(
        self, paths: Sequence[Path], engine: Engine, *, most_megapixels: float
    ) -> Iterator[CodedPhoto | PhotoError]:
        """Do as :func:`read_all_coded`; what is known is not read, and what is read is known from then on."""
        model = engine.card.sha256
        known = {
            path: photo
            for path, photo in self._find(paths, model)
            if photo.width * photo.height <= most_megapixels * 1e6
        }
        unknown = [path for path in paths if path not in known]
        read = read_all_coded(unknown, engine, most_megapixels=most_megapixels)
        new: list[CodedPhoto] = []
        try:
            for path in paths:
                photo = known.get(path) or next(read)
                yield photo
                if path not in known and isinstance(photo, CodedPhoto):
                    new.append(photo)
                if len(new) == _AT_ONCE:
                    self._keep(new, model)
                    new = []
        finally:
            self._keep(new, model)

    def _find(self, paths: Iterable[Path], model: str) -> Iterator[tuple[Path, CodedPhoto]]:
        """Give those whose files are as they were when a model told their codes."""
        name = CanonicalPaths()
        with self._excused(), self._open() as connection:
            for path in paths:
                state = state_of(path)
                row = connection.execute(_FIND, _key(name(path), state, model)).fetchone()
                if row and state:
                    yield path, CodedPhoto(path, row[0], row[1], state, np.frombuffer(row[2], np.float32))

    def _keep(self, photos: Iterable[CodedPhoto], model: str) -> None:
        """Keep what a model told of photos."""
        name = CanonicalPaths()
        with self._excused(), self._open() as connection:
            for photo in photos:
                key = _key(name(photo.path), photo.state, model)
                connection.execute(_KEEP, (*key, photo.height, photo.width, photo.code.tobytes()))
            connection.execute(_FORGET)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection, connection:
            connection.execute(_TABLE)
            yield connection

    @contextmanager
    def _excused(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            _log.info("%s: codes are not kept: %s", self.path, error)


def _key(place: str, state: State | None, model_sha256: str) -> tuple[bytes, str, str]:
    """Name what a code depends on: the photo's file, the model, and how photos are read for it."""
    return os.fsencode(place), str(state), f"{model_sha256}:{__version__}"
