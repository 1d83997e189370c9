"""What added noise promises: the strength asked for, unclipped, the same in all channels of grey."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from training.degrade import (
    NOISES,
    add_gaussian_noise,
    compress,
    damage,
    draw_damage,
    draw_sigma,
    halve,
    level_of,
    make_grey,
    resize,
)


@pytest.fixture
def rng() -> torch.Generator:
    """Give a seeded generator."""
    return torch.Generator().manual_seed(0)


def test_noise_has_the_sigma_asked_for(rng: torch.Generator) -> None:
    """Each picture of a batch gets noise of its own sigma, neither clipped nor rounded."""
    clean = torch.rand(3, 3, 128, 128, generator=rng)
    sigma = torch.tensor([5.0, 25.0, 50.0]).view(3, 1, 1, 1) / 255
    noise = add_gaussian_noise(clean, sigma, rng) - clean
    assert noise.std(dim=(1, 2, 3)) == pytest.approx(sigma.flatten(), rel=0.02)
    assert noise.mean(dim=(1, 2, 3)).abs().max() < 2e-3


def test_sigma_may_vary_over_the_picture(rng: torch.Generator) -> None:
    """A noise map makes noise where it says."""
    sigma = torch.zeros(1, 1, 64, 64)
    sigma[..., 32:] = 0.1
    noise = add_gaussian_noise(torch.rand(1, 3, 64, 64), sigma, rng) - 0
    clean_again = add_gaussian_noise(noise, torch.zeros(1, 1, 1, 1), rng)
    assert torch.equal(noise, clean_again)


def test_grey_pictures_get_grey_noise(rng: torch.Generator) -> None:
    """A grey picture stays grey, a colour one beside it gets other noise in each channel."""
    colour = torch.rand(1, 3, 32, 32, generator=rng)
    batch = torch.cat([make_grey(colour, 1.0, rng), colour])
    grey, noisy = add_gaussian_noise(batch, torch.full((2, 1, 1, 1), 0.1), rng) - batch
    assert torch.equal(grey[0], grey[1])
    assert torch.equal(grey[0], grey[2])
    assert not torch.equal(noisy[0], noisy[1])


def test_share_of_grey_is_kept(rng: torch.Generator) -> None:
    """About the share asked for turns grey; the rest is left alone."""
    colour = torch.rand(400, 3, 4, 4, generator=rng)
    mixed = make_grey(colour, 0.25, rng)
    is_grey = (mixed == mixed[:, :1]).flatten(1).all(dim=1)
    assert 0.15 < is_grey.float().mean() < 0.35
    assert torch.equal(mixed[~is_grey], colour[~is_grey])


def test_drawn_sigma_fills_its_range(rng: torch.Generator) -> None:
    """Noise levels are drawn from the whole range, on the 0..1 scale."""
    sigma = draw_sigma(1000, (5, 55), rng) * 255
    assert 5 <= sigma.min() < 7
    assert 53 < sigma.max() <= 55


@pytest.mark.parametrize("noise", dict.fromkeys(NOISES), ids=lambda noise: noise.__name__)
def test_each_noise_keeps_its_shape_and_seed(
    noise: Callable[[Tensor, torch.Generator], Tensor], rng: torch.Generator
) -> None:
    """The same seed damages alike, another otherwise; the picture stays a picture of its size."""
    clean = torch.rand(2, 3, 32, 48, generator=rng)
    first, again, other = (noise(clean, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert first.shape == clean.shape
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert 0.3 < (first - clean).std() * 255 < 60


def test_jpeg_is_worse_the_lower_its_quality(rng: torch.Generator) -> None:
    """Compression gives 8-bit levels, further from the picture at a lower quality."""
    clean = 0.5 + 0.3 * torch.sin(torch.arange(48.0)).expand(2, 3, 32, 48)
    poor, good = (compress(clean, rng, (quality, quality)) for quality in (20, 95))
    torch.testing.assert_close(poor * 255, (poor * 255).round())
    assert (poor - clean).abs().mean() > 2 * (good - clean).abs().mean()


def test_resizing_keeps_both_together(rng: torch.Generator) -> None:
    """Damaged and clean are enlarged alike: what did not differ does not differ."""
    clean = torch.rand(2, 3, 32, 48, generator=rng)
    damaged, resized = resize(clean, clean, rng)
    assert torch.equal(damaged, resized)
    assert resized.shape == clean.shape


def test_damage_keeps_grey_grey(rng: torch.Generator) -> None:
    """Ten draws of all damages: sizes stay, a grey picture stays grey."""
    colour = torch.rand(1, 3, 32, 32, generator=rng)
    batch = torch.cat([make_grey(colour, 1.0, rng), colour])
    for _ in range(10):
        damaged, clean = damage(batch, rng)
        assert damaged.shape == clean.shape == batch.shape
        torch.testing.assert_close(damaged[0, 0], damaged[0, 2])


def test_level_tells_the_noise(rng: torch.Generator) -> None:
    """The level about a pixel is the sigma of white noise there, within a tenth on average."""
    clean = torch.rand(1, 3, 64, 64, generator=rng)
    level = level_of(add_gaussian_noise(clean, torch.full((1, 1, 1, 1), 0.1), rng), clean)
    assert level.shape == (1, 1, 64, 64)
    assert level.mean() == pytest.approx(0.1, rel=0.1)


def test_a_share_of_the_damage_is_real(rng: torch.Generator) -> None:
    """Patches of white noise have a flat map of its sigma, the real ones a map of their own."""
    clean = torch.rand(8, 3, 32, 32, generator=rng)
    damaged, level, target = draw_damage(clean, (10, 50), 0.5, rng)
    assert damaged.shape == target.shape == clean.shape
    spread = level.amax(dim=(1, 2, 3)) - level.amin(dim=(1, 2, 3))
    assert (spread[4:] == 0).all()
    assert (level[4:] * 255 >= 10).all()
    assert torch.equal(target[4:], clean[4:])
    assert torch.equal(draw_damage(clean, (10, 50), 0.0, rng)[2], clean)


def test_what_is_halved_has_no_noise_of_its_own(rng: torch.Generator) -> None:
    """Of a batch as many as said are averaged, and smooth; the others are cut, and as they were."""
    clean = 0.5 + 0.2 * torch.rand(8, 3, 64, 48, generator=rng)
    halved = halve(clean, 0.5, rng)
    assert halved.shape == (8, 3, 32, 24)
    assert torch.equal(halved[4:], clean[4:, :, :32, :24])
    assert halved[:4].std() < 0.6 * halved[4:].std()
    assert halved[:4].mean() == pytest.approx(0.6, abs=0.01)
