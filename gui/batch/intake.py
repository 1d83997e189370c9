"""The intake: what is in the queue and what is to be done to it; both outlive the program."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from gui.batch.queue import Queue
from gui.batch.record import Record, read_record, write_record
from gui.batch.rows import BatchOptions, Order, Row, RowState, minus
from gui.batch.search import Search
from gui.files.paths import mtime_ns
from gui.settings import FIRST, Settings, chosen, has_places, without_places
from gui.words import texts_batch
from gui.work.errands import Errands
from restorer import RestorerError, inputs_of, read_recipe

if TYPE_CHECKING:
    from gui.batch.jobs import Looked
    from restorer import Job

Phase = Literal["idle", "working", "pausing", "paused", "stopping"]
_RECORD_MILLISECONDS = 2000
_SETTLED_MILLISECONDS = 300
_FOUND = ("waiting", "skipped", "failed")
"""States of rows that are nothing once the photo is not found any more."""


class Intake(QObject):
    """Adds and removes photos, searches folders for them, sets options, and remembers it all in a file."""

    phase_changed = Signal()
    order_changed = Signal()
    look_began = Signal()
    looked = Signal()
    """The photos were searched for: ``targets`` and ``problem`` are those of now."""
    noticed = Signal(str)
    failed = Signal(str)
    made_good = Signal()
    """Something else was done since that failed."""

    def __init__(self, settings: Callable[[], Settings], file: Path) -> None:
        super().__init__()
        self.queue = Queue(self)
        self.errands = Errands(self, threads=2)
        self.order = Order()
        self.phase: Phase = "idle"
        self.problem = ""
        self.targets: dict[Path, Path] = {}
        self.growing: set[Path] = set()
        """Files in watched folders that may not be whole yet, so that they are not looked at."""
        self._settings = settings
        self._file = file
        self._first_steps = self._steps
        self._steps_of_record: Settings | None = None
        """Those that the queue had when it was left, done until others than the first are set."""
        self._done_by: Order | None = None
        self._begun: set[Path] = set()
        """Photos that were to be done by runs that were begun, whatever became of them."""
        self._stamp = 0
        self._search = Search(self.errands, self)
        self._search.ended.connect(self._on_looked)
        self._search.failed.connect(self._on_not_looked)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._settling.timeout.connect(self.look)
        self._recording = QTimer(self, singleShot=True, interval=_RECORD_MILLISECONDS)
        self._recording.timeout.connect(self.record)
        self._writing = QThreadPool(self)  # of ten thousand photos it takes a while
        self._writing.setMaxThreadCount(1)  # in order
        self.errands.failed.connect(lambda reason: self.failed.emit(texts_batch.problem(reason)))
        self._restore_record()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being done."""
        return self.phase == "idle"

    @property
    def is_interrupted(self) -> bool:
        """Whether a run was begun, has not done all, and is over."""
        return self.is_idle and self._is_unfinished

    @property
    def _is_unfinished(self) -> bool:
        """Whether a run was begun and has not done all."""
        return any(row.path in self._begun for row in self.queue.of("waiting", "working"))

    @property
    def _steps(self) -> Settings:
        """The steps that are set, as they are for photos other than the open one."""
        return without_places(self._settings())

    @property
    def order_now(self) -> Order:
        """What would be done now, with the steps as they are set."""
        settings = self._steps_of_record or self._steps
        return replace(self.order, settings=settings, stamp=self._stamp)

    @property
    def _recipe_stamp(self) -> int:
        """When the recipe's file and those it names were changed, added up; 0 for a recipe without a file."""
        recipe = Path(self.order.options.recipe or "")
        if not recipe.is_absolute():
            return 0
        files = [recipe]
        with suppress(RestorerError):
            files += inputs_of(read_recipe(recipe))
        return sum(map(mtime_ns, files))

    @property
    def leaves_places(self) -> bool:
        """Whether what is drawn and placed on the open photo is left out, as it is not for others."""
        return has_places(self._settings())

    @property
    def order_of_results(self) -> Order:
        """The order by which results were made, or would be if there are none yet."""
        return self._done_by or self.order_now

    @property
    def is_other_way(self) -> bool:
        """Whether results were made in another way than is set now."""
        return self._done_by is not None and _how(self._done_by) != _how(self.order_now)

    def add(self, paths: Iterable[Path]) -> None:
        """Add photos, and folders of photos."""
        new = dict.fromkeys(paths)
        inputs = tuple(dict.fromkeys((*self.order.inputs, *new)))
        without = {path for path in self.order.without if new.keys().isdisjoint((path, *path.parents))}
        self._change(replace(self.order, inputs=inputs, without=frozenset(without)))
        self.look(new)

    def remove(self, paths: Iterable[Path]) -> set[Path]:
        """Take photos out of the queue, and tell which; what is at work stays. No file is touched."""
        gone = {path for path in paths if path in self.queue and self.queue[path].state != "working"}
        inputs = minus(self.order.inputs, gone)
        self._change(replace(self.order, inputs=inputs, without=self.order.without | gone))
        self.queue.remove(gone)
        self._begun -= gone  # added again, they are done after the others
        self.look()
        return gone

    def clear(self) -> None:
        """Empty the queue; the options stay. No file is touched."""
        if self.is_idle:
            self._begun, self._done_by, self._steps_of_record = set(), None, None
            self.queue.replace_all(())
            self._change(Order(options=self.order.options))
            self.look()

    def set_options(self, options: BatchOptions) -> None:
        """Set how photos are restored and saved."""
        if self.is_idle and options != self.order.options:
            self._change(replace(self.order, options=options))
            self.look()

    def on_steps_set(self, *, is_seen: bool = True) -> None:
        """Take in that other steps are set; where it is seen, show it, and soon what comes of it."""
        if self._steps != self._first_steps:
            self._steps_of_record = None
        if not is_seen:
            return
        self.order_changed.emit()
        if self.is_idle:
            self._settling.start()

    def heed_recipe(self) -> None:
        """Do as :meth:`on_steps_set`, if the recipe's file was changed since."""
        if self._recipe_stamp != self._stamp:
            self.on_steps_set()

    def look(self, added: Iterable[Path] = ()) -> None:
        """Search for the photos, and find out where their results would go."""
        self._stamp = self._recipe_stamp
        self.look_began.emit()
        order = self.order_now
        self._search.begin(replace(order, without=order.without | self.growing), added)

    def record_soon(self) -> None:
        """Have the queue written to the disk within seconds, with what changes until then."""
        if not self._recording.isActive():
            self._recording.start()

    def record(self) -> None:
        """Write the queue to the disk; a run that was begun is to be resumed as it was."""
        self._recording.stop()
        order = self.order if self._is_unfinished else self.order_now
        record = Record(order, tuple(self.queue.rows), self._is_unfinished, self._done_by)
        self._writing.start(lambda: write_record(record, self._file))

    def _change(self, order: Order) -> None:
        self.order = order
        self.record_soon()
        self.order_changed.emit()

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()

    def _restore_record(self) -> None:
        """Take the queue up again as it was left, with the steps it had, until others are set."""
        if record := read_record(self._file):
            self.order, self._done_by = record.order, record.done_by
            self.queue.replace_all(record.rows)
            if record.is_started:
                self._begun = {row.path for row in self.queue.of("waiting")}
            if record.done_by and (record.is_started or self._first_steps == FIRST):
                self._steps_of_record = record.order.settings

    def _on_looked(self, looked: "Looked") -> None:
        self.problem = looked.problem
        self.targets = {} if looked.problem else {job.source: job.target for job in looked.jobs}
        found = [
            _row_now(self.queue.get(job.source), job, is_possible=not looked.problem) for job in looked.jobs
        ]
        places = {row.path for row in found}
        kept = [row for row in self.queue.rows if row.path not in places and row.state not in _FOUND]
        if self.queue.rows != [*found, *kept]:
            self.queue.replace_all([*found, *kept])
            self.record_soon()
        if looked.strange:
            self._change(replace(self.order, inputs=minus(self.order.inputs, looked.strange)))
        if words := texts_batch.left_out(looked.empty, looked.strange):
            self.failed.emit(words)
        self.looked.emit()

    def _on_not_looked(self, reason: str, added: tuple[Path, ...]) -> None:
        """Do without a folder that cannot be read, so that the others can be."""
        self._change(replace(self.order, inputs=minus(self.order.inputs, added)))
        self.failed.emit(texts_batch.problem(reason))
        self.looked.emit()


def _how(order: Order) -> tuple[BatchOptions, Settings | int]:
    """Give what of an order decides how results are made."""
    options = order.options
    how = chosen(order.settings) if options.recipe is None else order.stamp
    return replace(options, recursive=True), how


def _row_now(row: Row | None, job: "Job", *, is_possible: bool) -> Row:
    """Give the row of a photo that was looked at again.

    What became of it when it was tried stays; all does where nothing can be done as it is set.
    """
    prevents = job.skip or job.failure
    if row:
        is_prevented = bool(prevents) and row.state == "waiting" and not row.is_redone
        if not (is_possible and (row.is_foreseen or is_prevented)):
            return row
    state: RowState = "skipped" if job.skip else "failed" if job.failure else "waiting"
    words = texts_batch.outcome(prevents, (), job.source)
    return Row(job.source, state, words=words, degree=row.degree if row else 0, is_foreseen=bool(prevents))
