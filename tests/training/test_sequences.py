"""What training for bursts and clips promises: frames as of a camera, and a network that remembers."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from PIL import Image
from stand_ins import averaging_frames_model, keeping_model, with_card
from torch import Tensor

from restorer import Engine
from restorer.networks.card import ModelCard
from restorer.pixels.samples import to_float
from training.config import Data, Experiment, ExperimentError, Network
from training.degradations.bursts import MARGIN, shoot
from training.degradations.clips import film
from training.evaluate import Wish, evaluate
from training.evaluations.sequences import SCENES, Sequences
from training.export import export
from training.fit import fit
from training.growth import grow
from training.objectives.sequence import SCENE_MARGIN, SequenceObjective
from training.pairs import center_crops
from training.resampling import identity_grid, is_within, resample
from training.restorers.denoise import Denoiser
from training.restorers.sequence import MEAN, STATE, SequenceRestorer
from training.sources import read_pictures
from training.weights import read_weights

SHAPE = ((8, 8), (1, 1))
SIZE = 64


@pytest.fixture(scope="module")
def clean(photos: Path) -> Tensor:
    """Give three scenes ``(3, 3, 80, 80)``."""
    return center_crops(read_pictures([photos]), 80).float() / 255


@pytest.fixture
def network() -> SequenceRestorer:
    """Give a small network whose weights are none of them zero."""
    torch.manual_seed(0)
    network = SequenceRestorer(*SHAPE)
    for weight in network.parameters():
        torch.nn.init.normal_(weight, std=0.1)
    return network.eval()


def rng(seed: int = 0) -> torch.Generator:
    """Give a generator."""
    return torch.Generator().manual_seed(seed)


def test_a_first_frame_is_denoised_as_ever() -> None:
    """Started from a denoiser, the network gives to a first frame what that one would."""
    network, denoiser = SequenceRestorer(*SHAPE), Denoiser(*SHAPE)
    torch.nn.init.normal_(denoiser.tail.weight, std=0.1)
    network.load_state_dict(grow(denoiser.state_dict(), network))
    noisy, sigma = torch.rand(1, 3, 32, 48), torch.full((1, 1, 32, 48), 0.1)
    with torch.inference_mode():
        answer, _ = network(noisy, sigma, torch.zeros(1, STATE, 32, 48))
        torch.testing.assert_close(answer, denoiser(noisy, sigma))


def test_what_is_trusted_is_averaged(clean: Tensor) -> None:
    """Before training a frame seen eight times is answered with most of the noise gone."""
    network, scene = SequenceRestorer(*SHAPE), clean[:1, :, :64, :64]
    noisy = scene + 0.1 * torch.randn(8, 3, 64, 64, generator=rng())
    sigmas, motions = torch.full((1, 8, 64, 64), 0.1), torch.zeros(1, 16, 64, 64)
    with torch.inference_mode():
        restored = network.unroll(noisy.reshape(1, 24, 64, 64), sigmas, motions)
    first, last = ((restored[:, at : at + 3] - scene).square().mean() for at in (0, 21))
    assert last < first / 3


def test_the_memory_learns_from_later_frames(network: SequenceRestorer, clean: Tensor) -> None:
    """Gradients of the last frame and of flicker reach all that makes, keeps and reads the state."""
    example = SequenceObjective(Data(patch_pixels=80)).draw(clean, rng())
    answer, terms = network.learn(*example.planes)
    (answer[:, -3:].square().mean() + terms["flicker"]).backward()
    for name, weight in network.named_parameters():
        assert weight.grad is not None, name
        assert weight.grad.abs().sum() > 0, name


def test_the_state_stays_bounded(network: SequenceRestorer) -> None:
    """Over two hundred frames neither the state nor the answer of wild weights leaves all bounds."""
    state, sigma = torch.zeros(1, STATE, 16, 16), torch.full((1, 1, 16, 16), 0.1)
    with torch.inference_mode():
        for _ in range(200):
            answer, state = network(torch.rand(1, 3, 16, 16), sigma, state)
    assert state.abs().max() <= 15
    assert answer.isfinite().all()


def test_a_weight_below_nothing_is_none(network: SequenceRestorer) -> None:
    """Between pixels, where it ends, the weight of what was seen may overshoot zero: it counts as that."""
    frame, sigma = torch.rand(1, 3, 16, 16), torch.full((1, 1, 16, 16), 0.1)
    state = torch.rand(1, STATE, 16, 16)
    below, none = state.clone(), state.clone()
    below[:, MEAN], none[:, MEAN] = -0.01, 0.0
    with torch.inference_mode():
        (answer, after), (expected, expected_after) = (network(frame, sigma, each) for each in (below, none))
    assert torch.equal(answer, expected)
    assert torch.equal(after, expected_after)
    assert answer.isfinite().all()


def test_examples_are_frames_of_one_scene(clean: Tensor) -> None:
    """Frames of a batch are of one size, each with its level, motion and clean frame; seeded."""
    objective = SequenceObjective(Data(patch_pixels=80, real_share=0.0))
    example, again = (objective.draw(clean, rng(3)) for _ in range(2))
    frames, levels, motions, target = example.planes
    length = levels.shape[1]
    assert frames.shape == target.shape == (3, 3 * length, 80 - 2 * SCENE_MARGIN, 80 - 2 * SCENE_MARGIN)
    assert motions.shape[1] == 2 * length
    assert example.weight.shape[1] == 3 * length
    assert torch.equal(frames, again.planes[0])
    assert torch.equal(target, example.target)
    rows = objective.show(target, example)
    assert all(row.shape == (3, 3, 32, 32) for row in rows)


def test_what_happens_to_photos_moves_nothing(clean: Tensor) -> None:
    """Frames are to be restored where they were filmed, damaged as photos are or not."""
    real, white = (SequenceObjective(Data(patch_pixels=80, real_share=share)) for share in (1.0, 0.0))
    for seed in range(8):
        last, expected = (objective.draw(clean, rng(seed)).target[:, -3:] for objective in (real, white))
        torch.testing.assert_close(last, expected)


@pytest.mark.parametrize(("real_share", "saved"), [(0.0, 0), (1e-9, 2)])
def test_a_third_of_noisy_films_are_as_files_hold_them(clean: Tensor, real_share: float, saved: int) -> None:
    """Beside real damages a third of the films with white noise is clipped, and told by what is measured."""
    data = Data(patch_pixels=80, real_share=real_share, sigma_255=(50.0, 50.0), grey_share=0.0)
    planes = SequenceObjective(data).draw(clean.repeat(2, 1, 1, 1), rng()).planes
    last, level = planes[0][:, -3:], planes[1][:, -1]
    clipped = (last > -1e-3).all(dim=(1, 2, 3)) & (last < 1 + 1e-3).all(dim=(1, 2, 3))
    assert clipped.tolist() == [at < saved for at in range(6)]
    torch.testing.assert_close(level[saved:], torch.full_like(level[saved:], 50 / 255))
    assert ((level[:saved] - 50 / 255).abs().amax(dim=(1, 2)) > 1e-3).all()


def test_a_clip_is_of_one_camera() -> None:
    """Frames of a clip have noise as strong as each other's, but not the same; clips differ."""
    even = torch.full((6, 3, 112, 112), 0.5)
    objective = SequenceObjective(Data(patch_pixels=112, real_share=1.0, grey_share=0.0))
    strengths = []
    for seed in range(1, 7):
        example = objective.draw(even, rng(seed))
        mid_key = slice(1, None)  # of what is dark a JPEG leaves now more, now less
        for noise in torch.unflatten(255 * (example.planes[0] - example.target), 1, (-1, 3))[mid_key]:
            frames = noise.std(dim=(1, 2, 3))
            if frames.mean() > 2:  # of less, rounding to 8 bits leaves now more, now nothing
                strengths.append(frames.mean())
                assert frames.max() < 1.5 * frames.min()
                assert torch.corrcoef(noise[:2].flatten(1))[0, 1] < 0.3
    assert len(strengths) > 10
    assert max(strengths) > 3 * min(strengths)


