"""What a batch costs beside its inference: photos a second over those of the bare networks.

A batch reads, restores, writes, reads back and notes each photo; the bare networks, the one that
tells the noise and the denoiser, run on the same pixels, ready in memory, in the same process and
sessions. Both take turns,
a few photos each, so that a machine that slows down slows both. Processor time is given as well: all
that a batch takes, also what it does beside the inference.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.batch_throughput [--photos 200] [--turn 10] [--record]

The variable is what the command line sets itself.
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import psutil
import typer
from numpy.typing import NDArray
from PIL import Image
from rich.table import Table
from skimage import data

from benchmarks.machine import Record, conclude, run
from restorer import Engine, Job, Journal, Library, Recipe, Step, plan_jobs, run_jobs
from restorer.networks.probe import add_noise
from restorer.pixels.samples import from_float, to_float

WIDTH, HEIGHT = 1200, 800
CLAIM = 0.95
"""A batch keeps at least this share of the bare networks' throughput."""
NOISE = 15 / 255
Floats64 = NDArray[np.float64]


def main(
    photos: Annotated[int, typer.Option(min=1)] = 200,
    turn: Annotated[int, typer.Option(min=1, help="Photos a turn.")] = 10,
    model: Annotated[str, typer.Option(help="Our model's name.")] = "denoise-unet",
    device: Annotated[str, typer.Option(help="Where to run.")] = "auto",
    record: Record = False,
) -> None:
    """Time batch and bare networks in turn; exit code 1 if the claim does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        result = _measure(Path(folder), photos, turn, model, device)
    conclude("batch_throughput", result, _table(result), holds=result["ratio"] >= CLAIM, record=record)


def _measure(folder: Path, photos: int, turn: int, model: str, device: str) -> dict[str, Any]:
    _make_photos(folder / "in", photos)
    library = Library()
    step = Step("denoise", model=model)
    engines = library.engines(step.models, device)
    recipe = Recipe((step,))
    journal = Journal(folder / "journal.sqlite3")
    jobs = plan_jobs([folder / "in"], f"{folder}/out/", recipe, journal=journal)
    _run_bare(engines, jobs[:1])
    bare, batch, memory = np.zeros(2), np.zeros(2), []
    for part in batched(jobs, turn):
        bare += _run_bare(engines, part)
        start = _clocks()
        results = list(run_jobs(part, library=library, device=device, journal=journal))
        batch += _clocks() - start
        assert {result.status for result in results} == {"done"}
        memory.append(psutil.Process().memory_info().rss)
    return {
        "photos": photos,
        "pixels": [WIDTH, HEIGHT],
        "photos_a_turn": turn,
        "device": engines["denoise"].device,
        "bare_seconds": round(float(bare[0]), 2),
        "batch_seconds": round(float(batch[0]), 2),
        "ratio": round(float(bare[0] / batch[0]), 3),
        "processor_ratio": round(float(bare[1] / batch[1]), 3),
        "megabytes_at_first": round(memory[0] / 1e6),
        "megabytes_at_last": round(memory[-1] / 1e6),
    }


def _make_photos(folder: Path, count: int) -> None:
    """Write noisy JPEGs of scikit-image's public photos, each mirrored and lit in its own way."""
    folder.mkdir()
    pictures = [data.astronaut(), data.chelsea(), data.coffee(), data.rocket()]  # type: ignore[no-untyped-call]
    rng = np.random.default_rng(0)
    for number in range(count):
        picture = Image.fromarray(pictures[number % len(pictures)])
        large = np.asarray(picture.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))
        light = to_float(large[:, :: rng.choice([-1, 1])]) * np.float32(rng.uniform(0.6, 1))
        noisy = add_noise(light, NOISE)
        Image.fromarray(from_float(noisy, np.dtype(np.uint8))).save(folder / f"{number:04}.jpg", quality=90)


def _run_bare(engines: Mapping[str, Engine], jobs: Sequence[Job]) -> Floats64:
    """Run the networks on the photos' pixels and give their seconds, by the clock and of processor time."""
    seconds = np.zeros(2)
    for job in jobs:
        with Image.open(job.source) as photo:
            pixels = to_float(np.asarray(photo))
        start = _clocks()
        engines["denoise"].run(pixels, engines["level"].run(pixels))
        seconds += _clocks() - start
    return seconds


def _clocks() -> Floats64:
    return np.array([time.perf_counter(), time.process_time()])


def _table(result: dict[str, Any]) -> Table:
    title = f"{result['photos']} JPEGs of {WIDTH} x {HEIGHT} on {result['device'].upper()}"
    table = Table("", "measured", "claimed", title=title)
    table.add_row("bare networks", f"{result['bare_seconds']} s")
    table.add_row("batch", f"{result['batch_seconds']} s")
    table.add_row("batch / bare throughput", str(result["ratio"]), f">= {CLAIM}")
    table.add_row("by processor time", str(result["processor_ratio"]))
    table.add_row(
        "memory", f"{result['megabytes_at_first']} MB at first, {result['megabytes_at_last']} at last"
    )
    return table


if __name__ == "__main__":
    run(main)
