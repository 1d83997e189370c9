"""Which photo goes where: the jobs of a batch, planned before any work."""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from restorer.batch.journal import Journal
from restorer.batch.naming import BESIDE, SAME, Naming
from restorer.batch.origin import as_photo, told_by_name, without_ending
from restorer.batch.sources import Source, find_sources
from restorer.errors import WriteError
from restorer.formats import EXTENSIONS, Saving, check_named, result_extension
from restorer.recipe import Recipe, inputs_of
from restorer.system.names import LONGEST_NAME, is_too_long
from restorer.system.paths import CanonicalPaths, is_folder, is_there

_MOST_TOLD = 10
NOT_NOW = "is left for another turn"
"""The ``skip`` of a photo that is planned with others only so that nothing takes its place."""
IS_ITS_MASK = "is the photo itself, expected a mask of it"
AS_IT_CAME = Saving()
"""The photo's own format, quality and depth; what was done is noted."""


@dataclass(frozen=True, slots=True)
class Job:
    """One photo to restore: where it is, where the result goes, what to do, how to save it.

    ``skip`` or ``failure`` says why there is nothing to do; ``notices`` is what the plan found odd;
    ``is_found`` tells that the photo was not named but found in a folder; ``keeps_times`` asks that the
    result's file is as old as the photo's.
    """

    source: Path
    target: Path
    recipe: Recipe
    saving: Saving = AS_IT_CAME
    skip: str | None = None
    failure: str | None = None
    notices: tuple[str, ...] = ()
    is_found: bool = False
    keeps_times: bool = False

    @property
    def has_work(self) -> bool:
        """Whether the plan found something to do."""
        return not (self.skip or self.failure)


def plan_jobs(
    inputs: Sequence[Path],
    output: str | None,
    recipe: Recipe,
    *,
    recursive: bool = False,
    journal: Journal | None = None,
    name: str | None = None,
    saving: Saving = AS_IT_CAME,
    without: Collection[Path] = (),
    exclude: Collection[str] = (),
    only: Collection[Path] | None = None,
    on_found: Callable[[int], object] = lambda _count: None,
) -> list[Job]:
    """Plan a job for each input file and each picture in an input folder; one given twice counts once.

    ``output`` is a file for a single input file, and a folder if it is one, ends in a slash, or
    the inputs are a folder or several; the tree below an input folder is kept in it. ``None`` puts
    each result beside its source. ``name`` is the template of :class:`restorer.batch.naming.Naming`, by
    default ``{stem}_restored{ext}`` beside photos and ``{stem}{ext}`` elsewhere. Results of photos of an
    input folder are no inputs in it, unless they are named, nor is what the recipe takes beside the photo; a
    photo that is listed in ``without`` never is, nor one whose name, or what is below the input, a pattern of
    ``exclude`` matches. What is only called as a result, or as a mask, is skipped; so is what lies in an
    output folder below the photos' and is no result of ours, and as :data:`NOT_NOW` all but ``only``, if
    given. ``on_found`` is told how many files were found so far. Raises WriteError when two results would
    have one name, or ``name`` gives one that is too long, and whatever ``on_found`` raises.
    """
    as_file = output is not None and not takes_folder(output, inputs, name)
    naming = Naming(name or (BESIDE if output is None else SAME))
    is_beside = output is None and naming.template == BESIDE
    jobs: list[Job] = []
    index = 0
    canonical = CanonicalPaths()
    sources = find_sources(inputs, recursive=recursive, exclude=exclude)
    found = list(_found_once(sources, without, canonical, on_found))
    stems = {without_ending(canonical(path)) for path in (*without, *(source.path for source in found))}
    for source, is_found in _photos(found, inputs, recipe, output, journal, canonical):
        skip = source.skip
        if is_found and not skip:
            skip = told_by_name(source.path, canonical(source.path), stems, is_beside=is_beside)
        skip = skip if only is None or source.path in only else NOT_NOW
        if skip or source.failure:
            jobs.append(Job(source.path, source.path, recipe, saving, skip, source.failure))
            continue
        index += 1
        target = Path(str(output)) if as_file else _target(source, output, naming, index, saving)
        jobs.append(Job(source.path, target, recipe, saving, notices=_notices(source), is_found=is_found))
    if not naming.is_ours:
        _check_lengths(jobs)
    check_names(without_targets(jobs))
    return jobs


def _found_once(
    sources: Iterator[Source],
    without: Collection[Path],
    canonical: CanonicalPaths,
    on_found: Callable[[int], object],
) -> Iterator[Source]:
    """Give each source once, and none of those ``without``; ``on_found`` is told how many there were."""
    seen = set(map(canonical, without))
    for count, source in enumerate(sources, 1):
        on_found(count)
        place = canonical(source.path)
        if place not in seen:
            seen.add(place)
            yield source


def takes_folder(output: str, inputs: Sequence[Path], name: str | None) -> bool:
    """Tell whether an output is the folder of all results, not the file of one."""
    is_named_so = bool(name) or output.endswith(("/", "\\"))
    return is_named_so or len(inputs) > 1 or any(map(is_folder, [Path(output), *inputs]))


