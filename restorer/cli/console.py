"""What the command line prints: errors, models, a photo's and the doctor's facts."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from restorer.arrays import estimate_sigma
from restorer.batch.sources import Source
from restorer.errors import PhotoError, printable
from restorer.files import read_photo
from restorer.formats.receipt import count_tags
from restorer.networks.doctor import examine
from restorer.networks.library import Model
from restorer.photo import Photo
from restorer.pixels.icc import read_name
from restorer.similar import Similar
from restorer.similar.sheet import told_place, told_size

OUT = Console(highlight=False, soft_wrap=True, emoji=False)
ERR = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def no_photo(beside: str = "", *, is_all: bool) -> str:
    """Say that there is none, and where else it could be searched for, unless that ``is_all``."""
    return f"no photo found{beside}" + ("" if is_all else "; --recursive searches the folders below as well")


def complain(message: str) -> None:
    """Print an error as one line on stderr."""
    ERR.print(f"restorer: {escape(printable(message))}", style="red" if ERR.is_terminal else None)


def print_models(models: Sequence[Model], *, cards: bool = False) -> None:
    """Print each model, with all of its card if asked, and the files that cannot be used with the reason."""
    for model in models:
        if model.card is None:
            complain(str(model.problem))
            continue
        card = model.card
        OUT.print(
            f"[bold]{escape(printable(card.name))}[/]: {card.task}, {escape(printable(str(model.path)))}"
        )
        if not cards:
            continue
        scores = ", ".join(f"{name} {value:g}" for name, value in card.scores.items())
        facts = {"scores": [scores], "licence": [card.license], "trained on": card.trained_on}
        for name, lines in facts.items():
            for line in lines:
                OUT.print(f"  {name:11}{escape(printable(line or '-'))}")
                name = ""  # noqa: PLW2901 -- said once


def print_infos(sources: Sequence[Source], *, as_json: bool, most_megapixels: float) -> bool:
    """Print what the files of photos hold, one after another; tells whether all could be read."""
    failures = []
    for number, source in enumerate(sources):
        if number and not as_json:
            OUT.print()
        try:
            if problem := source.skip or source.failure:
                raise PhotoError(problem)
            print_info(source.path, as_json=as_json, most_megapixels=most_megapixels)
        except PhotoError as error:
            complain(str(error))
            failures.append(source)
    return not failures


def print_info(path: Path, *, as_json: bool, most_megapixels: float) -> None:
    """Print what a photo's file holds, and its estimated noise in 8-bit levels."""
    photo = read_photo(path, most_megapixels=most_megapixels)
    facts: dict[str, Any] = {
        "file": str(path),
        "format": photo.format,
        "width": photo.width,
        "height": photo.height,
        "channels": "grey" if photo.is_grey else "RGB",
        "alpha": photo.alpha is not None,
        "depth": photo.depth,
        "profile": _told_profile(photo),
        "icc": read_name(photo.metadata.icc or b""),
        "orientation": photo.coding.orientation,
        "compression": photo.coding.compression,
        "quality": photo.coding.quality,
        "dpi": [round(value, 2) for value in photo.metadata.dpi or ()],
        "tags": {name: count for name, count in count_tags(photo.metadata).items() if count},
        "noise": round(estimate_sigma(photo) * 255, 2),
        "notices": list(photo.notices),
    }
    if as_json:
        print(json.dumps(facts))
        return
    facts["noise"] = f"{facts['noise']} of 255"
    for name, value in facts.items():
        if isinstance(value, dict):
            value = [f"{key} {count}" for key, count in value.items()]  # noqa: PLW2901 -- laid out
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        OUT.print(f"{name:12}{escape(printable('-' if value is None else shown or '-'))}")


def _told_profile(photo: Photo) -> str:
    if photo.metadata.icc is None:
        return "none, taken as sRGB"
    return "sRGB" if photo.space.is_srgb else "other than sRGB"


def print_similar(found: Similar, *, is_all: bool) -> None:
    """Print each group, the photo to keep first, and what it all comes to; see :func:`no_photo`."""
    for group in found.groups:
        for member in group.members:
            place = told_place(group, member, has_wanted=found.to is not None)
            OUT.print(f"{place:>9}  {escape(printable(str(member.path)))}  {told_size(member)}")
        OUT.print()
    if not found.photos:
        complain(no_photo("" if found.to is None else " beside that one", is_all=is_all))
        return
    alike = sum(len(group.members) - (found.to is not None) for group in found.groups)
    photos = f"{found.photos} photo{'s' if found.photos > 1 else ''}"
    ERR.print(f"{photos}, {alike} alike; groups: {len(found.groups)}")


def print_doctor(*, as_json: bool = False) -> bool:
    """Print versions, devices and models as they really are; tells whether something can run."""
    health = examine()
    if as_json:
        print(json.dumps(dataclasses.asdict(health), default=str))
        return health.is_good
    OUT.print(health.machine)
    OUT.print(health.versions)
    for device in health.devices:
        if device.seconds is None:
            OUT.print(f"{device.name}: not usable: {escape(printable(device.detail))}")
        else:
            OUT.print(f"{device.name}: works, {device.seconds:.2f} seconds a megapixel")
    print_models(health.models)
    return health.is_good