def test_watched_frames_tell_first_from_last(clean: Tensor) -> None:
    """An answer that is right in last frames alone scores so: bursts and clips apart."""
    objective = SequenceObjective(Data(patch_pixels=80))
    example = objective.draw_watched(clean, rng())
    answer = example.target.clone()
    answer[:, :3] += torch.where(answer[:, :3] > 0.5, -0.1, 0.1)
    answer[-1:, -3:] += torch.where(answer[-1:, -3:] > 0.5, -0.01, 0.01)
    scores = {name: float(score) for name, score in objective.score(answer, example).items()}
    assert scores["psnr_first"] == pytest.approx(20, abs=0.01)
    assert scores["psnr_clip"] == pytest.approx(40, abs=0.01)
    assert scores["psnr_burst"] == pytest.approx(100)
    alone = objective.draw_watched(clean[:1], rng())
    assert all(score.isfinite() for score in objective.score(alone.target, alone).values())


def test_scenes_that_are_too_small_are_refused() -> None:
    """Patches that leave no frame within their margins are an error that says how large they must be."""
    with pytest.raises(ValueError, match="over 48"):
        SequenceObjective(Data(patch_pixels=40))


def test_a_camera_is_found_where_it_was(clean: Tensor) -> None:
    """What a frame shows is in another where its path says: frames put onto the last are the last."""
    clip = film(clean[:1], 64, 3, rng(1))
    steps = torch.arange(3)
    grid = identity_grid(40, 40) - 39 / 2
    places = clip.places(grid, torch.full_like(steps, 2), steps) + 63 / 2
    frames = resample(clip.frames, places.flatten(0, 1))
    light = frames.mean(dim=(1, 2, 3), keepdim=True)
    assert (frames / light - frames[2:] / light[2:]).abs().mean() < 0.02


