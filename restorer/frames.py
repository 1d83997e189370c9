"""Frames of one scene, from files to files: a burst to one picture, a clip to as many as it has.

Results are written as those of a batch are, but nothing is noted in the journal: as a frame depends on
others, what is there already is never taken for done.
"""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from restorer.errors import Cancelled, RestorerError, Tick, no_tick
from restorer.files import read_photo, stage_photo, target_format
from restorer.fitting import deepen
from restorer.formats import MOST_MEGAPIXELS
from restorer.journal import Wish
from restorer.photo import Photo
from restorer.plan import Job
from restorer.results import JobResult, failed_result, settled_result, skipped_result
from restorer.targets import Overwrite, Skip, Targets, Unwritable
from restorer.tasks.sequence import FrameRestorer
from restorer.thumbnails import make_thumbnail

_NO_WISH = Wish("", "")


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


def run_burst(
    job: Job,
    frames: Sequence[Job],
    reference: int | None,
    restorer: FrameRestorer,
    *,
    overwrite: Overwrite = "never",
    most_megapixels: float = MOST_MEGAPIXELS,
    tick: Tick = no_tick,
    thumbnails: bool = False,
) -> Generator[JobResult]:
    """Restore a burst into the target of one job, and yield what became of it.

    ``frames`` are the jobs of its photos, of which the targets do not matter, ``reference`` the place of
    the photo to restore, ``None`` for the sharpest. What goes wrong is a failed result.
    """
    files = FrameFiles([replace(job, source=frame.source) for frame in frames], most_megapixels)
    unusable = next(filter(None, map(settled_result, frames)), None)
    if unusable:
        yield JobResult(job, "failed", error=unusable.error)
        return
    taken = _take(job, Targets(files.jobs, overwrite, None))
    if isinstance(taken, JobResult):
        yield taken
        return
    yield _result(
        taken, lambda: restorer.restore_burst(files, reference, tick), overwrite, thumbnails=thumbnails
    )


def run_clip(
    jobs: Sequence[Job],
    restorer: FrameRestorer,
    *,
    overwrite: Overwrite = "never",
    most_megapixels: float = MOST_MEGAPIXELS,
    tick: Tick = no_tick,
    thumbnails: bool = False,
) -> Generator[JobResult]:
    """Restore the frames of a clip in the order of their jobs, and yield what became of each.

    A frame whose result is there already is not written, but remembered for those after it; one that fails
    stops no other: what follows it begins anew.
    """
    targets = Targets(jobs, overwrite, None)
    yield from filter(None, map(settled_result, jobs))
    left = [_take(job, targets) for job in jobs if not settled_result(job)]
    while any(isinstance(taken, Job) for taken in left):
        files = FrameFiles([_job_of(taken) for taken in left], most_megapixels)
        restored = restorer.restore_sequence(files, tick)
        for taken in left:
            left = left[1:]
            result = _result(taken, partial(next, restored), overwrite, thumbnails=thumbnails)
            yield result
            if result.status == "failed":
                break
    yield from (taken for taken in left if isinstance(taken, JobResult))


def _take(job: Job, targets: Targets) -> Job | JobResult:
    """Give the job with the target it may write, or say why it may write none."""
    try:
        return targets.take(job, _NO_WISH)
    except Skip as skip:
        return skipped_result(job, skip)
    except Unwritable:
        raise
    except RestorerError as error:
        return failed_result(job, error)


def _job_of(taken: Job | JobResult) -> Job:
    return taken.job if isinstance(taken, JobResult) else taken


def _result(
    taken: Job | JobResult, restore: Callable[[], Photo], overwrite: Overwrite, *, thumbnails: bool
) -> JobResult:
    """Restore a frame and write it, unless it is settled already; what goes wrong is its result."""
    start = time.perf_counter()
    try:
        photo = restore()
        if isinstance(taken, JobResult):
            return taken
        return _written(taken, photo, start, overwrite, thumbnails=thumbnails)
    except (Cancelled, Unwritable):
        raise
    except Exception as error:
        return failed_result(_job_of(taken), error, time.perf_counter() - start)


def _written(job: Job, photo: Photo, start: float, overwrite: Overwrite, *, thumbnails: bool) -> JobResult:
    job.target.parent.mkdir(parents=True, exist_ok=True)
    staged = stage_photo(photo, job.target, job.saving)
    staged.publish(overwrite=overwrite == "always")
    before = make_thumbnail(read_photo(job.source)) if thumbnails else b""
    return JobResult(
        job,
        "done",
        time.perf_counter() - start,
        notices=(*job.notices, *photo.notices, *staged.receipt.notices),
        receipt=staged.receipt,
        thumbnails=(before, make_thumbnail(photo)) if thumbnails else None,
    )
