"""The link: one process of ours as the window sees it, from its start to what it leaves behind."""

import logging
import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Any

from gui.wishes import Wish
from gui.work.messages import Asked, Ended, Named, Stop

CONTEXT: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
"""How processes are begun: anew, as a fork of a program with threads may hang."""
_END_SECONDS = 5.0
_log = logging.getLogger(__name__)

Work = Callable[[Any, Path], None]
Hear = Callable[[Any, Any], None]
"""Takes the link and a message."""


class Link:
    """A process of ours; ``hear`` gets what it says, in a thread of its own, last of all that it ended."""

    def __init__(self, hear: Hear, work: Work) -> None:
        self._connection, theirs = CONTEXT.Pipe()
        handle, name = tempfile.mkstemp(prefix="restorer-worker-", suffix=".txt")
        os.close(handle)
        self._fault_file = Path(name)
        self._process = CONTEXT.Process(target=work, args=(theirs, self._fault_file), daemon=True)
        self._process.start()
        theirs.close()
        self._blocks: set[str] = set()
        self._hear = hear
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    def kill(self) -> None:
        """End a process that does not listen."""
        self._process.kill()

    def end(self) -> None:
        """Ask an idle process to end, and see to it that it does."""
        self.send(None)
        self._process.join(_END_SECONDS)
        self._process.kill()
        self._listener.join()

    def send(self, message: object) -> None:
        """Send a message; that a dead process does not hear it is found out by listening."""
        try:
            self._connection.send(message)
        except OSError:
            return

    def _listen(self) -> None:
        try:
            while True:
                message = self._connection.recv()
                if isinstance(message, Named):
                    self._blocks.add(message.block)
                else:
                    self._hear(self, message)
        except (EOFError, OSError):
            pass
        except Exception:
            _log.exception("The process is not understood")
        self._hear(self, Ended(self._bury()))

    def _bury(self) -> str:
        """Free what the process left, and tell how it ended and where it crashed, if it knew."""
        from gui.work.blocks import free

        self._process.join(_END_SECONDS)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        self._connection.close()
        free(self._blocks)
        return "\n".join(filter(None, (_ending(code), self._read_fault())))

    def _read_fault(self) -> str:
        fault = ""
        with suppress(OSError):  # somebody may have swept up
            fault = self._fault_file.read_text(encoding="utf-8", errors="replace")
            self._fault_file.unlink()
        return fault.strip()


class WorkerLink(Link):
    """The process of a worker, and what both it and the window hold."""

    def __init__(self, hear: Hear, work: Work) -> None:
        super().__init__(hear, work)
        from gui.work.shelf import Shelf  # loads much, while the worker does the same

        self._shelf = Shelf(is_worker=False)

    def ask(self, wish: Wish, number: int) -> None:
        """Send a wish; the worker has to be idle."""
        self.send(Asked(number, self._shelf.pack(wish)))

    def stop(self, number: int) -> None:
        """Tell that nobody waits for the answer to a wish any more."""
        self.send(Stop(number))

    def unpack(self, answer: bytes) -> Any:
        """Give an answer as it was meant."""
        return self._shelf.unpack(answer)

    def drop(self, gone: frozenset[int]) -> None:
        """Let go of what the worker has no more."""
        self._shelf.drop(gone)


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"
