"""What a batch would do about each photo, found without doing it."""

import functools
from collections.abc import Iterator, Sequence

from restorer.batch.journal import Journal
from restorer.batch.keys import ResultKeys, content_sha256
from restorer.batch.plan import Job
from restorer.batch.results import JobResult, ended_result, result_without_work
from restorer.batch.targets import Targets
from restorer.files import check_header, read_photo, target_format
from restorer.formats import MOST_MEGAPIXELS, Overwrite
from restorer.networks.library import Library
from restorer.tasks.colorize import foresee_colour
from restorer.tasks.inpaint import foresee_filling


def foresee_jobs(
    jobs: Sequence[Job],
    *,
    library: Library | None = None,
    overwrite: Overwrite = "never",
    journal: Journal | None = None,
    most_megapixels: float = MOST_MEGAPIXELS,
) -> Iterator[JobResult]:
    """Yield what :func:`restorer.run_jobs` would do about each job, opening no model and writing nothing.

    Photos are looked into where they may be in colour already, or not of the size of their mask.
    """
    targets = Targets(jobs, overwrite, journal)
    keys = ResultKeys(library or Library(), {id(job.recipe): job.recipe for job in jobs}.values())
    for job in jobs:
        if without_work := result_without_work(job):
            yield without_work
            continue
        try:
            check_header(job.source, most_megapixels)
            key = keys.of(content_sha256(job.source) if journal else "", job.recipe, job.saving)
            foreseen = targets.foresee(job, key)
            target_format(foreseen.target)
            _look_into(job, most_megapixels)
            yield JobResult(foreseen, "planned", notices=job.notices)
        except Exception as error:
            yield ended_result(job, jobs, error)


def _look_into(job: Job, most_megapixels: float) -> None:
    read = functools.cache(functools.partial(read_photo, job.source, most_megapixels=most_megapixels))
    for foresee in (foresee_colour, foresee_filling):
        foresee(read, job.recipe.steps)
