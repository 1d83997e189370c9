"""Where the results of benchmarks are kept, with the machine they were measured on."""

import json
from pathlib import Path
from typing import Any

from training.machine import describe_machine

RESULTS = Path(__file__).parent / "results"


def write_result(name: str, result: dict[str, Any]) -> Path:
    """Write ``results/<name>.json``: the machine and what was measured on it."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": describe_machine()} | result, indent=2) + "\n", encoding="utf-8")
    return path
