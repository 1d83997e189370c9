"""Report: what became of each photo, as JSON or a page; it grows on disk, not in memory."""

import base64
import dataclasses
import html
import json
import os
import platform
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from restorer import __version__
from restorer.batch.page import page_foot, page_start, safe
from restorer.batch.plan import Job
from restorer.batch.previous_report import ROW, PreviousReport
from restorer.batch.results import JobResult, Repeats
from restorer.batch.targets import check_no_input
from restorer.errors import RestorerError, WriteError
from restorer.networks.card import ModelCard
from restorer.networks.doctor import versions
from restorer.networks.library import Library
from restorer.recipe import Step
from restorer.system.parts import write_whole
from restorer.system.places import check_place, is_ours

OURS = {
    ".json": re.compile(r'\{\s*"date": "[^"]*",\s*"machine": \{'),
    ".html": re.compile(r"<!doctype html>.*<title>Photos restored</title>", re.DOTALL),
}
"""How a report begins, by its ending."""
MOST_PICTURED = 1000
"""A page has before and after of so many results: of ten thousand they are 400 MB, which no browser shows."""


class Report:
    """The report of one batch to ``path``, ``.json`` or ``.html``; use it in a ``with`` statement.

    Its head tells the steps of the first job that has any to do, less the inputs that not all share; a result
    of other steps tells its own. What a report that is there tells of results is told again of those that are
    not made anew. ``cards`` gives the models a step takes, if they are not those of its task. Raises
    WriteError at once if it cannot be written there, if that is a file the jobs take, or its name ends in
    neither.
    """

    def __init__(
        self, path: Path, jobs: Sequence[Job], *, cards: Callable[[Step], list[ModelCard]] | None = None
    ):
        self.path = path
        self.jobs = jobs
        self._cards = cards or _cards
        self._has_pictures = path.suffix.lower() == ".html"
        self._counts, self._repeats = Counter[str](), Repeats()
        self._pictured, self._is_cut = 0, False
        self._problem: str | None = None
        if path.suffix.lower() not in OURS:
            raise WriteError(f"{path}: a report ends in .json or .html")
        check_place(path, "the report")
        check_no_input(path, jobs)
        to_do = [job for job in jobs if job.has_work] or jobs[:1]
        self._steps = to_do[0].recipe.steps
        self._recipe = _shared_facts(to_do)
        self._previous = PreviousReport(path if is_ours(path, OURS) else None)
        self._rows: IO[str] = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 -- closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # of a full disk, which was told
            self._rows.close()
            self._previous.close()

    @property
    def wants_pictures(self) -> bool:
        """Whether before and after of the next result would be shown."""
        return self._has_pictures and self._pictured < MOST_PICTURED

    def add(self, result: JobResult) -> None:
        """Note what became of a photo; where there is no room for it the batch goes on.

        What keeps all variations of a photo from being made is noted once.
        """
        if self._repeats.has(result):
            return
        self._counts[result.status] += 1
        pictures = result.thumbnails and [base64.b64encode(one).decode() for one in result.thumbnails]
        row = result.facts() | {"thumbnails": pictures}
        steps = [_facts(step) for step in result.job.recipe.steps]
        try:
            row |= self._previous.more_of(row)
            is_result = row["status"] == "done" or row["receipt"] is not None
            if is_result and steps != self._recipe:
                row["recipe"] = steps
            if not self.wants_pictures:
                self._is_cut |= is_result
                row["thumbnails"] = None
            self._pictured += bool(row["thumbnails"])
            self._rows.write(json.dumps(row) + "\n")
            self._rows.flush()
        except OSError as error:
            self._problem = f"{tempfile.gettempdir()}: {error.strerror or error}"

    def write(self) -> None:
        """Write all that was noted, at once; failures come first on a page."""
        if self._problem is not None:
            raise WriteError(f"{self.path}: the report cannot be written: {self._problem}")
        page = self._page() if self._has_pictures else self._json()
        write_whole(self.path, page, "the report", overwrite=True)

    def _json(self) -> Iterator[str]:
        yield json.dumps(self._head(), indent=2).removesuffix("\n}") + ',\n  "results": ['
        for at, row in enumerate(self._noted()):
            fact = json.loads(row)
            del fact["thumbnails"]
            yield f"{',' if at else ''}\n    {json.dumps(fact)}"
        yield "\n  ]\n}\n"

    def _page(self) -> Iterator[str]:
        cut = [f"pictures of the first {MOST_PICTURED} results"] if self._is_cut else []
        yield _head_of_page(self._head(), cut)
        for is_failure in (True, False):
            for fact in map(json.loads, self._noted()):
                if (fact["status"] == "failed") == is_failure:
                    yield _row_of_page(fact)
        yield page_foot()

    def _noted(self) -> Iterator[str]:
        self._rows.seek(0)
        yield from self._rows

    def _head(self) -> dict[str, Any]:
        counts = {name: self._counts[name] for name in ("done", "skipped", "failed")}
        results = len(self.jobs) - self._repeats.count
        if left := results - sum(counts.values()):
            counts["left"] = left
        photos = len({job.source for job in self.jobs})
        return {
            "date": datetime.now(UTC).isoformat(" ", "seconds"),
            "machine": {"system": platform.platform(), "cores": f"{os.cpu_count()} cores"},
            "versions": {"restorer": __version__, "Python": platform.python_version(), **versions()},
            "recipe": [
                facts | {"models": [{"name": card.name, "sha256": card.sha256} for card in self._cards(step)]}
                for facts, step in zip(self._recipe, self._steps, strict=True)
            ],
            "saving": dataclasses.asdict(self.jobs[0].saving),
            "counts": {"photos": photos, "results": results, **counts},
        }


