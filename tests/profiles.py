"""Colour profiles written for tests: of curves and a matrix, grey, of tables (ICC.1, versions 2 and 4)."""

import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

D50 = np.array([0.9642, 1.0, 0.8249])
D65 = (0.3127, 0.3290)
P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
PROPHOTO = ((0.734699, 0.265301), (0.159597, 0.840403), (0.036598, 0.000105))
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_LAB_SCALE, _LAB_ZERO = np.array([652.8, 256, 256]), np.array([0, 128, 128])
_LAB_GRID, _RGB_GRID = 25, 17


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def gamma(power: float) -> bytes:
    """Make a curve that is a power."""
    return b"curv" + struct.pack(">IIH", 0, 1, round(power * 256)) + bytes(2)


def sampled(curve: Callable[[Doubles], Doubles], count: int = 1024) -> bytes:
    """Make a curve of samples."""
    values = np.rint(curve(np.linspace(0, 1, count)) * 65535).astype(">u2")
    return b"curv" + struct.pack(">II", 0, count) + values.tobytes() + bytes(2 * (count % 2))


def parametric(kind: int, *numbers: float) -> bytes:
    """Make a curve of one of the five formulas."""
    return b"para" + struct.pack(">IHH", 0, kind, 0) + _fixed(*numbers)


LINEAR = b"curv" + bytes(8)
SRGB_CURVE = parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
PROPHOTO_CURVE = parametric(3, 1.8, 1, 0, 1 / 16, 0.03125)


def decode_srgb(encoded: Doubles) -> Doubles:
    """Give linear light for sRGB-encoded values."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def encode_srgb(linear: Doubles) -> Doubles:
    """Encode linear light as sRGB has it."""
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 0) ** (1 / 2.4) - 0.055)


def colorants(primaries: tuple[tuple[float, float], ...], white: tuple[float, float] = D65) -> Doubles:
    """Give the matrix ``(3, 3)`` from linear RGB to XYZ at D50, adapted as Bradford has it."""

    def xyz(x: float, y: float) -> Doubles:
        return np.array([x / y, 1, (1 - x - y) / y])

    columns = np.stack([xyz(*primary) for primary in primaries], axis=1)
    columns = columns * np.linalg.solve(columns, xyz(*white))
    cones = (_BRADFORD @ D50) / (_BRADFORD @ xyz(*white))
    return np.asarray(np.linalg.inv(_BRADFORD) @ np.diag(cones) @ _BRADFORD @ columns)


def rgb_profile(matrix: Doubles, *curves: bytes, version: int = 2) -> bytes:
    """Write a profile of a matrix and one curve for all channels, or three."""
    tags = {f"{name}XYZ".encode(): _xyz(column) for name, column in zip("rgb", matrix.T, strict=True)}
    tags |= {f"{name}TRC".encode(): curves[at % len(curves)] for at, name in enumerate("rgb")}
    return write_profile(b"RGB ", b"XYZ ", tags, version)


def grey_profile(curve: bytes, pcs: bytes = b"XYZ ") -> bytes:
    """Write a grey profile whose curve gives luminance, or L* where ``pcs`` is Lab."""
    return write_profile(b"GRAY", pcs, {b"kTRC": curve}, 2)


def table_profile(matrix: Doubles, power: float, *, back: bool = True) -> bytes:
    """Write a profile of tables for the space of a matrix and a power; ``back`` adds the way from Lab."""
    rgb = np.stack(np.meshgrid(*[np.linspace(0, 1, _RGB_GRID)] * 3, indexing="ij"), axis=-1)
    tags = {b"A2B0": _tables(_encode_lab(_lab((rgb**power) @ matrix.T)))}
    if back:
        lab = np.stack(np.meshgrid(*[np.linspace(0, 65535, _LAB_GRID)] * 3, indexing="ij"), axis=-1)
        linear = _xyz_of(lab / _LAB_SCALE - _LAB_ZERO) @ np.linalg.inv(matrix).T
        tags[b"B2A0"] = _tables(linear.clip(0, 1) ** (1 / power) * 65535)
    return write_profile(b"RGB ", b"Lab ", tags, 2)


def write_profile(
    space: bytes, pcs: bytes, tags: dict[bytes, bytes], version: int, kind: bytes = b"mntr"
) -> bytes:
    """Write a profile of any tags, with those that all must have."""
    text = b"text" + bytes(4) + b"none" + bytes(4)
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"test" + bytes(79), b"cprt": text} | tags
    tags[b"wtpt"] = _xyz(D50)
    table, body = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(body), len(tag))
        body += tag + bytes(-len(tag) % 4)
    header = struct.pack(
        ">I4sI4s4s4s12s4s28s",
        132 + 12 * len(tags) + len(body),
        b"",
        version << 24,
        kind,
        space,
        pcs,
        b"",
        b"acsp",
        b"",
    )
    return (header + _fixed(*D50)).ljust(128, b"\0") + table + body


def _xyz(values: Doubles) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _tables(grid: Doubles) -> bytes:
    """Write a ``mft2`` tag: nothing but a grid of three by three channels."""
    head = struct.pack(">4sIBBBB", b"mft2", 0, 3, 3, grid.shape[0], 0) + _fixed(*np.eye(3).ravel())
    ramp = struct.pack(">HH", 0, 65535) * 3
    return (
        head + struct.pack(">HH", 2, 2) + ramp + np.rint(grid.clip(0, 65535)).astype(">u2").tobytes() + ramp
    )


def _encode_lab(lab: Doubles) -> Doubles:
    return np.asarray((lab + _LAB_ZERO) * _LAB_SCALE)


def _lab(xyz: Doubles) -> Doubles:
    ratio = xyz / D50
    roots = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    x, y, z = np.moveaxis(roots, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _xyz_of(lab: Doubles) -> Doubles:
    y = (lab[..., 0] + 16) / 116
    roots = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    return np.asarray(np.where(roots > 6 / 29, roots**3, (116 * roots - 16) * 27 / 24389) * D50)


WIDE = {
    "p3": rgb_profile(colorants(P3), SRGB_CURVE, version=4),
    "adobe": rgb_profile(colorants(ADOBE), gamma(2.19921875)),
    "prophoto": rgb_profile(colorants(PROPHOTO, (0.3457, 0.3585)), PROPHOTO_CURVE, version=4),
    "linear": rgb_profile(colorants(SRGB), LINEAR),
    "swapped": rgb_profile(colorants(SRGB)[:, ::-1], gamma(1.8), gamma(2.2), sampled(decode_srgb)),
    "sampled": rgb_profile(colorants(P3), sampled(decode_srgb)),
    "table": table_profile(colorants(P3), 2.2),
}
"""Profiles of colours that are not sRGB, of every make."""
GREY = {
    "grey gamma": grey_profile(gamma(1.8)),
    "dot gain": grey_profile(sampled(lambda encoded: encoded**1.75 * 0.9 + encoded * 0.1, 256)),
    "grey linear": grey_profile(LINEAR),
    "lightness": grey_profile(LINEAR, b"Lab "),
}
"""Grey profiles that do not say what sRGB does."""
