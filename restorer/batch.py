"""Many photos, one after the other: which goes where, and what became of each."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from restorer.errors import Cancelled, PhotoError, RestorerError, Tick, WriteError, no_tick
from restorer.files import read_photo, write_photo
from restorer.formats import EXTENSIONS, SUFFIX, as_written, format_for, restored_path
from restorer.library import Library
from restorer.pipeline import restore
from restorer.recipe import Recipe

Overwrite = Literal["never", "rename", "always"]
_PARTS = 1000
_IS_ORIGINAL = "is one of the photos themselves, which are never written to; choose another output"


@dataclass(frozen=True, slots=True)
class Job:
    """One photo to restore: where it is, where the result goes, what to do."""

    source: Path
    target: Path
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class JobResult:
    """What became of a job; ``error`` says why it failed or was skipped, ``notices`` what changed."""

    job: Job
    status: Literal["done", "skipped", "failed"]
    seconds: float
    error: str | None = None
    notices: tuple[str, ...] = ()


def plan_jobs(
    inputs: Sequence[Path], output: str | None, recipe: Recipe, *, recursive: bool = False
) -> list[Job]:
    """Plan a job for each input file and each picture in an input folder.

    ``output`` is a file for a single input file, and a folder if it is one, ends in a slash, or
    the inputs are a folder or several; the tree below an input folder is kept in it. ``None`` puts
    each result beside its source as ``{stem}_restored{ext}``. Raises WriteError when two results
    would have one name.
    """
    found = [pair for path in inputs for pair in _pictures(path, recursive=recursive, beside=output is None)]
    as_folder = output is not None and (
        output.endswith(("/", "\\")) or len(inputs) > 1 or any(map(_is_folder, [Path(output), *inputs]))
    )
    jobs = []
    for source, below in found:
        if output is None:
            target = restored_path(source)
        else:
            target = as_written(Path(output) / below) if as_folder else Path(output)
        jobs.append(Job(source, target, recipe))
    _check_collisions(jobs)
    return jobs


def run_jobs(
    jobs: Iterable[Job],
    *,
    library: Library | None = None,
    device: str = "auto",
    overwrite: Overwrite = "never",
    tick: Tick = no_tick,
) -> Iterator[JobResult]:
    """Run jobs in order and yield what became of each; one bad photo does not stop the others.

    ``tick`` hears of the whole batch and may raise Cancelled, which ends it.
    """
    library = library or Library()
    jobs = list(jobs)
    originals = {_identity(job.source) for job in jobs} - {None}
    for at, job in enumerate(jobs):
        protected = originals if overwrite == "always" else {_identity(job.source)} - {None}
        if _identity(job.target) in protected:
            yield JobResult(job, "failed", 0.0, f"{job.target}: {_IS_ORIGINAL}")
        else:
            yield _run(job, library, device, overwrite, _part_of(tick, at, len(jobs)))


def _run(job: Job, library: Library, device: str, overwrite: Overwrite, tick: Tick) -> JobResult:
    start = time.perf_counter()
    notices: list[str] = []
    try:
        target = _settle(job, overwrite)
        if target is None:
            return JobResult(job, "skipped", 0.0, f"{job.target}: exists already")
        job = Job(job.source, target, job.recipe)
        photo = read_photo(job.source)
        format_for(target)
        restored = restore(photo, job.recipe, library=library, device=device, tick=tick, say=notices.append)
        target.parent.mkdir(parents=True, exist_ok=True)
        notices += [*photo.notices, *write_photo(restored, target, overwrite=overwrite == "always")]
    except Cancelled:
        raise
    except (RestorerError, OSError, MemoryError) as error:
        return JobResult(job, "failed", time.perf_counter() - start, _sentence(error, job))
    return JobResult(job, "done", time.perf_counter() - start, notices=tuple(notices))


def _settle(job: Job, overwrite: Overwrite) -> Path | None:
    """Find where the result really goes: ``None`` to leave what is there."""
    if _identity(job.target) is None:
        return job.target
    if overwrite == "rename":
        return _free_name(job.target)
    return job.target if overwrite == "always" else None


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell files apart whatever their names; ``None`` for one that is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _free_name(path: Path) -> Path:
    number = 2
    while (free := path.with_stem(f"{path.stem}-{number}")).exists():
        number += 1
    return free


def _pictures(path: Path, *, recursive: bool, beside: bool) -> Iterator[tuple[Path, Path]]:
    """List (picture, its place below the input); our own results beside the sources are left out."""
    if not _is_folder(path):
        yield path, Path(path.name)
        return
    try:
        entries = sorted(path.rglob("*") if recursive else path.iterdir())
    except OSError as error:
        raise PhotoError(f"{path}: the folder cannot be read: {error.strerror}") from error
    for found in entries:
        own = beside and found.stem.endswith(SUFFIX)
        if (
            found.suffix.lower() in EXTENSIONS
            and found.is_file()
            and not own
            and not found.name.startswith(".")
        ):
            yield found, found.relative_to(path)


def _is_folder(path: Path) -> bool:
    """Tell a folder; what cannot be told is taken for a file, and its reading says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _check_collisions(jobs: Sequence[Job]) -> None:
    sources: dict[str, Path] = {}
    for job in jobs:
        other = sources.setdefault(str(job.target.absolute()).casefold(), job.source)
        if other is not job.source:
            raise WriteError(f"{other} and {job.source} would both become {job.target}; restore them apart")


def _sentence(error: BaseException, job: Job) -> str:
    text = str(error) or type(error).__name__
    if isinstance(error, MemoryError):
        text = "not enough memory"
    if isinstance(error, OSError):
        text = f"{job.target}: cannot be written: {error.strerror or error}"
    return text if str(job.source) in text or str(job.target) in text else f"{job.source}: {text}"


def _part_of(tick: Tick, job: int, jobs: int) -> Tick:
    def part(done: int, total: int) -> None:
        tick(job * _PARTS + _PARTS * done // total, jobs * _PARTS)

    return part
