"""What a colour profile says, read from its bytes (ICC.1, versions 2 and 4).

Profiles of curves and a matrix, and grey ones of a single curve, are read in full: that is nearly
all there are. Of those made of tables only the kind is told; a colour engine has to apply them.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from restorer.pixels.samples import Doubles

Curve = Callable[[Doubles], Doubles]
"""Turns encoded values from 0 up, 1 being white, into linear ones; float64 of any shape."""

_HEADER_BYTES = 128
_MOST_TAGS = 200
_CHANNELS = {b"RGB ": 3, b"GRAY": 1}
_PICTURES = {b"RGB ": "RGB", b"GRAY": "grey", b"CMYK": "CMYK", b"Lab ": "Lab", b"XYZ ": "XYZ"}
_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")
_COLORANTS = (b"rXYZ", b"gXYZ", b"bXYZ")
_CURVES = {3: (b"rTRC", b"gTRC", b"bTRC"), 1: (b"kTRC",)}
_TABLES = {"relative": {b"A2B1", b"B2A1"}, "perceptual": {b"A2B0", b"B2A0"}}
_PARAMETERS = (1, 3, 4, 5, 7)
_GRID = np.linspace(0, 1, 4097)
_DIP, _LEAST_SLOPE = 0.01, 0.1


class UnusableProfile(Exception):
    """A profile that says nothing about the picture it came with; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a profile of curves says, or for what it has tables.

    ``curves`` are the tags' bytes for :func:`parse_curve`, one a channel; ``matrix`` ``(3, 3)``
    takes linear RGB columns to XYZ of the D50 white (``None`` for grey). ``in_lightness`` tells
    that the curve gives L*/100 instead of luminance. A profile of ``tables`` has neither; it names
    the rendering intent they are for, by libvips' name.
    """

    curves: tuple[bytes, ...] = ()
    matrix: Doubles | None = None
    in_lightness: bool = False
    tables: str | None = None


def read_profile(icc: bytes, channels: int) -> Profile:
    """Read the profile of a picture of 1 (grey) or 3 (RGB) channels.

    Raises UnusableProfile for damaged bytes, another number of channels, and profiles that
    cannot be followed in both directions.
    """
    _check_header(icc, channels)
    tags = _read_tags(icc)
    for intent, pair in _TABLES.items():
        if pair <= tags.keys():
            return Profile(tables=intent)
    names = _CURVES[channels]
    if not all(name in tags for name in names + (_COLORANTS if channels == 3 else ())):
        raise UnusableProfile("it does not say how to turn its colours into others and back")
    curves = tuple(tags[name] for name in names)
    for curve in curves:
        _check_rises(curve)
    if channels == 1:
        return Profile(curves, in_lightness=icc[20:24] == b"Lab ")
    return Profile(curves, _read_matrix([tags[name] for name in _COLORANTS]))


def read_name(icc: bytes) -> str:
    """Give what a profile calls itself; empty where it does not, or is damaged."""
    try:
        tag = _read_tags(icc).get(b"desc", b"")
        if tag[:4] == b"mluc":  # in several languages, of which the first is taken
            length, start = struct.unpack_from(">II", tag, 20)
            return tag[start : start + length].decode("utf-16-be", "replace").strip("\0 ")
        (length,) = struct.unpack_from(">I", tag, 8)
        return tag[12 : 12 + length].decode("latin-1").strip("\0 ")
    except (UnusableProfile, struct.error):
        return ""


def _check_header(icc: bytes, channels: int) -> None:
    if len(icc) < _HEADER_BYTES + 4 or icc[36:40] != b"acsp":
        raise UnusableProfile("it is damaged")
    if icc[12:16] not in _CLASSES or icc[20:24] not in (b"XYZ ", b"Lab "):
        raise UnusableProfile("it is not one that describes pictures")
    if _CHANNELS.get(icc[16:20]) != channels:
        made_for = _PICTURES.get(icc[16:20], "other")
        raise UnusableProfile(
            f"it is for {made_for} pictures, not for {'RGB' if channels == 3 else 'grey'} ones"
        )


def _read_tags(icc: bytes) -> dict[bytes, bytes]:
    """Read the tag table; tags that lie outside the bytes there are left out."""
    (count,) = struct.unpack_from(">I", icc, _HEADER_BYTES)
    start = _HEADER_BYTES + 4
    if count > _MOST_TAGS or len(icc) < start + 12 * count:
        raise UnusableProfile("it is damaged")
    entries = (struct.unpack_from(">4sII", icc, start + 12 * at) for at in range(count))
    return {name: icc[begin : begin + size] for name, begin, size in entries if begin + size <= len(icc)}


def _read_matrix(colorants: list[bytes]) -> Doubles:
    if any(tag[:4] != b"XYZ " or len(tag) < 20 for tag in colorants):
        raise UnusableProfile("it is damaged")
    matrix = np.array([struct.unpack_from(">3i", tag, 8) for tag in colorants]).T / 65536
    if abs(np.linalg.det(matrix)) < 1e-4:
        raise UnusableProfile("its primary colours span no space")
    return matrix


def _check_rises(tag: bytes) -> None:
    with np.errstate(all="ignore"):
        values = parse_curve(tag)(_GRID)
    if not np.isfinite(values).all() or (np.diff(values) < -_DIP).any() or values[-1] < values[0] + 0.1:
        raise UnusableProfile("its curves do not rise from black to white")


def parse_curve(tag: bytes) -> Curve:
    """Read a ``curv`` or ``para`` tag (ICC.1:2022, 10.6 and 10.18).

    Raises UnusableProfile for one that is neither or cut short.
    """
    try:
        if tag[:4] == b"curv":
            return _sampled_curve(tag)
        if tag[:4] == b"para":
            return _parametric_curve(tag)
    except struct.error as error:
        raise UnusableProfile("it is damaged") from error
    raise UnusableProfile("its curves are of an unknown kind")


def _sampled_curve(tag: bytes) -> Curve:
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return lambda encoded: encoded
    if 12 + 2 * count > len(tag):
        raise UnusableProfile("it is damaged")
    values = np.frombuffer(tag, ">u2", count, 12).astype(np.float64)
    if count == 1:
        gamma = float(values[0]) / 256
        return lambda encoded: encoded**gamma
    values /= 65535
    slope = max((values[-1] - values[-2]) * (count - 1), _LEAST_SLOPE)  # beyond white
    places = np.linspace(0, 1, count)
    return lambda encoded: np.interp(encoded, places, values) + np.maximum(encoded - 1, 0) * slope


def _parametric_curve(tag: bytes) -> Curve:
    """Bring the five kinds to one: ``(a x + b)^g + e`` from ``d`` on, ``c x + f`` below."""
    (kind,) = struct.unpack_from(">H", tag, 8)
    if kind >= len(_PARAMETERS):
        raise UnusableProfile("its curves are of an unknown kind")
    numbers = struct.unpack_from(f">{_PARAMETERS[kind]}i", tag, 12)
    g, a, b, c, d, e, f = [*(number / 65536 for number in numbers), *[0.0] * 7][:7]
    if kind == 0:
        a = 1.0
    elif kind in (1, 2):
        c, d, e, f = 0.0, (-b / a if a else 0.0), c, c

    def curve(encoded: Doubles) -> Doubles:
        power = np.maximum(a * encoded + b, 0) ** g + e
        return np.asarray(np.where(encoded >= d, power, c * encoded + f))

    return curve
