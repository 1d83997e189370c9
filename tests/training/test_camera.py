"""What a camera's noise promises: no bias, many strengths, spread to the neighbours, other in the dark."""

import pytest
import torch
from torch import Tensor

from training.degradations.camera import _mosaic, add_camera_noise, draw_camera


@pytest.fixture
def rng() -> torch.Generator:
    """Give a seeded generator."""
    return torch.Generator().manual_seed(0)


def correlation(one: Tensor, other: Tensor) -> float:
    """Give the correlation of two maps."""
    return float(torch.corrcoef(torch.stack([one.flatten(), other.flatten()]))[0, 1])


def test_a_camera_keeps_white_white(rng: torch.Generator) -> None:
    """Whatever colours a camera mixes, grey stays grey: each row of its matrix sums to one."""
    camera = draw_camera(50, rng)
    torch.testing.assert_close(camera.to_srgb.sum(dim=2), torch.ones(50, 3))
    assert (camera.to_srgb.diagonal(dim1=1, dim2=2) >= 1).all()


def test_a_picture_begins_anywhere_in_the_pattern() -> None:
    """By its corner the first pixel is red, green beside red, green beside blue, or blue."""
    colours = torch.tensor([1.0, 2.0, 3.0]).view(1, 3, 1, 1).expand(4, 3, 4, 4)
    corner = torch.tensor([[0.0, 0, 1, 1], [0, 1, 0, 1]]).view(2, 4, 1, 1)
    assert _mosaic(colours, corner).sum(dim=1)[:, 0, 0].tolist() == [1, 2, 2, 3]


def test_camera_noise_has_no_bias_and_many_strengths(rng: torch.Generator) -> None:
    """Around mid grey the noise averages out; cameras differ in strength by a lot."""
    clean = torch.full((40, 3, 64, 64), 0.5)
    noise = add_camera_noise(clean, rng) - clean
    levels = noise.std(dim=(1, 2, 3)) * 255
    assert noise.mean().abs() * 255 < 1
    assert levels.min() < 3
    assert levels.max() > 8


def test_camera_noise_is_correlated(rng: torch.Generator) -> None:
    """Demosaicing and the camera's own smoothing spread the noise to the neighbour."""
    clean = torch.full((40, 3, 64, 64), 0.5)
    noise = add_camera_noise(clean, rng) - clean
    assert correlation(noise[..., 1:], noise[..., :-1]) > 0.2


def test_camera_noise_depends_on_the_light(rng: torch.Generator) -> None:
    """In the RAW picture noise grows with light; developed, it is steeper in the dark than near white."""
    clean = torch.cat([torch.full((30, 3, 64, 32), 0.15), torch.full((30, 3, 64, 32), 0.95)], dim=3)
    noise = add_camera_noise(clean, rng) - clean
    dark, bright = noise[..., :28].std(dim=(1, 2, 3)), noise[..., 36:].std(dim=(1, 2, 3))
    assert (dark > bright).float().mean() > 0.9


def test_camera_noise_is_stronger_at_edges(rng: torch.Generator) -> None:
    """Cameras smooth what has no detail: beside stripes more noise is left than where all is even."""
    clean = torch.full((60, 3, 64, 64), 0.5)
    clean[..., 32:] += 0.15 * torch.tensor([1.0, 1, -1, -1]).repeat(8)
    noise = add_camera_noise(clean, rng) - clean
    even, striped = (part.std(dim=(1, 2, 3)) for part in (noise[..., 4:24], noise[..., 40:60]))
    ratio = (striped / even).sort().values
    assert ratio.median() > 1.6
    assert ratio[3] < 1.25  # some cameras keep all their noise
    assert ratio[-6] > 3
