"""The study of the recurrent autoencoder: noisy clips, met with memory, frame by frame, and out of order."""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from training.autoencoders import RecurrentAutoencoder, RecurrentConfig
from training.scores import decibels, flicker
from training.studies.learning import SEED, in_parts, learn
from training.studies.patches import Photos
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Chart, Figure, Found, Pixels, Wish

SIGMA = 25 / 255
_FRAMES, _SIDE, _TRAINED_SIDE, _MARGIN = 6, 48, 32, 24
_FASTEST = 0.5
_BATCH, _TESTED, _SHOWN = 8, 64, 6


def study_recurrent(wish: Wish) -> Found:
    """Train one net with memory and without on noisy clips, panned over photos."""
    photos = wish.patches()
    nets = {memory: _learn(wish, photos, memory=memory) for memory in (True, False)}
    clean = pan(photos.test_patches(_SIDE + 2 * _MARGIN, wish.count(_TESTED)), _rng())
    noisy = clean + SIGMA * torch.randn(clean.shape, generator=_rng())
    order = torch.randperm(_FRAMES, generator=_rng())
    back = order.argsort()
    restored = {
        "with memory": _restore(nets[True], noisy),
        "frame by frame": _restore(nets[False], noisy),
        "with memory, shuffled": _restore(nets[True], noisy[:, order])[:, back],
        "with memory, frames of other clips": _restore_mixed(nets[True], noisy),
    }
    return Found(
        "Recurrent",
        f"Clips of {_FRAMES} frames of {_SIDE} x {_SIDE}, panned by up to {_FASTEST:g} pixels a frame over "
        "photos held out, white noise of sigma 25. PSNR in dB of all frames; flicker is the mean of "
        "|change restored - change clean| between frames in 8-bit levels. Shuffled frames are put back in "
        "order before they are scored; frames of other clips come between those of one.",
        _compare(restored, noisy, clean),
        {"noisy, frame by frame, with memory, clean; the last frame": _sheet(restored, noisy, clean)},
        {"PSNR by frame": _chart(restored, clean)},
    )


def pan(pictures: Tensor, rng: torch.Generator) -> Tensor:
    """Pan over pictures ``(N, C, S, S)``, each its own way, into clips ``(N, T, C, S - 48, S - 48)``."""
    count, size = len(pictures), pictures.shape[2]
    speed = _FASTEST * (2 * torch.rand(count, 1, 2, generator=rng) - 1)
    jitter = 0.1 * torch.randn(count, _FRAMES, 2, generator=rng)
    moved = speed * (torch.arange(_FRAMES).view(1, -1, 1) - _FRAMES / 2) + jitter
    places = torch.arange(_MARGIN, size - _MARGIN).float()
    rows, columns = torch.meshgrid(places, places, indexing="ij")
    grid = torch.stack([columns, rows], dim=-1) + moved.view(-1, 1, 1, 2)
    grid = (2 * grid + 1) / size - 1
    frames = grid_sample(
        pictures.repeat_interleave(_FRAMES, 0), grid, "bicubic", padding_mode="border", align_corners=False
    )
    return frames.clamp(0, 1).view(count, _FRAMES, *frames.shape[1:])


def _clips(photos: Photos) -> Iterator[tuple[Tensor, Tensor]]:
    rng = _rng()
    for pictures in photos.draw(_TRAINED_SIDE + 2 * _MARGIN, _BATCH):
        clean = pan(pictures, rng)
        yield clean + SIGMA * torch.randn(clean.shape, generator=rng), clean


def _rng() -> torch.Generator:
    return torch.Generator().manual_seed(SEED)


def _learn(wish: Wish, photos: Photos, *, memory: bool) -> RecurrentAutoencoder:
    torch.manual_seed(SEED)
    network = RecurrentAutoencoder(RecurrentConfig(memory=memory))
    tick = wish.follow("with memory" if memory else "frame by frame")
    return learn(network, _clips(photos), steps=wish.steps(1200), rate=2e-3, tick=tick)


def _restore(network: RecurrentAutoencoder, noisy: Tensor) -> Tensor:
    return in_parts(network.reconstruct, noisy, 8)


def _restore_mixed(network: RecurrentAutoencoder, noisy: Tensor) -> Tensor:
    """Restore clips of mixed frames, the t-th of clip n from clip n - t, and put them back afterwards."""
    mixed = torch.stack([noisy[:, t].roll(t, 0) for t in range(_FRAMES)], dim=1)
    restored = _restore(network, mixed)
    return torch.stack([restored[:, t].roll(-t, 0) for t in range(_FRAMES)], dim=1)


def _compare(restored: dict[str, Tensor], noisy: Tensor, clean: Tensor) -> tuple[Figure, ...]:
    found = {name: decibels(clip, clean) for name, clip in restored.items()}
    flickers = {name: 255 * float(flicker(clip, clean)) for name, clip in restored.items()}
    alone = found["frame by frame"]
    gain = found["with memory"] - alone
    return (
        Figure("noisy", decibels(noisy, clean), "dB"),
        Figure("frame by frame", alone, "dB"),
        Figure("with memory", found["with memory"], "dB", Bar("at least", alone, "frame by frame")),
        Figure(
            "gain with frames shuffled", found["with memory, shuffled"] - alone, "dB",
            Bar("at most", gain / 2, "half the gain in order"),
        ),
        Figure(
            "gain with frames of other clips", found["with memory, frames of other clips"] - alone, "dB",
            Bar("at most", gain / 2, "half the gain in order"),
        ),
        Figure("flicker, frame by frame", flickers["frame by frame"], "levels"),
        Figure(
            "flicker, with memory", flickers["with memory"], "levels",
            Bar("at most", flickers["frame by frame"], "frame by frame"),
        ),
    )  # fmt: skip


def _sheet(restored: dict[str, Tensor], noisy: Tensor, clean: Tensor) -> Pixels:
    clips = (noisy, restored["frame by frame"], restored["with memory"], clean)
    return make_sheet([clip[:_SHOWN, -1] for clip in clips])


def _chart(restored: dict[str, Tensor], clean: Tensor) -> Chart:
    lines = {
        name: [(t + 1.0, decibels(clip[:, t], clean[:, t])) for t in range(_FRAMES)]
        for name, clip in restored.items()
    }
    return Chart("frame", "PSNR, dB", lines)
