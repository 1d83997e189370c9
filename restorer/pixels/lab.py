"""CIE Lab: lightness and chroma of sRGB pixels apart, and together again.

L* is on a scale of 0..1, a* and b* are divided by 110, which is about as far as they reach. The white
is sRGB's own, D65, so that grey has no chroma (CIE 15:2004, IEC 61966-2-1).
"""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.samples import Floats

CHROMA = 110.0
"""What stands for a* and b* of 1."""
SRGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
TO_XYZ: NDArray[np.float64] = SRGB_TO_XYZ / SRGB_TO_XYZ.sum(axis=1, keepdims=True)
"""From linear sRGB to X, Y and Z, each by that of white."""
FROM_XYZ: NDArray[np.float64] = np.linalg.inv(TO_XYZ)
THRESHOLD = (6 / 29) ** 3
"""Below this the cube root of Lab becomes a line."""
LINEAR_SLOPE = 1 / (3 * (6 / 29) ** 2)
_CHROMA_SCALE = np.array([500 / CHROMA, 200 / CHROMA], np.float32)
_KNEE = 6 / 29
_BRIGHTEST = 65536.0
"""What is brighter, or as far below black, counts as this: marks of missing data would overflow."""
_IN_GAMUT = 1e-5
"""What linear light may lie outside 0..1 and count as inside."""
_HALVINGS = 10


def lightness_of(pixels: Floats) -> Floats:
    """Give L*/100 ``(H, W)`` of pixels ``(H, W, 1 or 3)`` float32, sRGB-encoded 0..1."""
    linear = decode_srgb(pixels)
    light = linear[..., 0] if linear.shape[-1] == 1 else linear @ TO_XYZ[1].astype(np.float32)
    return cast("Floats", 1.16 * _root(light) - 0.16)


def chroma_of(pixels: Floats) -> Floats:
    """Give a*/110 and b*/110 ``(..., 2)`` of pixels ``(..., 3)`` float32, sRGB-encoded 0..1."""
    roots = _root(decode_srgb(pixels) @ TO_XYZ.T.astype(np.float32))
    x, y, z = (roots[..., at] for at in range(3))
    return np.stack([x - y, y - z], axis=-1) * _CHROMA_SCALE


def from_lab(lightness: Floats, chroma: Floats) -> Floats:
    """Give pixels ``(H, W, 3)`` float32, sRGB-encoded, of L*/100 ``(H, W)`` and a*/110, b*/110 ``(H, W, 2)``.

    A colour that sRGB has not is made as much paler as it takes; its lightness and hue stay.
    """
    linear = _linear(lightness, chroma)
    outside = ~_is_inside(linear, _IN_GAMUT)
    if outside.any():
        linear[outside] = _fit(lightness[outside], chroma[outside])
    return encode_srgb(linear)


def decode_srgb[Numbers: NDArray[Any]](pixels: Numbers) -> Numbers:
    """Turn sRGB-encoded values into linear light (IEC 61966-2-1); what lies below 0 goes on as a line."""
    pixels = cast("Numbers", np.clip(pixels, -_BRIGHTEST, _BRIGHTEST))
    curve = ((np.maximum(pixels, 0) + 0.055) / 1.055) ** 2.4
    return cast("Numbers", np.where(pixels <= 0.04045, pixels / 12.92, curve))


def encode_srgb(linear: Floats) -> Floats:
    """Turn linear light into sRGB-encoded values, the inverse of :func:`decode_srgb`."""
    curve = 1.055 * np.maximum(linear, 0) ** np.float32(1 / 2.4) - np.float32(0.055)
    return cast("Floats", np.where(linear <= 0.0031308, linear * 12.92, curve))


def _fit(lightness: Floats, chroma: Floats) -> Floats:
    """Give linear light ``(N, 3)`` of lightness ``(N,)`` and as much of chroma ``(N, 2)`` as sRGB holds."""
    low, high = np.zeros_like(lightness), np.ones_like(lightness)
    for _ in range(_HALVINGS):
        middle = np.float32(0.5) * (low + high)
        linear = _linear(lightness, chroma * middle[:, None])
        inside = _is_inside(linear, 0.0)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return _linear(lightness, chroma * low[:, None].astype(np.float32))


def _is_inside(linear: Floats, margin: float) -> NDArray[np.bool_]:
    red, green, blue = (linear[..., at] for at in range(3))
    least, most = (choose(choose(red, green), blue) for choose in (np.minimum, np.maximum))
    return (least >= -margin) & (most <= 1 + margin)


def _linear(lightness: Floats, chroma: Floats) -> Floats:
    y = (lightness + np.float32(0.16)) / np.float32(1.16)
    x = y + chroma[..., 0] * np.float32(CHROMA / 500)
    z = y - chroma[..., 1] * np.float32(CHROMA / 200)
    roots = np.stack([x, y, z], axis=-1)
    cubes = roots * roots * roots  # far quicker than powers
    xyz = np.where(roots > _KNEE, cubes, (roots - np.float32(4 / 29)) / np.float32(LINEAR_SLOPE))
    linear: Floats = xyz @ FROM_XYZ.T.astype(np.float32)
    return linear


def _root(light: Floats) -> Floats:
    line = np.float32(LINEAR_SLOPE) * light + np.float32(4 / 29)
    return cast("Floats", np.where(light > THRESHOLD, np.cbrt(light), line))
