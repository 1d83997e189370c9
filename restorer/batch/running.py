"""Many photos: while one is restored the next is read and the last is written.

One bad photo does not stop the others. With a journal a batch resumes: what is done is not done
again, what the user changed is not touched, and two processes never write the same file. What is
held in memory does not grow with the number of photos.
"""

import dataclasses
import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from restorer.batch.journal import NO_KEY, Journal, ResultKey
from restorer.batch.keys import ResultKeys, content_sha256
from restorer.batch.plan import Job
from restorer.batch.results import JobResult, ended_result, is_disk_full, result_without_work
from restorer.batch.targets import Targets, publish
from restorer.errors import PhotoError
from restorer.files import read_photo, target_format
from restorer.formats import MOST_MEGAPIXELS, Overwrite, Saving
from restorer.formats.fitting import deepen
from restorer.formats.receipt import Receipt
from restorer.networks.library import Library
from restorer.photo import Photo
from restorer.pipeline import restore
from restorer.progress import Say, Tick, no_tick, tick_of_part
from restorer.system.paths import State, is_there, state_of
from restorer.system.threads import ThreadChain, wait_for
from restorer.thumbnails import try_thumbnail

if TYPE_CHECKING:
    from concurrent.futures import Future

    from restorer.networks.engine import Engine

IN_FLIGHT = 3
"""Photos in memory at once: one is read, one restored, one written."""
GRACE_SECONDS = 1.0
"""How long a batch that is stopped waits for what it is at, to end it cleanly."""
_NOT_WANTED = "not wanted any more"
_log = logging.getLogger("restorer")


@dataclass(slots=True, eq=False)
class _Work:
    """A photo on its way: its place among the jobs, and what the stages add."""

    job: Job
    at: int
    key: ResultKey = NO_KEY
    photo: Photo | None = None
    replaces: bool = False
    start: float = 0.0
    notices: list[str] = dataclasses.field(default_factory=list)
    before: bytes = b""
    state: State | None = None
    is_same: bool = False
    changes: tuple[str, ...] = ()
    """What reading changed, which a copy of the file has not."""


@dataclasses.dataclass(eq=False)
class _Batch:
    """What the jobs of one run share, and the three stages each goes through."""

    jobs: Sequence[Job]
    library: Library
    device: str
    targets: Targets
    tick: Tick
    say: Say
    most_megapixels: float
    thumbnails: Callable[[Job], bool]

    def __post_init__(self) -> None:
        self.is_disk_full = False
        stages = partial(self._guard, self._read), self.restore, partial(self._guard, self._write)
        self.threads = ThreadChain(stages, JobResult)
        self._keys = ResultKeys(self.library, {id(job.recipe): job.recipe for job in self.jobs}.values())
        self._open: set[Engine] = set()
        self._busy: set[Path] = set()
        self._is_closed = False
        self._hashed_before: tuple[tuple[Path, State | None] | None, str] = None, ""
        self._read_before: tuple[tuple[Path, State | None], Photo] | None = None

    def restore(self, work: _Work) -> _Work | JobResult:
        """Do the job's recipe; a model that cannot be opened is the end of the whole batch."""
        for step in work.job.recipe.steps:
            for engine in self.library.engines(step.models, self.device).values():
                if engine not in self._open:
                    self._open.add(engine)
                    self.say(f"{engine.card.name} on {engine.device.upper()}")
        return self._guard(self._restore, work)

    def close(self) -> None:
        """Stop, and leave nothing unfinished behind."""
        self.threads.stop(GRACE_SECONDS, self.library.interrupt)
        self._is_closed = True
        self.targets.close(self._busy)

    def _guard(self, stage: Callable[[_Work], _Work | JobResult], work: _Work) -> _Work | JobResult:
        """Do a stage; what goes wrong with one photo is its result and stops no other."""
        self.threads.check()
        asked = work.job.target
        self._busy.add(asked)
        try:
            done = stage(work)
        except Exception as error:
            self.is_disk_full |= is_disk_full(error)
            seconds = time.perf_counter() - work.start if work.start else 0.0
            done = ended_result(work.job, self.jobs, error, seconds)
        finally:
            self._busy -= {asked, work.job.target}
            if self._is_closed:
                self.targets.release(work.job.target)
        if isinstance(done, JobResult):
            self.targets.release(work.job.target)
            return dataclasses.replace(done, source_sha256=work.key.source_sha256 or None)
        return done

    def _read(self, work: _Work) -> _Work | JobResult:
        """Settle where the result goes, and read the photo."""
        job = work.job
        if without_work := result_without_work(job):
            return without_work
        work.state = state_of(job.source)
        work.key = self._keys.of(self._sha256(job.source, work), job.recipe, job.saving)
        work.job = job = self.targets.take(job, work.key)
        self._busy.add(job.target)
        work.replaces = is_there(job.target)
        photo = self._read_photo(job.source, work)
        work.photo = deepen(photo, target_format(job.target), job.saving)
        work.is_same = work.photo.samples is photo.samples
        work.before = try_thumbnail(work.photo) if self.thumbnails(job) else b""
        work.changes = work.photo.notices
        return work

    def _sha256(self, source: Path, work: _Work) -> str:
        """Hash a photo's file, or take the hash of the job before, of which this is a variation."""
        version = source, work.state
        if self._hashed_before[0] != version:
            self._hashed_before = version, content_sha256(source)
        return self._hashed_before[1]

    def _read_photo(self, source: Path, work: _Work) -> Photo:
        """Read a photo, or take that of the job before, of which this is a variation."""
        version = source, work.state
        if self._read_before is None or self._read_before[0] != version:
            photo = read_photo(source, most_megapixels=self.most_megapixels)
            if state_of(source) != work.state:
                raise PhotoError(f"{source}: was changed while it was read; run again")
            self._read_before = version, photo
        photo = self._read_before[1]
        if [job.source for job in self.jobs[work.at + 1 : work.at + 2]] != [source]:
            self._read_before = None
        return photo

    def _restore(self, work: _Work) -> _Work | JobResult:
        assert work.photo is not None
        work.start = time.perf_counter()
        read = work.photo
        work.photo = restore(
            read,
            work.job.recipe,
            library=self.library,
            device=self.device,
            tick=tick_of_part(self._heed, work.at, len(self.jobs)),
            say=work.notices.append,
            history=work.job.saving.history,
        )
        work.is_same &= work.photo.samples is read.samples
        return work

    def _write(self, work: _Work) -> JobResult:
        """Write a result and note it in the journal."""
        assert work.photo is not None
        job, is_copy = work.job, _is_unchanged(work)
        changes = work.photo.flaws if is_copy else work.changes
        note = partial(self._note, work)
        receipt = publish(job, work.photo, note, is_copy=is_copy, overwrite=work.replaces)
        pictures = (work.before, try_thumbnail(work.photo)) if work.before else None
        return JobResult(
            job,
            "done",
            time.perf_counter() - work.start,
            notices=(*job.notices, *changes, *work.notices, *receipt.notices),
            receipt=receipt,
            replaced=work.replaces,
            thumbnails=pictures if pictures and all(pictures) else None,
        )

    def _note(self, work: _Work, receipt: Receipt) -> None:
        self.threads.check()
        self.targets.note(work.job, work.key, receipt, replaces=work.replaces)

    def _heed(self, done: int, total: int) -> None:
        """Tell of the progress of the batch; ends the work of one that is stopped."""
        self.threads.check()
        self.tick(done, total)


