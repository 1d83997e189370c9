"""Variants: jobs that get a mask each, or are done in several ways."""

import functools
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from restorer.batch.origin import without_ending
from restorer.batch.plan import IS_ITS_MASK, Job, without_targets
from restorer.errors import InputError, PhotoError
from restorer.formats import EXTENSIONS, MASK_SUFFIX, PREVIEW_SUFFIX, VARIATION_SUFFIX
from restorer.photo import Photo
from restorer.pixels.monochrome import is_monochrome
from restorer.recipe import Recipe
from restorer.system.paths import CanonicalPaths, is_file, is_folder
from restorer.thumbnails import read_small
from restorer.traits import TRAITS


def with_masks(jobs: Sequence[Job], masks: Mapping[Path, Sequence[Path]]) -> list[Job]:
    """Give each job's steps the mask of its photo; a photo that has none, or several, fails."""
    canonical = CanonicalPaths()
    return [_with_mask(job, masks.get(job.source, ()), canonical) for job in jobs]


def with_masks_in(jobs: Sequence[Job], folder: Path) -> list[Job]:
    """Give each job's steps the mask of its name in a folder.

    What lies beside a photo and is called as it with ``_mask`` is one, and no photo; nor is a preview. A
    photo that was found in a folder and has no mask is skipped.
    """
    canonical = CanonicalPaths()
    stems = [without_ending(canonical(job.source)) for job in jobs]
    masks = {stem + suffix for stem in stems for suffix in (MASK_SUFFIX, PREVIEW_SUFFIX)}
    photos = [job for job, stem in zip(jobs, stems, strict=True) if stem not in masks]
    found = find_masks(photos, folder)
    return with_masks([job if found[job.source] else _without_mask(job) for job in photos], found)


def find_masks(jobs: Sequence[Job], folder: Path) -> dict[Path, list[Path]]:
    """Find the pictures in and below a folder that are called as the jobs' photos, also with ``_mask``.

    Of several the one in a folder of the same name is meant. What is hidden is none, nor is a picture in
    colour that is not called a mask, such as the result of a photo. Raises InputError without the folder.
    """
    if not is_folder(folder):
        raise InputError(f"{folder}: no such folder of masks")
    canonical, may_be_mask = CanonicalPaths(), functools.cache(_may_be_mask)
    photos = {canonical(job.source) for job in jobs}
    masks: dict[str, list[Path]] = {}
    for path in _pictures_in(folder):
        if canonical(path) not in photos:
            masks.setdefault(path.stem, []).append(path)
    named = {job.source: (job.source.stem, job.source.stem + MASK_SUFFIX) for job in jobs}
    return {
        source: _nearest(
            [path for stem in stems for path in masks.get(stem, []) if may_be_mask(path)], source
        )
        for source, stems in named.items()
    }


def masks_below(inputs: Sequence[Path], folder: Path) -> list[Path]:
    """List the pictures in and below a folder of masks that lies below an input folder: they are no photos.

    What is named itself, or lies in a folder there that is, is left out.
    """
    place, *named = (Path(os.path.realpath(path)) for path in (folder, *inputs))
    if not set(named) & set(place.parents):
        return []
    inside = [path for path in named if path.is_relative_to(place)]
    return [path for path in _pictures_in(place) if not any(map(path.is_relative_to, inside))]


def with_variations(jobs: Sequence[Job], count: int) -> list[Job]:
    """Give each job and after it ``count`` other colourings: their names end in ``_v1``, ``_v2``, .."""
    varied = [each for job in jobs for each in _variations(job, count)]
    photos = without_targets(jobs, varied)
    return [each for job in photos for each in (job, *_variations(job, count))]


def _without_mask(job: Job) -> Job:
    if not job.is_found or job.failure:
        return job
    stem = job.source.stem
    return replace(job, skip=job.skip or f"{job.source}: has no mask called {stem} or {stem}{MASK_SUFFIX}")


def _with_mask(job: Job, masks: Sequence[Path], canonical: CanonicalPaths) -> Job:
    if not job.has_work:
        return job
    if len(masks) != 1:
        stem = job.source.stem
        found = ", ".join(map(str, masks)) or f"none called {stem} or {stem}{MASK_SUFFIX}"
        return replace(job, failure=f"{job.source}: expected one mask of its name, found {found}")
    if canonical(masks[0]) == canonical(job.source):
        return replace(job, failure=f"{job.source}: {IS_ITS_MASK}")
    steps = (
        replace(step, inputs={"mask": masks[0]}) if "mask" in TRAITS[step.task].inputs else step
        for step in job.recipe.steps
    )
    return replace(job, recipe=Recipe(tuple(steps)))


def _nearest(masks: list[Path], source: Path) -> list[Path]:
    beside = [path for path in masks if path.parent.name == source.absolute().parent.name]
    return beside if len(masks) > 1 and len(beside) == 1 else masks


def _pictures_in(folder: Path) -> list[Path]:
    """List what is called a picture in and below a folder, but for what is hidden."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in EXTENSIONS)
    return [path for path in found if _is_shown(path, folder)]


def _is_shown(path: Path, folder: Path) -> bool:
    return is_file(path) and not any(part.startswith(".") for part in path.relative_to(folder).parts)


def _may_be_mask(path: Path) -> bool:
    """Tell a picture that is called a mask, or has no colours; what cannot be read is told when it is."""
    try:
        return path.stem.endswith(MASK_SUFFIX) or is_monochrome(Photo(read_small(path)[0]))
    except PhotoError:
        return True


def _variations(job: Job, count: int) -> Iterator[Job]:
    for number in range(1, count + 1 if job.has_work else 1):
        steps = (
            replace(step, controls={**step.controls, "variation": float(number)})
            if step.task == "colorize"
            else step
            for step in job.recipe.steps
        )
        target = job.target.with_stem(f"{job.target.stem}{VARIATION_SUFFIX}{number}")
        yield replace(job, target=target, recipe=Recipe(tuple(steps)))
