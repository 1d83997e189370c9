"""Jobs: what the queue asks of the library. Only worker threads call this, as it loads all that is heavy."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QFile

import restorer
from gui.batch.degree import adjusted, is_same
from gui.batch.rows import Order, Row, minus
from gui.files.paths import expanded, is_picture, mtime_ns
from gui.settings import FIRST
from gui.wishes import Opened, Restored
from gui.words import texts_batch
from gui.work.recipes import recipe_of
from gui.work.render import draw_photo

_ANY_NAME = "{index}{ext}"
"""Names of results that are never the same."""

Discarded = Literal["gone", "changed", "stuck"]


@dataclass(frozen=True, slots=True)
class Looked:
    """The photos that were found, and why they cannot be restored as they are to be, if so.

    Of what was added ``empty`` holds none, and ``strange`` are files that are none, which are left out.
    """

    jobs: tuple[restorer.Job, ...]
    problem: str
    empty: tuple[Path, ...]
    strange: tuple[Path, ...]


def find_recipe(order: Order) -> restorer.Recipe:
    """Give the recipe that is to be done; RecipeError for one that cannot be read or has no steps."""
    name = order.options.recipe
    recipe = recipe_of(order.settings) if name is None else restorer.find_recipe(name)
    if not recipe.steps:
        raise restorer.RecipeError(texts_batch.NO_STEPS)
    return recipe


def plan(
    order: Order,
    recipe: restorer.Recipe,
    journal: restorer.Journal | None,
    name: str | None = None,
    on_found: Callable[[int], object] = lambda _count: None,
) -> list[restorer.Job]:
    """Plan the jobs as the command line does; raises as :func:`restorer.plan_jobs` and ``on_found`` do.

    Raises InputError if the folder of results is still to be named.
    """
    options = order.options
    if options.folder == "":
        raise restorer.InputError(texts_batch.NO_FOLDER)
    saving = restorer.Saving(options.format, options.quality, options.depth, options.strip_gps)
    return restorer.plan_jobs(
        order.inputs,
        f"{expanded(options.folder).absolute()}/" if options.folder else None,
        recipe,
        recursive=options.recursive,
        journal=journal,
        name=name or options.name.strip() or None,
        saving=saving,
        without=order.without,
        on_found=on_found,
    )


def look(order: Order, on_found: Callable[[int], object], added: Sequence[Path] = ()) -> Looked:
    """Find the photos, also where they could not be restored so; raises as ``on_found`` does."""
    journal, problem = restorer.open_journal(), ""
    strange = [path for path in added if not (restorer.is_folder(path) or is_picture(path))]
    order = replace(order, inputs=minus(order.inputs, strange))
    try:
        recipe = find_recipe(order)
        restorer.check_inputs(recipe)
        jobs = plan(order, recipe, journal, on_found=on_found)
        problem = _closed(jobs)
    except restorer.RestorerError as error:
        problem = texts_batch.problem(str(error))
        options = replace(order.options, recipe="old-photo", folder=order.options.folder or None)
        plain = replace(order, options=options)
        jobs = plan(plain, find_recipe(plain), journal, _ANY_NAME, on_found)
    empty = _empty(minus(added, strange), [job.source for job in jobs])
    return Looked(tuple(jobs), problem, empty, tuple(strange))


def _closed(jobs: Sequence[restorer.Job]) -> str:
    """Say why nothing can be written where any result would go, if so."""
    folders = sorted({job.target.parent for job in jobs if job.has_work})
    problems = [restorer.problem_of_folder(folder, is_dry_run=True) for folder in folders]
    return texts_batch.problem(problems[0]) if problems and all(problems) and problems[0] else ""


def _empty(added: Sequence[Path], photos: Sequence[Path]) -> tuple[Path, ...]:
    """Give those of the files and folders added that hold none of the photos, by whatever links."""
    missing = set(added).difference(photos)
    if not missing:
        return ()
    folders = {folder: _real(folder) for folder in {path.parent for path in photos}}
    places = {folders[path.parent] / path.name for path in photos}
    places.update(folders.values(), *(folder.parents for folder in folders.values()))
    return tuple(
        path
        for path in added
        if path in missing and {_real(path.parent) / path.name, _real(path)}.isdisjoint(places)
    )


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # which, unlike resolve, bears links in a circle


def can_change(order: Order, degree: int, by: int) -> bool:
    """Tell whether a recipe would be another one after so many more notches."""
    recipe = find_recipe(order)
    return not is_same(adjusted(recipe, degree, _some_noise), adjusted(recipe, degree + by, _some_noise))


def find_noise(path: Path, library: restorer.Library | None) -> float:
    """Tell how noisy a photo is, in 8-bit levels."""
    return restorer.estimate_sigma(restorer.read_photo(path), library=library) * 255


def read_pair(row: Row) -> tuple[Opened, Restored]:
    """Read a photo and its result for the canvas; PhotoError if they do not lie on one another."""
    assert row.target
    stamp = mtime_ns(row.path)
    before, after = restorer.read_photo(row.path), restorer.read_photo(row.target)
    if (before.width, before.height) != (after.width, after.height):
        raise restorer.PhotoError(f"{row.target}: is not of the size of {row.path.name}")
    opened = Opened(row.path, before, draw_photo(before), 0.0, stamp=stamp)
    return opened, Restored(FIRST, (), after, draw_photo(after), (), ())


def discard(row: Row, originals: Sequence[Path], *, for_good: bool) -> Discarded:
    """Move a result to the trash, or delete it ``for_good``: only if it is ours, and nobody changed it.

    Gives "stuck" where it cannot be moved to the trash. No photo of the queue is ever touched.
    """
    target = row.target
    if target is None or not restorer.is_there(target):
        return "gone"
    if not _is_ours(target) or restorer.identity(target) in map(restorer.identity, (row.path, *originals)):
        return "changed"
    is_gone = QFile.remove(str(target)) if for_good else QFile.moveToTrash(str(target))
    return "gone" if is_gone else "stuck"


def _is_ours(target: Path) -> bool:
    journal = restorer.open_journal()
    return journal is not None and not target.is_symlink() and journal.holds(target)


def _some_noise() -> float:
    return 10.0