def run_jobs(
    jobs: Sequence[Job],
    *,
    library: Library | None = None,
    device: str = "auto",
    overwrite: Overwrite = "never",
    journal: Journal | None = None,
    tick: Tick = no_tick,
    wanted: Callable[[Job], bool] = lambda _job: True,
    say: Say = _log.info,
    most_megapixels: float = MOST_MEGAPIXELS,
    thumbnails: Callable[[Job], bool] = lambda _job: False,
) -> Generator[JobResult]:
    """Run jobs and yield in their order what became of each.

    ``tick`` hears of the whole batch, in a thread of its own, and may raise Cancelled, which ends it;
    closing the iterator ends it as well, within a second or two, and with it all that the networks of
    ``library`` are at. A full disk ends it too: the jobs after it are not tried. A job that is not ``wanted``
    when its turn comes, which is a few photos ahead, is skipped; asked then, too, in a thread of its own,
    ``thumbnails`` tells of which its before and after are wanted. With a ``journal``, our own unchanged
    results of a photo are replaced when it, the recipe or the model changed, but by "rename". Raises what
    keeps the whole batch from running: a model that is missing or does not open, a folder for all results
    that is not writable. ``say`` hears which model runs where, once one is needed.
    """
    if journal:
        journal.recover()
    targets = Targets(jobs, overwrite, journal)
    batch = _Batch(jobs, library or Library(), device, targets, tick, say, most_megapixels, thumbnails)
    pending: deque[Future[JobResult]] = deque()
    try:
        for at, job in enumerate(jobs):
            asked = job if wanted(job) else dataclasses.replace(job, skip=_NOT_WANTED)
            pending.append(batch.threads.start(_Work(asked, at)))
            while pending and (len(pending) >= IN_FLIGHT or pending[0].done()):
                yield wait_for(pending.popleft())
            if batch.is_disk_full:
                break
        while pending:
            yield wait_for(pending.popleft())
    finally:
        batch.close()


def _is_unchanged(work: _Work) -> bool:
    """Tell whether nothing was done to a photo, nor is asked of its file, so that it may be copied."""
    assert work.photo is not None
    is_same = work.is_same and state_of(work.job.source) == work.state
    return is_same and may_be_copy(work.photo, work.job)


def may_be_copy(photo: Photo, job: Job) -> bool:
    """Tell whether the job asks nothing of its file, so that of an unchanged photo it may be a copy."""
    is_plain = job.saving == Saving(job.saving.format, history=job.saving.history)
    return is_plain and target_format(job.target).name == photo.format
