"""The doctor: tells what works on this machine, each device by running a model on it."""

import os
import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from restorer import __version__
from restorer.errors import RestorerError
from restorer.networks.devices import Device, list_devices
from restorer.networks.library import Library, Model, list_models, shipped_models

_LIBRARIES = ("onnxruntime", "onnxruntime-gpu", "numpy", "pyvips", "pillow")
_SIDE = 512


@dataclass(frozen=True, slots=True)
class DeviceTrial:
    """A device by name, the seconds a megapixel takes on it (``None``: it does not work), and why."""

    name: str
    seconds: float | None
    detail: str


@dataclass(frozen=True, slots=True)
class Health:
    """What a report of a fault should say: the machine, the versions, each device as tried, the models."""

    machine: str
    versions: str
    devices: tuple[DeviceTrial, ...]
    models: tuple[Model, ...]

    @property
    def is_good(self) -> bool:
        """Whether something can run."""
        return any(device.seconds is not None for device in self.devices)


def examine() -> Health:
    """Tell the versions and try each device; this takes seconds."""
    machine = (
        f"Restorer {__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}, {os.cpu_count()} cores"
    )
    told = ", ".join(f"{name} {version}" for name, version in versions().items())
    return Health(machine, told, _try_devices(), tuple(list_models()))


def versions() -> dict[str, str]:
    """Give the versions of the libraries that are installed here."""
    found = {}
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _try_devices() -> tuple[DeviceTrial, ...]:
    """Try each device; where none can be listed, as ONNX Runtime cannot be loaded, none works."""
    try:
        return tuple(map(_try_device, list_devices()))
    except RestorerError as error:
        return (DeviceTrial("cpu", None, str(error)),)


def _try_device(device: Device) -> DeviceTrial:
    if not device.available:
        return DeviceTrial(device.name, None, device.detail)
    try:
        return DeviceTrial(device.name, _small_inference(device.name), device.detail)
    except RestorerError as error:
        return DeviceTrial(device.name, None, str(error))


def _small_inference(device: str) -> float:
    """Run the shipped denoiser on 512x512 pixels twice and give the second's seconds per megapixel."""
    import numpy as np

    engine = Library([shipped_models()]).open(None, "denoise", device)
    planes = np.full((_SIDE, _SIDE, 3), 0.5, np.float32), np.full((_SIDE, _SIDE, 1), 0.1, np.float32)
    engine.run(*planes)
    start = time.perf_counter()
    engine.run(*planes)
    return (time.perf_counter() - start) / (_SIDE**2 / 1e6)
