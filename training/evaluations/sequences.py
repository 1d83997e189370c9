"""Bursts and clips of a camera in a hand: what more frames are worth beside one."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch

from restorer import Engine, Photo, Step
from restorer.networks.tiled import run_tiled
from restorer.pixels.agreement import find_agreement
from restorer.pixels.alignment import find_motion
from restorer.pixels.motion import read_along
from restorer.pixels.pyramid import Pyramid
from restorer.pixels.samples import Floats, as_colour, as_grey, to_float
from restorer.pixels.tiles import Box
from restorer.progress import Tick, no_tick
from restorer.tasks.sequence import FrameRestorer
from training.degradations.bursts import shoot
from training.evaluations.evaluation import Engines, Evaluation, denoise, means, seed_of
from training.evaluations.fidelity import psnr
from training.scores import flicker
from training.sources import Picture

BURST, CLIP = 8, 16
COUNTS = (2, 4, BURST)
CLIPS = 4
"""Of so many pictures one is filmed as a clip as well."""
SCENES = ("the camera moves", "a thing moves, too")


@dataclass(frozen=True, slots=True)
class Score:
    """At one noise level: the PSNR in dB of bursts by scene and method, and that and flicker of clips."""

    sigma_255: float
    bursts: dict[str, dict[str, float]]
    clips: dict[str, dict[str, float]]
    flicker: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Sequences(Evaluation):
    """What a network of frames scored beside the denoiser of one frame, and beside a plain average."""

    scores: tuple[Score, ...]

    title: ClassVar = "Bursts and clips"
    protocol: ClassVar = (
        "PSNR in dB of the last frame of bursts, and the mean of all frames of clips, mean over the "
        "pictures; sigma is given. Frames are windows of a picture, shifted by some 5 pixels, turned by "
        "some 0.4 degrees, zoomed by some 0.2 %, their light changed by some 1 %, all of it normally "
        "distributed; those of clips along a path. Noise is added, and frames are rounded to 8 bits. In "
        "the second scene a round piece of another picture moves by itself. Nothing of this is told: the "
        "library aligns the frames. The average is of frames so aligned, where they agree with the last, "
        "denoised at the noise that each place has left. Flicker is the mean absolute difference of the "
        "change between frames to that of the clean ones, in 8-bit levels. One picture in four is filmed "
        "as a clip as well."
    )
    scored: ClassVar = "sequence"

    def rows(self) -> list[Sequence[str]]:
        """Lay out the PSNR of bursts and clips by method, and flicker."""
        rows: list[Sequence[str]] = [["sigma", "frames", *_METHODS]]
        for score in self.scores:
            kinds = {"burst": score.bursts, "clip": score.clips, "flicker of clip": score.flicker}
            for kind, scores in kinds.items():
                for scene, found in scores.items():
                    told = [f"{found[name]:.2f}" if name in found else "" for name in _METHODS]
                    rows.append([f"{score.sigma_255:g}", f"{kind}, {scene}", *told])
        return rows

    def card_scores(self) -> dict[str, float]:
        """Give the PSNR of bursts and what they gain, and flicker, where only the camera moves."""
        scores: dict[str, float] = {}
        for score in self.scores:
            burst, flicker = score.bursts[SCENES[0]], score.flicker[SCENES[0]]
            name = f"{self.data}_sigma{score.sigma_255:g}"
            scores |= {
                f"{name}_burst{BURST}_psnr": round(burst[f"burst of {BURST}"], 2),
                f"{name}_burst{BURST}_gain": round(burst[f"burst of {BURST}"] - burst["one frame"], 2),
                f"{name}_flicker_share": round(flicker["clip"] / flicker["one frame"], 3),
            }
        return scores


_METHODS = ("noisy", "one frame", "average, denoised", *(f"burst of {count}" for count in COUNTS), "clip")


def score_sequences(
    engines: Engines,
    data: str,
    pictures: Sequence[Picture],
    sigmas_255: Sequence[float],
    tick: Tick = no_tick,
) -> Sequences:
    """Film pictures as bursts and clips with white noise of each sigma, and restore them."""
    total = len(sigmas_255) * len(SCENES) * len(pictures)
    found = []
    done = itertools.count(1)
    for sigma_255 in sigmas_255:
        tables: tuple[dict[str, dict[str, float]], ...] = ({}, {}, {})
        for scene in SCENES:
            bursts, clips, flickers = [], [], []
            for at, picture in enumerate(pictures):
                thing = pictures[at - 1] if scene == SCENES[1] else None
                bursts.append(_score_burst(engines, picture, thing, sigma_255))
                if at % CLIPS == 0:
                    clip, changes = _score_clip(engines, picture, thing, sigma_255)
                    clips.append(clip)
                    flickers.append(changes)
                tick(next(done), total)
            for table, rows in zip(tables, (bursts, clips, flickers), strict=True):
                table[scene] = _mean(rows)
        found.append(Score(sigma_255, *tables))
    return Sequences(data, len(pictures), tuple(found))


def _score_burst(
    engines: Engines, picture: Picture, thing: Picture | None, sigma_255: float
) -> dict[str, float]:
    shots = shoot(picture, BURST, sigma_255, _rng(picture, sigma_255), thing=thing)
    photos = shots.noisy
    restorer = _restorer(engines, sigma_255)
    answers = {
        "noisy": photos[-1].samples,
        "one frame": denoise(photos[-1], engines, sigma_255),
        "average, denoised": _average(photos, engines, sigma_255),
    }
    for count in COUNTS:
        answers[f"burst of {count}"] = restorer.restore_burst(photos[-count:], count - 1).samples
    return {name: psnr(to_float(answer), shots.clean[-1]) for name, answer in answers.items()}


def _score_clip(
    engines: Engines, picture: Picture, thing: Picture | None, sigma_255: float
) -> tuple[dict[str, float], dict[str, float]]:
    """Give the PSNR and the flicker of a clip by method."""
    shots = shoot(picture, CLIP, sigma_255, _rng(picture, sigma_255), thing=thing, smooth=True)
    photos = shots.noisy
    answers = {
        "noisy": [photo.samples for photo in photos],
        "one frame": [denoise(photo, engines, sigma_255) for photo in photos],
        "clip": [photo.samples for photo in _restorer(engines, sigma_255).restore_sequence(photos)],
    }
    videos = {name: to_float(np.stack(frames)) for name, frames in answers.items()}
    clean = np.stack(shots.clean)
    decibels = {
        name: float(np.mean([psnr(frame, truth) for frame, truth in zip(video, clean, strict=True)]))
        for name, video in videos.items()
    }
    truth = torch.from_numpy(clean)[None]
    flickers = {name: flicker(torch.from_numpy(video)[None], truth) for name, video in videos.items()}
    return decibels, {name: 255 * float(found) for name, found in flickers.items()}


def _average(photos: Sequence[Photo], engines: Engines, sigma_255: float) -> Floats:
    """Align the frames to the last, average what agrees with it, and denoise that."""
    reference = photos[-1]
    box = Box(0, 0, reference.height, reference.width)
    still = Pyramid(reference)
    total, count = reference.pixels(), np.ones((*reference.samples.shape[:2], 1), np.float32)
    squares = count.copy()
    for photo in photos[:-1]:
        moved = Pyramid(photo)
        motion = find_motion(still, moved)
        alike = find_agreement(still, moved, motion).at(box)[..., None]
        total += alike * read_along(photo.pixels, motion, box)
        count += alike
        squares += alike**2
    left = np.float32(sigma_255 / 255) * np.sqrt(squares) / count
    return _denoise(engines["denoise"], (total / count).astype(np.float32), left.astype(np.float32))


def _denoise(engine: Engine, pixels: Floats, levels: Floats) -> Floats:
    """Run a denoiser on pixels ``(H, W, C)`` whose noise is told of each ``(H, W, 1)``; all float32."""
    clean = np.empty_like(pixels)

    def read(box: Box) -> tuple[Floats, ...]:
        return as_colour(pixels[box.slices]), levels[box.slices]

    def write(box: Box, answer: Floats) -> None:
        clean[box.slices] = answer if pixels.shape[2] == 3 else as_grey(answer)

    run_tiled(engine, pixels.shape[:2], read, write, tick=no_tick)
    return clean


def _restorer(engines: Engines, sigma_255: float) -> FrameRestorer:
    step = Step("denoise", controls={"sigma": sigma_255})
    return FrameRestorer(step, {"sequence": engines["sequence"]}, history=False)


def _rng(picture: Picture, sigma_255: float) -> np.random.Generator:
    return np.random.default_rng([seed_of(picture.path.name), round(sigma_255)])


def _mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    names = list(rows[0])
    return dict(zip(names, means([[row[name] for name in names] for row in rows]), strict=True))
