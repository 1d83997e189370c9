"""Orientation: how rows and columns of a file become an upright picture, as EXIF tells, or else XMP."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from restorer.metadata import exif, xmp
from restorer.photo import Metadata, Photo
from restorer.pixels.samples import Samples

_TURNS: dict[int, Callable[[Any], Any]] = {
    2: lambda array: array[:, ::-1],
    3: lambda array: array[::-1, ::-1],
    4: lambda array: array[::-1],
    5: lambda array: array.swapaxes(0, 1),
    6: lambda array: array[::-1].swapaxes(0, 1),
    7: lambda array: array[::-1, ::-1].swapaxes(0, 1),
    8: lambda array: array[:, ::-1].swapaxes(0, 1),
}


def orientation_of(metadata: Metadata) -> int:
    """Find the orientation, 1 to 8, that metadata tell; 1, upright, where they tell none."""
    told = exif.orientation(metadata.exif) if metadata.exif else None
    if told is None and metadata.xmp:
        told = xmp.orientation(metadata.xmp)
    return told or 1


def makes_rows_of_columns(orientation: int) -> bool:
    """Tell whether a picture of that orientation is turned by a quarter."""
    return orientation in (5, 6, 7, 8)


def turn(photo: Photo, orientation: int) -> Photo:
    """Turn the samples upright, and the resolution with them; all other metadata stay as they are."""
    if orientation not in _TURNS:
        return photo

    def turned(samples: Samples) -> Samples:
        return np.ascontiguousarray(_TURNS[orientation](samples))

    alpha = None if photo.alpha is None else turned(photo.alpha)
    metadata = photo.metadata
    if makes_rows_of_columns(orientation) and metadata.dpi:
        metadata = replace(metadata, dpi=metadata.dpi[::-1])
    return replace(photo, samples=turned(photo.samples), alpha=alpha, metadata=metadata)
