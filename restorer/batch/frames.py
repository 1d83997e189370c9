"""Frames of one scene, from files to files: a burst to one picture, a clip to as many as it has.

Results are written as those of a batch are. As a frame depends on others, what is there already is never
taken for done; the journal is told of results only so that they are known again, and are no frames.
"""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from inspect import GEN_CLOSED, getgeneratorstate
from pathlib import Path
from typing import Any

from restorer.batch.journal import NO_KEY, Journal, ResultKey
from restorer.batch.keys import content_sha256
from restorer.batch.plan import Job
from restorer.batch.results import JobResult, ended_result, failed_result, is_disk_full, result_without_work
from restorer.batch.running import GRACE_SECONDS, may_be_copy
from restorer.batch.targets import Targets, publish
from restorer.errors import PhotoError, WriteError
from restorer.files import read_photo, target_format
from restorer.formats import MOST_MEGAPIXELS, Overwrite
from restorer.formats.fitting import deepen
from restorer.formats.receipt import Receipt
from restorer.photo import Photo
from restorer.pixels.pyramid import Pyramid
from restorer.progress import Tick, no_tick, tick_of_share
from restorer.system.paths import is_there
from restorer.system.threads import ThreadChain, wait_for
from restorer.tasks.denoise import is_idle
from restorer.tasks.sequence import FrameRestorer, look_at, sharpest
from restorer.thumbnails import try_thumbnail

_BURST, _CLIP = ResultKey("burst", ""), ResultKey("clip", "")
"""What the journal has of such results: not of what they were made, but that they were."""


@dataclass(frozen=True, slots=True)
class FrameFiles:
    """The photos of jobs, each read when it is asked for, as deep as its result is to be."""

    jobs: Sequence[Job]
    most_megapixels: float = MOST_MEGAPIXELS

    def __len__(self) -> int:
        """Count them."""
        return len(self.jobs)

    def __getitem__(self, at: int, /) -> Photo:
        """Read one; raises as :func:`restorer.read_photo` does."""
        job = self.jobs[at]
        photo = read_photo(job.source, most_megapixels=self.most_megapixels)
        return deepen(photo, target_format(job.target), job.saving)


