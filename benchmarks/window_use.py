"""The window in use: one scenario in a process of its own, which prints what was measured as JSON.

``python -m benchmarks.window_use SCENARIO CLOCK PHOTO OTHERS..``, where CLOCK is the monotonic time at which
it is called and SCENARIO is start, look, preview or use; see :mod:`benchmarks.window`.
"""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import gui.app
from benchmarks.event_loop import Watch, schedule_of_this_thread, starved_seconds
from benchmarks.window_memory import Memory
from benchmarks.window_user import Painted, User
from gui.window import Window
from gui.work.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Callable


def use(user: User, photo: Path, others: list[Path]) -> dict[str, Any]:
    """Do with a large photo what there is to be done, and queue small ones."""
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: user.open(photo),
        "zoom and move": user.zoom_and_move,
        "denoise": lambda: user.restore("denoise"),
        "compare": user.compare,
        "drag a strength": user.drag_strength,
        "undo": user.undo,
        "denoise and tone": lambda: user.restore("denoise", "tone"),
        "find damage": user.find_damage,
        "brush": user.brush,
        "save": lambda: user.save(photo.with_name("saved.jpg")),
        "batch": lambda: user.restore_all(others),
        "review": user.review,
    }
    for name, act in acts.items():
        with user.watch.watching(name):
            act()
            user.idle(600)
    return {"drag_milliseconds": user.drag_milliseconds}


def look(user: User, photo: Path, others: list[Path]) -> dict[str, Any]:
    """Open a small photo, so that the worker is up, then a large one, and look at it."""
    with user.watch.watching("first photo"):
        first = user.open(others[0])
    busy = _clock_of_worker()
    before = busy()
    with user.watch.watching("open"):
        seconds = user.open(photo)
    after = busy()
    with user.watch.watching("zoom and move"):
        user.zoom_and_move()
    return {"first_seconds": first, "open_seconds": seconds, "worker_busy_seconds": after - before}


def preview(user: User, photo: Path, others: list[Path]) -> dict[str, Any]:
    """Denoise a small photo, so that the network is loaded, then a large one, looked at closely."""
    with user.watch.watching("first photo"):
        user.open(others[0])
        user.restore("denoise")
    with user.watch.watching("preview"):
        user.state.restored = None
        user.open(photo)
        return {"previews": user.restore_near("denoise", _clock_of_worker())}


def _clock_of_worker() -> "Callable[[], float]":
    """Give a clock of the processor time of the worker."""
    worker = max(psutil.Process().children(), key=_busy_seconds)
    return lambda: _busy_seconds(worker)


def _busy_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


SCENARIOS = {"look": look, "preview": preview, "use": use}


def main() -> int:
    """Run the program with a scenario that begins when the window is seen."""
    name, began, *photos = sys.argv[1:]
    del sys.argv[1:]
    make_window = gui.app.make_window

    def make(runner: Runner, session: Path | None = None) -> Window:
        window = make_window(runner, session)
        middle = window.centralWidget()
        assert middle
        painted = Painted(middle)

        def begin() -> None:
            if not painted.times:
                QTimer.singleShot(1, begin)
                return
            facts = _start(float(began))
            if name != "start":
                facts |= _watch(window, name, [Path(photo) for photo in photos])
            print(json.dumps(facts), flush=True)
            QApplication.exit()  # closing would ask about what was painted

        QTimer.singleShot(0, begin)
        return window

    gui.app.make_window = make
    return gui.app.main()


def _start(began: float) -> dict[str, Any]:
    """Tell what the start took until now."""
    return {
        "start_seconds": time.monotonic() - began,
        "start_busy_seconds": time.process_time(),
        "start_starved_seconds": starved_seconds(schedule_of_this_thread()),
        "loaded": sorted({"numpy", "onnxruntime", "pyvips"} & set(sys.modules)),
    }


def _watch(window: Window, scenario: str, photos: list[Path]) -> dict[str, Any]:
    """Use the window as a scenario says, and tell what that took."""
    watch = Watch()
    memory = Memory(watch)
    facts = SCENARIOS[scenario](User(window, watch), photos[0], photos[1:])
    watch.stop()
    return facts | {
        "megabytes": memory.peaks,
        "longest": {during: asdict(block) for during, block in watch.longest.items()},
        "blocks": [asdict(block) for block in watch.blocks],
    }


if __name__ == "__main__":
    sys.exit(main())
