"""Restoring sequences: clean frames from noisy ones that are aligned as well as the tool can."""

import math

import torch
from torch import Tensor
from torch.nn.functional import interpolate, pad

from restorer.pixels.tiles import round_up
from training.config import Data, ExperimentError
from training.degradations.clips import Clip, film
from training.degradations.degrade import (
    add_gaussian_noise,
    change_key,
    damage,
    draw_sigma,
    make_grey,
    tell_level,
)
from training.degradations.draws import draw_normal, draw_uniform
from training.objectives.denoise import WATCHED_SIGMA
from training.objectives.objective import Example, Objective
from training.resampling import centred_grid, resample
from training.scores import psnr

SEEN_MARGIN, SCENE_MARGIN = 6, 24
"""Pixels by which a frame, and a scene, is wider on each side than what is learned from."""
LENGTHS = (4, 8)
WATCHED_LENGTH = 8
LEAST_WEIGHT, MOST_WEIGHT = 0.6, 1.4
"""What a first frame and a last one count."""
_SEAM, _JPEG_BLOCK = 8, 16
"""Frames damaged as one picture are twice so many pixels apart, and lie alike on the blocks of a JPEG."""
_MOST_ERROR = 0.9
_ERROR_POINTS = 4


class SequenceObjective(Objective):
    """Frames of a moving camera; half as bursts, aligned to the last, half as clips, the state moved along.

    Alignment errs by a part of a pixel, more here and less there, and does not see what moves by itself.
    A frame of a burst is to be restored where it was put, right or not.
    """

    reads = ("grey_share", "real_share", "sigma_255")

    def __init__(self, data: Data):
        super().__init__(data)
        if data.patch_pixels <= 2 * SCENE_MARGIN:
            raise ExperimentError(f"patches of {data.patch_pixels} pixels, expected over {2 * SCENE_MARGIN}")

    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Film the pictures with noise, or ``real_share`` of the batches with what happens to photos.

        Beside these a third of the noisy films are as files hold them, too: clipped to 0..1. A sixth of all
        pictures, and of those the first, are low-key or high-key, where clipping matters most.
        """
        data = self.data
        length = int(draw_uniform((1,), LENGTHS[0], LENGTHS[1] + 1, rng))
        is_burst = draw_uniform((len(clean), 1, 1, 1), 0, 1, rng) < 0.5
        first, others = make_grey(clean, data.grey_share, rng).tensor_split([math.ceil(len(clean) / 6)])
        clip = _film(torch.cat([change_key(first, rng), others]), length, rng)
        if float(draw_uniform((1,), 0, 1, rng)) < data.real_share:
            return _align(clip, *_with_damage(clip.frames, length, rng), is_burst, rng)
        sigma = draw_sigma(len(clean), data.sigma_255, rng).repeat_interleave(length, dim=0)
        noisy, level, frames = _with_noise(clip.frames, sigma, rng)
        if data.real_share:
            saved = noisy[: length * math.ceil(len(clean) / 3)].clamp(0, 1)
            noisy = torch.cat([saved, noisy[len(saved) :]])
            level = torch.cat([tell_level(saved, rng, length=length), level[len(saved) :]])
        return _align(clip, noisy, level, frames, is_burst, rng)

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Film with noise of sigma 25; the first half are bursts."""
        is_burst = torch.arange(len(clean), device=clean.device) < _bursts(clean)
        clip = _film(clean, WATCHED_LENGTH, rng)
        sigma = clean.new_full((len(clip.frames), 1, 1, 1), WATCHED_SIGMA)
        return _align(clip, *_with_noise(clip.frames, sigma, rng), is_burst.view(-1, 1, 1, 1), rng)

    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Give the mean PSNR in decibels of first frames, and of the last of bursts and, if any, of clips."""
        first, last = (
            psnr(output[:, at].clamp(0, 1), example.target[:, at]) for at in (slice(0, 3), slice(-3, None))
        )
        bursts, clips = last.tensor_split([_bursts(output)])
        scores = {"psnr_first": first.mean(), "psnr_burst": bursts.mean()}
        return scores | ({"psnr_clip": clips.mean()} if len(clips) else {})

    def show(self, output: Tensor, example: Example) -> list[Tensor]:
        """Give first and last frames as read and as answered, then the last as it should be."""
        frames, first, last = example.planes[0], slice(0, 3), slice(-3, None)
        answers = (frames[:, first], output[:, first], frames[:, last], output[:, last])
        return [*answers, example.target[:, last]]


def _bursts(batch: Tensor) -> int:
    return (len(batch) + 1) // 2


def _film(clean: Tensor, length: int, rng: torch.Generator) -> Clip:
    return film(clean, clean.shape[-1] - 2 * (SCENE_MARGIN - SEEN_MARGIN), length, rng)


def _with_noise(frames: Tensor, sigma: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    level = sigma.expand(-1, 1, *frames.shape[2:])
    return add_gaussian_noise(frames, sigma, rng), level, frames


def _with_damage(frames: Tensor, length: int, rng: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Do to clips of ``length`` frames what happens to photos, without moving anything.

    The frames of a clip, one below another, are one picture: one camera, one film, one JPEG.
    """
    height = frames.shape[2]
    below = round_up(height + 2 * _SEAM, _JPEG_BLOCK) - height - _SEAM
    apart = torch.unflatten(pad(frames, (0, 0, _SEAM, below), mode="reflect"), 0, (-1, length))
    damaged, _ = damage(apart.transpose(1, 2).flatten(2, 3), rng, resized=False)
    rows = torch.unflatten(damaged, 2, (length, -1))[:, :, :, _SEAM : _SEAM + height]
    damaged = rows.transpose(1, 2).flatten(0, 1).clamp(0, 1)
    return damaged, tell_level(damaged, rng, length=length), frames


