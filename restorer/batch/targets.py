"""Targets: where results may go, so that nobody's file is lost and no two processes write the same one."""

import contextlib
import dataclasses
import itertools
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from restorer.batch.journal import Decision, Journal, ResultKey
from restorer.batch.plan import Job
from restorer.errors import WriteError
from restorer.files import stage_copy, stage_photo
from restorer.formats import Overwrite
from restorer.formats.receipt import Receipt
from restorer.photo import Photo
from restorer.recipe import inputs_of
from restorer.system.parts import sweep_parts
from restorer.system.paths import identity, is_there
from restorer.system.places import problem_of_folder, problem_of_name

_KEPT: dict[Decision, str] = {
    "done": "done before",
    "edited": "was changed since it was restored, and is kept",
    "other": "is the result of another photo, and is kept; choose another output or name",
    "foreign": "exists already, and is kept",
}
_IS_ORIGINAL = "is one of the photos themselves, which are never written to; choose another output"
_IS_INPUT = "is one of the files results are made from, which are never written to; choose another output"


class Skip(Exception):
    """A job that need not be done, and why; ``found`` is what lies at ``target``."""

    def __init__(self, target: Path, message: str, found: Decision | None = None):
        super().__init__(f"{target}: {message}")
        self.target = target
        self.found = found


class Unwritable(WriteError):
    """No result of the whole batch can be written, and why."""


class Targets:
    """The places of one batch's results, held against other processes while they are worked on."""

    def __init__(self, jobs: Sequence[Job], overwrite: Overwrite, journal: Journal | None):
        self.overwrite = overwrite
        self.journal = journal
        self._originals = {identity(job.source) for job in jobs} - {None}
        self._inputs = {identity(path) for path in _inputs_of(jobs)} - {None}
        self._asked = {job.target for job in jobs}
        self._folders = {job.target.parent for job in jobs if job.has_work}
        self._is_named_alone = [job.is_found for job in jobs] == [False]
        self._problems: dict[Path, str | None] = {}
        self._held: set[Path] = set()
        self._lock = threading.Lock()

    def foresee(self, job: Job, key: ResultKey) -> Job:
        """Give the job with the target it would get; raises as :meth:`take`, but takes and tries nothing."""
        return self._choose(job, key, is_dry_run=True)

    def take(self, job: Job, key: ResultKey) -> Job:
        """Give the job with the target it may write, which is held until it is released.

        Raises Skip for what need not or must not be written, WriteError for what cannot be, and
        Unwritable where none of the batch can.
        """
        return self._choose(job, key, is_dry_run=False)

    def note(self, job: Job, key: ResultKey, receipt: Receipt, *, replaces: bool) -> None:
        """Note a result that is about to be published; Skip if its place was taken meanwhile."""
        if self.journal is None:
            return
        if replaces and self.overwrite != "always":
            decision = self.journal.decide(job.target, key, job.source)
            if decision != "run":
                raise Skip(job.target, _KEPT[decision], decision)
        self.journal.record(job.target, key, receipt.sha256, job.source)

    def release(self, target: Path) -> None:
        """Let other processes have a target."""
        with self._lock:
            is_held = target in self._held
            self._held.discard(target)
        if is_held and self.journal:
            self.journal.release(target)

    def close(self, busy: set[Path]) -> None:
        """Release all targets; of those still being written only what is unfinished is deleted.

        Their claims stay until this process ends, so that the next one looks after them.
        """
        for target in list(self._held):
            if target in busy:
                sweep_parts(target)
            else:
                self.release(target)

    def _choose(self, job: Job, key: ResultKey, *, is_dry_run: bool) -> Job:
        protected = self._originals if self.overwrite == "always" else {identity(job.source)} - {None}
        found = identity(job.target)
        if found in protected:
            raise WriteError(f"{job.target}: {_IS_ORIGINAL}")
        if found in self._inputs:
            raise WriteError(f"{job.target}: {_IS_INPUT}")
        numbered = (job.target.with_stem(f"{job.target.stem}-{number}") for number in itertools.count(2))
        others = (target for target in numbered if target not in self._asked)
        for target in itertools.chain([job.target], others):
            if self._is_free(target, key, job.source):
                self._check_folder(target, is_dry_run=is_dry_run)
                if not is_dry_run:
                    self._hold(target)
                if is_dry_run or self._is_free(target, key, job.source):
                    return dataclasses.replace(job, target=target)
                self.release(target)
        raise AssertionError  # numbers do not end

    def _is_free(self, target: Path, key: ResultKey, source: Path) -> bool:
        """Tell whether the result may go there; a :class:`Skip` or WriteError why it may go nowhere."""
        if self.overwrite == "always":
            return True
        decision = self._decide(target, key, source)
        if decision == "run":
            return self.overwrite != "rename" or not is_there(target)
        if decision == "other" and self.overwrite == "never":
            raise WriteError(f"{target}: {_KEPT[decision]}")
        if decision == "done" or self.overwrite == "never":
            raise Skip(target, _KEPT[decision], decision)
        return False

    def _decide(self, target: Path, key: ResultKey, source: Path) -> Decision:
        """Tell what is to become of a target; one of the photos themselves is nobody's result."""
        exists = is_there(target)
        decision: Decision = "foreign" if exists else "run"
        if self.journal:
            decision = self.journal.decide(target, key, source)
        is_photo = decision == "run" and exists and identity(target) in self._originals
        return "foreign" if is_photo else decision

    def _hold(self, target: Path) -> None:
        if self.journal and not self.journal.claim(target):
            raise Skip(target, "another process is restoring it")
        with self._lock:
            self._held.add(target)

    def _check_folder(self, target: Path, *, is_dry_run: bool) -> None:
        """Find out before any work that a result could not be written."""
        if problem := problem_of_name(target):
            raise WriteError(f"{target}: cannot be written: {problem}")
        problem = self._problem(target.parent, is_dry_run=is_dry_run)
        if problem is None:
            return
        problems = (self._problem(folder, is_dry_run=is_dry_run) for folder in self._folders)
        if not self._is_named_alone and all(problems):
            raise Unwritable(problem)
        raise WriteError(f"{target}: cannot be written: {problem}")

    def _problem(self, folder: Path, *, is_dry_run: bool) -> str | None:
        if folder not in self._problems:
            self._problems[folder] = problem_of_folder(folder, is_dry_run=is_dry_run)
        return self._problems[folder]


