"""The process of a batch: runs the library's batch for a window at the end of a pipe, and ends with it."""

import contextlib
import logging
import threading
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Literal, override

import restorer
from gui.batch.degree import adjusted
from gui.batch.messages import (
    Advanced,
    Begin,
    Cease,
    Failed,
    Finished,
    Go,
    Held,
    Hold,
    Leave,
    Planned,
    Said,
    Settled,
)
from gui.words import texts, texts_batch
from gui.work.process import Post, attend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

_log = logging.getLogger(__name__)
_NOT_NOW = "not now"
_SUSPECTS = 3
"""One of so many photos may have ended a process: the library reads, restores and writes at once."""


class BatchPost(Post):
    """The batch's end of the pipe: it is held and ended whatever it does."""

    def __init__(self, connection: "Connection[Any, Any]", fault_file: Path) -> None:
        self.begun: SimpleQueue[Begin] = SimpleQueue()
        self._next: Begin | None = None
        self.left: AbstractSet[Path] = frozenset()
        self.gate = threading.Event()
        self.is_ended = False
        self.interrupt: Callable[[], object] = lambda: None
        super().__init__(connection, fault_file)

    @override
    def take(self, message: object) -> None:
        """Take in what the window wants."""
        match message:
            case Begin():  # what came before was about another run
                self._next, self.is_ended = message, False
            case Leave(paths):
                self.left = paths
            case Hold():
                self.gate.clear()
                self._begin()
            case Go() | Cease():
                self.is_ended = isinstance(message, Cease)
                self.gate.set()
                self._begin()
                if self.is_ended:
                    self.interrupt()

    def _begin(self) -> None:
        """Have the next run begin, now that it is known whether it is to go, to hold or to end."""
        if self._next is not None:
            self.begun.put(self._next)
            self._next = None

    def hold(self) -> None:
        """Hold still, and say so, as long as the window wants that; raises Cancelled if it wants the end."""
        if not self.gate.is_set():
            self.send(Held())
            self.gate.wait()
        if self.is_ended:
            raise restorer.Cancelled


def serve(connection: "Connection[Any, Any]", fault_file: Path) -> None:
    """Run one batch after the other as they come by ``connection``."""
    attend(BatchPost(connection, fault_file), fault_file, _run_all)


def _run_all(post: BatchPost) -> None:
    library = restorer.Library()
    post.interrupt = library.interrupt
    while True:
        begin = post.begun.get()
        try:
            post.hold()
            _Run(post, library, begin).work()
        except restorer.Cancelled:
            pass
        except restorer.RestorerError as error:
            post.send(Failed(str(error)))
        except Exception as error:
            _log.exception("A batch failed unexpectedly")
            post.send(Failed(texts.unexpected(error)))
        post.send(Finished())


class _Run:
    """The photos of one wish."""

    def __init__(self, post: BatchPost, library: "restorer.Library", begin: Begin) -> None:
        self._post, self._library, self._begin = post, library, begin

    def work(self) -> None:
        """Restore what is new, then what is done anew."""
        from gui.batch.jobs import find_recipe, plan

        begin = self._begin
        journal = restorer.open_journal(lambda _line: self._post.send(Said(texts_batch.NO_JOURNAL)))
        jobs = plan(begin.order, find_recipe(begin.order), journal)
        self._post.send(Planned(tuple(jobs)))
        todo = {job.source for job in jobs} & begin.todo
        for fresh in self._portions(jobs, todo - begin.redone.keys()):
            self._run(jobs, fresh, begin.order.options.overwrite, journal)
        for redone in self._portions(jobs, todo & begin.redone.keys()):
            self._run(jobs, redone, "never", journal)

    def _portions(
        self, jobs: "list[restorer.Job]", chosen: AbstractSet[Path]
    ) -> "Iterator[AbstractSet[Path]]":
        """Part photos into what is done together: all, or where care is asked for the first ones alone."""
        if self._begin.is_careful:
            in_order = dict.fromkeys(job.source for job in jobs if job.source in chosen)
            for source in list(in_order)[:_SUSPECTS]:
                self._post.send(Advanced(source, 0.0))
                yield {source}
                chosen -= {source}
        if chosen:
            yield chosen

    def _run(
        self,
        jobs: "list[restorer.Job]",
        chosen: AbstractSet[Path],
        overwrite: Literal["never", "rename", "always"],
        journal: "restorer.Journal | None",
    ) -> None:
        jobs = [self._job(job, chosen) for job in jobs]

        def tick(done: int, total: int) -> None:
            self._post.hold()
            at, part = divmod(done * len(jobs), total)
            if at < len(jobs) and jobs[at].source in chosen:
                self._post.send(Advanced(jobs[at].source, part / total))

        results = restorer.run_jobs(
            jobs,
            library=self._library,
            overwrite=overwrite,
            journal=journal,
            tick=tick,
            wanted=lambda job: job.source not in self._post.left,
            say=lambda line: self._post.send(Said(line)),
        )
        left = len(jobs)
        with contextlib.closing(results):
            for result in results:
                left -= 1
                if result.job.source in chosen and result.job.source not in self._post.left:
                    self._post.send(Settled(result))
                    self._post.hold()
        if left:  # nothing else ends a batch so
            raise restorer.WriteError(texts_batch.disk_full())

    def _job(self, job: "restorer.Job", chosen: AbstractSet[Path]) -> "restorer.Job":
        """Make a job what it is now; one that is not chosen stays only as an original to be kept safe."""
        from gui.batch.jobs import find_noise

        if job.source not in chosen:
            return replace(job, skip=_NOT_NOW)
        self._post.hold()
        job = replace(job, target=self._begin.redone.get(job.source, job.target))
        degree = self._begin.degrees.get(job.source, 0)
        if not degree:
            return job
        try:
            recipe = adjusted(job.recipe, degree, lambda: find_noise(job.source, self._library))
        except restorer.Cancelled:
            raise
        except restorer.RestorerError:
            return job  # the batch says what is wrong
        return replace(job, recipe=recipe)
