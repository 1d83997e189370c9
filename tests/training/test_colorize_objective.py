"""What examples of colorization promise: chroma to be told, some of it given, seeded; right scores."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from training.config import Data
from training.lab import from_lab, to_lab
from training.objectives import Example
from training.objectives.colorize import AGED_SHARE, RARITY, ColorizeObjective
from training.restorers.colorize import CODE
from training.sources import read_pictures

OBJECTIVE = ColorizeObjective(Data())


def _rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def clean(photos: Path) -> Tensor:
    """Give six small photos in colour."""
    small = [
        np.asarray(Image.fromarray(picture.pixels).resize((48, 48))) for picture in read_pictures([photos])
    ]
    pictures = torch.from_numpy(np.stack(small)).permute(0, 3, 1, 2).float() / 255
    return torch.cat([pictures, pictures.flip(3)])


def _split(pictures: Tensor) -> tuple[Tensor, Tensor]:
    lab = to_lab(pictures)
    return lab[:, :1], lab[:, 1:]


def test_planes_are_what_the_network_learns_from(clean: Tensor) -> None:
    """Lightness, hints, noise for the code and the truth: the target, and what hints hold."""
    example = OBJECTIVE.draw(clean, _rng())
    lightness, hints, noise, truth = example.planes
    count, _, height, width = clean.shape
    assert lightness.shape == (count, 1, height, width)
    assert hints.shape == (count, 3, height, width)
    assert noise.shape == (count, CODE, 1, 1)
    assert torch.equal(truth, example.target)
    torch.testing.assert_close(example.target, _split(clean)[1])
    assert all(plane.isfinite().all() for plane in (*example.planes, example.weight))


def test_noise_is_standard_normal() -> None:
    """Codes are varied by numbers of mean 0 and spread 1."""
    noise = OBJECTIVE.draw(torch.rand(300, 3, 12, 12, generator=_rng()), _rng()).planes[2]
    assert noise.mean() == pytest.approx(0, abs=0.1)
    assert noise.std() == pytest.approx(1, abs=0.1)


def test_an_example_is_a_function_of_its_seed(clean: Tensor) -> None:
    """The same seed makes the same example, another seed another."""
    first, again, other = (OBJECTIVE.draw(clean, _rng(seed)) for seed in (1, 1, 2))
    pairs = list(zip(first.planes, again.planes, strict=True))
    assert all(torch.equal(plane, same) for plane, same in pairs)
    for plane, another in zip(first.planes[:3], other.planes[:3], strict=True):
        assert not torch.equal(plane, another)


def test_grey_pictures_do_not_count() -> None:
    """A picture without colours weighs nothing anywhere, one in colour something everywhere."""
    grey = torch.rand(1, 1, 16, 16, generator=_rng()).expand(1, 3, 16, 16)
    red = grey * torch.tensor([1.0, 0.2, 0.2]).view(1, 3, 1, 1)
    weight = OBJECTIVE.draw(torch.cat([grey, red]), _rng()).weight.expand(2, 1, 16, 16)
    assert not weight[0].any()
    assert (weight[1] >= 1).all()


def test_colourful_places_count_more() -> None:
    """A grey place of a picture in colour weighs 1, another as much more as it has chroma."""
    half_red = torch.full((1, 3, 16, 16), 0.5)
    half_red[:, 1:, :, 8:] = 0.1
    weight = OBJECTIVE.draw(half_red, _rng()).weight.expand(1, 1, 16, 16)[0, 0]
    chroma = _split(half_red)[1].square().sum(dim=1).sqrt()[0]
    torch.testing.assert_close(weight, 1 + RARITY * chroma)
    assert weight[0, 0] == pytest.approx(1, abs=1e-3)
    assert weight[0, 15] > 1.5 * weight[0, 0]


def test_some_pictures_are_aged_and_the_others_left_alone() -> None:
    """So many as said have another lightness, within 0..1; the chroma that is asked for is the true one."""
    pictures = torch.rand(300, 3, 12, 12, generator=_rng())
    example = OBJECTIVE.draw(pictures, _rng())
    lightness, chroma = _split(pictures)
    same = (example.planes[0] == lightness).all(dim=(1, 2, 3))
    assert float((~same).float().mean()) == pytest.approx(AGED_SHARE, abs=0.08)
    aged = example.planes[0][~same]
    assert aged.min() >= 0
    assert aged.max() <= 1
    torch.testing.assert_close(example.target, chroma)


def test_aging_takes_contrast_but_keeps_the_picture(clean: Tensor) -> None:
    """Old prints are paler on average, and still the same picture."""
    lightness = _split(clean)[0].repeat(30, 1, 1, 1)
    found = OBJECTIVE.draw(clean.repeat(30, 1, 1, 1), _rng()).planes[0]
    aged = (found != lightness).any(dim=(1, 2, 3))
    assert found[aged].std(dim=(1, 2, 3)).mean() < 0.9 * lightness[aged].std(dim=(1, 2, 3)).mean()
    pairs = torch.stack([found[aged].flatten(1), lightness[aged].flatten(1)], dim=1)
    assert min(float(torch.corrcoef(pair)[0, 1]) for pair in pairs) > 0.7


@pytest.fixture
def watched(clean: Tensor) -> Example:
    """Give the watched example of the photos."""
    return OBJECTIVE.draw_watched(clean, _rng())


def test_pictures_are_watched_twice(clean: Tensor, watched: Example) -> None:
    """All are told without hints, then with some true ones, of codes of zeros; nothing is aged."""
    lightness, hints, code = watched.planes
    count = len(clean)
    both, chroma = _split(clean)
    torch.testing.assert_close(lightness, both.repeat(2, 1, 1, 1))
    torch.testing.assert_close(watched.target, chroma.repeat(2, 1, 1, 1))
    assert code.shape == (2 * count, CODE, 1, 1)
    assert not code.any()
    assert not hints[:count].any()
    covered = hints[count:, 2].sum(dim=(1, 2))
    assert (covered >= 49).all()
    assert (covered <= 490).all()
    assert (watched.weight == 1).all()


def test_what_is_watched_is_a_function_of_its_seed(clean: Tensor, watched: Example) -> None:
    """The hints are at the same places each time, so scores can be compared."""
    again = OBJECTIVE.draw_watched(clean, _rng())
    assert torch.equal(watched.planes[1], again.planes[1])


def test_the_truth_scores_best(watched: Example) -> None:
    """The true chroma has nearly no error and all colour; grey has less of the one and none of the other."""
    perfect = OBJECTIVE.score(watched.target, watched)
    grey = OBJECTIVE.score(torch.zeros_like(watched.target), watched)
    assert list(perfect) == list(grey) == ["psnr_0", "psnr_10", "chroma"]
    assert perfect["chroma"] == pytest.approx(1)
    assert grey["chroma"] == 0
    for name in ("psnr_0", "psnr_10"):
        assert perfect[name] > 60
        assert 10 < grey[name] < 40


def test_each_half_has_its_score(watched: Example) -> None:
    """The answers with hints count for ``psnr_10``, those without for the rest."""
    half = len(watched.target) // 2
    answer = watched.target.clone()
    answer[:half] /= 2
    scores = OBJECTIVE.score(answer, watched)
    assert scores["psnr_0"] < 40
    assert scores["psnr_10"] > 60
    assert scores["chroma"] == pytest.approx(0.5)


def test_decibels_are_those_of_the_pictures(watched: Example) -> None:
    """The PSNR is the mean over pictures of that in RGB."""
    answer = 0.5 * watched.target
    pictures, truth = (from_lab(torch.cat([watched.planes[0], ab], dim=1)) for ab in (answer, watched.target))
    decibels = -10 * (pictures - truth).square().mean(dim=(1, 2, 3)).log10()
    half = len(decibels) // 2
    torch.testing.assert_close(OBJECTIVE.score(answer, watched)["psnr_0"], decibels[:half].mean())


def test_the_sheet_shows_grey_answers_and_truth(clean: Tensor, watched: Example) -> None:
    """Rows: the grey pictures, told without hints and with, and the pictures themselves."""
    half = len(clean)
    grey, automatic, guided, truth = OBJECTIVE.show(watched.target, watched)
    assert grey.shape == automatic.shape == guided.shape == truth.shape == clean.shape
    torch.testing.assert_close(truth, clean, atol=1e-3, rtol=0)
    assert torch.equal(automatic, truth)
    assert torch.equal(guided, truth)
    assert (grey.amax(dim=1) - grey.amin(dim=1)).max() < 1e-3
    assert len(grey) == half
