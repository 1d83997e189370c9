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
from training.objectives.colorize import AGED_SHARE, RARITY, REPAINTED_SHARE, ColorizeObjective
from training.restorers.colorize import CODE, LIKENESS, MODES
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
    """Lightness, noise for the code, the truth, which is the target, places where it is known and asked."""
    example = OBJECTIVE.draw(clean, _rng())
    lightness, noise, truth, wished, known, asked = example.planes
    count, _, height, width = clean.shape
    assert lightness.shape == (count, 1, height, width)
    assert wished.shape == truth.shape
    assert known.shape[:2] == asked.shape[:2] == (count, 2)
    assert known.shape[2] < asked.shape[2]
    assert noise.shape == (count, CODE, 1, 1)
    assert torch.equal(truth, example.target)
    torch.testing.assert_close(example.target, _split(clean)[1])
    assert all(plane.isfinite().all() for plane in (*example.planes, example.weight))


def test_a_share_of_the_pictures_have_a_part_of_another() -> None:
    """A rectangle is pasted into them, colours and lightness; the rest of each, and the others, stay."""
    plain = torch.rand((40, 3, 1, 1), generator=_rng(5)).expand(40, 3, 24, 24)
    of_all = ColorizeObjective(Data(hints=False, pasted_share=0.5)).draw(plain, _rng()).target
    own, other = _split(plain)[1], _split(plain.roll(1, 0))[1]
    is_own, is_other = ((of_all - part).abs().amax(dim=1) < 1e-5 for part in (own, other))
    assert (is_own | is_other).all()
    shares = is_other.float().mean(dim=(1, 2))
    assert 0.2 < (shares > 0).float().mean() < 0.8
    assert shares[shares > 0].min() > 0.05
    for inside in is_other[shares > 0]:
        rows, columns = inside.any(dim=1), inside.any(dim=0)
        assert torch.equal(inside, rows[:, None] & columns)


def test_hints_are_drawn_where_they_are_learned_from(clean: Tensor) -> None:
    """Without, there are lightness, noise and the truth, and the target is the same."""
    alone = ColorizeObjective(Data(hints=False)).draw(clean, _rng())
    assert len(alone.planes) == 3
    assert torch.equal(alone.target, OBJECTIVE.draw(clean, _rng()).target)
    assert torch.equal(alone.planes[2], alone.target)


def test_noise_is_standard_normal() -> None:
    """Codes are varied by numbers of mean 0 and spread 1."""
    noise = OBJECTIVE.draw(torch.rand(300, 3, 12, 12, generator=_rng()), _rng()).planes[1]
    assert noise.mean() == pytest.approx(0, abs=0.1)
    assert noise.std() == pytest.approx(1, abs=0.1)


def test_an_example_is_a_function_of_its_seed(clean: Tensor) -> None:
    """The same seed makes the same example, another seed another."""
    first, again, other = (OBJECTIVE.draw(clean, _rng(seed)) for seed in (1, 1, 2))
    pairs = list(zip(first.planes, again.planes, strict=True))
    assert all(torch.equal(plane, same) for plane, same in pairs)
    for at in (0, 1, 3, 4, 5):
        assert not torch.equal(first.planes[at], other.planes[at])


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


def test_hints_tell_of_things_of_other_colours() -> None:
    """In half of the pictures what is like the first known place is of another colour, and no more is."""
    pictures = torch.full((200, 3, 16, 32), 0.25)
    pictures[..., 16:] = torch.tensor([0.9, 0.8, 0.4]).view(3, 1, 1)
    truth, wished, known = (OBJECTIVE.draw(pictures, _rng()).planes[at] for at in (2, 3, 4))
    moved = (wished - truth).square().sum(dim=1).sqrt()
    repainted = moved.amax(dim=(1, 2)) > 0.01
    assert float(repainted.float().mean()) == pytest.approx(REPAINTED_SHARE, abs=0.1)
    is_left = known[:, 1, 0, 0] < 12
    is_right = known[:, 1, 0, 0] >= 20
    for there, (left, right) in ((is_left, (1, 0)), (is_right, (0, 1))):
        sides = moved[repainted & there][..., [4, 28]].mean(dim=(0, 1))
        assert (sides / sides.max()).round(decimals=1).tolist() == [left, right]


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


def test_what_is_watched_is_plain(clean: Tensor, watched: Example) -> None:
    """Pictures are told of codes of zeros; nothing is aged."""
    lightness, code = watched.planes
    both, chroma = _split(clean)
    torch.testing.assert_close(lightness, both)
    torch.testing.assert_close(watched.target, chroma)
    assert code.shape == (len(clean), CODE, 1, 1)
    assert not code.any()
    assert (watched.weight == 1).all()


def _answer(chroma: Tensor, off: float = 1) -> Tensor:
    """Give an answer of this chroma, all of whose places are alike but for their distance, and as unsure.

    So much may be ``off`` at each; what they share is how vivid the picture is.
    """
    count, _, *size = chroma.shape
    likeness, deviation = chroma.new_zeros(count, LIKENESS, *size), chroma.new_full((count, 1, *size), off)
    return torch.cat([chroma, likeness, deviation, chroma.new_zeros(count, 2 * MODES, *size)], dim=1)


def test_the_truth_scores_best(watched: Example) -> None:
    """The true chroma has nearly no error and all colour; grey has less of the one and none of the other."""
    perfect = OBJECTIVE.score(_answer(watched.target, off=1e-3), watched)
    grey = OBJECTIVE.score(_answer(torch.zeros_like(watched.target)), watched)
    assert list(perfect) == list(grey) == ["psnr_0", "psnr_10", "chroma"]
    assert perfect["chroma"] == pytest.approx(1)
    assert grey["chroma"] == 0
    for name in ("psnr_0", "psnr_10"):
        assert perfect[name] > 60
        assert 10 < grey[name] < 40


def test_hints_count_for_their_score(watched: Example) -> None:
    """Ten true colours mend a part of what is told wrongly, the same each time."""
    answer = _answer(0.5 * watched.target)
    scores = OBJECTIVE.score(answer, watched)
    assert scores["psnr_0"] + 0.5 < scores["psnr_10"] < 60
    assert scores["chroma"] == pytest.approx(0.5)
    assert OBJECTIVE.score(answer, watched) == scores


def test_decibels_are_those_of_the_pictures(watched: Example) -> None:
    """The PSNR is the mean over pictures of that in RGB."""
    answer = 0.5 * watched.target
    pictures, truth = (from_lab(watched.planes[0], chroma) for chroma in (answer, watched.target))
    decibels = -10 * (pictures - truth).square().mean(dim=(1, 2, 3)).log10()
    torch.testing.assert_close(OBJECTIVE.score(_answer(answer), watched)["psnr_0"], decibels.mean())


def test_the_sheet_shows_grey_answers_and_truth(clean: Tensor, watched: Example) -> None:
    """Rows: the grey pictures, told without hints and with, and the pictures themselves."""
    grey, automatic, guided, truth = OBJECTIVE.show(_answer(watched.target, off=1e-3), watched)
    assert grey.shape == automatic.shape == guided.shape == truth.shape == clean.shape
    torch.testing.assert_close(truth, clean, atol=1e-3, rtol=0)
    assert torch.equal(automatic, truth)
    torch.testing.assert_close(guided, truth, atol=1e-3, rtol=0)
    assert (grey.amax(dim=1) - grey.amin(dim=1)).max() < 1e-3
