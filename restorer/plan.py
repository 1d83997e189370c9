"""Which photo goes where: the jobs of a batch, planned before any work."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from restorer.errors import PhotoError, WriteError
from restorer.formats import EXTENSIONS, SUFFIX, as_written, restored_path
from restorer.journal import Journal
from restorer.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Job:
    """One photo to restore: where it is, where the result goes, what to do."""

    source: Path
    target: Path
    recipe: Recipe


def plan_jobs(
    inputs: Sequence[Path],
    output: str | None,
    recipe: Recipe,
    *,
    recursive: bool = False,
    journal: Journal | None = None,
) -> list[Job]:
    """Plan a job for each input file and each picture in an input folder; one given twice counts once.

    ``output`` is a file for a single input file, and a folder if it is one, ends in a slash, or
    the inputs are a folder or several; the tree below an input folder is kept in it. ``None`` puts
    each result beside its source as ``{stem}_restored{ext}``. Our own results in an input folder
    are no inputs: by their name beside photos, by the ``journal`` in an output folder. Raises
    WriteError when two results would have one name.
    """
    as_folder = output is not None and (
        output.endswith(("/", "\\")) or len(inputs) > 1 or any(map(_is_folder, [Path(output), *inputs]))
    )
    jobs: dict[str, Job] = {}
    for source, below in (pair for path in inputs for pair in _pictures(path, recursive=recursive)):
        if below is not None and _is_result(source, output, journal):
            continue
        if output is None:
            target = restored_path(source)
        else:
            target = as_written(Path(output) / (below or source.name)) if as_folder else Path(output)
        _add(jobs, Job(source, target, recipe))
    return list(jobs.values())


def _add(jobs: dict[str, Job], job: Job) -> None:
    other = jobs.setdefault(os.path.normcase(job.target.absolute()), job).source
    if other.absolute() != job.source.absolute():
        raise WriteError(f"{other} and {job.source} would both become {job.target}; restore them apart")


def _is_result(source: Path, output: str | None, journal: Journal | None) -> bool:
    """Tell a picture found in a folder that is a result of an earlier run."""
    if output is None:
        return source.stem.endswith(SUFFIX)
    is_inside = source.absolute().is_relative_to(Path(output).absolute())
    return is_inside and journal is not None and journal.knows(source)


def _pictures(path: Path, *, recursive: bool) -> Iterator[tuple[Path, Path | None]]:
    """List (picture, its place below the input folder, or ``None`` for one named itself)."""
    if not _is_folder(path):
        yield path, None
        return
    try:
        entries = sorted(path.rglob("*") if recursive else path.iterdir())
    except OSError as error:
        raise PhotoError(f"{path}: the folder cannot be read: {error.strerror}") from error
    for found in entries:
        if found.suffix.lower() in EXTENSIONS and not found.name.startswith(".") and found.is_file():
            yield found, found.relative_to(path)


def _is_folder(path: Path) -> bool:
    """Tell a folder; what cannot be told is taken for a file, and its reading says why."""
    try:
        return path.is_dir()
    except OSError:
        return False
