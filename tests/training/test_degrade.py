"""What added noise promises: the strength asked for, unclipped, the same in all channels of grey."""

import pytest
import torch

from training.degrade import add_gaussian_noise, draw_sigma, make_grey


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
