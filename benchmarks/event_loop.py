"""A watch over an event loop: how long what a user does would have to wait, and what it would wait for."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Signal

_PAUSE_SECONDS = 0.004
_LOOK_SECONDS = 0.01
_LEAST_MILLISECONDS = 50
_GUI = str(Path(__file__).parents[1] / "gui")


@dataclass(frozen=True, slots=True)
class Block:
    """So long the loop answered nobody, and what it was seen at meanwhile.

    Of the time its thread was ``busy``, or ``starved``: ready, but other programs had the processors.
    """

    milliseconds: float
    busy_milliseconds: float
    starved_milliseconds: float
    during: str
    causes: dict[str, int] = field(default_factory=dict)


class Watch(QObject):
    """Asks the event loop of the thread it is made in, again and again, and notes how long an answer takes.

    ``blocks`` holds those of 50 milliseconds and more, ``longest`` the longest of all by ``during``.
    """

    _asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.during = ""
        self.blocks: list[Block] = []
        self.longest: dict[str, Block] = {}
        self._answered = threading.Event()
        self._answered_at = 0.0
        self._stopped = threading.Event()
        self._watched = threading.get_ident()
        self._schedule = schedule_of_this_thread()
        self._asked.connect(self._answer)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @contextmanager
    def watching(self, during: str) -> Iterator[None]:
        """Note by this name what happens meanwhile."""
        before, self.during = self.during, during
        try:
            yield
        finally:
            self.during = before

    def stop(self) -> None:
        """End watching."""
        self._stopped.set()
        self._answered.set()
        self._thread.join()

    def _answer(self) -> None:
        self._answered_at = time.perf_counter()
        self._answered.set()

    def _watch(self) -> None:
        clock = time.pthread_getcpuclockid(self._watched)
        while not self._stopped.is_set():
            during, start = self.during, time.perf_counter()
            busy, starved = time.clock_gettime(clock), starved_seconds(self._schedule)
            self._answered.clear()
            self._asked.emit()
            causes = Counter[str]()
            while not self._answered.wait(_LOOK_SECONDS):
                if self._stopped.is_set():  # whoever stops it waits, and answers no more
                    return
                causes[_place(sys._current_frames().get(self._watched))] += 1
            if during:
                self._note(
                    Block(
                        1000 * (self._answered_at - start),
                        1000 * (time.clock_gettime(clock) - busy),
                        1000 * (starved_seconds(self._schedule) - starved),
                        during,
                        dict(causes.most_common(3)),
                    )
                )
            time.sleep(_PAUSE_SECONDS)

    def _note(self, block: Block) -> None:
        if block.milliseconds >= _LEAST_MILLISECONDS:
            self.blocks.append(block)
        longest = self.longest.get(block.during)
        if longest is None or block.milliseconds > longest.milliseconds:
            self.longest[block.during] = block


def schedule_of_this_thread() -> Path:
    """Give the file in which Linux counts how long this thread has waited for a processor."""
    return Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")


def starved_seconds(schedule: Path) -> float:
    """Tell how long a thread has waited for a processor since it began; 0 where nobody counts that."""
    try:
        return int(schedule.read_text(encoding="ascii").split()[1]) / 1e9
    except OSError:
        return 0.0


def _place(frame: FrameType | None) -> str:
    """Name the innermost function of the window that is at work."""
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(_GUI):
            return f"{Path(code.co_filename).stem}.{code.co_qualname}:{frame.f_lineno}"
        frame = frame.f_back
    return "Qt"