def publish(
    job: Job, photo: Photo, note: Callable[[Receipt], object], *, is_copy: bool, overwrite: bool
) -> Receipt:
    """Write a job's result, in a folder made for it if need be, have it noted, and move it into place.

    It is a copy of the photo's file or written anew. Raises as :func:`restorer.files.stage_copy`,
    :func:`restorer.files.stage_photo`, ``note`` and :meth:`Staged.publish` do; nothing is left then.
    """
    with _folder_of(job.target):
        if is_copy:
            staged = stage_copy(photo, job.source, job.target)
        else:
            staged = stage_photo(photo, job.target, job.saving)
        try:
            if job.keeps_times:  # that of access would be of our own reading
                os.utime(staged.part, ns=(staged.part.stat().st_atime_ns, job.source.stat().st_mtime_ns))
            note(staged.receipt)
            staged.publish(overwrite=overwrite)
        finally:
            staged.discard()
        return staged.receipt


@contextlib.contextmanager
def _folder_of(target: Path) -> Iterator[None]:
    """Make the folder of a target; where nothing comes of it, none that was made and is empty stays."""
    made = [folder for folder in target.parents if not is_there(folder)]
    try:
        for folder in reversed(made):  # not by ``parents``, which calls itself for each
            folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(f"{target}: cannot be written: {error.strerror or error}") from error
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            for folder in made:
                folder.rmdir()
        raise


def check_no_input(path: Path, jobs: Sequence[Job]) -> None:
    """Raise WriteError if ``path`` is one of the photos, masks, hints or references that the jobs take."""
    taken = {identity(each) for each in (*(job.source for job in jobs), *_inputs_of(jobs))}
    if (found := identity(path)) and found in taken:
        raise WriteError(f"{path}: {_IS_INPUT}")


def _inputs_of(jobs: Sequence[Job]) -> set[Path]:
    """List the masks, hints and references that the jobs take."""
    return {file for job in jobs for file in inputs_of(job.recipe)}
