"""What the window and its workers have in memory, by what goes on."""

from pathlib import Path

import psutil
from PySide6.QtCore import QTimer

from benchmarks.event_loop import Watch


class Memory:
    """The most that the window and its workers had in memory by what went on, in megabytes.

    What they share is counted once.
    """

    def __init__(self, watch: Watch) -> None:
        self.peaks: dict[str, tuple[int, int]] = {}
        self._watch = watch
        self._process = psutil.Process()
        self._timer = QTimer(interval=500)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        window = _megabytes(self._process)
        workers = sum(map(_megabytes, self._process.children(recursive=True)))
        known = self.peaks.get(self._watch.during, (0, 0))
        self.peaks[self._watch.during] = max(known, (window, workers), key=sum)


def _megabytes(process: psutil.Process) -> int:
    """Read a process's share of the memory it has, without holding up others."""
    try:
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1_000_000