def _shared_facts(jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """Give the steps of the first job as plain values, less the inputs that not all jobs share."""
    facts = [_facts(step) for step in jobs[0].recipe.steps]
    for job in jobs:
        given = {named for step in job.recipe.steps for named in _inputs(step).items()}
        for fact in facts:
            fact["inputs"] = dict(named for named in fact["inputs"].items() if named in given)
    return facts


def _facts(step: Step) -> dict[str, Any]:
    """Give a step as plain values."""
    return dataclasses.asdict(dataclasses.replace(step, inputs={})) | {"inputs": _inputs(step)}


def _inputs(step: Step) -> dict[str, str]:
    """Name what a step takes beside the photo; what is in memory by its shape."""
    return {
        name: str(given) if isinstance(given, Path) else f"an array of {given.shape}"
        for name, given in step.inputs.items()
    }


def _cards(step: Step) -> list[ModelCard]:
    try:
        return Library().cards(step.models)
    except (RestorerError, OSError):  # each photo tells of it
        return []


def _head_of_page(facts: Mapping[str, Any], more: Sequence[str]) -> str:
    """Write all above the rows: what was run where, and the counts."""
    machine = " · ".join(map(str, facts["machine"].values()))
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    lines = [facts["date"], *map(_step, facts["recipe"]), machine, versions, *more]
    return page_start("Photos restored", lines, facts["counts"])


def _row_of_page(fact: Mapping[str, Any]) -> str:
    """Write what became of one photo."""
    status = safe(fact["status"])
    lines = [f'<span class="badge {status}">{status}</span>', f"<h2>{safe(fact['source'])}</h2>"]
    if fact["error"]:
        lines.append(f"<p>{safe(fact['error'])}</p>")
    else:
        lines.append(f'<p class="soft">{safe(fact["target"])} · {fact["seconds"]:.1f} s</p>')
    if fact["receipt"]:
        lines.append(_list("facts", _kept(fact["receipt"])))
    lines += [f'<p class="soft">{safe(_step(step))}</p>' for step in fact.get("recipe", ())]
    lines.append(_list("notices", fact["notices"]))
    row = html.escape(json.dumps({**fact, "thumbnails": None}))
    return f'<article {ROW}="{row}">{_pictures(fact["thumbnails"])}<div>{"".join(lines)}</div></article>\n'


def _kept(receipt: Mapping[str, Any]) -> list[str]:
    """Say what the written file holds."""
    facts = [
        receipt["format"],
        f"{receipt['width']} x {receipt['height']}",
        f"{receipt['depth']} bit",
        "grey" if receipt["channels"] == 1 else "colour",
    ]
    facts += [name for name, has in (("transparency", receipt["alpha"]), ("ICC", receipt["icc"])) if has]
    return facts + [f"{name.upper()} {count}" for name, count in receipt["tags"].items() if count]


def _step(step: Mapping[str, Any]) -> str:
    controls = ", ".join(f"{name} {value:g}" for name, value in step["controls"].items())
    models = ", ".join(model["name"] for model in step.get("models", ())) or step["model"]
    inputs = ", ".join(f"{name} {file}" for name, file in step["inputs"].items())
    told = [step["task"], models, f"strength {step['strength']:.0%}", controls, inputs]
    return " · ".join(part for part in told if part)


def _pictures(thumbnails: Sequence[str] | None) -> str:
    if thumbnails is None:
        return ""
    figures = (
        f'<figure><img alt="{name}" src="data:image/jpeg;base64,{picture}">'
        f"<figcaption>{name}</figcaption></figure>"
        for name, picture in zip(("before", "after"), thumbnails, strict=True)
    )
    return f'<div class="pair">{"".join(figures)}</div>'


def _list(kind: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f'<ul class="{kind}">{"".join(f"<li>{safe(line)}</li>" for line in lines)}</ul>'
