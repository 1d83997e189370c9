"""Charts as SVG: lines over two axes, black on white and the other way round where the page is dark."""

import html
import math
from collections.abc import Callable, Sequence

from training.studies.study import Chart

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 700, 360, 64, 16, 260, 48
_COLOURS = ("#d1495b", "#00798c", "#edae49", "#66a182", "#8d6a9f", "#5f6b6d")
_MARKS = 5

Scale = Callable[[float], float]


def draw_chart(chart: Chart) -> str:
    """Draw a chart as an ``<svg>`` element; a chart without points has axes alone."""
    points = [point for line in chart.lines.values() for point in line] or [(1.0, 0.0)]
    across = _scale([x for x, _ in points], _LEFT, _WIDTH - _RIGHT, chart.is_logarithmic)
    up = _scale([y for _, y in points], _HEIGHT - _BOTTOM, _TOP, is_logarithmic=False)
    parts = [*_axes(chart, points, across, up)]
    for at, (name, line) in enumerate(chart.lines.items()):
        parts += _line(name, [(across(x), up(y)) for x, y in line], at)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
    font = 'font-family="sans-serif" font-size="12" fill="currentColor" color="#777" role="img">'
    return "\n".join([head + font, *parts, "</svg>"])


def _scale(values: Sequence[float], first: float, last: float, is_logarithmic: bool) -> Scale:
    """Give the map from values to places on the page, with a little air at both ends."""
    place: Scale = math.log if is_logarithmic else float
    low, high = place(min(values)), place(max(values))
    air = 0.04 * (high - low) or 1.0
    low, high = low - air, high + air
    return lambda value: first + (place(value) - low) / (high - low) * (last - first)


def _axes(chart: Chart, points: Sequence[tuple[float, float]], across: Scale, up: Scale) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = [f'<path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="currentColor"/>']
    parts += [
        _text(across(value), bottom + 18, f"{value:.3g}", "middle")
        for value in _marks([x for x, _ in points], chart.is_logarithmic)
    ]
    for value in _marks([y for _, y in points], is_logarithmic=False):
        parts.append(f'<path d="M{_LEFT} {up(value):.1f}H{right}" stroke="currentColor" opacity="0.2"/>')
        parts.append(_text(_LEFT - 6, up(value) + 4, f"{value:.3g}", "end"))
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 8, chart.across, "middle"))
    middle = (_TOP + bottom) / 2
    turned = f'transform="rotate(-90 14 {middle})"'
    parts.append(_text(14, middle, chart.up, "middle", turned))
    return parts


def _marks(values: Sequence[float], is_logarithmic: bool) -> list[float]:
    """Choose the values that are written on an axis: those there are, where few; else evenly spread."""
    single = sorted(set(values))
    if is_logarithmic and len(single) <= _MARKS:
        return single
    low, high = single[0], single[-1]
    if is_logarithmic:
        return [low * (high / low) ** (at / (_MARKS - 1)) for at in range(_MARKS)]
    step = 10 ** math.floor(math.log10((high - low) / 2 or 1))
    step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= _MARKS)
    first = math.ceil(low / step)
    return [at * step for at in range(first, math.floor(high / step) + 1)]


def _line(name: str, places: Sequence[tuple[float, float]], at: int) -> list[str]:
    colour, level = _COLOURS[at % len(_COLOURS)], _TOP + 12 + 20 * at
    ranked = sorted(places)
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in ranked)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in ranked]
    left = _WIDTH - _RIGHT + 12
    return [
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>' if path else "",
        *dots,
        f'<rect x="{left}" y="{level - 9}" width="10" height="10" fill="{colour}"/>',
        _text(left + 16, level, name, "start"),
    ]


def _text(x: float, y: float, words: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{html.escape(words)}</text>'
