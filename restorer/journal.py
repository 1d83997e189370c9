"""What was done: which result came from which photo by which recipe, so that a batch resumes.

One SQLite file in the user's state folder holds a line for each result: the sha256 of the photo,
of the recipe with its models, and of the written file. Decisions compare contents, never times.
SQLite survives a kill or power cut at any moment, and many processes may use the file at once.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import WriteError

JOURNAL_VARIABLE = "RESTORER_JOURNAL"
Decision = Literal["run", "done", "edited", "foreign"]
_TABLES = """
CREATE TABLE IF NOT EXISTS results (target TEXT PRIMARY KEY, wish TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS claims (target TEXT PRIMARY KEY, pid INTEGER NOT NULL, started REAL NOT NULL);
"""
_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a result is made of: the photo's content and the recipe with the models it uses."""

    source_sha256: str
    recipe_sha256: str

    @property
    def key(self) -> str:
        """One name for both."""
        return f"{self.source_sha256}:{self.recipe_sha256}"


class Journal:
    """The record of results at ``path``; by default the user's."""

    def __init__(self, path: Path | None = None):
        self.path = path or default_journal()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{self.path}: the journal cannot be used: {error.strerror}") from error
        with self._connect() as connection:
            connection.executescript(_TABLES)

    def decide(self, target: Path, wish: Wish) -> Decision:
        """Tell what to do about ``target``.

        "run": it does not exist, or is our own unchanged result of another wish; "done": it is
        what ``wish`` gives; "edited": it was ours and has been changed since; "foreign": it is
        not ours.
        """
        if not target.exists():
            return "run"
        with self._connect() as connection:
            row = connection.execute(
                "SELECT wish, sha256 FROM results WHERE target = ?", [_name(target)]
            ).fetchone()
        if row is None:
            return "foreign"
        if row[1] != file_sha256(target):
            return "edited"
        return "done" if row[0] == wish.key else "run"

    def record(self, target: Path, wish: Wish, sha256: str) -> None:
        """Note that ``target`` now holds the result of ``wish``, a file of that ``sha256``."""
        with self._connect() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?)", [_name(target), wish.key, sha256]
            )

    def knows(self, target: Path) -> bool:
        """Tell whether ``target`` was ever recorded as a result."""
        with self._connect() as connection:
            found = connection.execute("SELECT 1 FROM results WHERE target = ?", [_name(target)])
            return found.fetchone() is not None

    def claim(self, target: Path) -> bool:
        """Take ``target`` for this process, from a dead one if need be; gives whether it is ours now."""
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute(
                "SELECT pid, started FROM claims WHERE target = ?", [_name(target)]
            ).fetchone()
            if row is not None and _is_alive(*row):
                return False
            connection.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", [_name(target), *_self()])
        return True

    def release(self, target: Path) -> None:
        """Give a claimed ``target`` back."""
        with self._connect() as connection:
            connection.execute("DELETE FROM claims WHERE target = ?", [_name(target)])

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection, connection:
                yield connection
        except sqlite3.Error as error:
            raise WriteError(f"{self.path}: the journal cannot be used: {error}") from error


def default_journal() -> Path:
    """Give the file the user's journal is kept in; the variable ``RESTORER_JOURNAL`` names another."""
    import platformdirs

    chosen = os.environ.get(JOURNAL_VARIABLE)
    if chosen:
        return Path(chosen)
    return platformdirs.user_state_path("restorer", appauthor=False) / "journal.sqlite3"


def file_sha256(path: Path) -> str:
    """Hash a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_values(values: object) -> str:
    """Hash plain values, the same on every machine."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _name(target: Path) -> str:
    return str(target.absolute())


def _self() -> tuple[int, float]:
    import psutil

    process = psutil.Process()
    return process.pid, process.create_time()


def _is_alive(pid: int, started: float) -> bool:
    """Tell whether that very process runs; its number may since have been given to another."""
    import psutil

    try:
        return bool(psutil.Process(pid).create_time() == started)
    except psutil.NoSuchProcess:
        return False
