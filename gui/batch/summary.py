"""The summary of a queue as a page: the library's report, with before and after of each result."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import restorer
from gui.batch.jobs import find_recipe
from gui.batch.rows import WITH_RESULT, Order, Row


def write_report(
    rows: Iterable[Row], order: Order, path: Path, is_wanted: Callable[[], bool] = lambda: True
) -> None:
    """Write what became of each photo to an ``.html`` or ``.json`` file; WriteError if that cannot be.

    Nothing is written once it is not wanted any more.
    """
    try:
        recipe = find_recipe(order)
    except restorer.RecipeError:  # it may be gone; of most photos it is known
        recipe = restorer.Recipe(())
    results = [(row, _result(row, recipe)) for row in rows]
    with restorer.Report(path, [result.job for _row, result in results]) as report:
        for row, result in results:
            if not is_wanted():
                return
            if row.state not in ("waiting", "working"):
                report.add(_pictured(row, result) if report.wants_pictures else result)
        report.write()


def _result(row: Row, recipe: restorer.Recipe) -> restorer.JobResult:
    """Give what became of a photo; of one that was done in an earlier session little is known."""
    if row.result is not None and row.state != "rejected":
        return row.result
    job = restorer.Job(row.path, row.target or row.path, recipe)
    if row.state in WITH_RESULT:
        return restorer.JobResult(job, "done")
    words = f"{row.path}: {row.words or row.state}"
    return restorer.JobResult(job, "failed" if row.state == "failed" else "skipped", error=words)


def _pictured(row: Row, result: restorer.JobResult) -> restorer.JobResult:
    if row.state not in WITH_RESULT or row.target is None:
        return result
    try:
        pictures = restorer.read_thumbnail(row.path), restorer.read_thumbnail(row.target)
    except (restorer.RestorerError, OSError):
        return result
    return replace(result, thumbnails=pictures)