def _photos(
    sources: Iterable[Source],
    inputs: Sequence[Path],
    recipe: Recipe,
    output: str | None,
    journal: Journal | None,
    canonical: CanonicalPaths,
) -> Iterator[tuple[Source, bool]]:
    """Give the sources that are photos, and whether each was found in a folder, not named."""
    named, taken = (set(map(canonical, paths)) for paths in (inputs, inputs_of(recipe)))
    masks = {canonical(mask) for step in recipe.steps if isinstance(mask := step.inputs.get("mask"), Path)}
    inside = None if output is None else _inside(output)
    is_apart = inside is not None and _lies_below(inside, inputs)
    with journal.held_open() if journal else nullcontext():
        for source in sources:
            place = canonical(source.path)
            if source.below is None or place in named:
                failure = f"{source.path}: {IS_ITS_MASK}" if place in masks else None
                yield replace(source, failure=source.failure or failure), False
            elif place not in taken:
                is_inside = inside is not None and os.path.normcase(place).startswith(inside)
                if photo := as_photo(source, journal, is_inside=is_inside, is_among=is_inside and is_apart):
                    yield photo, True


def _inside(folder: str | Path) -> str:
    """Give what all that lies in a folder begins with."""
    return os.path.normcase(os.path.realpath(folder)).rstrip(os.sep) + os.sep


def _lies_below(output: str, inputs: Sequence[Path]) -> bool:
    """Tell whether the folder of results lies below one of photos, and is none of these itself."""
    folders = [_inside(path) for path in inputs if is_folder(path)]
    return any(map(output.startswith, folders)) and not any(path.startswith(output) for path in folders)


def without_targets(jobs: Sequence[Job], others: Sequence[Job] = ()) -> list[Job]:
    """Skip each named photo that is where another's result goes, also one of ``others``.

    Of photos that are found in folders the journal tells which are results.
    """
    canonical = CanonicalPaths()
    makers = (job for job in (*jobs, *others) if job.has_work)
    targets = {place: job for job in makers if (place := canonical(job.target)) != canonical(job.source)}
    return [_without_target(job, targets.get(canonical(job.source))) for job in jobs]


def _without_target(job: Job, maker: Job | None) -> Job:
    if maker is None or job.is_found or not job.has_work:
        return job
    reason = f"is where the result of {maker.source} goes; restore it by a call of its own"
    return replace(job, target=job.source, skip=f"{job.source}: {reason}")


def _target(source: Source, output: str | None, naming: Naming, index: int, saving: Saving) -> Path:
    kind = source.kind or EXTENSIONS.get(source.path.suffix.lower())
    name = naming.fill(source.path, result_extension(source.path, kind, saving.format), index)
    if output is None:
        return source.path.with_name(name)
    return Path(output) / (source.below or Path()).parent / name


def _notices(source: Source) -> tuple[str, ...]:
    named = EXTENSIONS.get(source.path.suffix.lower())
    if source.kind is None or named is None or named is source.kind:
        return ()
    article = "an" if source.kind.name[0] in "aeiou" else "a"
    return (f"is {article} {source.kind.name} despite its name",)


def check_names(jobs: Sequence[Job]) -> None:
    """Refuse results of one name, as file systems that ignore case or composition see it: WriteError.

    Photos that are not there have no results.
    """
    places: dict[str, list[Job]] = {}
    canonical = CanonicalPaths()
    for job in (job for job in jobs if job.has_work):
        places.setdefault(_fold(canonical(job.target)), []).append(job)
        check_named(job.target, job.saving.format)
    meetings = ([job for job in met if is_there(job.source)] for met in places.values() if len(met) > 1)
    if clashes := [meeting for meeting in meetings if len(meeting) > 1]:
        raise _clash(clashes)


def _check_lengths(jobs: Sequence[Job]) -> None:
    """Refuse a template that gives names no file can have: WriteError, which tells of what photos."""
    if long := [job for job in jobs if job.has_work and is_too_long(job.target.name)]:
        raise WriteError(
            f"the results of {_told_sources(long)} would have names of more than {LONGEST_NAME} bytes; "
            "change --name"
        )


def _clash(clashes: Sequence[Sequence[Job]]) -> WriteError:
    """Say which photos would become one file, and how to call results so that none would."""
    first, second, *more = clashes[0]
    endings = ({_fold(job.source.suffix) for job in clash} for clash in clashes)
    is_of_formats = all(len(found) == len(clash) for found, clash in zip(endings, clashes, strict=True))
    name = "{stem}_{from}{ext}" if is_of_formats else "{index:04}_{stem}{ext}"
    if not more and len(clashes) == 1:
        return WriteError(
            f"{first.source} and {second.source} would both become {first.target}; restore them apart, "
            f"or name results with --name, such as {name}"
        )
    told = [f"{_told_sources(clash)} -> {clash[0].target}" for clash in clashes[:_MOST_TOLD]]
    told += ["..."] if len(clashes) > _MOST_TOLD else []
    return WriteError(
        f"several photos would become one file at {len(clashes)} places: {'; '.join(told)}; restore them "
        f"apart, or name results with --name, such as {name}"
    )


def _told_sources(jobs: Sequence[Job]) -> str:
    more = [f"{len(jobs) - 2} more"] if len(jobs) > 2 else []
    return ", ".join([*(str(job.source) for job in jobs[:2]), *more])


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
