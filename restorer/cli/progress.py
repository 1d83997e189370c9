"""Progress: a batch as the terminal shows it: a bar, a line a photo, the counts, what failed."""

import contextlib
import functools
import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from restorer.batch.dry_run import foresee_jobs
from restorer.batch.journal import Journal
from restorer.batch.plan import NOT_NOW, Job
from restorer.batch.report import OURS, Report
from restorer.batch.results import JobResult, Repeats
from restorer.batch.running import run_jobs
from restorer.batch.sources import count_unread
from restorer.cli.console import ERR, complain, no_photo
from restorer.cli.options import FAILED, Options
from restorer.errors import printable
from restorer.networks.card import ModelCard
from restorer.recipe import Step
from restorer.system.paths import is_folder
from restorer.system.places import check_ours

_SHOWN_EVERY = 100
_MOST_ENDINGS = 10
_GO_ON = "the same command goes on from here"


@contextlib.contextmanager
def looking_visibly() -> Iterator[Callable[[int], object]]:
    """Show on a terminal how many photos were found so far; what this gives is to be told."""
    with ERR.status("looking for photos") as status:

        def on_found(count: int) -> None:
            if count % _SHOWN_EVERY == 0:
                status.update(f"looking for photos: {count}")

        yield on_found


def run_visibly(jobs: Sequence[Job], options: Options, journal: Journal | None) -> bool:
    """Run jobs with a progress bar (on a terminal) and a line each; tells whether none failed.

    While folders are watched, a full disk ends the process.
    """
    told = [job for job in jobs if job.skip != NOT_NOW]
    if options.watch and not told:
        return True
    start = functools.partial(run_jobs, jobs, device=options.device, journal=journal, say=say)
    return follow(told, options, start)


def say(line: str) -> None:
    """Print a line that the user should know."""
    ERR.print(escape(printable(line)), style="dim")


def tell_of_unread(inputs: Iterable[Path], *, recursive: bool, exclude: Collection[str]) -> None:
    """Say of each folder how many pictures of formats that are not read it has, that nobody misses them."""
    for folder in filter(is_folder, inputs):
        if endings := count_unread(folder, recursive=recursive, exclude=exclude):
            told = ", ".join(f"{ending} {count}" for ending, count in endings.most_common(_MOST_ENDINGS))
            more = ", ..." if len(endings) > _MOST_ENDINGS else ""
            files = "1 file" if endings.total() == 1 else f"{endings.total()} files"
            say(f"{folder}: {files} passed over, as such are not read: {told}{more}")


def follow(
    jobs: Sequence[Job],
    options: Options,
    start: Callable[..., Generator[JobResult]],
    cards: Callable[[Step], list[ModelCard]] | None = None,
) -> bool:
    """Follow a run to its end, as :func:`run_visibly` does, that is started as the options say.

    ``cards`` are for its report: see :class:`restorer.batch.report.Report`.
    """
    goes_on = options.overwrite == "never"  # all is done anew otherwise, or may be
    tally = Tally(jobs, as_json=options.json, is_all=options.searches_all, goes_on=goes_on)
    with _report(options, jobs, cards) as report:
        _follow(jobs, options, start, tally, report)
        is_good = tally.close()
    if options.watch and tally.total < tally.jobs:  # the disk is full
        sys.exit(FAILED)
    return is_good


def _follow(
    jobs: Sequence[Job],
    options: Options,
    start: Callable[..., Generator[JobResult]],
    tally: "Tally",
    report: Report | None,
) -> None:
    with photo_bar() as bar:
        task = bar.add_task("", total=None, files=f"0/{len(jobs)}")
        results = start(
            overwrite=options.overwrite,
            tick=lambda done, total: bar.update(task, completed=done, total=total),
            most_megapixels=options.most_megapixels,
            thumbnails=lambda _job: report is not None and report.wants_pictures,
        )
        try:
            for result in results:
                if result.job.skip == NOT_NOW:
                    continue
                if report:
                    report.add(result)
                tally.add(result)
                bar.update(task, files=f"{tally.total}/{len(jobs)}")
        except SystemExit:
            results.close()
            tally.close(is_ended=True)
            raise
        finally:
            results.close()


