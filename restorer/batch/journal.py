"""What was done: which result came from which photo by which recipe, so that a batch resumes.

One SQLite file in the user's state folder holds a line for each result: the sha256 of the photo,
of the recipe with its models, and of the file. Decisions compare contents, never times. A result
is recorded before it is put in its place, with the sha256 of our own older one beside the new:
whenever a run is killed, what lies there is known as ours.

Another file beside it holds who writes what just now. A claim of a dead process tells where
unfinished files may lie; whoever comes next sweeps them up.
"""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import WriteError
from restorer.system.environment import JOURNAL_VARIABLE, state_file
from restorer.system.parts import sweep_parts
from restorer.system.paths import canonical, is_file, is_there
from restorer.system.processes import is_alive, this_process

Decision = Literal["run", "done", "edited", "other", "foreign"]
_RESULTS = """CREATE TABLE IF NOT EXISTS results
    (target TEXT PRIMARY KEY, wish TEXT NOT NULL, sha256 TEXT NOT NULL, previous TEXT, source TEXT)"""
"""``wish`` is the text of a :class:`ResultKey`, ``previous`` the sha256 of our own older result."""
_CLAIMS = """CREATE TABLE IF NOT EXISTS claims
    (target TEXT PRIMARY KEY, pid INTEGER NOT NULL, started REAL NOT NULL)"""
_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ResultKey:
    """What a result is made of: the photo's content, and the recipe with its models and way of saving."""

    source_sha256: str
    recipe_sha256: str

    @property
    def text(self) -> str:
        """One name for both."""
        return f"{self.source_sha256}:{self.recipe_sha256}"


NO_KEY = ResultKey("", "")
"""Of no result."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is noted of a result."""

    key: str
    sha256: str
    previous: str | None
    source: str | bytes | None

    @property
    def versions(self) -> tuple[str, ...]:
        """What the file may hold and still be ours."""
        return (self.sha256,) if self.previous is None else (self.sha256, self.previous)

    def is_of(self, key: ResultKey) -> bool:
        """Tell whether it was made of a photo of the same content."""
        return self.key.partition(":")[0] == key.source_sha256


