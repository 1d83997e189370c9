"""Brings photos back: the public names, found lazily so that importing this costs nothing."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from restorer.batch import JobResult, run_jobs
    from restorer.card import Control, ModelCard
    from restorer.devices import Device, list_devices
    from restorer.engine import Engine
    from restorer.errors import (
        Cancelled,
        CardError,
        DeviceError,
        InputError,
        ModelError,
        ModelMissing,
        OutOfMemory,
        PhotoError,
        RecipeError,
        RestorerError,
        Tick,
        WriteError,
    )
    from restorer.files import read_photo, write_photo
    from restorer.formats import FORMATS, Format, restored_path
    from restorer.journal import Journal
    from restorer.library import Library, Model, import_model, list_models
    from restorer.noise import estimate_sigma
    from restorer.photo import Metadata, Photo, blend
    from restorer.pipeline import restore
    from restorer.plan import Job, plan_jobs
    from restorer.recipe import Recipe, Step, read_recipe, write_recipe
    from restorer.tasks.denoise import denoise

__version__ = "0.1.0"

_HOMES = {
    "batch": ("JobResult", "run_jobs"),
    "card": ("Control", "ModelCard"),
    "devices": ("Device", "list_devices"),
    "engine": ("Engine",),
    "errors": (
        "Cancelled",
        "CardError",
        "DeviceError",
        "InputError",
        "ModelError",
        "ModelMissing",
        "OutOfMemory",
        "PhotoError",
        "RecipeError",
        "RestorerError",
        "Tick",
        "WriteError",
    ),
    "files": ("read_photo", "write_photo"),
    "formats": ("FORMATS", "Format", "restored_path"),
    "journal": ("Journal",),
    "library": ("Library", "Model", "import_model", "list_models"),
    "noise": ("estimate_sigma",),
    "photo": ("Metadata", "Photo", "blend"),
    "pipeline": ("restore",),
    "plan": ("Job", "plan_jobs"),
    "recipe": ("Recipe", "Step", "read_recipe", "write_recipe"),
    "tasks.denoise": ("denoise",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "FORMATS",
    "Cancelled",
    "CardError",
    "Control",
    "Device",
    "DeviceError",
    "Engine",
    "Format",
    "InputError",
    "Job",
    "JobResult",
    "Journal",
    "Library",
    "Metadata",
    "Model",
    "ModelCard",
    "ModelError",
    "ModelMissing",
    "OutOfMemory",
    "Photo",
    "PhotoError",
    "Recipe",
    "RecipeError",
    "RestorerError",
    "Step",
    "Tick",
    "WriteError",
    "__version__",
    "blend",
    "denoise",
    "estimate_sigma",
    "import_model",
    "list_devices",
    "list_models",
    "plan_jobs",
    "read_photo",
    "read_recipe",
    "restore",
    "restored_path",
    "run_jobs",
    "write_photo",
    "write_recipe",
]


def __getattr__(name: str) -> Any:
    """Import a public name's module when the name is first used (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'restorer' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"restorer.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
