"""What added noise promises: the strength asked for, unclipped, the same in all channels of grey."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from training.degradations.degrade import (
    NOISES,
    TOLD,
    add_gaussian_noise,
    add_speckle,
    compress,
    damage,
    damage_in_groups,
    draw_damage,
    draw_sigma,
    halve,
    level_of,
    make_grey,
    resize,
)
from training.degradations.draws import blur
from training.degradations.estimated_level import estimate_level


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


def test_speckle_is_in_proportion_to_the_light(rng: torch.Generator) -> None:
    """Where it is four times as light there is four times the noise."""
    clean = torch.tensor([0.2, 0.8]).repeat_interleave(32).expand(2, 3, 32, 64)
    noise = add_speckle(clean, rng) - clean
    ratio = noise[..., 32:].std(dim=(1, 2, 3)) / noise[..., :32].std(dim=(1, 2, 3))
    assert ratio.tolist() == pytest.approx([4, 4], rel=0.1)


def test_a_blur_is_as_wide_as_its_sigma() -> None:
    """What a point becomes has the variance of its sigma, both ways."""
    point = torch.zeros(2, 1, 21, 21)
    point[..., 10, 10] = 1
    blurred = blur(point, torch.tensor([1.0, 2.0]).view(2, 1, 1, 1))
    squares = (torch.arange(21.0) - 10).square()
    for weights in (squares, squares[:, None]):
        assert (blurred * weights).sum(dim=(1, 2, 3)).tolist() == pytest.approx([1, 4], rel=0.01)


def test_pictures_of_a_batch_are_damaged_in_several_ways(rng: torch.Generator) -> None:
    """Of equal pictures some are enlarged when others are not."""
    clean = torch.rand(1, 3, 32, 32, generator=rng).expand(4, -1, -1, -1).contiguous()
    targets = [damage_in_groups(clean, rng)[1] for _ in range(8)]
    assert any(not torch.equal(target[0], target[3]) for target in targets)
    assert len(damage_in_groups(clean[:0], rng)[0]) == 0


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
    assert not torch.equal(resized, clean)


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
    """White noise has a flat map of its sigma; what is as in files is clipped, and has a map of its own."""
    clean = torch.rand(8, 3, 32, 32, generator=rng)
    damaged, level, target = draw_damage(clean, (10, 50), 0.5, rng)
    assert damaged.shape == target.shape == clean.shape
    told = (level[:6] / estimate_level(damaged[:6])).flatten(1).median(dim=1).values
    assert ((told > TOLD[0]) & (told < TOLD[1])).all()
    assert told.std() > 0.05
    spread = level.amax(dim=(1, 2, 3)) - level.amin(dim=(1, 2, 3))
    assert (spread[6:] == 0).all()
    assert (level[6:] * 255 >= 10).all()
    assert [bool(each.min() < 0 and each.max() > 1) for each in damaged] == [False] * 6 + [True] * 2
    assert torch.equal(target[5:], clean[5:])
    assert torch.equal(draw_damage(clean, (10, 50), 0.0, rng)[2], clean)


def test_some_of_what_is_clipped_is_clean(rng: torch.Generator) -> None:
    """So that black and white are not always noise: a third of half of what has white noise, or so."""
    clean = torch.rand(64, 3, 16, 16, generator=rng)
    damaged, _, target = draw_damage(clean, (10, 50), 1 / 16, rng)
    kept = [torch.equal(*pair) for pair in zip(damaged[4:], target[4:], strict=True)]
    assert 3 <= sum(kept[:30]) <= 20
    assert not any(kept[30:])


def test_some_pictures_are_low_key_or_high_key(rng: torch.Generator) -> None:
    """An eighth of a batch of either kind has a tenth to half of the range, at its dark or its light end."""
    clean = torch.rand(64, 3, 16, 16, generator=rng)
    target = draw_damage(clean, (10, 50), 0.5, rng)[2]
    lightest, darkest = target.amax(dim=(1, 2, 3)), target.amin(dim=(1, 2, 3))
    is_low, is_high = lightest < 0.55, darkest > 0.45
    assert (is_low | is_high).tolist() == [24 <= at < 40 for at in range(64)]
    assert 2 <= is_high.sum() <= 9
    assert torch.equal(target[40:], clean[40:])
    ranks = target[32:40].flatten(1).argsort(dim=1)
    assert torch.equal(ranks, clean[32:40].flatten(1).argsort(dim=1))


def test_what_is_halved_has_no_noise_of_its_own(rng: torch.Generator) -> None:
    """Of a batch as many as said are averaged, and smooth; the others are cut, and as they were."""
    clean = 0.5 + 0.2 * torch.rand(8, 3, 64, 48, generator=rng)
    halved = halve(clean, 0.5, rng)
    assert halved.shape == (8, 3, 32, 24)
    assert torch.equal(halved[4:], clean[4:, :, :32, :24])
    assert halved[:4].std() < 0.6 * halved[4:].std()
    assert halved[:4].mean() == pytest.approx(0.6, abs=0.01)
