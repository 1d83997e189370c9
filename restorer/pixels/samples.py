"""Samples: the numbers of a picture as its file has them and as floats, from one to the other, and mixed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.strips import by_strips

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Samples = NDArray[Any]
_SANE = (-16.0, 16.0)
"""Floats beyond, as marks of missing data are, would outweigh all about them; noise does not get there."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def without_marks(pixels: Floats) -> Floats:
    """Give pixels as networks may see them: marks of missing data are black or white."""
    low, high = _SANE
    is_sane = pixels.min(initial=low) >= low and pixels.max(initial=high) <= high
    return pixels if is_sane else np.where((pixels < low) | (pixels > high), pixels.clip(0, 1), pixels)


def with_marks(original: Samples, restored: Samples) -> Samples:
    """Give restored samples, but the original's where they are marks of missing data."""
    if original.dtype.kind != "f":
        return restored
    low, high = _SANE
    return np.where((original < low) | (original > high), original, restored)


def as_colour(pixels: Floats) -> Floats:
    """Give pixels ``(H, W, 1|3)`` as three channels."""
    return pixels.repeat(3, axis=2) if pixels.shape[2] == 1 else pixels


def as_grey(pixels: Floats) -> Floats:
    """Give pixels ``(H, W, 3)`` as one channel, their mean; where they are equal it is exactly theirs."""
    return pixels.mean(axis=2, keepdims=True, dtype=np.float64).astype(np.float32)


def luma_of(pixels: Floats) -> Floats:
    """Give the brightness (Rec. 601) ``(..., 1)`` of pixels ``(..., 1|3)``."""
    luma: Floats = pixels if pixels.shape[-1] == 1 else pixels @ _LUMA[:, None]
    return luma


def white(dtype: np.dtype[Any]) -> float:
    """Give the sample value that stands for 1.0: 255, 65535 or 1."""
    return float(np.iinfo(dtype).max) if dtype.kind == "u" else 1.0


def to_float(samples: Samples) -> Floats:
    """Turn uint8, uint16 or float32 samples into float32 on the 0..1 scale."""
    scale = np.float32(1 / white(samples.dtype))
    return np.multiply(samples, scale, dtype=np.float32)


def from_float(pixels: Floats, dtype: np.dtype[Any]) -> Samples:
    """Turn float32 on the 0..1 scale into ``dtype``, rounded and clipped; float32 stays as it is."""
    if dtype.kind == "f":
        return pixels.astype(dtype, copy=False)
    scaled = np.clip(pixels, 0, 1)
    scaled *= np.float32(white(dtype))
    return np.rint(scaled, out=scaled).astype(dtype)


def convert_depth(samples: Samples, dtype: np.dtype[Any]) -> Samples:
    """Give samples in another ``dtype``, rounded and clipped, without a float copy of a large picture.

    Those that are of it already come back themselves.
    """
    if samples.dtype == dtype:
        return samples
    return by_strips(lambda part: from_float(to_float(part), dtype), samples, dtype)


def blend(
    original: Samples, restored: Samples, strength: float, *, luminance: float = 1.0, chroma: float = 1.0
) -> Samples:
    """Mix two pictures of one shape: ``original`` at strength 0, ``restored`` at 1.

    ``luminance`` and ``chroma``, 0..1, are how much of the strength the change of brightness
    (Rec. 601 luma) and that of colour get; a grey picture has no colour. Either picture may be of
    any dtype a photo has; the result is of ``original``'s, and may be ``restored`` itself. Where
    the two agree the original's samples come back unchanged.
    """
    if strength == luminance == chroma == 1:
        return (
            restored if restored.dtype == original.dtype else from_float(to_float(restored), original.dtype)
        )
    mixed = to_float(original)
    change = to_float(restored) - mixed
    if luminance != chroma:
        mixed += luma_of(change) * np.float32(strength * (luminance - chroma))
    mixed += change * np.float32(strength * chroma)
    return from_float(mixed, original.dtype)
