"""Colour spaces: from a photo's own colours to the sRGB that networks expect, and back.

Both ways go pixel by pixel, so equal pixels stay equal, and neither clips: what lies outside sRGB,
or above white, is a value outside 0..1. Profiles of curves and a matrix are followed here, in
float; those of tables by Little CMS, in 16 bits. Nobody needs the way there and back to be exact:
a photo is given the difference only (see ``Photo.samples_for``).
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from restorer.pixels.icc import Curve, Profile, UnusableProfile, parse_curve, read_profile
from restorer.pixels.lab import SRGB_TO_XYZ, decode_srgb
from restorer.pixels.samples import Doubles, Floats
from restorer.pixels.strips import chunks
from restorer.system.libvips import TURNS, image_of, pyvips

Convert = Callable[[Floats], Floats]
"""Turns pixels ``(H, W, 1|3)`` float32, 1 being white, into as many in another space, unclipped."""

_SRGB_TO_D50 = np.array(
    [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]]
)
"""Linear sRGB to XYZ as profiles have it, white at D50: the colorants of the sRGB profile by the ICC."""
_LEVELS = np.array([0, 1, 2, 4, 8, 16, 32, 64, 96, 128, 160, 192, 224, 255], np.float32) / 255
_SAME = 1 / 255
"""sRGB profiles round their primaries each in its own way: darks beside full colour differ by up to this."""
_CHUNK = 8192
"""Pixels converted at once: what they need stays in the processor's cache, three times as fast."""
_MANTISSA_BITS = 8
_REST_BITS = np.uint32(23 - _MANTISSA_BITS)
_REST = np.uint32((1 << 23 - _MANTISSA_BITS) - 1)
_FARTHEST, _GREATEST = 65536.0, 1e30
"""Where tables end: half floats hold no more; and what no curve exceeds there."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A colour space: the way from it to sRGB and back, for pixels ``(H, W, 1|3)`` float32.

    ``is_srgb`` tells that it differs from sRGB by less than an 8-bit level everywhere; both ways
    then give what they take. ``problem`` says why a profile was passed over for sRGB.
    """

    to_srgb: Convert
    from_srgb: Convert
    is_srgb: bool = False
    problem: str | None = None


def _keep(pixels: Floats) -> Floats:
    return pixels


SRGB = Space(_keep, _keep, is_srgb=True)


@functools.cache
def srgb_profile() -> bytes:
    """Give a profile of sRGB for pictures of three channels."""
    return bytes(pyvips().Operation.call("profile_load", "srgb"))


def space_of(icc: bytes | None, channels: int) -> Space:
    """Give the space of a picture of 1 or 3 channels with the profile ``icc``; without one, sRGB.

    A profile that cannot be used (damaged, for other channels) counts as sRGB and the space says
    what its problem is.
    """
    return SRGB if icc is None else _space_of(icc, channels)


@functools.lru_cache(maxsize=16)
def _space_of(icc: bytes, channels: int) -> Space:
    try:
        profile = read_profile(icc, channels)
        space = _table_space(icc, profile.tables, channels) if profile.tables else _curve_space(profile)
    except UnusableProfile as error:
        if channels == 1 and _space_of(icc, 3) is SRGB:  # which says the same of grey
            return SRGB
        return Space(_keep, _keep, is_srgb=True, problem=str(error))
    return SRGB if _is_srgb(space, channels) else space


def _is_srgb(space: Space, channels: int) -> bool:
    every = np.stack(np.meshgrid(*[_LEVELS] * channels), axis=-1).reshape(1, -1, channels)
    colours = np.asarray(every, np.float32)
    return bool(np.abs(space.to_srgb(colours) - colours).max() < _SAME)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """A function of float32, looked up by the number's own bits.

    Sign, exponent and 8 bits of mantissa give a place, the rest a way to the next: 256 places an
    octave serve the deepest shadows and lights beyond white alike, to a few parts in a million.
    """

    values: Floats
    slopes: Floats

    def look_up(self, numbers: Floats) -> Floats:
        bits = numbers.view(np.uint32)
        places = (bits >> _REST_BITS).astype(np.intp)
        found = self.slopes.take(places)
        found *= (bits & _REST).astype(np.float32)
        found += self.values.take(places)
        return found


def _every_place() -> Doubles:
    """Give the numbers at a table's places, in the order of their bits: from 0 up, then from 0 down."""
    bits = np.arange(1 << 9 + _MANTISSA_BITS, dtype=np.uint32) << _REST_BITS
    numbers = np.nan_to_num(bits.view(np.float32), nan=_FARTHEST, posinf=_FARTHEST, neginf=-_FARTHEST)
    signed = np.copysign(numbers.clip(-_FARTHEST, _FARTHEST), bits.view(np.float32))
    return np.asarray(signed, np.float64)


