"""On what something was measured: processor, system, versions, date."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from restorer.networks.engine import runtime_version

PACKAGES = ("numpy", "pillow", "torch")


def describe_machine() -> dict[str, Any]:
    """Say which processor, system and versions are at work; no names of hosts or users."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "gpu": _gpu(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "onnxruntime": runtime_version(),
        **{package: version(package) for package in PACKAGES},
    }


def machine_line(facts: Mapping[str, Any]) -> str:
    """Say on one line what :func:`describe_machine` gave; what there is none of is left out."""
    return ", ".join(f"{name} {value}" for name, value in facts.items() if value is not None)


def has_bfloat16(device: str) -> bool:
    """Tell whether bfloat16 is a device's own: a CPU that must emulate it takes four times as long."""
    import torch  # noqa: PLC0415 -- it takes a second

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    can: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()  # an older torch does not tell
    return bool(can.get("amx_bf16") or can.get("avx512_bf16"))


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _gpu() -> str | None:
    import torch  # noqa: PLC0415 -- it takes a second

    return torch.cuda.get_device_name() if torch.cuda.is_available() else None
