"""Tone: fading, yellowing and casts of old prints and scans put right, without a network.

The contrast is stretched by one smooth rising curve for all channels, so that nothing is clipped and no
colour turns. A cast is what the darkest and the lightest places have of colour, where a photo should
have none; it is taken off, the one's share falling and the other's rising with the brightness, and less
where black or white is near. All is measured away from the borders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from restorer.networks.engine import Engine
from restorer.photo import Photo
from restorer.pixels.lab import decode_srgb, encode_srgb
from restorer.pixels.monochrome import beyond_one_tone
from restorer.pixels.samples import Doubles, Floats, blend, luma_of
from restorer.pixels.strips import stride
from restorer.progress import Tick, no_tick
from restorer.recipe import Step

DARKEST, LIGHTEST = 0.03, 0.96
"""Where the darkest and lightest of a print lie; a photo that reaches further keeps that."""
MOST_GAIN = 1.6
"""The range grows by this at most: haze and snow have little of their own."""
MOST_CAST = 0.15
"""No channel is moved by more: what is further off is the colour of the scene."""
_ROOM = np.float32(3)
"""So many casts from black or white all of a cast is taken; nearer, tones close up to a third at most."""
_FARTHEST = 65536.0
"""What lies further beyond, as marks of missing data do, counts as this: arithmetic would overflow."""
_EXTREMES = (0.5, 99.5)
_ENDS = (3.0, 97.0)
"""The percentiles of brightness between which a photo's range lies, and beyond which its casts show."""
_LEAST_RANGE = 0.02
"""A photo of less contrast is a plain area: there is nothing to stretch."""
_ONE_TONE = 0.02
"""Colours that depart from one tone by no more, on average, are those of a toned print."""
_KNOTS, _POINTS = 1024, 9
"""Of the curve as it is followed, and as it is drawn between the ends of a range."""


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """The darkest and lightest brightness of a photo, and the cast ``(C,)`` there; on the 0..1 scale."""

    black: float
    white: float
    dark_cast: Floats
    light_cast: Floats


def tone_photo(photo: Photo, step: Step, _engines: Mapping[str, Engine], tick: Tick = no_tick) -> Photo:
    """Put a photo's tone right, blended by the step's strength; alpha and metadata stay.

    The controls ``contrast`` and ``cast``, 0..1, are how much of each is corrected.
    """
    return correct_photo(photo, step, measure_tone(photo), tick)


def correct_photo(photo: Photo, step: Step, found: Tone, tick: Tick = no_tick) -> Photo:
    """Put a photo right as :func:`tone_photo` does, by the tone ``found`` in it or what it is a part of."""
    is_idle = not step.strength or not (step.control("contrast") or step.control("cast"))
    if is_idle or found.white - found.black < _LEAST_RANGE:
        return photo
    curve = plan_curve(found, step.control("contrast"))
    corrected = np.empty_like(photo.samples)
    for rows in photo.strips():
        tick(rows.start, photo.height)
        box = photo.across(rows)
        even = take_cast(photo.pixels(box), found, step.control("cast"))
        full = photo.samples_for(follow_curve(even, curve), box)
        corrected[rows] = blend(photo.samples[rows], full, step.strength)
    tick(photo.height, photo.height)
    return photo.with_samples(corrected)


def measure_tone(photo: Photo) -> Tone:
    """Find the range and the casts of a photo from some of what is seen of it, away from the borders."""
    inner, every = photo.inner.slices, stride(photo.inner.height * photo.inner.width)
    part = replace(photo, samples=photo.samples[inner][::every, ::every], alpha=None)
    colours = part.pixels().reshape(-1, photo.samples.shape[2]).clip(0, 1)
    if photo.alpha is not None:
        colours = colours[photo.alpha[inner][::every, ::every].ravel() > 0]
    if not len(colours):
        return Tone(0.0, 0.0, *np.zeros((2, colours.shape[1]), np.float32))
    luma = luma_of(colours)[:, 0]
    black, white = np.percentile(luma, _EXTREMES)
    dark, light = np.percentile(luma, _ENDS)
    hues = colours - luma[:, None]
    dark_cast = np.zeros(hues.shape[1], np.float32) if _is_toned(hues, luma) else _cast(hues[luma <= dark])
    return Tone(float(black), float(white), dark_cast, _cast(hues[luma >= light]))


def plan_curve(found: Tone, contrast: float) -> Doubles:
    """Give the curve ``(K,)`` over 0..1 that brings a range to that of a print, as far as the gain allows."""
    black, white = min(found.black, DARKEST), max(found.white, LIGHTEST)
    span = found.white - found.black
    share = contrast * min(1.0, (MOST_GAIN - 1) * span / max(white - black - span, 1e-9))
    return _curve(
        (found.black, found.white),
        (found.black + share * (black - found.black), found.white + share * (white - found.white)),
    )


