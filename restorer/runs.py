"""Runs: what a command's options say, planned and done. Heavy libraries are imported as they are needed."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from restorer.options import Options

if TYPE_CHECKING:
    from restorer.journal import Journal
    from restorer.plan import Job
    from restorer.recipe import Recipe


def restore_all(recipe: "Recipe", options: Options, *, as_masks: bool = False) -> bool:
    """Do a recipe to the photos that options name; tells whether none failed."""
    journal = open_journal(options)
    return run(plan(recipe, options, journal, as_masks=as_masks), options, journal)


def open_journal(options: Options) -> "Journal | None":
    """Check the options, and open the user's journal."""
    from restorer.progress import open_journal as open_default

    options.check()
    return open_default(for_reading=options.dry_run)


def plan(
    recipe: "Recipe", options: Options, journal: "Journal | None", *, as_masks: bool = False
) -> "list[Job]":
    """Plan the jobs; masks are PNGs, if nothing else is said, and beside photos have a name of their own."""
    from restorer.formats import EXTENSIONS, MASK_SUFFIX
    from restorer.plan import plan_jobs

    name, saving = options.name, options.saving()
    if as_masks:
        name = name or (None if options.output else f"{{stem}}{MASK_SUFFIX}{{ext}}")
        is_named = Path(options.output or "").suffix.lower() in EXTENSIONS
        saving = saving if is_named or saving.format else replace(saving, format="png")
    return plan_jobs(
        options.photos(),
        options.folder_or_file(),
        recipe,
        recursive=options.recursive,
        journal=journal,
        name=name,
        saving=saving,
    )


def run(jobs: "list[Job]", options: Options, journal: "Journal | None") -> bool:
    """Run jobs, or foresee what they would do; tells whether none failed."""
    from restorer.progress import foresee_visibly, run_visibly

    show = foresee_visibly if options.dry_run else run_visibly
    return show(jobs, options, journal)
