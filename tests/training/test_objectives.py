"""What examples promise: what is read lacks the answer, what counts is what can be learned, seeded."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from training.config import Data, ExperimentError
from training.degradations.degrade import level_of
from training.degradations.masks import EVALUATED
from training.objectives import OBJECTIVES, Example, Objective
from training.objectives.damage import DamageObjective
from training.objectives.inpaint import InpaintObjective
from training.objectives.level import SURPLUS, LevelObjective
from training.shipped import read_shipped


@pytest.fixture
def clean() -> Tensor:
    """Give eight pictures of white noise."""
    return torch.rand(8, 3, 64, 64, generator=torch.Generator().manual_seed(0))


def _rng() -> torch.Generator:
    return torch.Generator().manual_seed(1)


@pytest.mark.parametrize("task", ["inpaint", "damage"])
def test_an_example_is_a_function_of_its_seed(task: str, clean: Tensor) -> None:
    """The same seed makes the same example; a perfect answer is scored and shown."""
    objective: Objective = OBJECTIVES[task](Data())
    first, again = (objective.draw(clean, _rng()) for _ in range(2))
    assert torch.equal(first.planes[0], again.planes[0])
    assert torch.equal(first.target, again.target)
    rows = objective.show(first.target, first)
    assert all(row.shape == clean.shape for row in rows)


def test_a_teacher_is_half_of_what_is_wanted(clean: Tensor) -> None:
    """With a teacher the same is read, and wanted is the middle of the clean picture and its answer."""
    alone = OBJECTIVES["denoise"](Data()).draw(clean, _rng())
    taught = OBJECTIVES["denoise"](Data(teacher="denoise-unet-larger")).draw(clean, _rng())
    assert all(map(torch.equal, alone.planes, taught.planes))
    answer = read_shipped("denoise-unet-larger")(*alone.planes)
    torch.testing.assert_close(taught.target, (alone.target + answer) / 2)
    assert not taught.target.requires_grad


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nobody", r"nobody\.toml: cannot be read"),
        ("denoise-unet-continued", "denoise-unet: its weights do not fit the network"),
    ],
)
def test_a_teacher_that_cannot_teach_is_said(name: str, words: str) -> None:
    """One without an experiment, and one whose model has another shape by now, are refused at once."""
    with pytest.raises(ExperimentError, match=words):
        OBJECTIVES["denoise"](Data(teacher=name))


def test_holes_are_empty_and_alone_count(clean: Tensor) -> None:
    """The picture is 0 in the hole; each hole weighs as much as any other, and nothing else does."""
    example = InpaintObjective(Data(grey_share=0.0)).draw(clean, _rng())
    picture, mask = example.planes
    assert torch.equal(example.target, clean)
    assert torch.equal(picture, clean * (1 - mask))
    assert ((example.weight > 0) == (mask > 0)).all()
    torch.testing.assert_close(example.weight.mean(dim=(1, 2, 3)), torch.ones(8))


def test_psnr_is_of_the_hole_and_by_kind(clean: Tensor) -> None:
    """An error of 0.1 within holes scores 20 dB in each kind; one outside does not count."""
    objective = InpaintObjective(Data())
    example = objective.draw_watched(clean, _rng())
    mask = example.planes[1]
    answer = example.target + torch.where(mask > 0, torch.where(clean > 0.5, -0.1, 0.1), 0.3)
    scores = objective.score(torch.where(mask > 0, answer, answer.clamp(0, 1)), example)
    assert list(scores) == [f"psnr_{kind}" for kind in EVALUATED]
    assert torch.stack(list(scores.values())).tolist() == pytest.approx([20] * 4, abs=1e-3)


def test_damage_is_scored_where_it_can_be_told() -> None:
    """Half is found surely, the rest like all that is sound; what does not count changes nothing."""
    target = torch.zeros(1, 1, 8, 8)
    target[..., :2, :] = 1
    weight = torch.ones_like(target)
    weight[..., 7, :] = 0
    answer = torch.zeros_like(target)
    answer[..., 0, :] = 0.9
    answer[..., 7, :] = 0.9
    example = Example((torch.rand(1, 3, 8, 8),), target, weight)
    scores = DamageObjective(Data()).score(answer, example)
    assert float(scores["average_precision"]) == pytest.approx(0.5 * 1 + 0.5 * 16 / 56, abs=1e-3)


def test_sprites_are_laid_on_as_well(clean: Tensor, tmp_path: Path) -> None:
    """With a folder of sprites the damage is another than without."""
    (tmp_path / "dots").mkdir()
    for index in range(10):
        alpha = np.zeros((40, 40), np.uint8)
        alpha[5 + index : 30, 5:35] = 255
        Image.fromarray(np.dstack([alpha] * 4)).save(tmp_path / "dots" / f"{index}.png")
    without, beside = (
        DamageObjective(Data(), folder).draw(clean, _rng()).target for folder in (None, tmp_path)
    )
    assert not torch.equal(without, beside)


def test_levels_of_white_noise_are_true_and_those_of_photos_more(clean: Tensor) -> None:
    """White noise is told as it is and nothing as nothing; what photos have by as much more as said."""
    objective = LevelObjective(Data(real_share=0.5, grey_share=0.0, sigma_255=(10, 10)))
    even = 0.25 + clean / 2
    kept = set()
    for seed in range(12):
        example = objective.draw(even, torch.Generator().manual_seed(seed))
        true = level_of(example.planes[0], even)
        assert not example.target[4:6].any()
        torch.testing.assert_close(example.target[6:], true[6:])
        ratios = (example.target[:4] / true[:4].clamp(min=1e-6)).flatten(1).median(dim=1).values
        kept.add(int(((ratios - SURPLUS).abs() < 1e-4).sum()))  # others were resized
    assert kept & {1, 2, 3}  # each is damaged in ways of its own


@pytest.mark.parametrize("halved", [False, True])
def test_one_picture_is_enough_to_watch(clean: Tensor, halved: bool) -> None:
    """Of a single picture none is damaged as photos are: it is watched all the same."""
    example = LevelObjective(Data(real_share=0.5, halved=halved)).draw_watched(clean[:1], _rng())
    assert len(example.planes[0]) == len(example.target) == 1
    assert example.target.any()


@pytest.mark.parametrize("task", ["denoise", "level"])
def test_what_is_halved_is_learned_from_at_half_the_size(task: str, clean: Tensor) -> None:
    """All that is read and answered is half as large as the patches, if so wished."""
    data = Data(halved=True, real_share=0.5)
    example = OBJECTIVES[task](data).draw(clean, _rng())
    assert {plane.shape[2:] for plane in (*example.planes, example.target)} == {(32, 32)}
