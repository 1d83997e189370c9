"""Many photos: while one is restored the next is read and the last is written.

One bad photo does not stop the others. With a journal a batch resumes: what is done is not done
again, what the user changed is not touched, and two processes never write the same file.
"""

import dataclasses
import errno
import itertools
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import Cancelled, RestorerError, Tick, WriteError, no_tick
from restorer.files import read_photo, write_photo
from restorer.formats import format_for
from restorer.journal import Decision, Journal, Wish, file_sha256, hash_values
from restorer.library import Library
from restorer.photo import Photo
from restorer.pipeline import restore
from restorer.plan import Job

Overwrite = Literal["never", "rename", "always"]
_PARTS = 1000
_KEPT: dict[Decision, str] = {
    "done": "done before",
    "edited": "was changed since it was restored, and is kept",
    "foreign": "exists already, and is kept",
}
_IS_ORIGINAL = "is one of the photos themselves, which are never written to; choose another output"


@dataclass(frozen=True, slots=True)
class JobResult:
    """What became of a job; ``error`` says why it failed or was skipped, ``notices`` what changed."""

    job: Job
    status: Literal["done", "skipped", "failed"]
    seconds: float
    error: str | None = None
    notices: tuple[str, ...] = ()


class _Skip(Exception):
    """A job that need not be done, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """A photo that has been read, and where its result really goes, over an older one or not."""

    job: Job
    wish: Wish
    photo: Photo
    replaces: bool


class _Batch:
    """What the jobs of one run share."""

    def __init__(
        self,
        jobs: Sequence[Job],
        library: Library,
        device: str,
        overwrite: Overwrite,
        journal: Journal | None,
    ):
        self.library = library
        self.device = device
        self.overwrite = overwrite
        self.journal = journal
        self.originals = {_identity(job.source) for job in jobs} - {None}
        self.claimed: set[Path] = set()
        self.is_disk_full = False

    def read(self, job: Job) -> _Ready:
        """Settle where the result goes, and read the photo (in the reading thread)."""
        self._protect_originals(job)
        wish = self._wish(job)
        job = dataclasses.replace(job, target=self._settle(job.target, wish))
        self._claim(job.target)
        photo = read_photo(job.source)
        format_for(job.target)
        return _Ready(job, wish, photo, replaces=_identity(job.target) is not None)

    def restore(self, ready: _Ready, tick: Tick) -> tuple[Photo, list[str]]:
        """Do the job's recipe; gives the result and what was said."""
        notices = list(ready.photo.notices)
        job = ready.job
        restored = restore(
            ready.photo, job.recipe, library=self.library, device=self.device, tick=tick, say=notices.append
        )
        return restored, notices

    def write(self, ready: _Ready, restored: Photo, notices: list[str], start: float) -> JobResult:
        """Write a result and note it in the journal (in the writing thread)."""
        target = ready.job.target
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            notices += write_photo(restored, target, overwrite=ready.replaces)
            if self.journal:
                self.journal.record(target, ready.wish, file_sha256(target))
        except (RestorerError, OSError, MemoryError) as error:
            causes = (error, error.__cause__)
            self.is_disk_full |= any(isinstance(e, OSError) and e.errno == errno.ENOSPC for e in causes)
            return _failed(ready.job, error, start)
        self.release(target)
        return JobResult(ready.job, "done", time.perf_counter() - start, notices=tuple(notices))

    def release(self, *targets: Path) -> None:
        """Let other processes have targets."""
        for target in targets:
            if self.journal:
                self.journal.release(target)
            self.claimed.discard(target)

    def _protect_originals(self, job: Job) -> None:
        protected = self.originals if self.overwrite == "always" else {_identity(job.source)} - {None}
        if _identity(job.target) in protected:
            raise WriteError(f"{job.target}: {_IS_ORIGINAL}")

    def _wish(self, job: Job) -> Wish:
        try:
            source_sha256 = file_sha256(job.source) if self.journal and job.source.is_file() else ""
        except OSError:
            source_sha256 = ""  # reading the photo will say why
        engines = (self.library.open(step.model, step.task, self.device) for step in job.recipe.steps)
        models = [engine.card.sha256 for engine in engines]
        steps = [(step.task, step.strength, dict(step.controls)) for step in job.recipe.steps]
        return Wish(source_sha256, hash_values([steps, models]))

    def _settle(self, target: Path, wish: Wish) -> Path:
        """Find where the result may go; a :class:`_Skip` tells why nowhere."""
        numbered = (target.with_stem(f"{target.stem}-{number}") for number in itertools.count(2))
        for candidate in itertools.chain([target], numbered):
            decision = self._decide(candidate, wish)
            if decision == "run" or self.overwrite == "always":
                return candidate
            if decision == "done" or self.overwrite == "never":
                raise _Skip(f"{candidate}: {_KEPT[decision]}")
        raise AssertionError  # numbers do not end

    def _decide(self, target: Path, wish: Wish) -> Decision:
        if self.journal:
            return self.journal.decide(target, wish)
        return "run" if _identity(target) is None else "foreign"

    def _claim(self, target: Path) -> None:
        if self.journal and not self.journal.claim(target):
            raise _Skip(f"{target}: another process is restoring it")
        self.claimed.add(target)


