"""Run: the library's batch in a thread of its own; it can be paused in the middle of a photo, and ended."""

import contextlib
import logging
import threading
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, override

from PySide6.QtCore import QObject, QThread, Signal

from gui import texts, texts_batch
from gui.batch.rows import Order

if TYPE_CHECKING:
    import restorer

_log = logging.getLogger(__name__)
_NOT_NOW = "not now"


class Run(QThread):
    """Restores the photos ``todo`` of an order.

    Results in ``redone`` are replaced, each if it is still what we wrote; ``degrees`` make the recipe of
    single photos stronger or weaker.
    """

    planned = Signal(list)
    progressed = Signal(object, float)
    """The photo's path, and how much of it is done (0..1)."""
    settled = Signal(object)
    """What became of a photo, as a JobResult."""
    held = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        order: Order,
        todo: AbstractSet[Path],
        redone: Mapping[Path, Path],
        degrees: Mapping[Path, int],
        library: "restorer.Library | None",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._order = order
        self._todo = todo
        self._redone = redone
        self._degrees = degrees
        self.library = library
        self._gate = threading.Event()
        self._gate.set()
        self._is_cancelled = False

    def pause(self) -> None:
        """Hold still at the next tick; ``held`` tells when that is."""
        self._gate.clear()

    def resume(self) -> None:
        """Go on."""
        self._gate.set()

    def cancel(self) -> None:
        """End at the next tick; the photo that is being restored is not."""
        self._is_cancelled = True
        self._gate.set()

    def _work(self) -> None:
        import restorer
        from gui.batch.jobs import find_recipe, open_journal, plan

        self.library = self.library or restorer.Library()
        journal = open_journal()
        if journal is None:
            self.said.emit(texts_batch.NO_JOURNAL)
        jobs = plan(self._order, find_recipe(self._order), journal)
        self.planned.emit(jobs)
        todo = {job.source for job in jobs} & self._todo
        fresh = todo - self._redone.keys()
        if fresh:
            self._run([self._job(job, fresh) for job in jobs], fresh, self._order.options.overwrite, journal)
        redone = todo & self._redone.keys()
        if redone and not self._is_cancelled:
            self._run([self._job(job, redone) for job in jobs], redone, "never", journal)

    def _job(self, job: "restorer.Job", chosen: AbstractSet[Path]) -> "restorer.Job":
        """Make a job what it is now; one that is not chosen stays only as an original to be kept safe."""
        import restorer
        from gui.batch.degree import adjusted
        from gui.batch.jobs import find_noise

        if job.source not in chosen:
            return replace(job, skip=_NOT_NOW)
        job = replace(job, target=self._redone.get(job.source, job.target))
        degree = self._degrees.get(job.source, 0)
        try:
            recipe = adjusted(job.recipe, degree, lambda: find_noise(job.source, self.library))
        except restorer.PhotoError:
            return job  # the batch says why it cannot be read
        return replace(job, recipe=recipe if degree else job.recipe)

    def _run(
        self,
        jobs: "list[restorer.Job]",
        chosen: AbstractSet[Path],
        overwrite: Literal["never", "rename", "always"],
        journal: "restorer.Journal | None",
    ) -> None:
        import restorer

        def tick(done: int, total: int) -> None:
            self._hold()
            at, part = divmod(done * len(jobs), total)
            if at < len(jobs):
                self.progressed.emit(jobs[at].source, part / total)

        results = restorer.run_jobs(
            jobs,
            library=self.library,
            overwrite=overwrite,
            journal=journal,
            tick=tick,
            say=self.said.emit,
        )
        with contextlib.closing(results):
            for result in results:
                if result.job.source in chosen:
                    self.settled.emit(result)
                    self._hold()

    def _hold(self) -> None:
        import restorer

        if not self._gate.is_set():
            self.held.emit()
            self._gate.wait()
        if self._is_cancelled:
            raise restorer.Cancelled

    @override
    def run(self) -> None:
        """Run the batch (in this thread)."""
        import restorer

        try:
            self._work()
        except restorer.Cancelled:
            pass
        except restorer.RestorerError as error:
            self.failed.emit(str(error))
        except Exception as error:
            _log.exception("A batch failed unexpectedly")
            self.failed.emit(texts.unexpected(error))
