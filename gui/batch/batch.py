"""The batch: what a user can do with the queue. It starts runs and puts what they tell into the queue."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import Signal

from gui.batch.clock import Clock
from gui.batch.intake import Intake
from gui.batch.messages import Begin
from gui.batch.rows import WITH_RESULT, Order, Row, RowState
from gui.batch.run import Attendant, Run
from gui.settings import Settings
from gui.words import texts_batch, texts_worker
from gui.work.errands import deliver

if TYPE_CHECKING:
    from restorer import Job, JobResult

_AHEAD: tuple[RowState, ...] = ("waiting", "working")
"""States of the photos of a run that it has yet to tell of."""


class Batch(Intake):
    """Starts, pauses, stops and tries again."""

    ended = Signal()
    said = Signal(str)
    """Which network runs where."""

    def __init__(self, settings: Callable[[], Settings], file: Path) -> None:
        super().__init__(settings, file)
        self._run: Run | None = None
        self._attendant: Attendant | None = None
        self._only: set[Path] | None = None
        self._rollback: tuple[Order | None, list[Row]] = None, []
        """What a start that fails goes back to: the order of results, and the rows that are made anew."""
        self._worked = 0
        self._clock = Clock()

    @property
    def has_work(self) -> bool:
        """Whether starting would do anything: photos wait, or were done in another way than is set."""
        return self.queue.count()["waiting"] > 0 or bool(self.again)

    @property
    def again(self) -> list[Row]:
        """The photos that starting does anew, as steps or options were changed since; no accepted ones."""
        if not self.is_other_way:
            return []
        return [row for row in self.queue.of("done", "before", "skipped", "failed") if not row.is_accepted]

    @property
    def seconds(self) -> float:
        """How long the queue has been at work."""
        return self._clock.seconds

    @property
    def seconds_left(self) -> float | None:
        """About how long it will still be; ``None`` before that can be told."""
        parts = sum(row.part for row in self.queue.of("working"))
        counts = self.queue.count()
        left = counts["waiting"] + counts["working"] - parts
        return self._clock.seconds_left(self._worked + parts, left)

    def start(self) -> None:
        """Do what waits, and what was done in another way than is set now."""
        if not self.is_idle:
            return
        self._change(self.order_now)  # what is being typed comes with it
        self._rollback = self._done_by, self.again
        self.queue.set_waiting(self._rollback[1])
        self._done_by, self._only = self.order, None
        self._clock, self._worked = Clock(), 0
        self._begun.clear()
        self._go()
        self.record()

    def retry(self) -> None:
        """Try again what failed."""
        self.queue.set_waiting(list(self.queue.of("failed")))
        self.start()

    def redo(self, rows: Iterable[Row]) -> None:
        """Do these photos anew, and of those that wait no others; their results are replaced."""
        rows = list(rows)
        self.queue.set_waiting(rows)
        paths = {row.path for row in rows}
        self._begun -= paths
        if not self.is_idle or self.errands.is_ending:
            self._only = self._only and self._only | paths
            return
        self._clock, self._worked = Clock(), 0
        self._done_by, self._only = self._done_by or self.order_now, paths
        self._go()

    def take_in(self, paths: Iterable[Path]) -> set[Path]:
        """Do photos that are new or were changed, unless those before them would be done anew as well.

        Gives those that have to be taken in later: they are at work, or nothing can be done as it is set.
        """
        rows = [row for path in paths if (row := self.queue.get(path))]
        begun = set() if self.is_idle else self._begun
        later = {row.path for row in rows if self.problem or (row.path in begun and row.state in _AHEAD)}
        new = {row.path for row in rows} - later
        self.queue.set_waiting(row for row in rows if row.path in new and row.state != "waiting")
        self._begun -= new
        self._only = self._only and self._only | new
        if new and not self.is_other_way:
            self.start()
        return later

    def pause(self) -> None:
        """Hold still, in the middle of a photo if need be."""
        if self._run and self.phase == "working":
            self._run.pause()
            self._set_phase("pausing")

    def resume(self) -> None:
        """Go on after a pause."""
        if self._run and self.phase in ("pausing", "paused"):
            self._clock.start()
            self._run.resume()
            self._set_phase("working")

    @override
    def remove(self, paths: Iterable[Path]) -> set[Path]:
        """Take photos out of the queue, and tell which; those that wait are not done. No file is touched."""
        gone = super().remove(paths)
        if self._run:
            self._run.leave_out(gone)
        return gone

    def stop(self) -> None:
        """End; the photos at work wait again, what is done stays done."""
        if self._run and self.phase != "stopping":
            self._run.cancel()
            self._set_phase("stopping")

    def close(self) -> None:
        """End everything, and remember the queue."""
        self.stop()
        if self._run:
            self._run.wait()
            deliver(self)
            self._on_ended()
        if self._attendant:
            self._attendant.link.end()
            self._attendant = None
        self._search.forget()
        self.errands.stop()
        self.record()
        self._writing.waitForDone()

    def _go(self) -> None:
        """Run what waits, but what was tried in vain."""
        todo = self._todo()
        if not todo:
            return
        self._begun |= todo
        rows = [self.queue[path] for path in todo]
        begin = Begin(
            replace(self.order_of_results, inputs=self.order.inputs, without=self.order.without),
            todo,
            {row.path: row.target for row in rows if row.is_redone and row.target},
            {row.path: row.degree for row in rows},
        )
        run = Run(begin, self._attendant, self)
        run.planned.connect(self._on_planned)
        run.progressed.connect(self._on_progressed)
        run.settled.connect(self._on_settled)
        run.held.connect(self._on_held)
        run.said.connect(self.said)
        run.failed.connect(self._on_failed)
        run.process_ended.connect(self._on_process_ended)
        run.finished.connect(self._on_ended)
        self._run = run
        self._clock.start()
        self._set_phase("working")
        run.start()

    def _todo(self) -> set[Path]:
        waiting = {row.path for row in self.queue.of("waiting")} - self._begun
        return waiting if self._only is None else waiting & self._only

    def _on_planned(self, jobs: "list[Job]") -> None:
        """Tell of photos that have vanished since they were found."""
        gone = self._begun - {job.source for job in jobs}
        rows = [row for row in self.queue.of("waiting") if row.path in gone]
        self.queue.put(*(replace(row, state="failed", words=texts_batch.GONE) for row in rows))

    def _on_progressed(self, path: Path, part: float) -> None:
        self._rollback = None, []
        row = self.queue.get(path)
        if row and row.state in ("waiting", "working"):
            self.queue.put(replace(row, state="working", part=part))

    def _on_settled(self, result: "JobResult") -> None:
        self._rollback = None, []
        job = result.job
        row = self.queue.get(job.source)
        if row is None:
            return
        assert result.status != "planned"
        state: RowState = "before" if result.found == "done" else result.status
        words = texts_batch.outcome(result.error, result.notices, job.source, job.target)
        target = job.target if state in WITH_RESULT else row.target
        self._worked += result.status != "skipped"
        self.queue.put(
            replace(
                row, state=state, part=1.0, seconds=result.seconds, words=words, target=target,
                is_accepted=row.is_accepted and state == "before", is_redone=False, is_foreseen=False,
                result=result,
            )
        )  # fmt: skip
        self.record_soon()

    def _on_held(self) -> None:
        if self.phase == "pausing":
            self._clock.hold()
            self._set_phase("paused")

    def _on_process_ended(self, how: str) -> None:
        """Say so; the photos at work begin anew."""
        self._set_back()
        self.noticed.emit(texts_worker.ENDED.format(how))

    def _set_back(self) -> None:
        self.queue.put(*(replace(row, state="waiting", part=0.0) for row in self.queue.of("working")))

    def _on_failed(self, reason: str) -> None:
        """Have all as it was, and say why nothing can be done."""
        if self._rollback[1]:
            self._done_by = self._rollback[0]
        self.queue.put(*self._rollback[1])
        self._only, self._rollback = set(), (None, [])
        self.failed.emit(texts_batch.problem(reason))

    def _on_ended(self) -> None:
        """Go on with what was added meanwhile, or end."""
        if self._run is None:
            return
        self._attendant = self._run.attendant
        self._run.deleteLater()
        self._run = None
        self._set_back()
        if self.phase == "working" and self._todo():
            self._go()
            return
        self._clock.hold()
        self._set_phase("idle")
        self.record()
        self.ended.emit()
