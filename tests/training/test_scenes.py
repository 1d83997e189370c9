"""What scenes promise: most of a picture, upright, mirrored at times, drawn from a seed."""

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor

from training.config import Data, ExperimentError, read_experiment
from training.pairs import CleanPatches, DevicePatches, FlatPictures, Scenes, whole_scenes
from training.sources import Picture

EXPERIMENTS = Path(__file__).parents[2] / "training" / "experiments"


def _picture(pixels: NDArray[np.uint8]) -> Picture:
    return Picture(Path("drawn.png"), "", pixels)


def _flat(pictures: list[Picture], most: int | None = None) -> FlatPictures:
    return FlatPictures(pictures, torch.device("cpu"), most)


def _halves(axis: int, height: int = 60, width: int = 60) -> Picture:
    """Draw a picture whose upper, or left, half is white and the other black."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[(slice(None),) * axis + (slice((height, width)[axis] // 2),)] = 255
    return _picture(pixels)


def _draw(picture: Picture, count: int, seed: int = 0, patch: int = 24) -> Tensor:
    return next(iter(Scenes(_flat([picture]), patch=patch, batch=count, seed=seed)))


@given(st.integers(20, 90), st.integers(20, 90), st.sampled_from([8, 32, 96]))
def test_scenes_are_of_the_asked_size(height: int, width: int, patch: int) -> None:
    """Whatever the size of the pictures, smaller or larger, scenes are squares of the patch in 8 bits."""
    picture = _picture(np.full((height, width, 3), (9, 120, 250), np.uint8))
    for scenes in (_draw(picture, 2, patch=patch), whole_scenes([picture] * 2, patch)):
        assert scenes.shape == (2, 3, patch, patch)
        assert scenes.dtype == torch.uint8
        assert (scenes == torch.tensor([9, 120, 250]).view(1, 3, 1, 1)).all()


def test_scenes_are_upright() -> None:
    """What is above stays above: the sky is never at the bottom or the side."""
    scenes = _draw(_halves(0), 64).float()
    assert (scenes[:, :, 0] > scenes[:, :, -1]).all()
    assert (scenes.std(dim=3) == 0).all()


def test_scenes_are_mirrored_at_times() -> None:
    """What is on the left is on the right about as often."""
    scenes = _draw(_halves(1), 200).float()
    assert float((scenes[:, 0, 0, 0] < scenes[:, 0, 0, -1]).float().mean()) == pytest.approx(0.5, abs=0.1)


def test_scenes_show_most_of_a_picture() -> None:
    """A scene spans at least so much of the shorter side as said, some nearly all, and not all the same."""
    ramp = np.broadcast_to(np.arange(200, dtype=np.uint8)[:, None, None], (200, 300, 3))
    rows = _draw(_picture(np.ascontiguousarray(ramp)), 64)[:, 0, :, 0].float()
    spans = (rows.amax(dim=1) - rows.amin(dim=1)) / 200
    assert spans.min() > 0.75 - 0.05
    assert spans.max() > 0.9
    assert spans.std() > 0.05
    assert (rows.diff(dim=1) > 0).all()


def test_scenes_come_from_all_of_a_long_picture() -> None:
    """Both ends of a panorama are seen."""
    scenes = _draw(_halves(1, 40, 200), 100)[:, 0].float().mean(dim=(1, 2))
    assert scenes.min() == 0
    assert scenes.max() == 255


def test_scenes_are_a_function_of_their_seed() -> None:
    """The same seed gives the same batches, another seed or process others."""
    rng = np.random.default_rng(0)
    pictures = [_picture(rng.integers(0, 256, (50, 50, 3), np.uint8)) for _ in range(3)]

    def batches(seed: int, rank: int = 0) -> Tensor:
        scenes = Scenes(_flat(pictures), patch=16, batch=4, seed=seed, rank=rank)
        return torch.stack(list(itertools.islice(scenes, 2)))

    first = batches(1)
    assert torch.equal(first, batches(1))
    assert not torch.equal(first, batches(2))
    assert not torch.equal(first, batches(1, rank=1))
    assert not torch.equal(first[0], first[1])


def test_patches_are_turned_still() -> None:
    """What learns without scenes sees its pictures in all turns, as before."""
    patches = next(iter(CleanPatches([_halves(0)], patch=60, batch=64, seed=0)))[:, 0].float()
    corners = {(int(patch[0, 0]), int(patch[0, -1]), int(patch[-1, 0])) for patch in patches}
    assert corners == {(255, 255, 0), (0, 0, 255), (255, 0, 255), (0, 255, 0)}


@pytest.mark.parametrize("shape", [(40, 100), (100, 40), (40, 40)])
def test_whole_scenes_are_the_middle(shape: tuple[int, int]) -> None:
    """Of a long picture the largest square in the middle is seen, and no more."""
    pixels = np.zeros((*shape, 3), np.uint8)
    top, left = ((side - 40) // 2 for side in shape)
    pixels[top : top + 40, left : left + 40] = 200
    assert (whole_scenes([_picture(pixels)], 20) == 200).all()


@pytest.mark.parametrize("name", ["colorize-vae", "colorize-vae-coarse"])
def test_colorizers_learn_from_scenes_with_codes(name: str) -> None:
    """The shipped experiments of colour see whole scenes, whose codes and shades cost; others see patches."""
    experiment = read_experiment(EXPERIMENTS / f"{name}.toml")
    assert (experiment.name, experiment.task) == ("colorize-vae", "colorize")
    assert experiment.data.cut == "scenes"
    assert all(weight > 0 for weight in experiment.optimizer.weights_of_terms.values())
    assert read_experiment(EXPERIMENTS / "denoise-unet.toml").data.cut == "patches"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("[data]\ncut = 1", "cut is 1, expected something like 'patches'"),
        ("[optimizer]\npalette_weight = 'much'", "palette_weight is 'much', expected something like 0.03"),
        ("[optimizer]\ndivergence_weight = true", "divergence_weight is True, expected something like 0.001"),
    ],
)
def test_mistakes_in_the_new_entries_are_said(tmp_path: Path, part: str, words: str) -> None:
    """A value of another kind is an error that says what is expected."""
    path = tmp_path / "bad.toml"
    path.write_text(f'name = "a"\ntask = "colorize"\n{part}')
    with pytest.raises(ExperimentError, match=words):
        read_experiment(path)


def test_a_scene_may_be_scaled_up_a_little() -> None:
    """Pictures a quarter smaller than the patch count as scenes, but give no plain patches."""
    scenes = Data(patch_pixels=256, cut="scenes")
    assert (scenes.smallest_pixels, Data(patch_pixels=80).smallest_pixels) == (192, 80)
    picture = _picture(np.zeros((192, 240, 3), np.uint8))
    patches = Scenes(_flat([picture]), patch=scenes.patch_pixels, batch=2, seed=0)
    assert next(iter(patches)).shape == (2, 3, 256, 256)


def test_patches_cut_on_a_device_are_crops_in_all_eight_ways() -> None:
    """Each is a crop of one picture, flipped or turned; all ways and all places at the edges occur."""
    pictures = [_coordinates(0, 40, 50), _coordinates(1, 33, 64), _coordinates(2, 32, 32)]
    flat = _flat([_picture(pixels) for pixels in pictures])
    batch = next(iter(DevicePatches(flat, patch=32, batch=600, seed=3)))
    assert batch.dtype == torch.uint8
    ways, tops = set(), set()
    for patch in batch.permute(0, 2, 3, 1).numpy():
        top, left = patch[..., 1].min(), patch[..., 2].min()
        crop = pictures[patch[0, 0, 0]][top : top + 32, left : left + 32]
        seen = [
            (turns, flipped)
            for turns in range(4)
            for flipped in (1, -1)
            if np.array_equal(np.rot90(crop, turns)[:, ::flipped], patch)
        ]
        assert len(seen) == 1
        ways |= set(seen)
        tops.add((patch[0, 0, 0], top))
    assert len(ways) == 8
    assert {(0, 0), (0, 8), (1, 0), (1, 1), (2, 0)} <= tops


def test_patches_cut_on_a_device_are_a_function_of_the_seed() -> None:
    """The same seed gives the same patches, another one and another process others."""
    flat = _flat([_picture(_coordinates(0, 60, 60))])

    def first(seed: int, rank: int = 0) -> Tensor:
        return next(iter(DevicePatches(flat, patch=16, batch=8, seed=seed, rank=rank)))

    assert torch.equal(first(1), first(1))
    assert not torch.equal(first(1), first(2))
    assert not torch.equal(first(1), first(1, rank=1))


def test_pictures_are_read_between_their_pixels() -> None:
    """Each is read bilinearly, and beyond its edges as its mirror image."""
    pictures = [_coordinates(3, 20, 30), _coordinates(7, 25, 10)]
    rows, columns = torch.tensor([[2.0, 2.5, -1.0, 19.6, 24.4]]), torch.tensor([[4.0, 8.5, -3.0, 5.0, 5.0]])
    found = _flat([_picture(pixels) for pixels in pictures]).read(
        torch.tensor([0, 1]), rows.expand(2, 1, 5), columns.expand(2, 1, 5)
    )
    assert (found.shape, found.dtype) == ((2, 3, 1, 5), torch.uint8)
    assert found[:, 0, 0].tolist() == [[3] * 5, [7] * 5]
    assert found[0, 1, 0].tolist() == [2, 2, 0, 19, 15]
    assert found[1, 1, 0].tolist() == [2, 2, 0, 20, 24]
    assert found[0, 2, 0].tolist() == [4, 8, 2, 5, 5]


def test_scenes_may_be_askew() -> None:
    """What is upright is turned a little, to both sides, and stretched, and still nothing but the picture."""
    picture = _picture(_coordinates(9, 120, 160))
    scenes = next(iter(Scenes(_flat([picture]), patch=32, batch=64, seed=0, askew=0.2))).float()
    assert (scenes[:, 0] == 9).all()
    tilts = (scenes[:, 1, 16, -1] - scenes[:, 1, 16, 0]) / (scenes[:, 2, 16, -1] - scenes[:, 2, 16, 0]).abs()
    assert tilts.abs().max() < 0.4
    assert tilts.min() < -0.05
    assert tilts.max() > 0.05
    heights, widths = (
        (scenes[:, 1, -1] - scenes[:, 1, 0]).abs().mean(dim=1),
        (scenes[:, 2, :, -1] - scenes[:, 2, :, 0]).abs().mean(dim=1),
    )
    assert (heights / widths).min() < 0.9
    assert (heights / widths).max() > 1.1


def test_larger_pictures_are_kept_smaller() -> None:
    """A shorter side above what scenes need is scaled to it, the other one alike; smaller ones stay."""
    flat = _flat([_halves(0, 100, 250), _halves(0, 40, 30)], most=50)
    assert list(zip(flat.heights.tolist(), flat.widths.tolist(), strict=True)) == [(50, 125), (40, 30)]


def _coordinates(number: int, height: int, width: int) -> NDArray[np.uint8]:
    rows, columns = np.mgrid[:height, :width]
    return np.stack([np.full_like(rows, number), rows, columns], axis=2).astype(np.uint8)
