"""Brings photos back: the public names, found lazily so that importing this costs nothing."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from restorer.arrays import colorize, correct_tone, denoise, estimate_sigma, find_damage, inpaint
    from restorer.batch.journal import Journal, default_journal
    from restorer.batch.plan import Job, plan_jobs
    from restorer.batch.report import Report
    from restorer.batch.results import JobResult
    from restorer.batch.run_journal import open_journal
    from restorer.batch.running import run_jobs
    from restorer.batch.sources import find_sources
    from restorer.batch.watching import Watch
    from restorer.builtin_recipes import find_recipe
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
        WriteError,
    )
    from restorer.files import read_photo, target_format, write_photo
    from restorer.formats import FORMATS, Format, Saving, restored_path
    from restorer.formats.fitting import deepen
    from restorer.formats.receipt import Receipt
    from restorer.metadata.history import note_step
    from restorer.networks.card import ModelCard
    from restorer.networks.devices import Device, list_devices
    from restorer.networks.engine import Engine
    from restorer.networks.library import Library, Model, import_model, list_models, remove_model, user_models
    from restorer.photo import Metadata, Photo
    from restorer.pipeline import restore
    from restorer.pixels.hints import hint_rows, read_hints, write_hints
    from restorer.pixels.pyramid import sharpness
    from restorer.pixels.samples import blend
    from restorer.progress import Tick, tick_of_part
    from restorer.recipe import Recipe, Step, inputs_of, read_recipe, write_recipe
    from restorer.similar import Group, Member, Similar, find_similar
    from restorer.similar.kept import KeptCodes
    from restorer.similar.sheet import write_sheet
    from restorer.system.environment import DEVICE_VARIABLE, MEMORY_VARIABLE, MODELS_VARIABLE
    from restorer.system.names import natural_order
    from restorer.system.parts import sweep_parts, write_whole
    from restorer.system.paths import identity, is_file, is_folder, is_there
    from restorer.system.places import problem_of_folder
    from restorer.tasks import check_inputs, ticks_of_steps
    from restorer.tasks.damage import mask_damage
    from restorer.tasks.dots import without_dots
    from restorer.tasks.inpaint import read_mask
    from restorer.tasks.sequence import restore_burst, restore_sequence, sharpest
    from restorer.thumbnails import make_thumbnail, read_thumbnail
    from restorer.traits import MOST_SIGMA_255, TRAITS

__version__ = "0.1.0"

_HOMES = {
    "arrays": ("colorize", "correct_tone", "denoise", "estimate_sigma", "find_damage", "inpaint"),
    "batch.journal": ("Journal", "default_journal"),
    "batch.plan": ("Job", "plan_jobs"),
    "batch.report": ("Report",),
    "batch.results": ("JobResult",),
    "batch.run_journal": ("open_journal",),
    "batch.running": ("run_jobs",),
    "batch.sources": ("find_sources",),
    "batch.watching": ("Watch",),
    "builtin_recipes": ("find_recipe",),
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
        "WriteError",
    ),
    "files": ("read_photo", "target_format", "write_photo"),
    "formats": ("FORMATS", "Format", "Saving", "restored_path"),
    "formats.fitting": ("deepen",),
    "formats.receipt": ("Receipt",),
    "metadata.history": ("note_step",),
    "networks.card": ("ModelCard",),
    "networks.devices": ("Device", "list_devices"),
    "networks.engine": ("Engine",),
    "networks.library": ("Library", "Model", "import_model", "list_models", "remove_model", "user_models"),
    "photo": ("Metadata", "Photo"),
    "pipeline": ("restore",),
    "pixels.hints": ("hint_rows", "read_hints", "write_hints"),
    "pixels.pyramid": ("sharpness",),
    "pixels.samples": ("blend",),
    "progress": ("Tick", "tick_of_part"),
    "recipe": ("Recipe", "Step", "inputs_of", "read_recipe", "write_recipe"),
    "similar": ("Group", "Member", "Similar", "find_similar"),
    "similar.kept": ("KeptCodes",),
    "similar.sheet": ("write_sheet",),
    "system.environment": ("DEVICE_VARIABLE", "MEMORY_VARIABLE", "MODELS_VARIABLE"),
    "system.names": ("natural_order",),
    "system.parts": ("sweep_parts", "write_whole"),
    "system.places": ("problem_of_folder",),
    "system.paths": ("identity", "is_file", "is_folder", "is_there"),
    "tasks": ("check_inputs", "ticks_of_steps"),
    "tasks.damage": ("mask_damage",),
    "tasks.dots": ("without_dots",),
    "tasks.inpaint": ("read_mask",),
    "tasks.sequence": ("restore_burst", "restore_sequence", "sharpest"),
    "thumbnails": ("make_thumbnail", "read_thumbnail"),
    "traits": ("MOST_SIGMA_255", "TRAITS"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DEVICE_VARIABLE",
    "FORMATS",
    "MEMORY_VARIABLE",
    "MODELS_VARIABLE",
    "MOST_SIGMA_255",
    "TRAITS",
    "AlreadyInColour",
    "Cancelled",
    "CardError",
    "Device",
    "DeviceError",
    "Engine",
    "Format",
    "Group",
    "InputError",
    "Job",
    "JobResult",
    "Journal",
    "KeptCodes",
    "Library",
    "Member",
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
    "Report",
    "RestorerError",
    "Saving",
    "Similar",
    "Step",
    "Tick",
    "Watch",
    "WriteError",
    "__version__",
    "blend",
    "check_inputs",
    "colorize",
    "correct_tone",
    "deepen",
    "default_journal",
    "denoise",
    "estimate_sigma",
    "find_damage",
    "find_recipe",
    "find_similar",
    "find_sources",
    "hint_rows",
    "identity",
    "import_model",
    "inpaint",
    "inputs_of",
    "is_file",
    "is_folder",
    "is_there",
    "list_devices",
    "list_models",
    "make_thumbnail",
    "mask_damage",
    "natural_order",
    "note_step",
    "open_journal",
    "plan_jobs",
    "problem_of_folder",
    "read_hints",
    "read_mask",
    "read_photo",
    "read_recipe",
    "read_thumbnail",
    "remove_model",
    "restore",
    "restore_burst",
    "restore_sequence",
    "restored_path",
    "run_jobs",
    "sharpest",
    "sharpness",
    "sweep_parts",
    "target_format",
    "tick_of_part",
    "ticks_of_steps",
    "user_models",
    "without_dots",
    "write_hints",
    "write_photo",
    "write_recipe",
    "write_sheet",
    "write_whole",
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
