"""How benchmarks are run, and where their results are kept, with the machine they were measured on."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from training.__main__ import run_told
from training.machine import describe_machine

RESULTS = Path(__file__).parent / "results"
Record = Annotated[bool, typer.Option("--record", help="Keep the result in benchmarks/results.")]
Rounds = Annotated[int, typer.Option(min=1)]


def run(main: Callable[..., None]) -> None:
    """Run the command line of a benchmark; what goes wrong is one line on stderr and exit code 1."""
    run_told(partial(typer.run, main))


def conclude(name: str, result: dict[str, Any], table: Table, *, holds: bool, record: bool) -> None:
    """Show what was measured, keep it if asked, and end with exit code 1 if a claim does not hold."""
    Console(width=110).print(table)
    if record:
        print(write_result(name, result))
    sys.exit(not holds)


def write_result(name: str, result: dict[str, Any]) -> Path:
    """Write ``results/<name>.json``: the machine and what was measured on it."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": describe_machine()} | result, indent=2) + "\n", encoding="utf-8")
    return path
