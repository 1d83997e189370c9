"""What codes promise in training: copies are seeded and of their photo, light is no matter, 1 is a copy."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from lookalikes import CODES, scene
from stand_ins import coding_model, with_card
from torch import Tensor

from restorer import Engine
from restorer.networks.card import read_card
from training.autoencoders.losses import relative_contraction
from training.calibration import calibrate
from training.config import Data, Experiment, ExperimentError, Network
from training.degradations.copies import copy_photos, crop
from training.evaluations.likeness import measure, perceptual_hash, precision_and_recall
from training.export import export, run_torch
from training.objectives.codes import CodesObjective
from training.pairs import squeezed_pictures
from training.restorers import NETWORKS
from training.restorers.codes import CodesNetwork
from training.shipped import build_network
from training.sources import read_held_out, read_pictures, read_sources

Run = Callable[..., tuple[int, str, str]]
TINY = Experiment(
    "tiny-codes",
    "codes",
    network=Network(channels=(8, 8), blocks=(0, 1)),
    data=Data(patch_pixels=64, batch=4, cut="whole", held_out_share=0.5),
)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Give a folder of a dozen pictures."""
    folder = tmp_path / "many"
    folder.mkdir()
    for seed in range(12):
        scene(seed).save(folder / f"{seed}.png")
    return folder


@pytest.fixture
def weights() -> dict[str, Tensor]:
    """Give weights of the tiny network as it begins."""
    torch.manual_seed(0)
    return NETWORKS["codes"](TINY.network.channels, TINY.network.blocks).state_dict()


def _rng() -> torch.Generator:
    return torch.Generator().manual_seed(1)


def test_copies_are_a_function_of_their_seed_and_like_their_photo(many: Path) -> None:
    """The same seed makes the same copies, 0..1, nearer to their own photo than to another."""
    photos = squeezed_pictures(read_pictures([many]), 64).float() / 255
    copies, again = (copy_photos(photos, 0.2, _rng()) for _ in range(2))
    assert torch.equal(copies, again)
    assert copies.shape == photos.shape
    assert copies.min() >= 0
    assert copies.max() <= 1
    nearest = torch.cdist(copies.flatten(1), photos.flatten(1)).argmin(dim=1)
    assert (nearest == torch.arange(len(photos))).float().mean() > 0.9


def test_half_of_the_copies_are_of_another_tone() -> None:
    """Of even photos the brightness of many changes by more than noise and compression change it."""
    copies = copy_photos(torch.full((64, 3, 32, 32), 0.5), 0.2, _rng())
    assert 0.2 < ((copies.mean(dim=(1, 2, 3)) - 0.5).abs() > 0.02).float().mean() < 0.7


def test_a_crop_takes_what_is_at_the_sides() -> None:
    """The middle of a picture stays about where it was, and its ramp becomes less steep."""
    ramp = torch.linspace(0, 1, 64).view(1, 1, 1, 64).expand(4, 3, 64, 64)
    cropped = crop(ramp, _rng())
    assert ((cropped - ramp).abs() < 0.1).all()
    assert (cropped[..., -1] - cropped[..., 0] < 1).all()


def test_an_example_is_a_copy_and_its_photo() -> None:
    """The planes are 64 x 64; codes that are the pictures themselves are scored and shown."""
    photos = torch.rand(4, 3, 96, 96, generator=_rng())
    objective = CodesObjective(Data())
    example = objective.draw(photos, _rng())
    assert [plane.shape for plane in example.planes] == [(4, 3, 64, 64)] * 2
    watched = objective.draw_watched(photos, _rng())
    codes = watched.planes[0].flatten(1)[:, :, None, None]
    assert objective.score(codes, watched)["recall"] == 1
    assert [len(row) for row in objective.show(codes, watched)] == [4, 4]
    alone = objective.draw_watched(photos[:1], _rng())
    assert objective.score(alone.planes[0].flatten(1)[:, :, None, None], alone) == {"recall": 1}


@pytest.mark.parametrize("scale", [1.0, 0.01])
def test_contraction_is_relative(scale: float) -> None:
    """Smaller codes do not lower it, smaller shifts do, and codes that are taken for others raise it."""
    codes = scale * torch.randn(16, 8, generator=_rng())
    shift = scale * torch.randn(16, 8, generator=torch.Generator().manual_seed(2))
    small, large, confused = (
        float(relative_contraction(moved, codes))
        for moved in (codes + 0.1 * shift, codes + shift, codes.roll(1, 0))
    )
    assert small < large < confused
    unscaled = relative_contraction((codes + shift) / scale, codes / scale)
    assert large == pytest.approx(float(unscaled), rel=1e-3)


def test_brightness_and_contrast_do_not_move_a_code(weights: dict[str, Tensor]) -> None:
    """A paler or darker copy has about the code of its photo."""
    network = CodesNetwork(TINY.network.channels, TINY.network.blocks)
    network.load_state_dict(weights)
    photo = torch.rand(1, 3, 64, 64, generator=_rng())
    torch.testing.assert_close(network(photo), network(0.3 + 0.5 * photo), rtol=0.05, atol=0.02)