def run_jobs(
    jobs: Sequence[Job],
    *,
    library: Library | None = None,
    device: str = "auto",
    overwrite: Overwrite = "never",
    journal: Journal | None = None,
    tick: Tick = no_tick,
) -> Iterator[JobResult]:
    """Run jobs and yield in their order what became of each.

    ``tick`` hears of the whole batch and may raise Cancelled, which ends it. A full disk ends it
    as well: the jobs after it are not tried. With a ``journal``, our own unchanged results are
    replaced when photo, recipe or model changed, whatever ``overwrite`` says of other files.
    """
    batch = _Batch(jobs, library or Library(), device, overwrite, journal)
    pending: deque[Future[JobResult]] = deque()
    try:
        with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(1) as writer:
            readings = deque(reader.submit(batch.read, job) for job in jobs[:1])
            for at, job in enumerate(jobs):
                reading = readings.popleft()
                readings.extend(reader.submit(batch.read, job) for job in jobs[at + 1 : at + 2])
                pending.append(_run(batch, job, reading, writer, _part_of(tick, at, len(jobs))))
                while pending and (len(pending) > 1 or pending[0].done()):
                    yield pending.popleft().result()
                if batch.is_disk_full:
                    break
            for future in pending:
                yield future.result()
    finally:
        batch.release(*batch.claimed)


def _run(
    batch: _Batch, job: Job, reading: Future[_Ready], writer: ThreadPoolExecutor, tick: Tick
) -> Future[JobResult]:
    """Restore one photo that is being read; its writing goes on when this returns."""
    start = time.perf_counter()
    try:
        ready = reading.result()
        restored, notices = batch.restore(ready, tick)
    except Cancelled:
        raise
    except _Skip as skip:
        return _settled(JobResult(job, "skipped", 0.0, str(skip)))
    except (RestorerError, OSError, MemoryError) as error:
        return _settled(_failed(job, error, start))
    return writer.submit(batch.write, ready, restored, notices, start)


def _settled(result: JobResult) -> Future[JobResult]:
    future: Future[JobResult] = Future()
    future.set_result(result)
    return future


def _failed(job: Job, error: BaseException, start: float) -> JobResult:
    text = str(error) or type(error).__name__
    if isinstance(error, MemoryError):
        text = "not enough memory"
    if isinstance(error, OSError):
        text = f"{job.target}: cannot be written: {error.strerror or error}"
    if str(job.source) not in text and str(job.target) not in text:
        text = f"{job.source}: {text}"
    return JobResult(job, "failed", time.perf_counter() - start, text)


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell files apart whatever their names; ``None`` for one that is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _part_of(tick: Tick, job: int, jobs: int) -> Tick:
    def part(done: int, total: int) -> None:
        tick(job * _PARTS + _PARTS * done // total, jobs * _PARTS)

    return part