class Journal:
    """The record of results at ``path``; by default the user's."""

    def __init__(self, path: Path | None = None):
        self.path = path or default_journal()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{self.path}: the journal cannot be used: {error.strerror}") from error
        self._held = threading.local()
        self._claims_path = self.path.with_name(f"{self.path.name}.claims")
        with self._connect() as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise WriteError(f"{self.path}: the journal cannot be used: it is damaged")
            connection.execute("BEGIN IMMEDIATE")  # refused where nothing can be written
            connection.execute(_RESULTS)
        _drop_if_damaged(self._claims_path)

    def decide(self, target: Path, key: ResultKey, source: Path | None = None) -> Decision:
        """Tell what to do about ``target``, where a result of the photo ``source`` is to go.

        "run": it does not exist, or is our own unchanged result of another key; "done": it is
        what ``key`` stands for; "edited": it was ours and has been changed since; "other": it is our own of
        another photo, which neither lies at the same place nor holds the same; "foreign": it is not ours.
        """
        if not is_there(target):
            return "run"
        row = self._row(target)
        if row is None or not is_file(target):
            return "foreign"
        found = file_sha256(target)
        if found not in row.versions:
            return "edited"
        if found == row.sha256 and row.key == key.text:
            return "done"
        is_of = source is None or row.source in (None, _name(source)) or row.is_of(key)
        return "run" if is_of else "other"

    def record(self, target: Path, key: ResultKey, sha256: str, source: Path | None = None) -> None:
        """Note that ``target`` is about to be the result of ``key``, a file of that ``sha256``.

        What lies there until then stays known as ours, if it is. ``source`` is the photo.
        """
        row, previous = self._row(target), None
        if row is not None and is_file(target):
            with suppress(OSError):  # unread it may be replaced, and is not known as ours until then
                found = file_sha256(target)
                previous = found if found in row.versions else None
        photo = None if source is None else _name(source)
        with self._connect() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO results (target, wish, sha256, previous, source) "
                "VALUES (?, ?, ?, ?, ?)",
                [_name(target), key.text, sha256, previous, photo],
            )

    def knows(self, target: Path) -> bool:
        """Tell whether ``target`` was ever recorded as a result."""
        return self._row(target) is not None

    def holds(self, target: Path) -> bool:
        """Tell whether ``target`` is a result of ours that nobody has changed since."""
        return is_file(target) and self.decide(target, NO_KEY) == "run"

    def made_from(self, target: Path, root: Path) -> bool:
        """Tell whether ``target`` is the result of a photo in or below the folder ``root``."""
        row = self._row(target)
        source = row.source if row else None
        return source is not None and _path(source).is_relative_to(os.path.realpath(root))

    def claim(self, target: Path) -> bool:
        """Take ``target`` for this process, from a dead one if need be; gives whether it is ours now."""
        with self._claims() as connection:
            row = connection.execute(
                "SELECT pid, started FROM claims WHERE target = ?", [_name(target)]
            ).fetchone()
            if row is not None:
                if is_alive(*row):
                    return False
                _sweep(connection)
            claim = _name(target), *this_process()
            connection.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", claim)
        return True

    def release(self, target: Path) -> None:
        """Give a claimed ``target`` back."""
        with self._claims() as connection:
            connection.execute("DELETE FROM claims WHERE target = ?", [_name(target)])

    def recover(self) -> None:
        """Sweep up after processes that died: their claims, and the files they left unfinished."""
        with self._claims() as connection:
            _sweep(connection)

    def _row(self, target: Path) -> _Row | None:
        with self._connect() as connection:
            row = connection.execute(
                "SELECT wish, sha256, previous, source FROM results WHERE target = ?", [_name(target)]
            ).fetchone()
        return None if row is None else _Row(*row)

    @contextmanager
    def held_open(self) -> Iterator[None]:
        """Let what this thread asks meanwhile be answered without opening the file each time."""
        with self._connect() as connection:
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = None

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """Open the results: what is recorded outlives a power cut."""
        held: sqlite3.Connection | None = getattr(self._held, "connection", None)
        with nullcontext(held) if held else _opened(self.path, synchronous="EXTRA") as connection:
            yield connection

    @contextmanager
    def _claims(self) -> Iterator[sqlite3.Connection]:
        """Open the claims for one process at a time; they need not outlive a power cut."""
        with _opened(self._claims_path, synchronous="OFF") as connection:
            connection.execute(_CLAIMS)
            connection.execute("BEGIN IMMEDIATE")
            yield connection


def default_journal() -> Path:
    """Give the file the user's journal is kept in; the variable ``RESTORER_JOURNAL`` names another."""
    return state_file(JOURNAL_VARIABLE, "journal.sqlite3")


def file_sha256(path: Path) -> str:
    """Hash a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path, synchronous: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as connection, connection:
            connection.execute(f"PRAGMA synchronous = {synchronous}")
            yield connection
    except sqlite3.Error as error:
        raise WriteError(f"{path}: the journal cannot be used: {error}") from error


def _drop_if_damaged(claims: Path) -> None:
    """Delete the claims if a power cut left them damaged: it left nobody alive either."""
    try:
        with closing(sqlite3.connect(claims, timeout=_WAIT_SECONDS)) as connection:
            is_sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        is_sound = isinstance(error, sqlite3.OperationalError)  # a busy one is sound
    if not is_sound:
        with suppress(OSError):
            claims.unlink()


def _sweep(connection: sqlite3.Connection) -> None:
    """Sweep up all dead claims, and the files that were left unfinished under them."""
    for name, *process in connection.execute("SELECT target, pid, started FROM claims").fetchall():
        if not is_alive(*process):
            sweep_parts(_path(name))
            connection.execute("DELETE FROM claims WHERE target = ?", [name])


def _name(target: Path) -> str | bytes:
    """Name the place of a target as SQLite holds it: bytes where it is no text."""
    path = canonical(target)
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def _path(name: str | bytes) -> Path:
    return Path(os.fsdecode(name))
