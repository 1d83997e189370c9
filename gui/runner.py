"""The runner: hands wishes to a worker in a thread of its own; the newest wish wins.

Each wish to open or denoise takes the next number. A piece of work whose number is no longer the
newest stops at its next tick, and what it still reports is dropped. What is being saved is never
dropped: it is about the user's files.
"""

import logging
from queue import SimpleQueue
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QThread, Signal

from gui import texts
from gui.wishes import FINISHED, Answer, Failed, Progress, Wish

if TYPE_CHECKING:
    from gui.worker import Worker

_log = logging.getLogger(__name__)


class Runner(QThread):
    """One long-lived thread that carries out wishes and answers by a signal."""

    answered = Signal(object, object)
    """A wish and one of its answers: any number of Progress, then the last one."""
    _reported = Signal(object, int, object)

    def __init__(self) -> None:
        super().__init__()
        self._wishes: SimpleQueue[tuple[Wish, int] | None] = SimpleQueue()
        self._newest = 0
        self._reported.connect(self._on_reported)

    def ask(self, wish: Wish) -> None:
        """Have ``wish`` carried out; unless it saves, it takes the place of all before it."""
        if not isinstance(wish, FINISHED):
            self._newest += 1
        self._wishes.put((wish, self._newest))

    def cancel(self) -> None:
        """Drop everything asked for, but for what is to be saved."""
        self._newest += 1

    def stop(self) -> None:
        """Cancel, finish saving, and end the thread."""
        self.cancel()
        self._wishes.put(None)
        self.wait()

    def _is_stale(self, wish: Wish, number: int) -> bool:
        return number != self._newest and not isinstance(wish, FINISHED)

    def _carry_out(self, worker: "Worker", wish: Wish, number: int) -> None:
        """Report the answer to one wish (in the worker's thread)."""
        import restorer

        def tick(done: int, total: int) -> None:
            if self._is_stale(wish, number):
                raise restorer.Cancelled
            self._reported.emit(wish, number, Progress(done, total))

        answer: Answer
        try:
            tick(0, 1)
            answer = worker.carry_out(wish, tick)
        except restorer.Cancelled:
            return
        except restorer.RestorerError as error:
            answer = Failed(str(error))
        except Exception as error:
            _log.exception("A wish failed unexpectedly")
            answer = Failed(texts.unexpected(error))
        self._reported.emit(wish, number, answer)

    def _on_reported(self, wish: Wish, number: int, answer: Answer) -> None:
        if not self._is_stale(wish, number):
            self.answered.emit(wish, answer)

    @override
    def run(self) -> None:
        """Carry out wishes until told to stop (in the worker's thread)."""
        from gui.worker import Worker

        worker = Worker()
        while asked := self._wishes.get():
            self._carry_out(worker, *asked)
