"""Runs: what a command's options say, planned and done. Heavy libraries are imported as they are needed."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from restorer.cli.options import Options, as_folder
from restorer.system.paths import is_file, is_folder, is_there

if TYPE_CHECKING:
    from restorer.batch.journal import Journal
    from restorer.batch.plan import Job
    from restorer.recipe import Recipe, Step


def restore_all(recipe: "Recipe", options: Options, suffix: str | None = None) -> bool:
    """Do a recipe to the photos that options name; tells whether none failed."""
    from restorer.tasks import check_inputs

    journal = begin(options)
    check_inputs(recipe)
    jobs = plan(recipe, options, journal, suffix)
    check_hints(recipe, jobs, "--recipe", options)
    return run(jobs, options, journal)


def check_hints(recipe: "Recipe", jobs: "list[Job]", option: str, options: Options) -> None:
    """Refuse, as typer does, hints for several photos: they tell of places in one. Of none it is said."""
    from restorer.cli.progress import say
    from restorer.pixels.hints import read_hints

    photos = sum(job.has_work for job in jobs)
    given = [step.inputs["hints"] for step in recipe.steps if "hints" in step.inputs]
    if given and options.watch:
        raise typer.BadParameter("hints are for one photo, not for all that come", param_hint=option)
    if photos > 1 and given:
        raise typer.BadParameter(f"hints are for one photo, but {photos} are named", param_hint=option)
    for file in given:
        if isinstance(file, Path) and not read_hints(file):
            say(f"{file}: there are no hints in it")


def begin(options: Options) -> "Journal | None":
    """Check the options, and open the user's journal; for a dry run none is made.

    Raises WriteError if folders cannot be watched for want of it.
    """
    from restorer.batch.journal import default_journal
    from restorer.batch.run_journal import open_journal
    from restorer.cli.console import complain
    from restorer.errors import WriteError

    options.check()
    if options.dry_run and not is_file(default_journal()):
        return None
    journal = open_journal(complain)
    if options.watch and journal is None:  # results would be taken for photos that come, again and again
        raise WriteError("--watch needs the journal, by which results are known")
    return journal


def plan(
    recipe: "Recipe",
    options: Options,
    journal: "Journal | None",
    suffix: str | None = None,
    without: Collection[Path] = (),
) -> "list[Job]":
    """Plan the jobs, but for photos ``without``; what has a ``suffix`` is a PNG, if nothing else is said.

    It is called so beside photos, and a preview wherever no file is named, as in a folder there may be masks.
    """
    from restorer.batch.plan import plan_jobs
    from restorer.cli.progress import looking_visibly
    from restorer.formats import EXTENSIONS, PREVIEW_SUFFIX

    photos = options.photos()
    output, name, saving = options.output_for(photos), options.name, options.saving()
    if suffix is not None:
        is_named = Path(options.output or "").suffix.lower() in EXTENSIONS
        if not is_named and (suffix == PREVIEW_SUFFIX or not options.output):
            name = name or f"{{stem}}{suffix}{{ext}}"
        is_named = is_named or Path(name or "").suffix.lower() in EXTENSIONS
        saving = saving if is_named or saving.format else replace(saving, format="png")
    with looking_visibly() as on_found:
        jobs = plan_jobs(
            photos,
            output,
            recipe,
            recursive=options.recursive,
            journal=journal,
            name=name,
            saving=saving,
            without=without,
            exclude=options.exclude or (),
            only=options.only,
            on_found=on_found,
        )
    if jobs and not options.recursive and suffix is None and not options.watch:
        tell_of_folders_below(photos, output)
    return [replace(job, keeps_times=options.keep_times) for job in jobs]


def tell_of_folders_below(photos: list[Path], output: str | None) -> None:
    """Say which folders were not searched, that nobody takes a tree for done."""
    from restorer.batch.sources import folders_below
    from restorer.cli.progress import say
    from restorer.system.paths import canonical

    of_results = {canonical(Path(output))} if output else set()
    for folder in filter(is_folder, photos):
        below = sum(canonical(path) not in of_results for path in folders_below(folder))
        if below:
            say(f"{folder}: {below} folder{'s' if below > 1 else ''} below not searched; --recursive does")


def run(jobs: "list[Job]", options: Options, journal: "Journal | None") -> bool:
    """Run jobs, or foresee what they would do, and say what was passed over; tells whether none failed.

    A photo that is where the result of another goes is skipped. While folders are watched, it is said once.
    """
    is_good = _run(jobs, options, journal)
    if not options.watch:
        tell_of_unread(options)
    return is_good


def tell_of_unread(options: Options) -> None:
    """Say how many pictures of formats that are not read the folders of options have."""
    from restorer.cli import progress

    progress.tell_of_unread(options.inputs or (), recursive=options.recursive, exclude=options.exclude or ())


def _run(jobs: "list[Job]", options: Options, journal: "Journal | None") -> bool:
    from restorer.batch.plan import without_targets
    from restorer.cli.progress import foresee_visibly, run_visibly
    from restorer.networks.devices import providers_to_try
    from restorer.system.environment import memory_asked

    memory_asked()  # or every photo would fail by it
    if options.dry_run and any(step.models for job in jobs[:1] for step in job.recipe.steps):
        providers_to_try(options.device)
    show = foresee_visibly if options.dry_run else run_visibly
    return show(without_targets(jobs), options, journal)


def run_beside(
    jobs: "list[Job]", recipe: "Recipe", options: Options, journal: "Journal | None"
) -> "tuple[list[Job], bool]":
    """Do another recipe first, whose results are masks for the jobs; gives those, and whether none failed.

    Raises WriteError where results of both would have one name.
    """
    from restorer.batch.journal import ResultKey
    from restorer.batch.keys import content_sha256
    from restorer.batch.plan import NOT_NOW, check_names
    from restorer.errors import WriteError
    from restorer.formats import MASK_SUFFIX

    masks = plan(recipe, options, journal, MASK_SUFFIX)
    targets = {job.source: job.target for job in jobs if job.has_work}
    for mask in masks:
        if mask.has_work and targets.get(mask.source) == mask.target:
            raise WriteError(f"{mask.target}: would be a result and its mask; choose another --save-mask")
    check_names([*jobs, *masks])
    is_good = _run(masks, options, journal)

    def is_of_another(mask: "Job", journal: "Journal") -> bool:
        return journal.decide(mask.target, ResultKey(content_sha256(mask.source), ""), mask.source) == "other"

    found = [mask for mask in masks if mask.skip != NOT_NOW]
    return [mask for mask in found if not (journal and is_of_another(mask, journal))], is_good


def restore_frames(step: "Step", options: Options, *, as_clip: bool, reference: int | None) -> bool:
    """Restore the photos that options name as frames of one scene; tells whether none failed.

    In a folder the result of a burst is called as the photo that is restored.
    """
    from restorer.batch.frames import choose_job, run_burst, run_clip
    from restorer.cli.progress import follow, foresee_visibly, say
    from restorer.networks.library import Library
    from restorer.recipe import Recipe
    from restorer.tasks.sequence import FrameRestorer

    journal = begin(options)
    output = as_folder(str(options.output)) if as_clip else options.output
    options = replace(replace(options, output=None).with_photos_listed(), output=output)
    # A dry run asks for the models of steps, which are not those of frames.
    recipe = Recipe((replace(step, model=None) if options.dry_run else step,))
    jobs = plan_frames(recipe, options, journal, as_clip=as_clip)
    if not as_clip:
        _check_frames(jobs, reference, options)
    if options.dry_run:
        Library().find(step.model, "sequence")
        chosen = jobs if as_clip else [choose_job(jobs, reference, options.most_megapixels)[0]]
        return foresee_visibly(chosen, options, None)
    restorer = FrameRestorer.open(step, Library(), options.device, history=not options.no_history)
    engine = restorer.engines["sequence"]
    say(f"{engine.card.name} on {engine.device.upper()}")
    run_frames = partial(follow, options=options, cards=lambda _step: restorer.cards)
    if as_clip:
        return run_frames(jobs, start=partial(run_clip, jobs, restorer, journal))
    return run_frames(jobs[:1], start=partial(run_burst, jobs, reference, restorer, journal))


def _check_frames(jobs: "list[Job]", reference: int | None, options: Options) -> None:
    """Refuse a burst of too few frames; of none, or one that is not there, that is what is said."""
    from restorer.cli.console import no_photo
    from restorer.errors import InputError
    from restorer.tasks.sequence import check_burst

    if not jobs:
        raise InputError(no_photo(is_all=options.searches_all))
    if len(jobs) == 1 and not is_there(jobs[0].source):
        raise InputError(f"{jobs[0].source}: No such file or directory")
    check_burst(len(jobs), reference)


def plan_frames(
    recipe: "Recipe", options: Options, journal: "Journal | None", *, as_clip: bool
) -> "list[Job]":
    """Plan the jobs of restoring each frame, in the order of their names.

    Those of a burst may have one target, as only one is done. What a burst made before is no frame when it
    is found in a folder, nor where a clip's results go. What would be skipped is left out of a burst.
    """
    from restorer.batch.frames import is_of_burst
    from restorer.batch.plan import without_targets
    from restorer.cli.progress import say

    tell_of_unread(options)
    options = replace(options, inputs=sorted(options.inputs or (), key=_in_order))
    listing = options if as_clip else replace(options, output=None, name="{index}{ext}", format=None)
    found = plan(recipe, listing, journal)
    frames = [frame for frame in found if not (frame.is_found and is_of_burst(frame.source, journal))]
    frames.sort(key=lambda frame: _in_order(frame.source))
    if as_clip:
        return without_targets(frames)
    for line in filter(None, (frame.skip for frame in frames)):
        say(f"left out: {line}")
    alone = replace(options, exclude=None)
    return [
        frame if frame.failure else plan(recipe, replace(alone, inputs=[frame.source]), journal)[0]
        for frame in frames
        if not frame.skip
    ]


def _in_order(path: Path) -> list[object]:
    """Give what frames are put in order by: 9 comes before 10."""
    from restorer.system.names import natural_order

    return [natural_order(part) for part in path.parts]
