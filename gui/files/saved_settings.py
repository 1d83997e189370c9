"""Saved settings: all of them, of steps that are off too, as plain JSON values and back."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from gui.burst import Burst
from gui.mask import Mask, Origin, Stroke
from gui.settings import FIRST, Setting, Settings


def to_json(settings: Settings) -> list[dict[str, Any]]:
    """Give the settings as values that JSON knows; a mask that begins with a file names it as a list."""
    return [
        {
            **_facts(setting),
            "reference": None if setting.reference is None else str(setting.reference),
            "burst": _burst_to_json(setting.burst),
            "mask": {
                **_facts(setting.mask),
                "origin": _origin_to_json(setting.mask.origin),
                "strokes": [_facts(stroke) for stroke in setting.mask.strokes],
            },
        }
        for setting in settings
    ]


def from_json(values: list[dict[str, Any]]) -> Settings:
    """Give the settings back; raises ValueError, TypeError or KeyError for what are none."""
    settings = tuple(_setting(value) for value in values)
    if [setting.task for setting in settings] != [setting.task for setting in FIRST]:
        raise ValueError("other steps than there are")
    return settings


def _facts(value: Setting | Mask | Stroke) -> dict[str, Any]:
    """Give what a value holds as it is: unlike ``asdict``, which copies each point of each stroke."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _setting(value: dict[str, Any]) -> Setting:
    mask = value["mask"]
    strokes = tuple(
        Stroke(**{**stroke, "points": tuple((x, y) for x, y in stroke["points"])})
        for stroke in mask["strokes"]
    )
    changes = {
        "mask": Mask(_origin_from_json(mask["origin"]), strokes, mask["stamp"]),
        "hints": tuple((x, y, (red, green, blue)) for x, y, (red, green, blue) in value["hints"]),
        "reference": None if value["reference"] is None else Path(value["reference"]),
        "burst": _burst_from_json(value["burst"]),
    }
    return Setting(**{**value, **changes})


def _burst_to_json(burst: Burst | None) -> list[list[str]] | None:
    return None if burst is None else [list(map(str, side)) for side in (burst.before, burst.after)]


def _burst_from_json(value: list[list[str]] | None) -> Burst | None:
    return None if value is None else Burst(*(tuple(map(Path, side)) for side in value))


def _origin_to_json(origin: Origin | Path) -> str | list[str]:
    return origin.name if isinstance(origin, Origin) else [str(origin)]


def _origin_from_json(value: str | list[str]) -> Origin | Path:
    return Origin[value] if isinstance(value, str) else Path(*value)
