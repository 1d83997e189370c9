"""How benchmarks are run, and where their results are kept, with the machine they were measured on."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import typer

from training.__main__ import run_told
from training.machine import describe_machine

RESULTS = Path(__file__).parent / "results"


def run(main: Callable[..., None]) -> None:
    """Run the command line of a benchmark; what goes wrong is one line on stderr and exit code 1."""
    run_told(partial(typer.run, main))


def write_result(name: str, result: dict[str, Any]) -> Path:
    """Write ``results/<name>.json``: the machine and what was measured on it."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": describe_machine()} | result, indent=2) + "\n", encoding="utf-8")
    return path
