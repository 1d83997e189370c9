"""JobResult: what became of a job, in words for whoever reads the list."""

import errno
import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from restorer.batch.journal import Decision
from restorer.batch.plan import Job
from restorer.batch.targets import Skip, Unwritable
from restorer.errors import AlreadyInColour, Cancelled, RestorerError, printable
from restorer.formats.receipt import Receipt

_FULL = (errno.ENOSPC, errno.EDQUOT)
_log = logging.getLogger("restorer")


@dataclass(frozen=True, slots=True)
class JobResult:
    """What became of a job; ``error`` says why it failed or was skipped, ``notices`` what changed.

    ``receipt`` tells what was written, ``replaced`` whether it took the place of a file that was there,
    ``found`` what lay in the target's place of a skipped job, ``source_sha256`` is of the photo's bytes if it
    was read, ``thumbnails`` are JPEGs of before and after if asked for. "planned" is what a dry run would do.
    """

    job: Job
    status: Literal["done", "skipped", "failed", "planned"]
    seconds: float = 0.0
    error: str | None = None
    notices: tuple[str, ...] = ()
    receipt: Receipt | None = None
    replaced: bool = False
    found: Decision | None = None
    source_sha256: str | None = None
    thumbnails: tuple[bytes, bytes] | None = None

    def facts(self) -> dict[str, Any]:
        """Give what became of the job as plain values, the thumbnails left out."""
        return {
            "source": str(self.job.source),
            "target": str(self.job.target),
            "status": self.status,
            "seconds": round(self.seconds, 3),
            "error": self.error,
            "replaced": self.replaced,
            "notices": list(self.notices),
            "source_sha256": self.source_sha256,
            "receipt": self.receipt and self.receipt.facts(),
        }


class Repeats:
    """Tells which results only say again, of a variation, what kept the photo itself from being done."""

    def __init__(self) -> None:
        self.count = 0
        self._first = "", ""
        """The photo told of last, and what kept it itself from being done."""

    def has(self, result: JobResult) -> bool:
        """Tell, and count, whether a result is one; they come in the order of the jobs."""
        source, error = str(result.job.source), result.error or ""
        if source != self._first[0]:
            self._first = source, error
            return False
        is_repeat = bool(error) and error == self._first[1]
        self.count += is_repeat
        return is_repeat


def result_without_work(job: Job) -> JobResult | None:
    """Give the result of a job that the plan found nothing to do for; ``None`` if there is something."""
    if job.skip:
        return JobResult(job, "skipped", error=job.skip)
    return JobResult(job, "failed", error=job.failure) if job.failure else None


def failed_result(job: Job, error: BaseException, seconds: float = 0.0) -> JobResult:
    """Say in one line what went wrong with which photo."""
    text = str(error) or type(error).__name__
    if isinstance(error, MemoryError):
        text = "not enough memory"
    elif isinstance(error, OSError):
        text = f"{error.filename or job.target}: {error.strerror or error}"
    elif not isinstance(error, RestorerError):
        _log.info("%s", job.source, exc_info=error)
        text = f"{type(error).__name__}: {text}; this is a fault of Restorer, please report it"
    if not any(printable(str(path)) in printable(text) for path in (job.source, job.target)):
        text = f"{job.source}: {text}"
    return JobResult(job, "failed", seconds, text)


def ended_result(job: Job, jobs: Sequence[Job], error: Exception, seconds: float = 0.0) -> JobResult:
    """Give the result of a job, one of all ``jobs``, that ended in an error.

    A photo in colour is passed over, unless it was named alone. What ends the whole run, Cancelled and
    Unwritable, is raised again.
    """
    if isinstance(error, Cancelled | Unwritable):
        raise error
    if isinstance(error, Skip):
        kept = replace(job, target=error.target)
        return JobResult(kept, "skipped", error=str(error), found=error.found)
    if isinstance(error, AlreadyInColour) and not _is_named_alone(job, jobs):
        return JobResult(job, "skipped", error=f"{job.source}: {error}")
    return failed_result(job, error, seconds)


def _is_named_alone(job: Job, jobs: Sequence[Job]) -> bool:
    return not job.is_found and all(other.source == job.source for other in jobs)


def is_disk_full(error: BaseException) -> bool:
    """Tell whether a failure means that the disk, of results or of the journal, is full."""
    causes = (error, error.__cause__)
    return any(
        (isinstance(cause, OSError) and cause.errno in _FULL)
        or getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        for cause in causes
    )
