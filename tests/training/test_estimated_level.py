"""What a denoiser is told in training is what the tool will tell it."""

from pathlib import Path

import numpy as np
import pytest
import torch

from restorer import Photo
from restorer.networks.library import Library
from restorer.pixels.tiles import Box
from restorer.tasks.level import find_noise
from training.degradations.estimated_level import estimate_level
from training.sources import read_pictures


@pytest.mark.parametrize("size", [(128, 96), (75, 101)])
def test_levels_are_those_of_the_tool(photos: Path, size: tuple[int, int]) -> None:
    """On a noisy photo of any size the level of nearly each pixel is what the shipped network tells there."""
    pixels = read_pictures([photos])[0].pixels[: size[0], : size[1]]
    rng = np.random.default_rng(0)
    noisy = (pixels / 255 + rng.normal(0, 15 / 255, pixels.shape)).astype(np.float32)
    told = estimate_level(torch.from_numpy(noisy).permute(2, 0, 1)[None])[0, 0].numpy()
    noise = find_noise(Photo(noisy), Library().open(None, "level", "cpu"))
    expected = noise.plane(Box(0, 0, *size), np.float32(1))[..., 0]
    assert told.shape == size
    assert np.median(told) == pytest.approx(15 / 255, rel=0.15)
    assert np.quantile(np.abs(told - expected), 0.95) < 1 / 255
