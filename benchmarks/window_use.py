"""The window in use: one scenario in a process of its own, which prints what was measured as JSON.

``python -m benchmarks.window_use start|look|use CLOCK PHOTO OTHERS..``, where CLOCK is the monotonic time at
which it is called; see :mod:`benchmarks.window`.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, override

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import gui.app
from benchmarks.event_loop import Watch, schedule_of_this_thread, starved_seconds
from gui.settings import chosen
from gui.window import Window

if TYPE_CHECKING:
    from gui.batch.window import BatchWindow

PATIENCE_SECONDS = 900
LEFT = Qt.MouseButton.LeftButton


class Painted(QObject):
    """Notes when a widget was last painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what was painted."""
        self.times += event.type() == QEvent.Type.Paint
        return False


class User:
    """Uses a window by mouse and keyboard, watched."""

    def __init__(self, window: Window, watch: Watch) -> None:
        self.window, self.watch = window, watch
        self.state = window._state
        self.canvas = window.canvas
        self.painted = Painted(self.canvas)
        self.drag_milliseconds: list[float] = []

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window run until a condition holds."""
        start, loop, timer = time.monotonic(), QEventLoop(), QTimer(interval=20)

        def look() -> None:
            if condition():
                loop.quit()
            assert time.monotonic() < start + PATIENCE_SECONDS, "the window does not come to an end"

        timer.timeout.connect(look)
        timer.start()
        loop.exec()

    def idle(self, milliseconds: int = 300) -> None:
        """Let the window run for some time."""
        end = time.monotonic() + milliseconds / 1000
        self.wait(lambda: time.monotonic() > end)

    def open(self, photo: Path) -> float:
        """Open a photo; gives the seconds until it is seen."""
        start, seen = time.monotonic(), list[float]()

        def note() -> None:
            times = self.painted.times

            def look() -> None:
                if self.painted.times > times:
                    seen.append(time.monotonic() - start)
                else:
                    QTimer.singleShot(1, look)

            look()

        connection = self.state.photo_opened.connect(note)
        self.window.open_photo(photo)
        self.wait(lambda: seen and not self.state.work)
        self.state.photo_opened.disconnect(connection)
        return seen[0]

    def restore(self, *tasks: str) -> None:
        """Switch steps on, do them, and wait until what is shown is exact."""
        for task, card in self.window.panel.cards.items():
            if card.switch.isChecked() != (task in tasks):
                QTest.keyClick(card.switch, Qt.Key.Key_Space)
        QTest.mouseClick(self.window.panel._restore, LEFT)
        self.wait_exact()

    def wait_exact(self) -> None:
        """Wait until what is shown is what is set."""
        self.wait(
            lambda: (
                self.state.restored
                and not self.state.work
                and chosen(self.state.restored.settings) == chosen(self.state.settings)
            )
        )

    def at(self, x: float, y: float) -> QPoint:
        """Give the place of the canvas where a share of width and height of the photo is shown."""
        view, photo = self.canvas.view, self.canvas.viewport.photo
        return (view.corner + QPointF(x * photo.width(), y * photo.height()) * view.scale).toPoint()

    def drag(self, *places: tuple[float, float], steps: int = 20) -> None:
        """Drag the mouse over shares of the photo."""
        points = [self.at(*place) for place in places]
        QTest.mousePress(self.canvas, LEFT, pos=points[0])
        for first, second in pairwise(points):
            for step in range(1, steps + 1):
                QTest.mouseMove(self.canvas, first + (second - first) * (step / steps))
                self.idle(15)
        QTest.mouseRelease(self.canvas, LEFT, pos=points[-1])

    def zoom_and_move(self) -> None:
        """Zoom in, move the photo, and zoom out."""
        for notches in (4, 4, -4, -4):
            self.canvas.viewport.zoom(notches)
            self.idle(50)
        self.drag((0.3, 0.3), (0.7, 0.6))
        self.canvas.viewport.fit()

    def compare(self) -> None:
        """Drag the divider, and look at both side by side."""
        self.drag((0.5, 0.5), (0.2, 0.5), (0.8, 0.5))
        for _ in range(2):
            QTest.keyClick(self.canvas, Qt.Key.Key_S)
            self.idle()

    def drag_strength(self) -> None:
        """Drag a strength, note how long each move takes to its picture, and wait for the exact one.

        What other programs took meanwhile is left out.
        """
        schedule = schedule_of_this_thread()
        slider = self.window.panel.cards["denoise"].sliders["strength"].slider
        for percent in range(99, 20, -2):
            times, start = self.painted.times, time.perf_counter() - starved_seconds(schedule)
            slider.setValue(percent)
            while self.painted.times == times:
                QApplication.processEvents()
            self.drag_milliseconds.append(1000 * (time.perf_counter() - starved_seconds(schedule) - start))
        self.wait_exact()

    def undo(self) -> None:
        """Undo the drag by the keyboard."""
        QTest.keyClick(self.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.idle(800)
        self.wait_exact()

    def find_damage(self) -> None:
        """Have the damage shown."""
        QTest.keyClick(self.window.panel.cards["inpaint"].switch, Qt.Key.Key_Space)
        self.window._actions.show_mask()
        self.wait(lambda: self.state.origin and not self.state.work)

    def brush(self) -> None:
        """Paint on what is to be filled."""
        self.window.toolbox.choose("brush")
        self.drag((0.2, 0.2), (0.6, 0.3), (0.3, 0.7))
        self.window.toolbox.choose("")

    def save(self, target: Path) -> None:
        """Save the result."""
        self.window._actions.save_photo(target)
        self.wait(lambda: self.state.saved and not self.state.work)

    def restore_all(self, photos: list[Path]) -> None:
        """Restore photos in the batch window."""
        self.window.batch.open(photos)
        batch = self._batch
        self.wait(lambda: len(batch.batch.queue.rows) == len(photos) and batch.batch.has_work)
        batch._go.trigger()
        self.wait(lambda: batch.batch.is_idle)

    def review(self) -> None:
        """Look at the results of the batch window, and close it."""
        self._batch.tabs.setCurrentIndex(1)
        self.idle(1500)
        self._batch.close()

    @property
    def _batch(self) -> "BatchWindow":
        assert self.window.batch.window
        return self.window.batch.window


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
    worker = max(psutil.Process().children(), key=_busy_seconds)
    before = _busy_seconds(worker)
    with user.watch.watching("open"):
        seconds = user.open(photo)
    busy = _busy_seconds(worker) - before
    with user.watch.watching("zoom and move"):
        user.zoom_and_move()
    return {"first_seconds": first, "open_seconds": seconds, "worker_busy_seconds": busy}


def _busy_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


SCENARIOS = {"look": look, "use": use}


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


def main() -> int:
    """Run the program with a scenario that begins when the window is seen."""
    name, began, photo, *others = sys.argv[1:]
    del sys.argv[1:]
    make_window = gui.app.make_window

    def make(*arguments: Any) -> Window:
        window = make_window(*arguments)
        painted = Painted(window.centralWidget())

        def begin() -> None:
            if not painted.times:
                QTimer.singleShot(1, begin)
                return
            facts: dict[str, Any] = {
                "start_seconds": time.monotonic() - float(began),
                "start_busy_seconds": time.process_time(),
                "start_starved_seconds": starved_seconds(schedule_of_this_thread()),
                "loaded": sorted({"numpy", "onnxruntime", "pyvips"} & set(sys.modules)),
            }
            if name == "start":
                print(json.dumps(facts), flush=True)
                QApplication.quit()
                return
            watch = Watch()
            memory = Memory(watch)
            user = User(window, watch)
            facts |= SCENARIOS[name](user, Path(photo), [Path(other) for other in others])
            watch.stop()
            facts["megabytes"] = memory.peaks
            facts["longest"] = {during: asdict(block) for during, block in watch.longest.items()}
            facts["blocks"] = [asdict(block) for block in watch.blocks]
            print(json.dumps(facts), flush=True)
            user.state.restored = None
            window.close()

        QTimer.singleShot(0, begin)
        return window

    gui.app.make_window = make
    return gui.app.main()


if __name__ == "__main__":
    sys.exit(main())