@dataclass(slots=True, eq=False)
class _Run:
    """What the frames of a run share, and the thread that works on them: one that a signal need not await."""

    targets: Targets
    most_megapixels: float
    tick: Tick
    thumbnails: Callable[[Job], bool]
    restorer: FrameRestorer
    journal: Journal | None
    key: ResultKey
    is_disk_full: bool = False
    _threads: ThreadChain[Any] = field(
        init=False, default_factory=lambda: ThreadChain((lambda work: work(),), object)
    )
    _busy: set[Path] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Sweep up what runs that were killed left unfinished."""
        if self.journal:
            self.journal.recover()

    def do[Done](self, work: Callable[[], Done]) -> Done:
        """Have some work done, and wait for it."""
        done: Done = wait_for(self._threads.start(work))
        return done

    def close(self) -> None:
        """Stop, and leave nothing unfinished behind."""
        self._threads.stop(GRACE_SECONDS, self.restorer.interrupt)
        self.targets.close(self._busy)

    def heed(self, done: int, total: int) -> None:
        """Tell of progress; ends the work of a run that is stopped."""
        self._threads.check()
        self.tick(done, total)

    def take(self, job: Job) -> Job | JobResult:
        """Give the job with the target it may write, or say why it may write none."""
        if without_work := result_without_work(job):
            return without_work
        try:
            return self.targets.take(job, NO_KEY)
        except Exception as error:
            return ended_result(job, [job], error)

    def result(self, taken: Job | JobResult, restore: Callable[[], Photo]) -> JobResult:
        """Restore a frame and write it, unless its result is known already; what goes wrong is its result."""
        start = time.perf_counter()
        try:
            photo = restore()
            return taken if isinstance(taken, JobResult) else self._written(taken, photo, start)
        except Exception as error:
            self.is_disk_full |= is_disk_full(error)
            job = _job_of(taken)
            return ended_result(job, [job], error, time.perf_counter() - start)

    def _written(self, job: Job, photo: Photo, start: float) -> JobResult:
        if self.journal and not self.journal.claim(job.target):
            raise WriteError(f"{job.target}: another process is writing it")
        self._busy.add(job.target)
        try:
            is_copy = is_idle(self.restorer.step) and may_be_copy(photo, job)
            overwrite = self.targets.overwrite == "always"
            is_replaced = is_there(job.target)
            note = partial(self._note, job)
            receipt = publish(job, photo, note, is_copy=is_copy, overwrite=overwrite)
        finally:
            self._busy.discard(job.target)
            if self.journal:
                self.journal.release(job.target)
        return JobResult(
            job,
            "done",
            time.perf_counter() - start,
            notices=(*job.notices, *(photo.flaws if is_copy else photo.notices), *receipt.notices),
            receipt=receipt,
            replaced=is_replaced,
            source_sha256=content_sha256(job.source) or None,
            thumbnails=self._pictures(job, photo) if self.thumbnails(job) else None,
        )

    def _note(self, job: Job, receipt: Receipt) -> None:
        self._threads.check()
        if self.journal:
            self.journal.record(job.target, self.key, receipt.sha256, job.source)

    def _pictures(self, job: Job, photo: Photo) -> tuple[bytes, bytes] | None:
        """Make the pictures of before and after; a result that is written is one without them, too."""
        try:
            before = try_thumbnail(read_photo(job.source, most_megapixels=self.most_megapixels))
        except PhotoError:  # gone, or changed, since it was restored
            return None
        return (before, try_thumbnail(photo)) if before else None


def run_burst(
    jobs: Sequence[Job],
    reference: int | None,
    restorer: FrameRestorer,
    journal: Journal | None,
    *,
    overwrite: Overwrite = "never",
    most_megapixels: float = MOST_MEGAPIXELS,
    tick: Tick = no_tick,
    thumbnails: Callable[[Job], bool] = lambda _job: False,
) -> Generator[JobResult]:
    """Restore one frame of a burst, and yield what became of it.

    Each of ``jobs`` is that of restoring its photo; ``reference`` is the place of the one to do, ``None``
    for that of the sharpest. What goes wrong is a failed result.
    """
    targets = Targets(jobs, overwrite, None)
    with closing(_Run(targets, most_megapixels, tick, thumbnails, restorer, journal, _BURST)) as run:
        asked = jobs if reference is None else [jobs[reference]]
        kept = [taken for taken in map(run.take, asked) if isinstance(taken, JobResult)]
        if len(kept) == len(asked):  # whichever is the sharpest
            yield kept[0]
            return
        chosen, pyramids = run.do(partial(choose_job, jobs, reference, most_megapixels))
        taken = run.take(chosen)
        if isinstance(taken, JobResult):
            yield taken
            return
        files = FrameFiles([replace(taken, source=job.source) for job in jobs], most_megapixels)
        restore = partial(restorer.restore_burst, files, jobs.index(chosen), run.heed, pyramids)
        yield run.do(partial(run.result, taken, restore))


def choose_job(
    jobs: Sequence[Job], reference: int | None, most_megapixels: float
) -> tuple[Job, list[Pyramid]]:
    """Give the job of the frame to restore, and what all frames look like to be aligned.

    A ``failure`` in the job says why the frames are no burst, and names all that are in the way.
    """
    first = jobs[reference or 0]
    try:
        if unusable := list(filter(None, map(result_without_work, jobs))):
            failure = "; ".join(str(result.error) for result in unusable)
            return replace(first, skip=None, failure=failure), []
        pyramids = look_at(FrameFiles(jobs, most_megapixels), [str(job.source) for job in jobs])
    except Exception as error:
        named = (job for job in jobs if str(job.source) in str(error))
        return replace(first, failure=failed_result(next(named, first), error).error), []
    chosen = sharpest([each.sharpness for each in pyramids]) if reference is None else reference
    return jobs[chosen], pyramids


def run_clip(
    jobs: Sequence[Job],
    restorer: FrameRestorer,
    journal: Journal | None,
    *,
    overwrite: Overwrite = "never",
    most_megapixels: float = MOST_MEGAPIXELS,
    tick: Tick = no_tick,
    thumbnails: Callable[[Job], bool] = lambda _job: False,
) -> Generator[JobResult]:
    """Restore the frames of a clip in the order of their jobs, and yield what became of each.

    Those with nothing to do come first. A frame whose result is there already is not written, but remembered
    for those after it; one that cannot be restored stops no other: what follows it begins anew. Only after a
    full disk no other is tried.
    """
    targets = Targets(jobs, overwrite, None)
    with closing(_Run(targets, most_megapixels, tick, thumbnails, restorer, journal, _CLIP)) as run:
        yield from filter(None, map(result_without_work, jobs))
        left = deque(run.take(job) for job in jobs if job.has_work)
        total = len(left)
        while _any_waits(left) and not run.is_disk_full:
            files = FrameFiles([_job_of(taken) for taken in left], most_megapixels)
            part = tick_of_share(run.heed, 1 - len(left) / total, len(left) / total)
            restored = restorer.restore_sequence(files, part)
            while _any_waits(left) and getgeneratorstate(restored) != GEN_CLOSED and not run.is_disk_full:
                yield run.do(partial(run.result, left.popleft(), partial(next, restored)))
        yield from (taken for taken in left if isinstance(taken, JobResult))


def is_of_burst(path: Path, journal: Journal | None) -> bool:
    """Tell a file that a burst made, and that nobody has changed since."""
    with suppress(OSError):  # of what cannot be read the reading says why
        return journal is not None and journal.decide(path, _BURST) == "done"
    return False


def _any_waits(frames: Iterable[Job | JobResult]) -> bool:
    return any(isinstance(taken, Job) for taken in frames)


def _job_of(taken: Job | JobResult) -> Job:
    return taken.job if isinstance(taken, JobResult) else taken