def _align(
    clip: Clip, damaged: Tensor, level: Tensor, clean: Tensor, is_burst: Tensor, rng: torch.Generator
) -> Example:
    """Put the frames of bursts onto their last one; of clips say how each moved, both with errors."""
    count, length = clip.shift.shape[:2]
    size = clean.shape[-1] - 2 * SEEN_MARGIN
    grid = centred_grid(size).to(clean)
    errors = _draw_errors(count, length, size, rng)
    steps = torch.arange(length, device=clean.device)

    last = torch.full_like(steps, length - 1)
    onto = clip.places(grid, last, steps) + errors * (steps < last).view(-1, 1, 1, 1)
    places = torch.where(is_burst[..., None], onto, grid).flatten(0, 1) + (clean.shape[-1] - 1) / 2
    frames, levels, targets = (
        torch.unflatten(resample(plane, places), 0, (count, length)).flatten(1, 2)
        for plane in (damaged, level, clean)
    )
    before = clip.places(grid, steps, (steps - 1).clamp(min=0)) - grid + errors
    motions = (before * ~is_burst[..., None]).permute(0, 1, 4, 2, 3).flatten(1, 2)
    weight = torch.linspace(LEAST_WEIGHT, MOST_WEIGHT, length).repeat_interleave(3).view(1, -1, 1, 1)
    return Example((frames, levels.clamp(min=0), motions, targets), targets, weight)


def _draw_errors(count: int, length: int, size: int, rng: torch.Generator) -> Tensor:
    """Draw by what alignment misses each place, mostly by little: ``(N, T, P, P, 2)`` in pixels."""
    deviation = _MOST_ERROR * draw_uniform((count, 1, 1, 1), 0, 1, rng).square()
    points = draw_normal((count, length * 2, _ERROR_POINTS, _ERROR_POINTS), rng)
    errors = interpolate(deviation * points, (size, size), mode="bicubic", align_corners=True)
    return torch.unflatten(errors, 1, (length, 2)).permute(0, 1, 3, 4, 2)
