"""What the command line prints: errors, models, a photo's and the doctor's facts."""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from restorer import __version__
from restorer.devices import Device, list_devices
from restorer.errors import RestorerError, printable
from restorer.files import read_photo
from restorer.library import Library, list_models, shipped_models
from restorer.photo import Photo
from restorer.receipt import count_tags
from restorer.tasks.level import estimate_sigma

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def complain(message: str) -> None:
    """Print an error as one line on stderr."""
    ERR.print(f"restorer: {escape(printable(message))}", style="red" if ERR.is_terminal else None)


def print_models() -> None:
    """Print each model's card, and the files that cannot be used with the reason."""
    for model in list_models():
        if model.card is None:
            complain(str(model.problem))
            continue
        card = model.card
        OUT.print(
            f"[bold]{escape(printable(card.name))}[/]: {card.task}, {escape(printable(str(model.path)))}"
        )
        scores = ", ".join(f"{name} {value:g}" for name, value in card.scores.items())
        facts = {"scores": [scores], "licence": [card.license], "trained on": card.trained_on}
        for name, lines in facts.items():
            for line in lines:
                OUT.print(f"  {name:11}{escape(printable(line or '-'))}")
                name = ""  # noqa: PLW2901 -- said once


def print_info(path: Path, *, as_json: bool) -> None:
    """Print what a photo's file holds, and its estimated noise in 8-bit levels."""
    photo = read_photo(path)
    facts: dict[str, Any] = {
        "file": str(path),
        "format": photo.format,
        "width": photo.width,
        "height": photo.height,
        "channels": "grey" if photo.is_grey else "RGB",
        "alpha": photo.alpha is not None,
        "depth": photo.depth,
        "profile": _told_profile(photo),
        "dpi": [round(value, 2) for value in photo.metadata.dpi or ()],
        "tags": {name: count for name, count in count_tags(photo.metadata).items() if count},
        "noise": round(estimate_sigma(photo) * 255, 2),
        "notices": list(photo.notices),
    }
    if as_json:
        print(json.dumps(facts))
        return
    for name, value in facts.items():
        if isinstance(value, dict):
            value = [f"{key} {count}" for key, count in value.items()]  # noqa: PLW2901 -- laid out
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        OUT.print(f"{name:10}{escape(printable(shown or '-'))}")


def _told_profile(photo: Photo) -> str:
    if photo.metadata.icc is None:
        return "none, taken as sRGB"
    return "sRGB" if photo.space.is_srgb else "other than sRGB"


def print_doctor() -> bool:
    """Print versions, devices and models as they really are; tells whether something can run."""
    names = ("numpy", "pyvips", "pillow")
    OUT.print(
        f"Restorer {__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}, {os.cpu_count()} cores"
    )
    OUT.print(", ".join(f"{name} {version(name)}" for name in names))
    works = [_try_device(device) for device in list_devices()]
    print_models()
    return any(works)


def _try_device(device: Device) -> bool:
    if not device.available:
        OUT.print(f"{device.name}: not usable: {device.detail}")
        return False
    try:
        seconds = _small_inference(device.name)
    except RestorerError as error:
        OUT.print(f"{device.name}: not usable: {escape(printable(str(error)))}")
        return False
    OUT.print(f"{device.name}: works, {seconds:.2f} seconds a megapixel")
    return True


def _small_inference(device: str) -> float:
    """Run the shipped denoiser on 512x512 pixels twice and give the second's seconds per megapixel."""
    import time

    import numpy as np

    engine = Library([shipped_models()]).open(None, "denoise", device)
    planes = np.full((512, 512, 3), 0.5, np.float32), np.full((512, 512, 1), 0.1, np.float32)
    engine.run(*planes)
    start = time.perf_counter()
    engine.run(*planes)
    return (time.perf_counter() - start) / 0.512**2
