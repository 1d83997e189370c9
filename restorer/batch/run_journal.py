"""The journal of a run, which is gone on without once it fails: as little is noted as if there were none."""

import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from restorer.batch.journal import Decision, Journal, ResultKey
from restorer.errors import WriteError
from restorer.progress import Say
from restorer.system.paths import is_there


class RunJournal(Journal):
    """A journal that, when its file fails in the midst of a run, says so once and no more is asked.

    What exists is kept then, and nothing is noted; claims are heeded as long as their own file answers. Only
    a full disk goes on being an error: it ends the run.
    """

    def __init__(self, path: Path | None = None, *, say: Say):
        super().__init__(path)
        self._say = say
        self._given_up: set[Path] = set()
        self._lock = threading.Lock()

    def decide(self, target: Path, key: ResultKey, source: Path | None = None) -> Decision:
        """Tell as a journal does; without one all that exists is foreign."""
        without: Decision = "foreign" if is_there(target) else "run"
        return self._ask(self.path, partial(super().decide, target, key, source), without)

    def record(self, target: Path, key: ResultKey, sha256: str, source: Path | None = None) -> None:
        """Note a result, if that can be."""
        self._ask(self.path, partial(super().record, target, key, sha256, source), None)

    def claim(self, target: Path) -> bool:
        """Take a target; without a journal it is anyone's."""
        return self._ask(self._claims_path, partial(super().claim, target), True)

    def release(self, target: Path) -> None:
        """Give a claimed target back."""
        self._ask(self._claims_path, partial(super().release, target), None)

    def recover(self) -> None:
        """Sweep up after processes that died."""
        self._ask(self._claims_path, super().recover, None)

    def _ask[Answer](self, file: Path, ask: Callable[[], Answer], without: Answer) -> Answer:
        if file in self._given_up:
            return without
        try:
            return ask()
        except WriteError as error:
            if getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise
            self._give_up(file, error)
            return without

    def _give_up(self, file: Path, error: WriteError) -> None:
        with self._lock:
            is_told = bool(self._given_up)
            self._given_up |= {file, self.path}
        if not is_told:
            self._say(f"{error}; what exists is kept, and nothing more is noted")


def open_journal(say: Say = lambda _line: None) -> RunJournal | None:
    """Open the user's journal; without one, as ``say`` is told, a batch does not know its own results."""
    try:
        return RunJournal(say=say)
    except WriteError as error:
        say(f"{error}; what exists is kept, and nothing is noted")
        return None