def foresee_visibly(jobs: Sequence[Job], options: Options, journal: Journal | None) -> bool:
    """Say of each job what would be done; tells whether nothing would fail before it begins."""
    tally = Tally(jobs, as_json=options.json, is_all=options.searches_all)
    most = options.most_megapixels
    for result in foresee_jobs(jobs, overwrite=options.overwrite, journal=journal, most_megapixels=most):
        tally.add(result)
    return tally.close()


class Tally:
    """Counts what became of photos while it prints a line each, and sums up at the end.

    What keeps all variations of a photo from being made is told and counted once.
    """

    def __init__(self, jobs: Sequence[Job], *, as_json: bool, is_all: bool = True, goes_on: bool = False):
        self.photos = len({job.source for job in jobs})
        self.jobs = len(jobs)
        self.as_json, self.is_all, self.goes_on = as_json, is_all, goes_on
        self.counts = Counter[str]()
        self._repeats = Repeats()
        self.done_before = 0
        self.failures: list[str] = []
        self._ends_in_failures = True

    @property
    def total(self) -> int:
        """The jobs told of so far."""
        return self.counts.total() + self._repeats.count

    def add(self, result: JobResult) -> None:
        """Count a result and print its line."""
        if not self._repeats.has(result):
            self._count(result)
        if self.as_json:
            print(json.dumps(result.facts()), flush=True)

    def _count(self, result: JobResult) -> None:
        self.counts[result.status] += 1
        self.done_before += result.found == "done"
        if result.status == "failed":
            self.failures.append(str(result.error))
        elif self.failures:
            self._ends_in_failures = False
        if not self.as_json:
            ERR.print(escape(printable(_line(result))))

    def close(self, *, is_ended: bool = False) -> bool:
        """Print the counts, and the failures if other lines follow them; tells whether there are none.

        What is left was not tried as the user ``is_ended`` the run, or for want of room.
        """
        if not self.jobs:
            complain(no_photo(is_all=self.is_all))
            return False
        if self.jobs > 1 and not self.as_json:
            results = self.jobs - self._repeats.count
            of_results = f", {results} results" if results > self.photos else ""
            photos = "1 photo" if self.photos == 1 else f"{self.photos} photos"
            ERR.print(f"{photos}{of_results}: {self._told()}")
            if self.failures and not self._ends_in_failures:
                ERR.print(f"{len(self.failures)} failed:")
                for failure in self.failures:
                    ERR.print(escape(printable(f"  {failure}")))
            self._tell_of_left(is_ended=is_ended)
            if self.done_before == self.jobs:
                ERR.print(f"nothing to do: all {self.jobs} are done")
        return not self.failures

    def _tell_of_left(self, *, is_ended: bool) -> None:
        left = self.jobs - self.total
        words = [_GO_ON] if self.goes_on else []
        if not is_ended:
            words = [f"the disk is full, {left} not tried", *(f"with more room {word}" for word in words)]
        if left and words:
            ERR.print("; ".join(words))

    def _told(self) -> str:
        names = ["planned"] if self.counts["planned"] else ["done"]
        counts = {name: self.counts[name] for name in [*names, "skipped", "failed"]}
        if left := self.jobs - self.total:
            counts["left"] = left
        return ", ".join(f"{count} {name}" for name, count in counts.items())


@contextlib.contextmanager
def _report(
    options: Options, jobs: Sequence[Job], cards: Callable[[Step], list[ModelCard]] | None
) -> Iterator[Report | None]:
    """Write the report when the batch ends, however it ends."""
    if options.report is None or not jobs:
        yield None
        return
    with Report(options.report, jobs, cards=cards) as report:
        check_ours(options.report, OURS)
        try:
            yield report
        finally:
            report.write()


def photo_bar() -> Progress:
    """Make a bar with the number of photos, its tasks' field ``files``; nothing where no terminal is."""
    return Progress(
        BarColumn(),
        TextColumn("{task.fields[files]}"),
        TimeRemainingColumn(),
        console=ERR,
        transient=True,
        disable=not ERR.is_terminal,
    )


def _line(result: JobResult) -> str:
    job = result.job
    if result.status == "done":
        took = f"{result.seconds:.1f} s{', in place of what was there' if result.replaced else ''}"
        return "; ".join([f"{job.source} -> {job.target} ({took})", *result.notices])
    if result.status == "planned":
        return "; ".join([f"would be done: {job.source} -> {job.target}", *result.notices])
    return f"{result.status}: {result.error}"