def test_calibrated_codes_keep_their_contract(
    weights: dict[str, Tensor], many: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After it copies of different photos are at least 1 apart; it is exported, opened and runs."""
    scaled = calibrate(TINY, weights, [many])
    most = float(capsys.readouterr().out.rpartition("copies within ")[2])
    path = tmp_path / "tiny.onnx"
    card = export(TINY, scaled, path)
    assert (card.task, card.contract, card.multiple, card.reach) == ("codes", "codes-v1", 64, None)
    held_out = read_held_out([many], held_out_share=0.5, smallest=48)
    assert [picture.path for picture in held_out] == [
        picture.path for picture in read_sources([many], held_out_share=0.5, smallest=48).held_out
    ]
    engine = Engine.open(path, "cpu")
    photos = squeezed_pictures(held_out, 64).permute(0, 2, 3, 1).numpy() / np.float32(255)
    codes = np.stack([engine.run(photo)[0, 0] for photo in photos])
    assert codes.shape == (len(held_out), 128)
    apart = np.linalg.norm(codes[:, None] - codes, axis=2)[~np.eye(len(codes), dtype=bool)]
    assert 1 < apart.min() < 2
    network = build_network(TINY, weights)
    unscaled = np.stack([run_torch(network, photo)[0, 0] for photo in photos])
    np.testing.assert_allclose(unscaled, most * codes, atol=5e-3 * np.abs(unscaled).max())


def test_a_file_there_twice_is_one_photo(
    weights: dict[str, Tensor], many: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Copied files of one source add pairs with others, but none with one another; alone they are too few."""
    held_out = [picture.path for picture in read_held_out([many], held_out_share=0.5, smallest=48)]
    count = len(held_out)
    (many / "twice").mkdir()
    for path in held_out:
        shutil.copy(path, many / "twice")
    calibrate(TINY, weights, [many])
    assert f": {4 * (2 * count) * (2 * count - 2)} pairs" in capsys.readouterr().out
    (many / "one").mkdir()
    for name in "ab":
        shutil.copy(held_out[0], many / "one" / f"{name}.png")
    with pytest.raises(ExperimentError, match="no two photos held out"):
        calibrate(TINY, weights, [many / "one"])


def test_calibration_asks_for_what_it_lacks(weights: dict[str, Tensor], many: Path) -> None:
    """Without photos, and for another task, it is one line."""
    with pytest.raises(ExperimentError, match="add --photos"):
        calibrate(TINY, weights, [])
    with pytest.raises(ExperimentError, match="no two photos held out"):
        calibrate(replace(TINY, data=replace(TINY.data, held_out_share=0.0)), weights, [many])
    other = NETWORKS["level"]((8, 8, 8), (0, 1, 1))
    level = replace(TINY, task="level", network=Network((8, 8, 8), (0, 1, 1)))
    with pytest.raises(ExperimentError, match="leave --photos out"):
        calibrate(level, other.state_dict(), [many])


def test_a_hash_stays_through_light_and_size() -> None:
    """A perceptual hash is 64 bits, the same for a smaller and a brighter picture, another for another."""
    picture = scene(1)
    bits = perceptual_hash(np.asarray(picture))
    assert set(bits) == {0, 1}
    assert len(bits) == 64
    assert (bits != perceptual_hash(np.asarray(picture.resize((120, 80))))).sum() <= 4
    assert (bits != perceptual_hash(np.asarray(picture) // 2 + 60)).sum() <= 4
    assert (bits != perceptual_hash(np.asarray(scene(2)))).sum() > 15


def test_recall_is_at_the_precision() -> None:
    """One of four copies is farther than two false pairs: recall is three quarters, and before them, too."""
    apart = np.full((4, 4), 9.0)
    np.fill_diagonal(apart, [1, 2, 3, 8])
    apart[0, 1] = apart[1, 0] = 5
    found = measure({"noisy": apart})
    assert (found.recall, found.recall_before_false, found.by_form) == (0.75, 0.75, {"noisy": 0.75})
    assert found.average_precision == pytest.approx((3 + 4 / 6) / 4, abs=1e-3)
    assert precision_and_recall({"noisy": apart}, 6) == (0.6, 0.75)


def test_codes_are_scored_beside_other_ways(run: Run, many: Path, tmp_path: Path) -> None:
    """A model of codes is scored on copies beside a hash and PCA, and the scores go into its card.

    Files of the same bytes are one picture.
    """
    model = with_card(coding_model(), tmp_path / "coder.onnx", **CODES)
    shutil.copy(next(many.glob("*.png")), many / "the-same-again.png")
    code, _, _ = run("evaluate", model, "--data", many, "--record", "-o", tmp_path / "found")
    found = json.loads((tmp_path / "found.json").read_text())["near-duplicates"]
    assert code == 0
    assert list(found["methods"]) == [
        "codes",
        "pHash, 64 bits",
        "PCA, 128 numbers",
        "PCA, 128 numbers, standardised",
    ]
    assert (found["pictures"], found["pairs"]) == (12, 6 * 144)
    assert found["methods"]["codes"]["by_form"]["resized"] == 1
    assert read_card(model).scores["many_recall_at_precision_0.99"] == found["methods"]["codes"]["recall"]
    assert "At a distance of 1" in (tmp_path / "found.md").read_text()
