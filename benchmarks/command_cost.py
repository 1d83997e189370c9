"""What the whole command costs beside its networks: time, memory, and what ``--help`` imports.

python -m benchmarks.command_cost [--model denoise-unet] [--rounds 3] [--record]
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import numpy as np
import typer
from PIL import Image
from rich.table import Table
from skimage import data

from benchmarks.denoise_speed import HEIGHT, WIDTH, Runner
from benchmarks.machine import Record, Rounds, conclude, run
from restorer import Library
from restorer.networks.probe import add_noise
from restorer.pixels.samples import from_float, to_float

MEGAPIXELS = WIDTH * HEIGHT / 1e6
MOST_OVERHEAD = 1.25
"""The command takes at most this many times the bare networks' time for the same pixels."""
MOST_PEAK_MEGABYTES = 1500
HEAVY = {"numpy", "onnxruntime", "PIL", "pyvips", "torch"}

# ru_maxrss of a child begins at its parent's size, so a small process runs the command.
_WATCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"code": code, "seconds": seconds, "peak_megabytes": peak * 1024 / 1e6}))
"""


def main(
    model: Annotated[str, typer.Option(help="Our model's name.")] = "denoise-unet",
    rounds: Rounds = 3,
    record: Record = False,
) -> None:
    """Time the command and its bare networks in turn; exit code 1 if a claim does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        result = _measure(model, make_photo(Path(folder) / "photo.jpg"), rounds) | {"help": _watch_help()}
    is_cheap = result["overhead"] <= MOST_OVERHEAD and result["peak_megabytes"] < MOST_PEAK_MEGABYTES
    holds = is_cheap and not result["help"]["heavy_imports"]
    conclude("command_cost", result, _table(result), holds=holds, record=record)


def make_photo(path: Path) -> Path:
    """Write a noisy 12-megapixel JPEG: the astronaut (NASA, public domain) enlarged."""
    astronaut = Image.fromarray(data.astronaut())  # type: ignore[no-untyped-call]
    enlarged = astronaut.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    noisy = add_noise(to_float(np.asarray(enlarged)), 15 / 255)
    Image.fromarray(from_float(noisy, np.dtype(np.uint8))).save(path, quality=95)
    return path


def _measure(model: str, photo: Path, rounds: int) -> dict[str, Any]:
    library = Library()
    denoiser, estimator = library.open(model, "denoise", "cpu"), library.open(None, "level", "cpu")
    rng = np.random.default_rng(0)
    planes = [rng.random((1024, 1536, count), np.float32) for count in (3, 1)]
    bare = [Runner(denoiser, tuple(planes), 1.0, 0), Runner(estimator, (planes[0],), 1.0, 0)]
    _run_all(bare)
    networks, commands = [], []
    for _ in range(rounds):
        networks.append(_run_all(bare) * MEGAPIXELS)
        commands.append(_watch_command(model, photo))
    command, network = median(run["seconds"] for run in commands), median(networks)
    return {
        "megapixels": MEGAPIXELS,
        "rounds": rounds,
        "network_seconds": round(network, 2),
        "command_seconds": round(command, 2),
        "overhead": round(command / network, 3),
        "peak_megabytes": round(max(run["peak_megabytes"] for run in commands)),
    }


def _run_all(runners: list[Runner]) -> float:
    """Run one tile of each network; gives seconds per megapixel."""
    return sum(runner.run()[0] for runner in runners)


def _watch_command(model: str, photo: Path) -> dict[str, Any]:
    command = ["-m", "restorer", "denoise", str(photo), "-o", str(photo.with_name("restored.jpg"))]
    command += ["--model", model, "--device", "cpu", "--overwrite", "always"]
    return watch(command)


def _watch_help() -> dict[str, Any]:
    """Time ``restorer --help``, and list the heavy modules that it imports: none."""
    runs = [watch(["-m", "restorer", "--help"])["seconds"] for _ in range(5)]
    command = [sys.executable, "-X", "importtime", "-m", "restorer", "--help"]
    trace = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    modules = {
        line.rsplit("|", 1)[1].strip() for line in trace.splitlines() if line.startswith("import time")
    }
    heavy = sorted({module.split(".")[0] for module in modules} & HEAVY)
    return {"seconds": round(median(runs), 3), "modules": len(modules), "heavy_imports": heavy}


def watch(arguments: list[str]) -> dict[str, Any]:
    """Run Python with these arguments; gives its seconds and the peak of its memory in megabytes."""
    command = [sys.executable, "-c", _WATCH, sys.executable, *arguments]
    watched: dict[str, Any] = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
    )
    if watched["code"]:
        raise RuntimeError(f"{' '.join(arguments)}: exit code {watched['code']}")
    return watched


def _table(result: dict[str, Any]) -> Table:
    table = Table("", "measured", "claimed", title=f"restorer denoise, {MEGAPIXELS:g} megapixels, CPU")
    table.add_row("bare networks", f"{result['network_seconds']} s")
    table.add_row("whole command", f"{result['command_seconds']} s")
    table.add_row("command / networks", str(result["overhead"]), f"<= {MOST_OVERHEAD}")
    table.add_row("peak memory", f"{result['peak_megabytes']} MB", f"< {MOST_PEAK_MEGABYTES} MB")
    help_ = result["help"]
    table.add_row("--help", f"{help_['seconds']} s, {help_['modules']} modules")
    table.add_row("heavy imports of --help", ", ".join(help_["heavy_imports"]) or "none", "none")
    return table


if __name__ == "__main__":
    run(main)
