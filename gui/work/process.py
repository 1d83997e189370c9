"""Processes of ours, for a window at the end of a pipe; the worker's carries out one wish after the other.

They end with the window, however that ends. Nothing is done by importing this.
"""

import faulthandler
import logging
import logging.handlers
import os
import signal
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, override

from PySide6.QtCore import qInstallMessageHandler

from gui.files.log import note_qt_message
from gui.files.preferences import LANGUAGE_VARIABLE
from gui.words.translation import use_language
from gui.work.messages import Asked, Idle, Named, Ready, Stop, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from gui.wishes import Answer, Failed, Wish
    from gui.work.worker import Worker

_log = logging.getLogger(__name__)


class Post:
    """A process's end of the pipe: messages come in whatever it does, and so does the end of the window."""

    def __init__(self, connection: "Connection[Any, Any]", fault_file: Path) -> None:
        self._connection = connection
        self._fault_file = fault_file
        self._sending = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, message: object) -> None:
        """Send a message to the window; without a window, end."""
        try:
            with self._sending:
                self._connection.send(message)
        except OSError:
            self._end()

    put_nowait = send  # what logging calls it

    def take(self, message: object) -> None:
        """Take in a message, in a thread of its own."""
        raise NotImplementedError

    def _read(self) -> None:
        """Take in what comes until the window asks for the end or is gone."""
        try:
            while message := self._connection.recv():
                self.take(message)
        except (EOFError, OSError):
            pass
        except Exception:
            _log.exception("The window is not understood")
        self._end()

    def _end(self) -> None:
        """End at once, whatever is being done, and leave neither memory nor files behind."""
        from gui.work.blocks import unname_all

        unname_all()
        with suppress(OSError):  # Windows deletes nothing that is open
            self._fault_file.unlink()
        os._exit(0)


class WorkerPost(Post):
    """The worker's end: wishes, and the number of one that is to be stopped."""

    def __init__(self, connection: "Connection[Any, Any]", fault_file: Path) -> None:
        self.wishes: SimpleQueue[Asked] = SimpleQueue()
        self.stopped = 0
        self._current: tuple[int, Callable[[], object]] | None = None
        self._lock = threading.Lock()
        super().__init__(connection, fault_file)

    @override
    def take(self, message: object) -> None:
        """Take in a wish, or that nobody waits for one any more."""
        if isinstance(message, Stop):
            with self._lock:
                self.stopped = message.number
                if self._current and self._current[0] == message.number:
                    self._current[1]()
        elif isinstance(message, Asked):
            self.wishes.put(message)

    @contextmanager
    def at(self, number: int, interrupt: "Callable[[], object]") -> "Iterator[None]":
        """Carry out the wish of a number; if it is stopped meanwhile ``interrupt`` is called."""
        with self._lock:
            self._current = number, interrupt
        try:
            yield
        finally:
            with self._lock:
                self._current = None


def serve(connection: "Connection[Any, Any]", fault_file: Path) -> None:
    """Carry out the wishes that come by ``connection``; a crash leaves its place in ``fault_file``."""
    attend(WorkerPost(connection, fault_file), fault_file, _carry_out_all)


def attend[P: Post](post: P, fault_file: Path, work: "Callable[[P], None]") -> None:
    """Do the ``work`` of a process of ours, whose log goes to the window, and its crash to ``fault_file``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides
    with fault_file.open("w") as faults:
        faulthandler.enable(faults)
        logging.basicConfig(level=logging.INFO, handlers=[logging.handlers.QueueHandler(post)])  # type: ignore[arg-type]
        logging.captureWarnings(capture=True)
        qInstallMessageHandler(note_qt_message)
        use_language(os.environ.get(LANGUAGE_VARIABLE, "en"))
        try:
            work(post)
        except BaseException:
            _log.exception("The worker cannot go on")
            raise


def _carry_out_all(post: WorkerPost) -> None:
    from gui.work import blocks
    from gui.work.shelf import Shelf
    from gui.work.worker import Worker

    blocks.announcers.append(lambda name: post.send(Named(name)))
    worker, shelf = Worker(), Shelf(is_worker=True)
    post.send(Ready())
    while asked := post.wishes.get():
        answer = _carry_out(worker, shelf.unpack(asked.wish), asked.number, post, shelf)
        if answer is not None:
            post.send(Told(shelf.pack(answer)))
        post.send(Idle(frozenset(shelf.gone())))


def _carry_out(worker: "Worker", wish: "Wish", number: int, post: WorkerPost, shelf: Any) -> "Answer | None":
    """Give the answer to one wish, none if it was stopped."""
    import restorer
    from gui.wishes import Progress

    def tell(answer: "Answer") -> None:
        post.send(Told(shelf.pack(answer)))

    def tick(done: int, total: int) -> None:
        if post.stopped == number:
            raise restorer.Cancelled
        tell(Progress(done, total))

    def work() -> "Answer":
        with post.at(number, worker.interrupt):
            tick(0, 1)
            return worker.carry_out(wish, tick, tell)

    return answer_of(work)


def answer_of[Wanted](work: "Callable[[], Wanted]") -> "Wanted | Failed | None":
    """Give what work comes to, or in a sentence what went wrong; none if it was cancelled."""
    import restorer
    from gui.wishes import Failed
    from gui.words import texts, texts_worker

    try:
        return work()
    except restorer.Cancelled:
        return None
    except restorer.RestorerError as error:
        return Failed(str(error))
    except MemoryError:
        return Failed(texts_worker.NO_MEMORY)
    except Exception as error:
        _log.exception("What was wished for failed unexpectedly")
        return Failed(texts.unexpected(error))