def _table(values: Doubles) -> _Table:
    slopes = np.diff(values, append=values[-1]) / (1 << int(_REST_BITS))
    slopes[len(values) // 2 - 1] = 0  # from the greatest number to the least below 0
    return _Table(values.astype(np.float32), slopes.astype(np.float32))


def _tables(curve: Curve) -> tuple[_Table, _Table]:
    """Make tables of a rising curve and its inverse; below 0 it goes on as its mirror image."""
    numbers = _every_place()
    above = numbers[: len(numbers) // 2]
    with np.errstate(all="ignore"):
        linear = np.minimum(np.maximum.accumulate(curve(above)), _GREATEST)
    below = 2 * linear[0] - linear
    return _table(np.concatenate([linear, below])), _table(
        _invert(np.concatenate([-above[:0:-1], above]), np.concatenate([below[:0:-1], linear]), numbers)
    )


def _invert(encoded: Doubles, linear: Doubles, wanted: Doubles) -> Doubles:
    """Find what is encoded where ``linear`` is as wanted; of a level stretch, the end nearer to mid grey."""
    steps = np.diff(linear) > 0
    rising = np.where(encoded < 0.5, np.append(steps, True), np.append(True, steps))
    return np.asarray(np.interp(wanted, linear[rising], encoded[rising]))


def _decode_lightness(lightness: Doubles) -> Doubles:
    """Turn L*/100 into luminance (CIE 1976)."""
    return np.where(lightness <= 0.08, lightness * 2700 / 24389, ((lightness + 0.16) / 1.16) ** 3)


@functools.cache
def _srgb_tables() -> tuple[_Table, _Table]:
    return _tables(decode_srgb)


def _curve_space(profile: Profile) -> Space:
    """Make the space of a profile of curves: decode, turn the primaries, encode."""
    known = {tag: _tables(_luminance_curve(tag, profile)) for tag in set(profile.curves)}
    decode, encode = zip(*(known[tag] for tag in profile.curves), strict=True)
    to_linear, to_encoded = _srgb_tables()
    there = None if profile.matrix is None else np.linalg.solve(_SRGB_TO_D50, profile.matrix)
    back = None if there is None else np.linalg.inv(there)
    return Space(
        functools.partial(_convert, decode, there, (to_encoded,)),
        functools.partial(_convert, (to_linear,), back, encode),
    )


def _luminance_curve(tag: bytes, profile: Profile) -> Curve:
    curve = parse_curve(tag)
    return (lambda encoded: _decode_lightness(curve(encoded))) if profile.in_lightness else curve


def _convert(
    decode: tuple[_Table, ...], matrix: Doubles | None, encode: tuple[_Table, ...], pixels: Floats
) -> Floats:
    turn = None if matrix is None else np.asarray(matrix.T, np.float32)
    flat = np.ascontiguousarray(pixels, np.float32).reshape(-1, pixels.shape[-1])
    converted = np.empty_like(flat)
    for part in chunks(len(flat), _CHUNK):
        linear = _look_up(decode, flat[part])
        converted[part] = _look_up(encode, linear if turn is None else linear @ turn)
    return converted.reshape(pixels.shape)


def _look_up(tables: tuple[_Table, ...], numbers: Floats) -> Floats:
    """Look up each channel in its own table; without tables nothing changes."""
    if not tables:
        return numbers
    if len(set(map(id, tables))) == 1:
        return tables[0].look_up(numbers)
    return np.stack([table.look_up(numbers[:, at]) for at, table in enumerate(tables)], axis=1)


def _table_space(icc: bytes, intent: str, channels: int) -> Space:
    """Make the space of a profile of tables, which Little CMS follows.

    Raises UnusableProfile where it cannot: libvips then takes sRGB instead without a word, or
    fails on the way back.
    """
    space = Space(functools.partial(_import, icc, intent), functools.partial(_export, icc, intent))
    colours = np.random.default_rng(0).random((8, 8, channels), np.float32)
    try:
        with TURNS.exclusive():
            space.from_srgb(colours)
            is_ignored = np.array_equal(space.to_srgb(colours), _import(None, intent, colours))
    except pyvips().Error as error:
        raise UnusableProfile("it is damaged") from error
    if is_ignored:
        raise UnusableProfile("it is damaged")
    return space


def _import(icc: bytes | None, intent: str, pixels: Floats) -> Floats:
    """Turn pixels into sRGB, clipped to 0..1 before, as tables end there."""
    levels = np.rint(pixels.clip(0, 1) * 65535).astype(np.uint16)
    image = image_of(levels, "grey16" if pixels.shape[-1] == 1 else "rgb16", icc)
    xyz = image.icc_import(embedded=True, pcs="xyz", intent=intent).numpy() / np.float32(100)
    encode = _srgb_tables()[1:]
    if pixels.shape[-1] == 1:
        return _convert((), None, encode, xyz[:, :, 1:2])
    return _convert((), np.linalg.inv(SRGB_TO_XYZ), encode, xyz)


def _export(icc: bytes, intent: str, pixels: Floats) -> Floats:
    """Turn sRGB into the profile's colours, the nearest for those it has not."""
    colour = pixels.repeat(3, axis=2) if pixels.shape[-1] == 1 else pixels
    xyz = _convert(_srgb_tables()[:1], SRGB_TO_XYZ * 100, (), colour)
    levels = image_of(xyz, "xyz", icc).icc_export(pcs="xyz", intent=intent, depth=16).numpy()
    return np.asarray(levels.reshape(pixels.shape) / np.float32(65535), np.float32)
