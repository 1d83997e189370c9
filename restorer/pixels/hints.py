"""Hints: what colour a photo has at some places, as the user says.

A file of hints is JSON, a list of places and colours::

    [{"x": 120, "y": 80, "color": "#c08040"}, {"x": 300, "y": 20, "color": "#6090d0"}]

``x`` and ``y`` are in pixels from the photo's upper left corner, colours are sRGB.
"""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.errors import InputError
from restorer.system.parts import write_whole
from restorer.system.paths import read_bounded

Hint = tuple[float, float, tuple[float, float, float]]
"""``x`` and ``y`` in pixels from the upper left corner, and the colour there: red, green, blue, 0..1."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST_BYTES = 10_000_000
_FARTHEST = 2**31
_BRIEF = 60


def read_hints(path: Path) -> list[Hint]:
    """Read a file of hints; InputError, naming the place in it, for what is none."""
    try:
        entries = json.loads(read_bounded(path, _MOST_BYTES).decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not a JSON file: {error}") from error
    if not isinstance(entries, list):
        raise InputError(f'{path}: expected a list such as [{{"x": 120, "y": 80, "color": "#c08040"}}]')
    return [_hint(entry, f"{path}: hint {at}") for at, entry in enumerate(entries, 1)]


def write_hints(hints: Iterable[Hint], path: Path, *, overwrite: bool = False) -> None:
    """Write hints as a file that :func:`read_hints` reads; WriteError when there is one, or no room.

    Raises InputError for what are no hints, or colours outside 0..1.
    """
    plain = as_hints(hint_rows(list(hints)))
    _check_colours(plain, str(path))
    entries = [
        {"x": x, "y": y, "color": "#" + bytes(round(value * 255) for value in rgb).hex()}
        for x, y, rgb in plain
    ]
    write_whole(path, [json.dumps(entries, indent=1), "\n"], "the hints", overwrite=overwrite)


def as_hints(rows: NDArray[Any]) -> list[Hint]:
    """Give the hints that an array ``(N, 5)`` of x, y, red, green and blue holds; InputError for another."""
    if rows.ndim != 2 or rows.shape[1:] != (5,):
        raise InputError(f"hints of shape {rows.shape}, expected (N, 5): x, y, red, green, blue")
    if rows.dtype.kind not in "fiu":
        raise InputError(f"hints of {rows.dtype}, expected numbers")
    return [(x, y, (red, green, blue)) for x, y, red, green, blue in rows.astype(float).tolist()]


def hint_rows(hints: Sequence[Hint]) -> NDArray[np.float64]:
    """Give hints as the array ``(N, 5)`` float64 that a step's input ``hints`` may be.

    Its columns are ``x`` and ``y``, in pixels from the upper left corner, and red, green and blue as they are
    given, sRGB of 0..1. Raises InputError for what is no hint; one outside the photo, or of a colour outside
    0..1, is refused where it is used.
    """
    try:
        numbers = [(x, y, red, green, blue) for x, y, (red, green, blue) in hints]
        rows = np.array(numbers, np.float64).reshape(len(numbers), 5)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError("expected hints of (x, y, (red, green, blue))") from error
    if len(wrong := np.argwhere(~(np.abs(rows[:, :2]) < _FARTHEST))):
        at, axis = wrong[0]
        raise InputError(f"hint {at + 1}: {'xy'[axis]} is {rows[at, axis]}, expected a number of pixels")
    return rows


def check_hints(hints: Iterable[Hint], width: int, height: int, name: str = "hints") -> None:
    """Raise InputError for hints outside a photo, or with colours outside 0..1; it names them."""
    hints = list(hints)
    _check_colours(hints, name)
    if outside := [(x, y) for x, y, _rgb in hints if not (0 <= x < width and 0 <= y < height)]:
        places = ", ".join(f"({x:g}, {y:g})" for x, y in outside[:5])
        more = f" and {len(outside) - 5} more" if len(outside) > 5 else ""
        raise InputError(f"{name}: {places}{more} outside the photo of {width} x {height} pixels")


def _check_colours(hints: Sequence[Hint], name: str) -> None:
    if wrong := [hint for hint in hints if not all(0 <= value <= 1 for value in hint[2])]:
        raise InputError(f"{name}: colour {wrong[0][2]}, expected red, green and blue of 0 to 1")


def places_of(hints: Sequence[Hint], photo_size: tuple[int, int], size: tuple[int, int]) -> NDArray[np.intp]:
    """Give the row and column ``(N, 2)`` of each hint of a photo in a picture of it of another ``size``."""
    there = np.array([(y, x) for x, y, _rgb in hints]).reshape(-1, 2)
    places: NDArray[np.intp] = (there * size / photo_size).astype(np.intp)
    return np.minimum(places, np.subtract(size, 1))


def _hint(entry: Any, where: str) -> Hint:
    if not isinstance(entry, dict) or set(entry) != {"x", "y", "color"}:
        raise InputError(f"{where}: expected x, y and color")
    x, y, color = entry["x"], entry["y"], entry["color"]
    for name, value in (("x", x), ("y", y)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _FARTHEST:
            raise InputError(f"{where}: {name} is {repr(value)[:_BRIEF]}, expected a number of pixels")
    if not isinstance(color, str) or not _COLOUR.fullmatch(color):
        raise InputError(f"{where}: color is {repr(color)[:_BRIEF]}, expected one such as #c08040")
    red, green, blue = bytes.fromhex(color[1:])
    return float(x), float(y), (red / 255, green / 255, blue / 255)
