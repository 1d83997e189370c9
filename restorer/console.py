"""What the command line prints: progress, results, models, the doctor's facts."""

import dataclasses
import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from restorer import __version__
from restorer.batch import JobResult, Overwrite, run_jobs
from restorer.devices import Device, list_devices
from restorer.errors import RestorerError, WriteError
from restorer.files import read_photo
from restorer.journal import Journal
from restorer.library import Library, list_models
from restorer.noise import estimate_sigma
from restorer.plan import Job

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


def complain(message: str) -> None:
    """Print an error as one line on stderr."""
    _err.print(f"restorer: {escape(printable(message))}", style="red" if _err.is_terminal else None)


def printable(text: str) -> str:
    """Escape control characters, so that a file's name cannot steer the terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def open_journal() -> Journal | None:
    """Open the user's journal; without one a batch still runs, but does not know its own results."""
    try:
        return Journal()
    except WriteError as error:
        complain(f"{error}; what exists is kept, and nothing is noted")
        return None


def run_visibly(
    jobs: Sequence[Job], *, device: str, overwrite: Overwrite, journal: Journal | None, as_json: bool
) -> bool:
    """Run jobs with a progress bar (on a terminal) and a line each; tells whether none failed."""
    if not jobs:
        complain("no photo found; folders are searched with --recursive")
        return False
    library = Library()
    for step in jobs[0].recipe.steps:
        engine = library.open(step.model, step.task, device)
        _err.print(f"{engine.card.name} on {engine.device.upper()}", style="dim")
    counts = {"done": 0, "skipped": 0, "failed": 0}
    with _progress() as progress:
        bar = progress.add_task("", total=None, files=f"0/{len(jobs)}")

        def tick(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total)

        results = run_jobs(
            jobs, library=library, device=device, overwrite=overwrite, journal=journal, tick=tick
        )
        for result in results:
            counts[result.status] += 1
            progress.update(bar, files=f"{sum(counts.values())}/{len(jobs)}")
            _report(result, progress.console, as_json=as_json)
    counts["left"] = len(jobs) - sum(counts.values())
    if len(jobs) > 1 and not as_json:
        told = [f"{count} {status}" for status, count in counts.items() if count or status != "left"]
        _err.print(f"{len(jobs)} photos: {', '.join(told)}")
    return counts["failed"] == 0


def print_models() -> None:
    """Print each model's card, and the files that cannot be used with the reason."""
    for model in list_models():
        if model.card is None:
            complain(str(model.problem))
            continue
        card = model.card
        _out.print(f"[bold]{escape(printable(card.name))}[/]: {card.task}, {escape(str(model.path))}")
        scores = ", ".join(f"{name} {value:g}" for name, value in card.scores.items())
        facts = {"scores": [scores], "licence": [card.license], "trained on": card.trained_on}
        for name, lines in facts.items():
            for line in lines:
                _out.print(f"  {name:11}{escape(printable(line or '-'))}")
                name = ""  # noqa: PLW2901 -- said once


def print_info(path: Path, *, as_json: bool) -> None:
    """Print what a photo's file holds, and its estimated noise in 8-bit levels."""
    photo = read_photo(path)
    facts: dict[str, Any] = {
        "file": str(path),
        "format": photo.format,
        "width": photo.width,
        "height": photo.height,
        "channels": "grey" if photo.is_grey else "RGB",
        "alpha": photo.alpha is not None,
        "depth": photo.depth,
        "metadata": [
            entry.name
            for entry in dataclasses.fields(photo.metadata)
            if entry.name != "dpi" and getattr(photo.metadata, entry.name) is not None
        ],
        "noise": round(estimate_sigma(photo.samples) * 255, 2),
        "notices": list(photo.notices),
    }
    if as_json:
        print(json.dumps(facts))
        return
    for name, value in facts.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        _out.print(f"{name:10}{escape(printable(shown or '-'))}")


def print_doctor() -> bool:
    """Print versions, devices and models as they really are; tells whether something can run."""
    names = ("numpy", "pyvips", "pillow")
    _out.print(
        f"Restorer {__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}, {os.cpu_count()} cores"
    )
    _out.print(", ".join(f"{name} {version(name)}" for name in names))
    works = [_try_device(device) for device in list_devices()]
    print_models()
    return any(works)


def _try_device(device: Device) -> bool:
    if not device.available:
        _out.print(f"{device.name}: not usable: {device.detail}")
        return False
    try:
        seconds = _small_inference(device.name)
    except RestorerError as error:
        _out.print(f"{device.name}: not usable: {escape(str(error))}")
        return False
    _out.print(f"{device.name}: works, {seconds:.2f} seconds a megapixel")
    return True


def _small_inference(device: str) -> float:
    """Run the first denoiser on 512x512 pixels twice and give the second's seconds per megapixel."""
    import time

    import numpy as np

    engine = Library().open(None, "denoise", device)
    planes = np.full((512, 512, 3), 0.5, np.float32), np.full((512, 512, 1), 0.1, np.float32)
    engine.run(*planes)
    start = time.perf_counter()
    engine.run(*planes)
    return (time.perf_counter() - start) / 0.512**2


def _progress() -> Progress:
    return Progress(
        BarColumn(),
        TextColumn("{task.fields[files]}"),
        TimeRemainingColumn(),
        console=_err,
        transient=True,
        disable=not _err.is_terminal,
    )


def _report(result: JobResult, console: Console, *, as_json: bool) -> None:
    job = result.job
    if as_json:
        facts = {
            "source": str(job.source),
            "target": str(job.target),
            "status": result.status,
            "seconds": round(result.seconds, 3),
            "error": result.error,
            "notices": list(result.notices),
        }
        print(json.dumps(facts), flush=True)
        return
    if result.status == "done":
        line = f"{job.source} -> {job.target} ({result.seconds:.1f} s)"
        console.print(escape(printable("; ".join([line, *result.notices]))))
    else:
        console.print(escape(printable(f"{result.status}: {result.error}")))
