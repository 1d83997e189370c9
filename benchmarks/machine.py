"""How benchmarks are run, and where their results are kept, with the machine they were measured on."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from restorer import RestorerError
from training.config import ExperimentError
from training.machine import describe_machine

RESULTS = Path(__file__).parent / "results"


def run(main: Callable[..., None]) -> None:
    """Run the command line of a benchmark; what goes wrong is one line on stderr and exit code 1."""
    try:
        typer.run(main)
    except (RestorerError, ExperimentError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)


def write_result(name: str, result: dict[str, Any]) -> Path:
    """Write ``results/<name>.json``: the machine and what was measured on it."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": describe_machine()} | result, indent=2) + "\n", encoding="utf-8")
    return path
