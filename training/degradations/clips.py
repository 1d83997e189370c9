"""Clips to learn from: a camera in a hand films one picture; drift, shake, and something that moves."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from training.degradations.draws import draw_normal, draw_uniform
from training.resampling import centred_grid, resample

OBJECT_SHARE = 0.35
"""How often something moves by itself before the camera."""
_DRIFT_PIXELS, _SHAKE_PIXELS = 0.8, 0.8
_SHAKE_DEGREES, _SHAKE_ZOOM, _SHAKE_LIGHT = 0.25, 0.002, 0.015
_MOST_REDUCTION = 1.25
"""Half of the scenes are shown up to so much smaller, and so as sharp as a camera would see them."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Frames ``(N * T, 3, H, W)`` and the camera's path.

    What a frame shows at ``x``, in pixels from its middle, is at ``turn @ x + shift`` of the scene: ``turn``
    is ``(N, T, 2, 2)``, ``shift`` ``(N, T, 2)``.
    """

    frames: Tensor
    turn: Tensor
    shift: Tensor

    def places(self, grid: Tensor, of: Tensor, among: Tensor) -> Tensor:
        """Find where ``grid`` ``(P, P, 2)`` of frames ``of`` ``(T,)`` is in others: ``(N, T, P, P, 2)``."""
        seen = _seen(self.turn[:, of], self.shift[:, of] - self.shift[:, among], grid)
        return torch.einsum("ntij,nthwj->nthwi", torch.linalg.inv(self.turn[:, among]), seen)


def film(scenes: Tensor, size: int, length: int, rng: torch.Generator) -> Clip:
    """Film ``length`` frames of ``size`` pixels a side of ``(N, 3, S, S)``; the last is of the middle."""
    turn, shift = _draw_path(len(scenes), length, rng)
    grid = centred_grid(size).to(scenes)
    frames = _show(scenes, _seen(turn, shift, grid))
    own, mask = _draw_object(len(scenes), length, grid, rng)
    others = _show(scenes.roll(1, 0), _seen(turn[:, -1:].expand_as(turn), shift * 0, grid[None, None] - own))
    light = 1 + _SHAKE_LIGHT * draw_normal((len(frames), 1, 1, 1), rng)
    return Clip((frames + mask * (others - frames)) * light, turn, shift)


def _draw_path(count: int, length: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw where the camera looks, relative to its last frame."""
    steps = torch.arange(length, device=rng.device).view(1, -1, 1)
    drift = _DRIFT_PIXELS * draw_normal((count, 1, 2), rng) * steps
    shift = drift + _SHAKE_PIXELS * draw_normal((count, length, 2), rng)
    angle = math.radians(_SHAKE_DEGREES) * draw_normal((count, length), rng)
    zoom = _SHAKE_ZOOM * draw_normal((count, length), rng)
    shift, angle, zoom = (path - path[:, -1:] for path in (shift, angle, zoom))
    reduction = draw_uniform((count, 1, 1, 1), 2 - _MOST_REDUCTION, _MOST_REDUCTION, rng).clamp(min=1)
    rows = [torch.stack([angle.cos(), -angle.sin()], -1), torch.stack([angle.sin(), angle.cos()], -1)]
    return reduction * (1 + zoom)[..., None, None] * torch.stack(rows, -2), shift


def _draw_object(count: int, length: int, grid: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw where a round thing is in each frame, relative to its place in the last, and its mask."""
    half = len(grid) / 2
    steps = torch.arange(1 - length, 1, device=rng.device).view(1, -1, 1)
    own = (1.5 * draw_normal((count, 1, 2), rng) * steps).view(count, length, 1, 1, 2)
    middle = draw_uniform((count, 1, 1, 1, 2), -half, half, rng)
    radius = draw_uniform((count, 1, 1, 1), half / 6, half / 2, rng)
    distance = (grid - middle - own).square().sum(-1).sqrt()
    is_there = draw_uniform((count, 1, 1, 1), 0, 1, rng) < OBJECT_SHARE
    return own, (is_there * (radius - distance).clamp(0, 1)).flatten(0, 1).unsqueeze(1)


def _seen(turn: Tensor, shift: Tensor, grid: Tensor) -> Tensor:
    """Find the places ``(N, T, H, W, 2)`` of a scene that ``grid`` ``([N, T,] H, W, 2)`` shows."""
    places = torch.einsum("ntij,nthwj->nthwi", turn, grid.expand(*turn.shape[:2], *grid.shape[-3:]))
    return places + shift[:, :, None, None]


def _show(scenes: Tensor, places: Tensor) -> Tensor:
    """Read scenes at places relative to their middles: ``(N * T, 3, H, W)``."""
    each = scenes.repeat_interleave(places.shape[1], dim=0)
    return resample(each, places.flatten(0, 1) + (scenes.shape[-1] - 1) / 2)
