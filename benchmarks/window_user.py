"""A user of the window: mouse and keyboard, and the patience to wait for what comes of them."""

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.event_loop import Watch, schedule_of_this_thread, starved_seconds
from gui.window import Window
from restorer import Saving

if TYPE_CHECKING:
    from gui.batch.window import BatchWindow

PATIENCE_SECONDS = 900
_MOVES = 20
"""Of the mouse, from one place of a drag to the next."""
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
        self.state = window.state
        self.canvas = window.canvas
        self.painted = Painted(self.canvas)
        self.drag_milliseconds: list[float] = []

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window run until a condition holds."""
        start, loop, timer = time.monotonic(), QEventLoop(), QTimer(interval=20)

        def look() -> None:
            if condition() or time.monotonic() > start + PATIENCE_SECONDS:
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        assert condition(), "the window does not come to an end"

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

    def restore_near(self, task: str, busy: Callable[[], float]) -> list[tuple[float, float, float]]:
        """Restore with the photo at its full size on the screen.

        Gives of the part looked at, of all that is seen and of the whole after how many seconds it was there,
        for how many the worker was ``busy``, and its megapixels.
        """
        self.canvas.viewport.show_full_size()
        self.idle()
        start, before, there = time.monotonic(), busy(), list[tuple[float, float, float]]()

        def note(width: float, height: float) -> None:
            there.append((time.monotonic() - start, busy() - before, width * height / 1e6))

        def note_preview() -> None:
            if self.state.previews:
                left, top, right, bottom = self.state.previews[-1].corners
                note(right - left, bottom - top)

        connection = self.state.previews_changed.connect(note_preview)
        self.restore(task)
        self.state.previews_changed.disconnect(connection)
        photo = self.canvas.viewport.photo
        note(photo.width(), photo.height())
        return there

    def wait_exact(self) -> None:
        """Wait until what is shown is what is set."""
        self.wait(lambda: self.state.opened and not self.state.work and not self.state.can_restore)

    def at(self, x: float, y: float) -> QPoint:
        """Give the place of the canvas where a share of width and height of the photo is shown."""
        view, photo = self.canvas.view, self.canvas.viewport.photo
        return (view.corner + QPointF(x * photo.width(), y * photo.height()) * view.scale).toPoint()

    def drag(self, *places: tuple[float, float]) -> None:
        """Drag the mouse over shares of the photo."""
        points = [self.at(*place) for place in places]
        QTest.mousePress(self.canvas, LEFT, pos=points[0])
        for first, second in pairwise(points):
            for step in range(1, _MOVES + 1):
                QTest.mouseMove(self.canvas, first + (second - first) * (step / _MOVES))
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
        self.window.user_actions.show_mask()
        self.wait(lambda: self.state.origin and not self.state.work)

    def brush(self) -> None:
        """Paint on what is to be filled."""
        self.window.toolbox.choose("brush")
        self.drag((0.2, 0.2), (0.6, 0.3), (0.3, 0.7))
        self.window.toolbox.choose("")

    def save(self, target: Path) -> None:
        """Save the result."""
        self.window.user_actions.save_photo(target, Saving())
        self.wait(lambda: self.state.saved and not self.state.work)

    def restore_all(self, photos: list[Path]) -> None:
        """Restore photos in the batch window."""
        self.window.batch_door.open(photos)
        batch = self._batch
        self.wait(lambda: len(batch.batch.queue.rows) == len(photos) and batch.batch.has_work)
        batch.go.trigger()
        self.wait(lambda: batch.batch.is_idle)

    def review(self) -> None:
        """Look at the results of the batch window, and close it."""
        self._batch.tabs.setCurrentIndex(1)
        self.idle(1500)
        self._batch.close()

    @property
    def _batch(self) -> "BatchWindow":
        assert self.window.batch_door.window
        return self.window.batch_door.window