def test_resampling_at_pixels_is_exact(clean: Tensor) -> None:
    """At its own pixels a picture is itself; a place outside is told."""
    grid = identity_grid(80, 80).expand(3, -1, -1, -1)
    torch.testing.assert_close(resample(clean, grid), clean, atol=1e-5, rtol=0)
    assert is_within(grid).all()
    assert not is_within(grid + 1)[..., -1, :].any()


@pytest.fixture(scope="module")
def recurrent() -> Experiment:
    """Give an experiment that takes moments."""
    return Experiment("frames", "sequence", network=Network(*SHAPE), data=Data(patch_pixels=64, batch=2))


def test_a_run_starts_from_a_denoiser_and_exports(
    recurrent: Experiment, exported: tuple[Path, ModelCard], photos: Path, tmp_path: Path
) -> None:
    """From an exported denoiser to an exported model of two outputs, which keeps its contract in tiles."""
    moment = timedelta(milliseconds=1)
    checkpoint = fit(recurrent, [photos], tmp_path / "run", budget=moment, init=exported[0], progress=False)
    start, end = read_weights(exported[0]), read_weights(checkpoint)
    known = end["head.weight"][:, : start["head.weight"].shape[1]]
    assert (known - start["head.weight"]).abs().max() < 0.01
    card = export(recurrent, end, tmp_path / "frames.onnx")
    assert (card.task, card.contract) == ("sequence", "sequence-v1")
    graph = onnx.load(tmp_path / "frames.onnx").graph
    assert [plane.name for plane in graph.output] == ["clean", "state_after"]
    engine = Engine.open(tmp_path / "frames.onnx", "cpu")
    planes = [np.zeros((16, 24, count), np.float32) for count in (3, 1, STATE)]
    assert engine.run(*planes).shape == (16, 24, 3 + STATE)


def test_another_network_is_no_beginning(recurrent: Experiment, photos: Path, tmp_path: Path) -> None:
    """A model that is wider than the network is refused, by the name of its file."""
    wide = {f"network.{name}": weight for name, weight in Denoiser((16, 8), SHAPE[1]).state_dict().items()}
    torch.save({"state_dict": wide}, tmp_path / "wide.ckpt")
    budget, origin = timedelta(seconds=1), tmp_path / "wide.ckpt"
    with pytest.raises(ExperimentError, match=r"wide\.ckpt: its weights do not fit"):
        fit(recurrent, [photos], tmp_path / "run", budget=budget, init=origin, progress=False)


def test_shots_end_where_the_picture_is(photos: Path) -> None:
    """The last shot is the middle of the picture, the others are not; noise is of the level asked for."""
    picture = read_pictures([photos])[0]
    shots = shoot(picture, 3, 20, np.random.default_rng(0))
    middle = to_float(picture.pixels[MARGIN:-MARGIN, MARGIN:-MARGIN])
    np.testing.assert_allclose(shots.clean[-1], middle, atol=1e-5)
    assert np.abs(shots.clean[0] - middle).mean() > 0.01
    assert np.std(to_float(shots.noisy[-1].samples) - middle) * 255 == pytest.approx(19, abs=2)


def test_an_evaluation_scores_frames_beside_one(photos: Path, tmp_path: Path) -> None:
    """A model that takes the mean of aligned frames gains by more of them, and lowers flicker."""
    for at, picture in enumerate(read_pictures([photos])[:1]):
        Image.fromarray(picture.pixels[:96, :112]).save(tmp_path / f"{at}.png")
    models = {
        "sequence": with_card(
            averaging_frames_model(), tmp_path / "mean.onnx", task="sequence", contract="sequence-v1"
        ),
        "denoise": with_card(keeping_model(), tmp_path / "keep.onnx"),
    }
    wish = Wish(tmp_path).completed(models.keys())  # type: ignore[arg-type]
    found = evaluate(models, wish, "cpu").evaluations[0]  # type: ignore[arg-type]
    assert isinstance(found, Sequences)
    burst = found.scores[0].bursts[SCENES[0]]
    assert (
        burst["one frame"] == burst["noisy"] < burst["burst of 2"] < burst["burst of 4"] < burst["burst of 8"]
    )
    assert burst["burst of 8"] == pytest.approx(burst["average, denoised"], abs=0.3)
    flicker = found.scores[0].flicker[SCENES[0]]
    assert flicker["noisy"] == pytest.approx(2 * 25 / np.sqrt(np.pi), rel=0.15)  # before clipping
    assert flicker["clip"] < 0.7 * flicker["one frame"]
    assert found.card_scores().keys() == {
        f"{tmp_path.name}_sigma25_{name}" for name in ("burst8_psnr", "burst8_gain", "flicker_share")
    }
