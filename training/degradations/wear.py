"""What time and hands do to a print: scratches, creases, folds, cracks, stains, dust, drawn by formulas.

Each function draws a layer ``(H, W)`` float32 from -1 (black as the damage can be) by 0 (nothing)
to 1 (white as it can be), on a picture of any size. Widths are in pixels and go below one.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from training.degradations.draws import log_uniform

Layer = NDArray[np.float32]
Draw = Callable[[int, int, np.random.Generator], Layer]


def draw_scratches(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw 2 or more thin, long, slightly bent scratches, often about parallel, fading along their way."""
    first = _direction(rng)
    layer = np.zeros((height, width), np.float32)
    for _ in range(1 + int(rng.geometric(0.6))):
        angle = first + rng.normal(0, 0.05) if rng.random() < 0.6 else _direction(rng)
        along, across = _frame(height, width, angle, rng)
        across = across - _bend(along, rng) - _wobble(along, rng, scale=40, size=rng.exponential(0.6))
        strength = _presence(along, rng) * rng.uniform(0.5, 1)
        layer = np.maximum(layer, _line(across, log_uniform(rng, 0.5, 5), rng) * strength)
    return _either(layer, rng)


def draw_hair(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw a hair or fibre: one strongly bent line that begins and ends in the picture or beyond."""
    angle, radius = rng.uniform(0, math.tau), log_uniform(rng, 15, 200)
    down, across = _places(height, width)
    middle = rng.uniform((0, 0), (height, width)) - radius * np.array([math.sin(angle), math.cos(angle)])
    down, across = down - middle[0], across - middle[1]
    turn = (np.arctan2(down, across) - angle + math.pi) % math.tau - math.pi
    away = np.hypot(down, across) - radius - _wobble(turn * radius, rng, scale=25, size=rng.exponential(2))
    reach = rng.uniform(10, 150) / radius
    inside = np.clip((min(reach, 2.8) - np.abs(turn)) * radius, 0, 1)
    return _either(_line(away, log_uniform(rng, 0.7, 3), rng) * inside, rng)


def draw_crease(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw a crease: a light ridge, broken where the surface held, and the shadow beside it."""
    along, across = _frame(height, width, _direction(rng), rng)
    across = across - _bend(along, rng) - _wobble(along, rng, scale=12, size=rng.uniform(0.2, 1.5))
    thickness, side = log_uniform(rng, 0.8, 4), rng.choice((-1, 1))
    torn = np.clip(1.2 * _grain(height, width, rng, rng.uniform(0.6, 2)) + rng.uniform(-0.2, 1), 0, 1)
    light = _line(across, thickness, rng) * _presence(along, rng) * torn
    dark = _line(across - side * thickness * rng.uniform(0.8, 1.6), thickness * rng.uniform(0.6, 1.5), rng)
    layer = light * rng.uniform(0.5, 1) - dark * (1 - light) * rng.uniform(0, 0.7)
    return _float32(layer * _presence(along, rng))


def draw_fold(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw a fold: paper fibres laid bare along a straight line, a soft light and dark side about it."""
    along, across = _frame(height, width, _direction(rng), rng)
    across = across - _wobble(along, rng, scale=6, size=rng.uniform(0.3, 1.2))
    thickness = log_uniform(rng, 1.0, 8) * (1 + 0.5 * _wobble(along, rng, scale=5, size=1)).clip(0.2)
    fibres = np.clip(0.5 + 0.8 * _grain(height, width, rng, rng.uniform(0.5, 1.2)), 0, 1)
    core = np.clip(thickness / 2 + 0.5 - np.abs(across), 0, 1) * np.maximum(fibres, rng.uniform(0, 1))
    soft = rng.uniform(4, 20)
    shade = across / soft * np.exp(0.5 - (across / soft) ** 2 / 2) * rng.uniform(-0.15, 0.15)
    return _float32(core * _presence(along, rng) * rng.uniform(0.5, 1) + shade * (1 - core))


def draw_cracks(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw cracks of an emulsion: jagged thin lines that run into one another and stop there."""
    layer = np.zeros((height, width), np.float32)
    angle, middle = rng.uniform(0, math.tau), rng.uniform((0, 0), (height, width))
    thickness = log_uniform(rng, 0.6, 2.5)
    for _ in range(int(rng.integers(1, 7))):
        down, right = _places(height, width)
        down, right = down - middle[0], right - middle[1]
        along = right * math.cos(angle) + down * math.sin(angle)
        across = down * math.cos(angle) - right * math.sin(angle)
        path = _wobble(along, rng, scale=5, size=1.2) + _wobble(along, rng, scale=30, size=5)
        length = rng.uniform(15, 0.8 * max(height, width) + 15)
        inside = np.clip(along + 1, 0, 1) * np.clip(length - along, 0, 1)
        layer = np.maximum(layer, _line(across - path, thickness * rng.uniform(0.5, 1), rng) * inside)
        middle = middle + rng.uniform(0, length) * np.array([math.sin(angle), math.cos(angle)])
        angle += rng.choice((-1, 1)) * rng.uniform(0.5, 1.8)
    return _either(layer, rng)


def draw_stain(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw a stain of uneven outline, 3 to 60 pixels wide, with a soft edge and often a rim."""
    radius = log_uniform(rng, 3, 60)
    down, across = _places(height, width)
    middle, stretch = rng.uniform((0, 0), (height, width)), rng.uniform(0.6, 1.6)
    down, across = (down - middle[0]) * stretch, across - middle[1]
    angle = np.arctan2(down, across)
    outline = sum(
        rng.normal(0, 0.25 / wave) * np.cos(wave * angle + rng.uniform(0, math.tau)) for wave in range(1, 7)
    )
    inside = radius * (1 + outline) - np.hypot(down, across)
    inside = inside + radius * 0.2 * _grain(height, width, rng, max(0.7, radius / 8))
    soft = rng.uniform(0.5, 1 + radius / 6)
    body = np.clip(inside / soft + 0.5, 0, 1)
    rim = np.exp(-((inside / (1 + radius / 15)) ** 2)) * rng.uniform(0, 0.5) * (rng.random() < 0.5)
    return _either(np.clip(body * rng.uniform(0.35, 1) + rim, 0, 1), rng)


def draw_dust(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw 3 to 100 specks, most of 0.7 to 4 pixels, crowded in places, all light or all dark."""
    layer = np.zeros((height, width), np.float32)
    crowd = rng.uniform((0, 0), (height, width))
    for _ in range(round(log_uniform(rng, 3, 100))):
        alone = rng.random() < 0.6
        middle = rng.uniform((0, 0), (height, width)) if alone else rng.normal(crowd, 25)
        radius = 0.35 * math.exp(abs(rng.normal(0, 0.8)))
        reach = math.ceil(min(radius, 6)) + 2
        top, left = (max(0, round(place) - reach) for place in middle)
        part = layer[top : top + 2 * reach + 1, left : left + 2 * reach + 1]
        down, across = _places(*part.shape)
        away = np.hypot((down + top - middle[0]) * rng.uniform(0.7, 1.5), across + left - middle[1])
        np.maximum(part, np.clip(radius + 0.5 - away, 0, 1) * rng.uniform(0.5, 1), out=part)
    return _either(layer, rng)


def _places(height: int, width: int) -> tuple[Layer, Layer]:
    """Give rows ``(H, 1)`` and columns ``(1, W)``."""
    return np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None]


def _direction(rng: np.random.Generator) -> float:
    """Draw an angle; a third of them are about upright, as film is scratched on its way."""
    return math.pi / 2 + rng.normal(0, 0.03) if rng.random() < 1 / 3 else rng.uniform(0, math.pi)


def _frame(height: int, width: int, angle: float, rng: np.random.Generator) -> tuple[Layer, Layer]:
    """Give how far along and how far off a line through any point each pixel lies."""
    down, across = _places(height, width)
    middle = rng.uniform((0, 0), (height, width))
    down, across = down - np.float32(middle[0]), across - np.float32(middle[1])
    along = across * math.cos(angle) + down * math.sin(angle)
    return along, down * math.cos(angle) - across * math.sin(angle)


def _bend(along: Layer, rng: np.random.Generator) -> Layer:
    """Bend a line: a parabola that leaves the straight by some pixels in a hundred."""
    return _float32(rng.normal(0, 4) * (along / 100) ** 2)


def _wobble(along: Layer, rng: np.random.Generator, *, scale: float, size: float) -> Layer:
    """Give smooth noise of deviation ``size`` along a line, its knots ``scale`` apart."""
    first, last = float(along.min()), float(along.max())
    knots = np.arange(first - 2 * scale, last + 3 * scale, scale)
    fine = np.arange(first - scale - 1, last + scale + 2)
    kinked = np.interp(fine, knots, rng.normal(0, size, len(knots)))
    window = max(1, round(scale / 2))
    smooth = np.convolve(kinked, np.full(window, 1 / window), mode="same")
    return _float32(np.interp(along, fine, smooth))


def _presence(along: Layer, rng: np.random.Generator) -> Layer:
    """Tell where along a line it is there, 0..1: a third of the lines are whole, others come and go."""
    if rng.random() < 1 / 3:
        return np.ones_like(along)
    scale = log_uniform(rng, 4, 80)
    gaps = np.clip(rng.uniform(0, 1) + _wobble(along, rng, scale=scale, size=0.8), 0, 1)
    if rng.random() < 0.5:
        gaps = gaps * np.clip((rng.uniform(10, len(along)) - np.abs(along)) / rng.uniform(1, 15), 0, 1)
    return _float32(gaps)


def _line(across: NDArray[np.floating], thickness: float, rng: np.random.Generator) -> Layer:
    """Give a line's profile, 0..1: sharp-edged or Gaussian; below a pixel it gets fainter, not thinner."""
    if rng.random() < 0.5:
        return _float32(np.clip(thickness / 2 + 0.5 - np.abs(across), 0, min(1.0, thickness)))
    sigma = max(0.45, thickness / 2.4)
    return _float32(min(1.0, thickness / sigma) * np.exp(-0.5 * (across / sigma) ** 2))


def _grain(height: int, width: int, rng: np.random.Generator, size: float) -> Layer:
    """Give smooth noise of about unit deviation whose grains are ``size`` pixels."""
    rows, columns = (max(2, math.ceil(side / size) + 1) for side in (height, width))
    coarse = rng.standard_normal((rows, columns), np.float32)
    return _spread(_spread(coarse, height).T, width).T


def _spread(rows: Layer, count: int) -> Layer:
    """Interpolate along the first axis to ``count`` rows."""
    place = np.linspace(0, len(rows) - 1, count, dtype=np.float32)
    below = np.minimum(place.astype(int), len(rows) - 2)
    share = (place - below)[:, None]
    return _float32(rows[below] * (1 - share) + rows[below + 1] * share)


def _either(layer: Layer, rng: np.random.Generator) -> Layer:
    """Make a layer light or dark."""
    return _float32(layer if rng.random() < 0.5 else -layer)


def _float32(values: NDArray[np.floating]) -> Layer:
    return values.astype(np.float32, copy=False)


SHARES: dict[Draw, float] = {
    draw_scratches: 0.36,
    draw_hair: 0.14,
    draw_crease: 0.14,
    draw_fold: 0.08,
    draw_cracks: 0.1,
    draw_stain: 0.08,
    draw_dust: 0.1,
}
"""How often each kind is drawn."""


def draw_wear(height: int, width: int, rng: np.random.Generator) -> Layer:
    """Draw one layer of any kind, each as often as is said above."""
    draw = list(SHARES)[rng.choice(len(SHARES), p=list(SHARES.values()))]
    return draw(height, width, rng)
