"""The devices a model can run on: what there is, and what really works."""

import ctypes
import os
import sys
from dataclasses import dataclass
from typing import Any

from restorer.errors import DeviceError
from restorer.system.environment import DEVICE_VARIABLE

_NEEDS_REDISTRIBUTABLE = "install Microsoft's newest Visual C++ Redistributable (x64)"
PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}


@dataclass(frozen=True, slots=True)
class Device:
    """A device by name ("cpu", "cuda"), whether it can be tried here, and why not if not."""

    name: str
    available: bool
    detail: str


def list_devices() -> list[Device]:
    """List the devices known here; a CUDA that is listed as available may still fail to start.

    ONNX Runtime names CUDA wherever its CUDA build is installed, GPU or not, so the driver is
    asked as well; only an opened session tells for sure (:attr:`restorer.Engine.device`).
    """
    return [Device("cpu", available=True, detail="ONNX Runtime"), _cuda()]


def device_meant(device: str) -> str:
    """Give the device meant: for "auto" what the user's variable says; DeviceError for an unknown one."""
    asked = os.environ.get(DEVICE_VARIABLE) if device == "auto" else None
    if (asked or device) not in ("auto", *PROVIDERS):
        named = f"{DEVICE_VARIABLE} is {asked!r}, which" if asked else f"device {device!r}"
        raise DeviceError(f"{named} is unknown; known: auto, {', '.join(PROVIDERS)}")
    return asked or device


def providers_to_try(device: str) -> list[str]:
    """Give ONNX Runtime's provider names for ``device``, best first; CPU always comes last."""
    device = device_meant(device)
    if device == "cpu":
        return [PROVIDERS["cpu"]]
    cuda = _cuda()
    if device == "cuda" and not cuda.available:
        raise DeviceError(f"CUDA does not work here: {cuda.detail}; --device auto or cpu runs without it")
    return [PROVIDERS["cuda"], PROVIDERS["cpu"]] if cuda.available else [PROVIDERS["cpu"]]


def import_runtime() -> Any:
    """Import ONNX Runtime, and keep it from reporting to its maker, as it does if nobody forbids it.

    Raises DeviceError where it is not there or cannot be loaded.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
    except ImportError as error:
        hint = _NEEDS_REDISTRIBUTABLE if sys.platform == "win32" else "install Restorer anew"
        raise DeviceError(f"ONNX Runtime cannot be loaded: {error}; {hint}") from error

    onnxruntime.disable_telemetry_events()  # what Windows heeds
    return onnxruntime


def _cuda() -> Device:
    if PROVIDERS["cuda"] not in import_runtime().get_available_providers():
        return Device("cuda", available=False, detail="this ONNX Runtime is built without CUDA")
    if not _has_nvidia_driver():
        return Device("cuda", available=False, detail="no NVIDIA driver was found")
    return Device("cuda", available=True, detail="NVIDIA driver found")


def _has_nvidia_driver() -> bool:
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True
