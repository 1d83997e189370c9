"""What damaged photos promise: the mask says where damage is seen; seeded; grey stays one tone."""

import numpy as np
import pytest
import torch
from torch import Tensor

from training.degradations.damage import Damaged, add_things, compose, damage_photos, draw_bars, fade
from training.degradations.degrade import make_grey
from training.degradations.wear import Layer


@pytest.fixture
def clean() -> Tensor:
    """Give 12 smooth pictures."""
    rng = torch.Generator().manual_seed(0)
    coarse = torch.rand(12, 3, 6, 8, generator=rng)
    return torch.nn.functional.interpolate(coarse, (48, 64), mode="bilinear")


def _damage(clean: Tensor, seed: int) -> Damaged:
    return damage_photos(clean, torch.Generator().manual_seed(seed))


def test_damaged_photos_are_pictures_with_maps(clean: Tensor) -> None:
    """Pictures stay 0..1 of their size; both maps are 0 or 1; what is damaged is certain."""
    damaged = _damage(clean, 1)
    assert damaged.pictures.shape == clean.shape
    assert damaged.mask.shape == damaged.certain.shape == (12, 1, 48, 64)
    assert damaged.pictures.min() >= 0
    assert damaged.pictures.max() <= 1
    for plane in (damaged.mask, damaged.certain):
        assert set(plane.unique().tolist()) <= {0.0, 1.0}
    assert (damaged.certain >= damaged.mask).all()


def test_damage_is_a_function_of_its_seed(clean: Tensor) -> None:
    """The same seed damages alike, another otherwise, whatever the tensor's memory looks like."""
    first, other = _damage(clean, 1), _damage(clean, 2)
    again = _damage(clean.contiguous(memory_format=torch.channels_last), 1)
    torch.testing.assert_close(first.pictures, again.pictures, atol=2 / 255, rtol=0)
    assert torch.equal(first.mask, again.mask)
    assert not torch.equal(first.mask, other.mask)


def test_some_photos_stay_whole(clean: Tensor) -> None:
    """Of many photos about a quarter has no damage, and damage is rare on the others."""
    masks = torch.cat([_damage(clean, seed).mask for seed in range(10)])
    whole = (masks.amax(dim=(1, 2, 3)) == 0).float().mean()
    assert 0.15 < whole < 0.5
    assert 0.005 < masks.mean() < 0.2


def test_photos_are_old_before_they_are_damaged() -> None:
    """Where no damage is drawn many fine patterns are soft all the same, and few black photos show things."""
    shape, rng = (100, 3, 24, 24), torch.Generator().manual_seed(0)
    fine = ((torch.arange(24)[:, None] + torch.arange(24)) % 2).float().expand(shape).contiguous()
    soft, black = (
        damage_photos(clean, rng, _draw_nothing).pictures.mean(dim=1).std(dim=(1, 2))
        for clean in (fine, torch.zeros(shape))
    )
    assert (soft < 0.15).float().mean() > 0.25
    assert black.max() > 0.1


def _draw_nothing(height: int, width: int, _rng: np.random.Generator) -> Layer:
    return np.zeros((height, width), np.float32)


@pytest.mark.parametrize("level", [-1.0, 1.0])
def test_the_mask_is_where_the_layer_is(level: float) -> None:
    """A square laid on a flat mid-grey photo is told, its surroundings are not; dark and light alike."""
    layer = torch.zeros(1, 1, 48, 48)
    layer[..., 16:32, 16:32] = level
    damaged = compose(torch.full((1, 3, 48, 48), 0.5), [layer], torch.Generator().manual_seed(3))
    assert torch.equal(damaged.mask, layer.abs())
    assert damaged.certain.all()


def test_what_cannot_be_seen_is_not_told() -> None:
    """White on white is neither damage nor its absence."""
    layer = torch.zeros(1, 1, 32, 32)
    layer[..., 8:16, :] = 1
    rng = torch.Generator().manual_seed(0)
    damaged = [compose(torch.ones(1, 3, 32, 32), [layer], rng) for _ in range(20)]
    unseen = [one for one in damaged if one.mask.sum() == 0]
    assert unseen
    assert all(torch.equal(one.certain, 1 - layer) for one in unseen)


def test_grey_photos_have_one_tone(clean: Tensor) -> None:
    """A grey photo comes back grey or toned: where two pixels are equally light, they are of one colour."""
    grey = make_grey(clean, 1.0, torch.Generator().manual_seed(0))
    pictures = _damage(grey, 5).pictures
    is_grey = (pictures - pictures[:, :1]).abs().amax(dim=(1, 2, 3)) < 1e-6
    assert 0.3 < is_grey.float().mean() < 1
    toned = pictures[~is_grey][0].flatten(1)
    luma = (toned * torch.tensor([0.299, 0.587, 0.114])[:, None]).sum(dim=0)
    order = luma.argsort()
    assert (toned[0, order].diff() > -0.02).all()


def test_writing_and_bars_are_no_damage(clean: Tensor) -> None:
    """Things are added to few photos; the others stay as they are."""
    batch = clean.repeat(10, 1, 1, 1)
    changed = (add_things(batch, torch.Generator().manual_seed(0)) != batch).flatten(1).any(dim=1)
    assert 0.02 < changed.float().mean() < 0.3


def test_bars_are_at_equal_distances() -> None:
    """Bars run through the picture, and each begins as far from the last as that from the one before."""
    bars = draw_bars(90, 120, np.random.default_rng(4))
    line = bars[0] if (bars == bars[0]).all() else bars[:, 0]
    starts = np.flatnonzero(np.diff(line) > 0)
    assert np.ptp(np.diff(starts)) <= 1


def test_fading_keeps_the_contrast_it_tells(clean: Tensor) -> None:
    """Faded pictures lie within 0..1, their contrast lower by the factor given."""
    faded, contrast = fade(clean, torch.Generator().manual_seed(0))
    assert contrast.min() >= 0.45
    assert faded.min() >= 0
    assert faded.max() <= 1
    torch.testing.assert_close(faded.std(dim=(1, 2, 3)), clean.std(dim=(1, 2, 3)) * contrast.flatten())
