"""Watching: what comes into the folders of the queue is looked for, and restored once it is whole."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.batch.batch import Batch
from gui.batch.rows import Order
from gui.words import texts_batch
from gui.work.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Callable

    from restorer import Watch


class Watching(QObject):
    """Looks at the folders now and then, in a thread of its own, while it is on."""

    changed = Signal()

    def __init__(self, batch: Batch, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = False
        self._batch = batch
        self._errands = Errands(self)
        self._watch: Watch | None = None
        self._watched = _watched(batch.order)
        self._number = 0
        """Of the looks: an answer that comes later than the next was begun is of no use."""
        self._new: set[Path] = set()
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._look)
        batch.looked.connect(self._on_looked)
        batch.order_changed.connect(self._on_order_changed)

    @property
    def folders(self) -> list[Path]:
        """What was added to the queue and is no photo in it."""
        return [path for path in self._batch.order.inputs if path not in self._batch.queue]

    def set_on(self, is_on: bool) -> None:
        """Begin or end to look."""
        if is_on != self.is_on:
            self.is_on, self._new, self._watch = is_on, set(), None
            self._batch.growing = set()
            self._begin()
            self.changed.emit()

    def stop(self) -> None:
        """End, and wait for a look that was begun."""
        self.set_on(False)
        self._errands.stop()

    def _begin(self) -> None:
        """Look for the first time, if it is on; a watch over other folders is gone on with."""
        before, self._watched = self._watch, _watched(self._batch.order)
        known = {row.path for row in self._batch.queue.rows}
        self._ask(lambda: _first(*self._watched, known, before))

    def _look(self) -> None:
        watch = self._watch
        if watch is not None:
            self._ask(lambda: (watch, watch.look()))

    def _ask(self, look: "Callable[[], tuple[Watch, set[Path]]]") -> None:
        self._resting.stop()
        self._number += 1
        number = self._number
        if self.is_on:
            self._errands.ask(look, lambda seen: self._on_seen(number, *seen), self._on_failed)

    def _on_seen(self, number: int, watch: "Watch", ready: set[Path]) -> None:
        if number != self._number:
            return
        self._watch, self._batch.growing = watch, watch.growing
        results = {row.target for row in self._batch.queue.rows}
        self._new |= ready - results - self._batch.order.without
        if self._new:
            self._batch.look()
        self._resting.start(round(watch.rest_seconds * 1000))

    def _on_failed(self, reason: str) -> None:
        if self.is_on:
            self.set_on(False)
            self._batch.failed.emit(texts_batch.problem(reason))

    def _on_looked(self) -> None:
        if self._new:
            self._new = self._batch.take_in(self._new)

    def _on_order_changed(self) -> None:
        if not self._batch.order.inputs:
            self.set_on(False)
        elif self.is_on and _watched(self._batch.order) != self._watched:
            self._begin()


def _watched(order: Order) -> tuple[tuple[Path, ...], bool]:
    return order.inputs, order.options.recursive


def _first(
    inputs: tuple[Path, ...], recursive: bool, known: set[Path], before: "Watch | None"
) -> "tuple[Watch, set[Path]]":
    import restorer

    watch = restorer.Watch(filter(restorer.is_folder, inputs), recursive=recursive)
    return watch, watch.first(known, after=before)
