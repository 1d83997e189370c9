"""What colour costs on a large scan, beside libvips turning it into Lab and back.

python -m benchmarks.colorize_cost [--rounds 3] [--record]
"""

import resource
import time
from statistics import median
from typing import Any

import numpy as np
import pyvips
from rich.table import Table

from benchmarks.machine import Record, Rounds, conclude, run
from restorer import Engine, Library, Photo, Step
from restorer.progress import no_tick
from restorer.tasks import TASKS

HEIGHT, WIDTH = 4000, 6000
MOST_SECONDS = 6.0
"""A scan of 24 megapixels is coloured in so many seconds, reading and writing left out."""
MOST_RATIO = 9.0
"""It takes at most so many times as long as libvips takes to go to Lab and back."""
MOST_PEAK_MEGABYTES = 1000


def main(rounds: Rounds = 3, record: Record = False) -> None:
    """Time the task and its peer in turn; exit code 1 if a claim does not hold."""
    scan = make_scan()
    engine = Library().open(None, "colorize", "cpu")
    pairs = [(_colour(scan, engine), _convert(scan)) for _ in range(rounds + 1)][1:]
    ours, peer = (median(column) for column in zip(*pairs, strict=True))
    result = {
        "megapixels": WIDTH * HEIGHT / 1e6,
        "seconds": round(ours, 2),
        "libvips_seconds": round(peer, 2),
        "ratio": round(ours / peer, 2),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6),
    }
    is_fast = result["seconds"] <= MOST_SECONDS and result["ratio"] <= MOST_RATIO
    holds = is_fast and result["peak_megabytes"] < MOST_PEAK_MEGABYTES
    conclude("colorize_cost", result, _table(result), holds=holds, record=record)


def make_scan() -> Photo:
    """Make a grey photo with edges and noise of all sizes."""
    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (HEIGHT // 100, WIDTH // 100), np.uint8)
    noise = rng.integers(0, 24, (HEIGHT, WIDTH), np.uint8)
    return Photo((small.repeat(100, axis=0).repeat(100, axis=1) // 2 + noise)[..., None])


def _colour(scan: Photo, engine: Engine) -> float:
    start = time.perf_counter()
    TASKS["colorize"](scan, Step("colorize"), {"colorize": engine}, no_tick)
    return time.perf_counter() - start


def _convert(scan: Photo) -> float:
    start = time.perf_counter()
    image = pyvips.Image.new_from_array(scan.samples.repeat(3, axis=2)).copy(interpretation="srgb")
    image.colourspace("lab").colourspace("srgb").numpy()
    return time.perf_counter() - start


def _table(result: dict[str, Any]) -> Table:
    table = Table("", "measured", "claimed", title="Colour, CPU")
    name = f"{result['megapixels']:g} megapixels"
    table.add_row(name, f"{result['seconds']} s", f"<= {MOST_SECONDS:g} s")
    table.add_row("libvips, to Lab and back", f"{result['libvips_seconds']} s")
    table.add_row("ratio", str(result["ratio"]), f"<= {MOST_RATIO:g}")
    table.add_row("peak memory", f"{result['peak_megabytes']} MB", f"< {MOST_PEAK_MEGABYTES} MB")
    return table


if __name__ == "__main__":
    run(main)