def take_cast(pixels: Floats, found: Tone, share: float) -> Floats:
    """Take a share of the casts off pixels ``(H, W, C)`` float32; none is sent beyond black or white."""
    if pixels.shape[2] == 1 or not share:
        return pixels
    luma = luma_of(pixels.clip(-_FARTHEST, _FARTHEST))
    light = ((luma - found.black) / (found.white - found.black)).clip(0, 1)
    cast = found.dark_cast + light * (found.light_cast - found.dark_cast)
    return pixels - _with_room(np.float32(share) * cast, pixels)


def _with_room(cast: Floats, pixels: Floats) -> Floats:
    """Give as much of a cast ``(H, W, C)`` as the pixels' way to black or white has room for.

    It fades as a parabola, so what is brighter stays brighter.
    """
    way = np.where(cast > 0, pixels, 1 - pixels).clip(0, 1)
    near = np.minimum(way / np.maximum(_ROOM * np.abs(cast), np.float32(1e-6)), 1)
    faded: Floats = cast * near * (2 - near)
    return faded


def follow_curve(pixels: Floats, curve: Doubles) -> Floats:
    """Send pixels float32 through a curve over 0..1; what lies beyond stays as far beyond."""
    knots, rises = (each.astype(np.float32) for each in (curve, np.diff(curve, append=curve[-1])))
    inside = pixels.clip(0, 1)
    place = inside * np.float32(len(curve) - 1)  # between even knots there is nothing to search for
    knot = place.astype(np.int32)
    followed: Floats = (place - knot.astype(np.float32)) * rises[knot]
    followed += knots[knot]
    followed += pixels - inside
    return followed


def _is_toned(hues: Floats, luma: Floats) -> bool:
    """Tell whether hues ``(N, C)`` are those of a print of one tone: functions of the luma ``(N,)``."""
    return float(np.abs(beyond_one_tone(luma, hues)).mean()) < _ONE_TONE


def _cast(hues: Floats) -> Floats:
    """Give what hues ``(N, C)`` have in common ``(C,)``, the less the more they differ."""
    mean = hues.mean(axis=0)
    common, own = float(np.square(mean).sum()), float(hues.var(axis=0).sum())
    shared: Floats = mean * np.float32(common / max(common + own, 1e-12))
    return shared.clip(-MOST_CAST, MOST_CAST)


def _curve(at: tuple[float, float], to: tuple[float, float]) -> Doubles:
    """Draw a smooth rising curve from 0 over the points between two ends to 1."""
    rising = [(0.0, 0.0)]
    for point in (*_points_between(at, to), (1.0, 1.0)):
        if all(new > last + 1e-4 for new, last in zip(point, rising[-1], strict=True)):
            rising.append(point)
    rising[-1] = (1.0, 1.0)
    places, values = np.array(rising).T
    return interpolate_rising(places, values, np.linspace(0, 1, _KNOTS))


def _points_between(at: tuple[float, float], to: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Give points of a range and where they go: half way between stretching numbers and stretching light.

    Numbers alone would take the details of dark clothes with the veil over them; light alone, of which a veil
    is made, would raise grain and the blocks of a JPEG in the dark up to six times.
    """
    places, stretched = (np.linspace(*ends, _POINTS) for ends in (at, to))
    light, (dark, bright) = decode_srgb(places), decode_srgb(np.array(to))
    share = (light - light[0]) / (light[-1] - light[0])
    relit = encode_srgb(dark + share * (bright - dark))
    return zip(places.tolist(), ((stretched + relit) / 2).tolist(), strict=True)


def interpolate_rising(places: Doubles, values: Doubles, at: Doubles) -> Doubles:
    """Interpolate points that rise in both by cubics that rise as well (Fritsch and Butland 1984).

    What SciPy's ``PchipInterpolator`` gives, without the half second that importing it takes.
    """
    widths = np.diff(places)
    secants = np.diff(values) / widths
    slopes = np.repeat(secants[:1], len(places))
    if len(secants) > 1:
        nearer, farther = 2 * widths[1:] + widths[:-1], widths[1:] + 2 * widths[:-1]
        slopes[1:-1] = (nearer + farther) / (nearer / secants[:-1] + farther / secants[1:])
        slopes[0], slopes[-1] = _end_slope(widths, secants), _end_slope(widths[::-1], secants[::-1])
    span = np.searchsorted(places[1:-1], at, side="right")
    share, width = (at - places[span]) / widths[span], widths[span]
    left = 1 - share
    begun = left**2 * ((1 + 2 * share) * values[span] + share * width * slopes[span])
    ended = share**2 * ((1 + 2 * left) * values[span + 1] - left * width * slopes[span + 1])
    curve: Doubles = begun + ended
    return curve


def _end_slope(widths: Doubles, secants: Doubles) -> float:
    """Give the slope of the parabola over the first three points at the first, if it rises there."""
    leaning = widths[0] * (secants[0] - secants[1]) / (widths[0] + widths[1])
    return max(float(secants[0] + leaning), 0.0)
