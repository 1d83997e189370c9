"""Holes to be filled: one function a shape, each draws on a picture of any size from a generator.

Masks are ``(H, W)`` bool, true in the hole. How many shapes there are grows with the area, so a
patch is drawn as a part of a photo would be. Sizes are in pixels.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from training.degradations.draws import numpy_rng

Mask = NDArray[np.bool_]
Draw = Callable[[int, int, np.random.Generator], Mask]

MOST_SHARE = 0.5
"""A mask that leaves less than half of a picture is drawn again (LaMa, Suvorov et al. 2022)."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-&"
_LAMA_PIXELS = 256


def draw_scratches(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw long curves of 1 to 4 pixels: scratches and hairs."""
    canvas = Image.new("1", (width, height))
    for _ in range(_count(2.5, height, width, rng)):
        start, end = _point(height, width, rng), _point(height, width, rng)
        bend = (start + end) / 2 + rng.normal(0, 0.1 * math.dist(start, end), 2)
        share = np.linspace(0, 1, 16)[:, None]
        curve = (1 - share) ** 2 * start + 2 * share * (1 - share) * bend + share**2 * end
        _stroke(canvas, curve, int(rng.integers(1, 5)))
    return np.array(canvas)


def draw_text(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Write lines of letters 12 to 36 pixels high, half of them aslant."""
    canvas = Image.new("1", (width, height))
    for _ in range(_count(3, height, width, rng)):
        letters = "".join(rng.choice(list(_LETTERS + "   "), int(rng.integers(4, 16))))
        font = _font(int(rng.integers(12, 37)))
        left, top, right, bottom = (round(side) for side in font.getbbox(letters))
        line = Image.new("1", (max(1, right - left), max(1, bottom - top)))
        ImageDraw.Draw(line).text((-left, -top), letters, fill=1, font=font)
        if rng.random() < 0.5:
            line = line.rotate(rng.uniform(-30, 30), expand=True)
        middle = _point(height, width, rng)
        canvas.paste(1, (int(middle[0]) - line.width // 2, int(middle[1]) - line.height // 2), line)
    return np.array(canvas)


def draw_boxes(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw upright rectangles with sides of 28 to 64 pixels, or half the picture if that is less."""
    mask = np.zeros((height, width), bool)
    for _ in range(_count(0.6, height, width, rng)):
        down, across = (min(int(rng.integers(28, 65)), side // 2) for side in (height, width))
        top, left = rng.integers(height - down + 1), rng.integers(width - across + 1)
        mask[top : top + down, left : left + across] = True
    return mask


def draw_strokes(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Paint strokes of a brush 14 to 34 pixels wide, as a user marks what should go."""
    canvas = Image.new("1", (width, height))
    for _ in range(_count(0.5, height, width, rng)):
        path = _walk(height, width, rng, turns=int(rng.integers(1, 4)), steps=(20, 70), most_turn=1.2)
        _stroke(canvas, path, int(rng.integers(14, 35)))
    return np.array(canvas)


def draw_spots(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw round and longish spots with radii of half a pixel to 9: dust and stains."""
    canvas = Image.new("1", (width, height))
    draw = ImageDraw.Draw(canvas)
    for _ in range(_count(12, height, width, rng)):
        middle, radii = _point(height, width, rng), 0.5 * 18 ** rng.random() * rng.uniform(0.6, 1, 2)
        draw.ellipse((*(middle - radii), *(middle + radii)), fill=1)
    return np.array(canvas)


def draw_thin(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw LaMa's thin masks: 4 to 50 walks of up to 50 pixels a step, 5 to 15 wide."""
    return _lama(height, width, rng, times=(4, 50), length=40, brush=10)


def draw_medium(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw LaMa's medium masks: 4 or 5 walks of up to 110 pixels a step, 5 to 55 wide."""
    return _lama(height, width, rng, times=(4, 5), length=100, brush=50)


def draw_thick(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw LaMa's thick masks: 1 to 5 walks of up to 210 pixels a step, 5 to 105 wide."""
    return _lama(height, width, rng, times=(1, 5), length=200, brush=100)


EVALUATED: dict[str, Draw] = {
    "scratches": draw_scratches,
    "text": draw_text,
    "boxes": draw_boxes,
    "strokes": draw_strokes,
}
"""The four kinds that are scored."""

SHARES: dict[Draw, float] = {
    draw_scratches: 0.30,
    draw_text: 0.26,
    draw_boxes: 0.12,
    draw_strokes: 0.14,
    draw_spots: 0.06,
    draw_thin: 0.05,
    draw_medium: 0.04,
    draw_thick: 0.03,
}
"""How often each kind is learned from."""
_CROWDED: dict[Draw, int] = {draw_scratches: 6, draw_text: 3, draw_spots: 4}
"""Kinds of which one mask shows little to learn from, and how many at most are laid over one another."""


def draw_mask(draw: Draw, height: int, width: int, rng: np.random.Generator) -> Mask:
    """Draw a mask of a kind that is neither empty nor more than half of the picture."""
    while True:
        mask = draw(height, width, rng)
        if 0 < mask.mean() <= MOST_SHARE:
            return mask


def draw_masks(count: int, height: int, width: int, rng: torch.Generator) -> Tensor:
    """Draw masks ``(N, 1, H, W)`` float32, 1 in the hole, of the kinds as often as is said above."""
    numbers = numpy_rng(rng)
    kinds = numbers.choice(len(SHARES), count, p=list(SHARES.values()))
    masks = [_draw_crowd(list(SHARES)[kind], height, width, numbers) for kind in kinds]
    return torch.from_numpy(np.stack(masks)).unsqueeze(1).to(rng.device, torch.float32)


def _draw_crowd(draw: Draw, height: int, width: int, rng: np.random.Generator) -> Mask:
    """Lay several masks of a kind that is crowded over one another, as many as leave half of the picture."""
    mask = draw_mask(draw, height, width, rng)
    for _ in range(int(rng.integers(_CROWDED.get(draw, 1)))):
        more = mask | draw(height, width, rng)
        mask = more if more.mean() <= MOST_SHARE else mask
    return mask


def _lama(
    height: int, width: int, rng: np.random.Generator, *, times: tuple[int, int], length: int, brush: int
) -> Mask:
    """Draw LaMa's irregular masks, meant for 256 pixels; smaller pictures get smaller strokes."""
    canvas = Image.new("1", (width, height))
    scale = min(1.0, min(height, width) / _LAMA_PIXELS)
    for _ in range(int(rng.integers(times[0], times[1] + 1))):
        steps = (10 * scale, (10 + length) * scale)
        path = _walk(height, width, rng, turns=int(rng.integers(1, 6)), steps=steps, most_turn=math.tau / 2)
        _stroke(canvas, path, max(1, round(scale * rng.integers(5, 5 + brush))))
    return np.array(canvas)


def _walk(
    height: int,
    width: int,
    rng: np.random.Generator,
    *,
    turns: int,
    steps: tuple[float, float],
    most_turn: float,
) -> NDArray[np.float64]:
    """Walk ``turns`` steps from anywhere, each turned by up to ``most_turn`` radians from the last."""
    angles = rng.uniform(0, math.tau) + np.cumsum(rng.uniform(-most_turn, most_turn, turns))
    lengths = rng.uniform(*steps, turns)
    moves = np.stack([np.cos(angles), np.sin(angles)], axis=1) * lengths[:, None]
    return _point(height, width, rng) + np.vstack([np.zeros(2), np.cumsum(moves, axis=0)])


def _stroke(canvas: Image.Image, path: NDArray[np.float64], width: int) -> None:
    """Draw a line through the points (x, y) with round joints and ends."""
    draw = ImageDraw.Draw(canvas)
    points: Sequence[tuple[float, float]] = [(float(x), float(y)) for x, y in path]
    draw.line(points, fill=1, width=width)
    if width > 2:
        for x, y in points:
            draw.circle((x, y), (width - 1) / 2, fill=1)


def _point(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    return rng.uniform((0, 0), (width, height))


def _count(density: float, height: int, width: int, rng: np.random.Generator) -> int:
    """Draw how many shapes there are, ``density`` on average for each 128 x 128 pixels, one at least."""
    return 1 + int(rng.poisson(density * height * width / 128**2))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font
