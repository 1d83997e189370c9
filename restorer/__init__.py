"""Brings photos back: the public names, found lazily so that importing this costs nothing."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from restorer.batch import run_jobs
    from restorer.card import Control, ModelCard
    from restorer.devices import Device, list_devices
    from restorer.engine import Engine
    from restorer.errors import (
        AlreadyInColour,
        Cancelled,
        CardError,
        DeviceError,
        InputError,
        ModelError,
        ModelMissing,
        OutOfMemory,
        PhotoError,
        ReceiptError,
        RecipeError,
        RestorerError,
        Tick,
        WriteError,
        tick_of_part,
    )
    from restorer.files import read_photo, target_format, write_photo
    from restorer.fitting import deepen
    from restorer.formats import FORMATS, Format, Saving, restored_path
    from restorer.history import note_step
    from restorer.journal import Journal
    from restorer.library import Library, Model, import_model, list_models
    from restorer.photo import Metadata, Photo, blend
    from restorer.pipeline import restore
    from restorer.plan import Job, plan_jobs
    from restorer.receipt import Receipt
    from restorer.recipe import Recipe, Step, read_recipe, write_recipe
    from restorer.recipes import find_recipe
    from restorer.results import JobResult
    from restorer.tasks import check_step
    from restorer.tasks.colorize import colorize
    from restorer.tasks.damage import find_damage
    from restorer.tasks.denoise import denoise
    from restorer.tasks.inpaint import inpaint
    from restorer.tasks.level import estimate_sigma
    from restorer.tasks.tone import correct_tone

__version__ = "0.1.0"

_HOMES = {
    "batch": ("run_jobs",),
    "card": ("Control", "ModelCard"),
    "devices": ("Device", "list_devices"),
    "engine": ("Engine",),
    "errors": (
        "AlreadyInColour",
        "Cancelled",
        "CardError",
        "DeviceError",
        "InputError",
        "ModelError",
        "ModelMissing",
        "OutOfMemory",
        "PhotoError",
        "ReceiptError",
        "RecipeError",
        "RestorerError",
        "Tick",
        "WriteError",
        "tick_of_part",
    ),
    "files": ("read_photo", "target_format", "write_photo"),
    "fitting": ("deepen",),
    "formats": ("FORMATS", "Format", "Saving", "restored_path"),
    "history": ("note_step",),
    "journal": ("Journal",),
    "library": ("Library", "Model", "import_model", "list_models"),
    "photo": ("Metadata", "Photo", "blend"),
    "pipeline": ("restore",),
    "plan": ("Job", "plan_jobs"),
    "receipt": ("Receipt",),
    "recipe": ("Recipe", "Step", "read_recipe", "write_recipe"),
    "recipes": ("find_recipe",),
    "results": ("JobResult",),
    "tasks": ("check_step",),
    "tasks.colorize": ("colorize",),
    "tasks.damage": ("find_damage",),
    "tasks.denoise": ("denoise",),
    "tasks.inpaint": ("inpaint",),
    "tasks.level": ("estimate_sigma",),
    "tasks.tone": ("correct_tone",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "FORMATS",
    "AlreadyInColour",
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
    "Receipt",
    "ReceiptError",
    "Recipe",
    "RecipeError",
    "RestorerError",
    "Saving",
    "Step",
    "Tick",
    "WriteError",
    "__version__",
    "blend",
    "check_step",
    "colorize",
    "correct_tone",
    "deepen",
    "denoise",
    "estimate_sigma",
    "find_damage",
    "find_recipe",
    "import_model",
    "inpaint",
    "list_devices",
    "list_models",
    "note_step",
    "plan_jobs",
    "read_photo",
    "read_recipe",
    "restore",
    "restored_path",
    "run_jobs",
    "target_format",
    "tick_of_part",
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
