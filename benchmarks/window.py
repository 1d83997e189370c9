"""What the window costs: until it can be used, until a photo is seen, while it works, and in memory.

The real program is started anew for each round and used by mouse and keyboard, offscreen unless
``QT_QPA_PLATFORM`` says otherwise (see :mod:`benchmarks.window_use`). What other programs on the machine
took from it is measured, too: the time that the window's thread was ready and had no processor is left out
of what is claimed of it, and of the worker its processor time is compared.

    python -m benchmarks.window [--rounds 3] [--record]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image
from rich.table import Table

from benchmarks.command_cost import make_photo
from benchmarks.machine import Record, Rounds, conclude, run

_LARGE = (11600, 8700)
_SMALL = (300, 225)
_BATCH = 10
_DECODE = """
import sys, time, restorer
from restorer.__main__ import main
import numpy, pyvips
before = time.process_time()
restorer.read_photo(sys.argv[1])
print(time.process_time() - before)
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of a figure: it is less than ``most``."""

    words: str
    figure: float
    most: float
    unit: str

    @property
    def holds(self) -> bool:
        """Whether it is so."""
        return self.figure < self.most


def main(rounds: Rounds = 3, record: Record = False) -> None:
    """Use the window and watch it; exit code 1 if a claim does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        result = _measure(Path(folder), rounds)
    claims = _claims(result)
    holds = all(claim.holds for claim in claims)
    conclude("window", result, _table(result, claims), holds=holds, record=record)


def _measure(folder: Path, rounds: int) -> dict[str, Any]:
    photo = make_photo(folder / "photo.jpg")
    with Image.open(photo) as picture:
        picture.resize(_LARGE).save(folder / "large.jpg", quality=92)
        small = [folder / f"small {at}.jpg" for at in range(_BATCH)]
        for path in small:
            picture.resize(_SMALL).save(path)
    large = folder / "large.jpg"
    load = os.getloadavg()[0]
    starts = [_run(folder, "start", photo) for _ in range(rounds + 1)][1:]
    looks = {path: [_run(folder, "look", path, small[0]) for _ in range(rounds)] for path in (photo, large)}
    previews = [_run(folder, "preview", photo, small[0])["previews"] for _ in range(rounds)]
    used = _run(folder, "use", photo, *small)
    return {
        "rounds": rounds,
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "start": _medians(starts, "start_") | {"loaded": starts[0]["loaded"]},
        "open_12": _opening(looks[photo], photo, rounds),
        "open_100": _opening(looks[large], large, rounds),
        "previews": _previews(previews),
        "drag_milliseconds": round(median(used["drag_milliseconds"]), 1),
        "longest_drag_milliseconds": round(max(used["drag_milliseconds"]), 1),
        "blocks": {name: _rounded(block) for name, block in used["longest"].items()},
        "megabytes": {
            name: dict(zip(("window", "workers"), pair, strict=True))
            for name, pair in used["megabytes"].items()
            if name
        },
    }


def _run(folder: Path, scenario: str, *photos: Path) -> dict[str, Any]:
    """Run a scenario with settings of its own; gives what it measured."""
    own = {
        "RESTORER_STATE": str(folder / "state"),
        "RESTORER_JOURNAL": str(folder / "journal.sqlite3"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | own
    command = [
        sys.executable,
        "-m",
        "benchmarks.window_use",
        scenario,
        str(time.monotonic()),
        *map(str, photos),
    ]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _medians(runs: list[dict[str, Any]], beginning: str) -> dict[str, float]:
    names = [name for name in runs[0] if name.startswith(beginning)]
    return {name.removeprefix(beginning): round(median(run[name] for run in runs), 2) for name in names}


def _opening(runs: list[dict[str, Any]], photo: Path, rounds: int) -> dict[str, float]:
    """Give the seconds until a photo is seen, the worker's processor time for it, and that of decoding."""
    command = [sys.executable, "-c", _DECODE, str(photo)]
    decoding = [
        float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        for _ in range(rounds)
    ]
    middle = {
        name: round(median(run[name] for run in runs), 2)
        for name in ("first_seconds", "open_seconds", "worker_busy_seconds")
    }
    peak = max(sum(pair) for run in runs for pair in run["megabytes"].values())
    return middle | {"decoding_busy_seconds": round(median(decoding), 2), "peak_megabytes": peak}


def _previews(runs: list[list[tuple[float, float, float]]]) -> dict[str, float]:
    """Give the seconds until each part is seen, and by how much more work the second is than its share."""
    parts = [[median(values) for values in zip(*part, strict=True)] for part in zip(*runs, strict=True)]
    (near, _, _), (seen, seen_busy, seen_megapixels), (whole, whole_busy, whole_megapixels) = parts
    share = whole_busy * seen_megapixels / whole_megapixels
    figures = {"near_seconds": near, "seen_seconds": seen, "seen_megapixels": seen_megapixels}
    figures |= {"whole_seconds": whole, "seen_to_share": seen_busy / share}
    return {name: round(figure, 2) for name, figure in figures.items()}


def _rounded(block: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value) if isinstance(value, float) else value for name, value in block.items()}


def _claims(result: dict[str, Any]) -> list[Claim]:
    start, large = result["start"], result["open_100"]
    own = {
        name: block["milliseconds"] - block["starved_milliseconds"]
        for name, block in result["blocks"].items()
    }
    worst = max(own, key=own.__getitem__)
    peak = max(sum(pair.values()) for pair in result["megabytes"].values())
    beyond = large["worker_busy_seconds"] - large["decoding_busy_seconds"]
    return [
        Claim("until it can be used", start["seconds"] - start["starved_seconds"], 1.5, "s"),
        Claim("100 megapixels, beyond decoding", beyond, 3, "s"),
        Claim("a preview of what is looked at", result["previews"]["near_seconds"], 1, "s"),
        Claim(
            "one of all that is seen, to its share of the whole",
            result["previews"]["seen_to_share"],
            1.3,
            "x",
        ),
        Claim("a strength, from move to picture", result["drag_milliseconds"], 50, "ms"),
        Claim(f"longest block of the event loop ({worst})", own[worst], 100, "ms"),
        Claim("window and workers in memory", peak, 2500, "MB"),
        Claim("ONNX Runtime in the window's process", "onnxruntime" in start["loaded"], 1, ""),
    ]


def _table(result: dict[str, Any], claims: list[Claim]) -> Table:
    load = " to ".join(map(str, result["load"]))
    table = Table("", "measured", "claimed", title=f"The window, load {load} on {os.cpu_count()} processors")
    for claim in claims:
        table.add_row(claim.words, f"{claim.figure:.3g} {claim.unit}", f"< {claim.most:g} {claim.unit}")
    for name, block in result["blocks"].items():
        words = "{milliseconds} ms, busy {busy_milliseconds}, starved {starved_milliseconds}"
        table.add_row(f"longest block: {name}", words.format(**block))
    for name, pair in result["megabytes"].items():
        table.add_row(f"memory: {name}", "{window} + {workers} MB".format(**pair))
    return table


if __name__ == "__main__":
    run(main)
