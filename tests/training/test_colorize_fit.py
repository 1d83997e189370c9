"""What training a colorizer promises: codes that cost, runs that go on, a file to use and to start from."""

import csv
import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import lightning
import numpy as np
import onnx
import pytest
import torch
from colorizers import random_colorizer
from PIL import Image
from torch import Tensor, nn

from restorer import Engine, Photo, Step
from restorer.networks.card import ModelCard, read_card
from restorer.networks.probe import draw_leaves
from restorer.pixels.hints import hint_rows
from restorer.pixels.lab import lightness_of
from restorer.pixels.samples import to_float
from restorer.progress import no_tick
from restorer.tasks import TASKS
from training.config import Data, Experiment, ExperimentError, Network, Optimizer
from training.degradations.hints import draw_places
from training.export import export, run_torch
from training.fit import fit
from training.lab import to_lab
from training.lightning import Batches, RestorerModule
from training.objectives import build_objective
from training.pairs import whole_scenes
from training.restorers.colorize import LIKENESS, MODES, Colorizer
from training.shipped import build_network
from training.sources import read_pictures, read_sources
from training.weights import read_weights

PATCH = 32
TINY = Experiment(
    "colorize-tiny",
    "colorize",
    network=Network(channels=(8, 8), blocks=(1, 1)),
    data=Data(patch_pixels=PATCH, batch=4, cut="scenes"),
    optimizer=Optimizer(
        loss="huber", divergence_weight=1e-3, learning_rate=5e-3, warmup_steps=5, ema_decay=0.9
    ),
)
SHAPE = TINY.network.channels, TINY.network.blocks
Exported = tuple[Path, ModelCard]


@pytest.fixture(scope="module")
def weights() -> dict[str, Tensor]:
    """Give random weights of the tiny network."""
    return random_colorizer(*SHAPE).state_dict()


@pytest.fixture(scope="module")
def exported(weights: dict[str, Tensor], tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Give the model file of the random weights, and its card."""
    path = tmp_path_factory.mktemp("models") / "colorize-tiny.onnx"
    return path, export(TINY, weights, path, trained_on=("noise",))


def test_the_card_tells_of_a_colorizer(exported: Exported) -> None:
    """The file's card names the contract, and that all of a picture is needed at once."""
    path, card = exported
    read = read_card(path)
    assert (read.task, read.contract, read.multiple) == ("colorize", "colorize-v4", 8)
    assert card.reach is card.exact_reach is read.reach is read.exact_reach is None


def test_what_only_learns_is_not_in_the_file(exported: Exported) -> None:
    """Coder and palette are for training: the file has what answers only, and the contract's planes."""
    graph = onnx.load(exported[0]).graph
    names = [tensor.name for tensor in graph.initializer]
    assert not [name for name in names if name.startswith(("coder.", "palette."))]
    assert [plane.name for plane in graph.input] == ["lightness", "code"]
    assert [plane.name for plane in graph.output] == ["chroma", "likeness", "deviation", "modes"]


@pytest.mark.parametrize("size", [(64, 96), (8, 200)])
def test_onnx_heeds_codes_as_torch_does(
    exported: Exported, weights: dict[str, Tensor], size: tuple[int, int]
) -> None:
    """With a code, too, and at any size, ONNX Runtime answers what torch does."""
    lightness = lightness_of(draw_leaves(max(size))[: size[0], : size[1]])[..., None]
    code = np.broadcast_to(np.random.default_rng(0).standard_normal(4).astype(np.float32), (*size, 4))
    answer = Engine.open(exported[0], "cpu").run(lightness, code)
    expected = run_torch(build_network(TINY, weights), lightness, code)
    assert answer.shape == (*size, 2 + LIKENESS + 1 + 2 * MODES)
    assert np.abs(expected).max() > 0.1
    assert np.abs(answer - expected).max() < 2e-4


def test_the_library_colours_with_it(exported: Exported) -> None:
    """A grey photo of odd sides gets colours from the file, others by a hint, and keeps its lightness."""
    engines = {"colorize": Engine.open(exported[0], "cpu")}
    photo = Photo((255 * draw_leaves(70)[:61, :, :1]).astype(np.uint8))
    red = hint_rows([(35.0, 30.0, (0.8, 0.2, 0.2))])
    answers = [
        to_float(TASKS["colorize"](photo, Step("colorize", inputs=inputs), engines, no_tick).samples)
        for inputs in ({}, {"hints": red})
    ]
    assert answers[0].shape == (61, 70, 3)
    assert np.ptp(answers[0], axis=2).max() > 0.02
    assert np.abs(answers[0] - answers[1]).max() > 0.02
    for answer in answers:
        assert np.abs(lightness_of(answer) - lightness_of(photo.pixels())).max() < 0.02


@pytest.fixture(params=["onnx", "ckpt"])
def origin(request: pytest.FixtureRequest, exported: Exported, weights: dict[str, Tensor]) -> Path:
    """Give the random weights as an exported file, without what only learns, and as a checkpoint."""
    path = exported[0]
    if request.param == "ckpt":
        path = path.parent / "run" / "checkpoints" / "step=1.ckpt"
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"state_dict": {f"network.{name}": weight for name, weight in weights.items()}}, path)
        (path.parent.parent / "run.json").write_text('{"sources": ["noise"]}')
    return path


def test_a_run_starts_from_what_another_made(
    origin: Path, weights: dict[str, Tensor], photos: Path, tmp_path: Path
) -> None:
    """A run of a moment ends with the weights it started from, and answers as they do."""
    slow = dataclasses.replace(TINY, optimizer=dataclasses.replace(TINY.optimizer, learning_rate=1e-6))
    moment = timedelta(milliseconds=1)
    end = read_weights(fit(slow, [photos], tmp_path, budget=moment, init=origin, progress=False))
    assert end.keys() == weights.keys()
    start = read_weights(origin) if origin.suffix == ".onnx" else weights
    learned = [name for name, _ in Colorizer(*SHAPE).named_parameters() if name in start]
    assert len(learned) > 30
    assert all((end[name] - start[name]).abs().max() < 1e-4 for name in learned)
    lightness = lightness_of(draw_leaves(64))[..., None]
    planes = lightness, np.zeros((64, 64, 4), np.float32)
    first, last = (run_torch(build_network(TINY, state), *planes) for state in (weights, end))
    assert np.abs(first - last).mean() < 0.05 * first.std()  # one step moves what normalises a little


def _fit_steps(count: int, photos: Path, folder: Path, *, resume: bool = False) -> Path:
    """Train until so many steps are made, however fast the machine is."""
    wish = dataclasses.replace(TINY.optimizer, most_steps=count)
    experiment, budget = dataclasses.replace(TINY, optimizer=wish), timedelta(minutes=2)
    return fit(experiment, [photos], folder, budget=budget, resume=resume, progress=False)


def test_a_run_that_grows_keeps_what_its_norms_learned(photos: Path, tmp_path: Path) -> None:
    """From the checkpoint of a network with a block less, the deeper one begins as that one answers."""
    slow = dataclasses.replace(TINY, optimizer=dataclasses.replace(TINY.optimizer, learning_rate=1e-6))
    deeper = dataclasses.replace(slow, network=Network(channels=(8, 8), blocks=(1, 2)))
    moment, states = timedelta(milliseconds=1), []
    checkpoint = _fit_steps(20, photos, tmp_path / "first")
    states.append(read_weights(checkpoint))
    checkpoint = fit(deeper, [photos], tmp_path / "second", budget=moment, init=checkpoint, progress=False)
    states.append(read_weights(checkpoint))
    means = [state["middle.0.norm.running_mean"] for state in states]
    assert torch.allclose(*means, rtol=0.3, atol=0.3 * float(means[0].std()))
    assert not torch.allclose(states[1]["middle.0.norm.weight"], states[1]["middle.1.norm.weight"])


def test_folded_norms_do_not_disturb_the_learning(exported: Exported, photos: Path, tmp_path: Path) -> None:
    """Started from a file whose norms are folded away, the network learns from what it would answer."""
    slow = dataclasses.replace(TINY, optimizer=dataclasses.replace(TINY.optimizer, learning_rate=1e-6))
    checkpoint = fit(
        slow, [photos], tmp_path, budget=timedelta(milliseconds=1), init=exported[0], progress=False
    )
    network = Colorizer(*SHAPE)
    network.load_state_dict(read_weights(checkpoint))
    lab = to_lab(whole_scenes(read_pictures([photos]), PATCH).float() / 255)
    places = draw_places(3, 4, (PATCH, PATCH), torch.Generator())
    planes = lab[:, :1], torch.zeros(3, 4, 1, 1), lab[:, 1:], lab[:, 1:], places, places
    with torch.no_grad():
        learning, settled = network.train().learn(*planes)[0], network.eval()(*planes[:2])[0]
    assert (learning - settled).abs().mean() < 0.05 * settled.std()


def test_a_file_of_a_larger_network_is_refused(exported: Exported, photos: Path, tmp_path: Path) -> None:
    """A network with a block less than a file is not started from it; the file is named."""
    other = dataclasses.replace(TINY, network=Network(channels=(8, 8), blocks=(1, 0)))
    with pytest.raises(ExperimentError, match=r"colorize-tiny\.onnx: its weights do not fit"):
        fit(other, [photos], tmp_path, budget=timedelta(seconds=1), init=exported[0], progress=False)


def _logged(folder: Path) -> list[dict[str, str]]:
    """Give the rows of all of a run's tables."""
    tables = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("logs/*/metrics.csv"))]
    return [row for table in tables for row in csv.DictReader(table.splitlines())]


def test_a_run_learns_logs_and_goes_on(photos: Path, tmp_path: Path) -> None:
    """A few steps of training log the codes' cost and the scores, draw sheets of whole scenes, and resume."""
    paths = [_fit_steps(20, photos, tmp_path), _fit_steps(25, photos, tmp_path, resume=True)]
    assert [path.name for path in paths] == ["step=20.ckpt", "step=25.ckpt"]
    rows = _logged(tmp_path)
    for name in ("divergence", "palette"):
        costs = [float(row[name]) for row in rows if row.get(name)]
        assert any(costs)
        assert all(0 <= cost < 100 for cost in costs)
    scores = [row for row in rows if row.get("psnr_0")]
    assert len(scores) == 2
    assert all(float(row[name]) > 0 for row in scores for name in ("psnr_0", "psnr_10", "chroma"))
    sheets = sorted((tmp_path / "samples").glob("*.png"))
    assert len(sheets) >= 2
    with Image.open(sheets[0]) as sheet:
        assert sheet.size == (PATCH + 4, 4 * (PATCH + 2) + 2)  # one scene, in four rows


class _Steps(lightning.Callback):
    """Keeps, for each step, the patches, what was minimised and what is logged of it."""

    def __init__(self) -> None:
        self.found: list[tuple[Tensor, float, dict[str, float]]] = []

    def on_train_batch_end(
        self, trainer: lightning.Trainer, _: lightning.LightningModule, outputs: Any, batch: Any, __: int
    ) -> None:
        """Keep them."""
        logged = {name: float(value) for name, value in trainer.callback_metrics.items()}
        self.found.append((batch, float(outputs["loss"]), logged))


def _take_steps(experiment: Experiment, photos: Path, folder: Path) -> _Steps:
    """Train for three steps with a coder that tells something."""
    module = RestorerModule(experiment, build_objective(experiment), folder)
    nn.init.normal_(module.network.get_parameter("coder.tail.weight"))
    sources, steps = read_sources([photos], held_out_share=0.01, smallest=PATCH), _Steps()
    lightning.Trainer(
        accelerator="cpu",
        max_steps=3,
        logger=False,
        callbacks=[steps],
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        limit_val_batches=0,
    ).fit(module, Batches(experiment, sources, workers=0))
    assert len(steps.found) == 3
    return steps


@pytest.mark.filterwarnings("ignore:.*does not have many workers", "ignore:.*LeafSpec.* is deprecated")
@pytest.mark.parametrize(("divergence", "palette", "guided"), [(0.0, 0.0, 0.0), (0.5, 0.25, 0.125)])
def test_terms_cost_what_the_experiment_says(
    divergence: float, palette: float, guided: float, photos: Path, tmp_path: Path
) -> None:
    """What is minimised is the loss and each term times its weight."""
    wish = dataclasses.replace(
        TINY.optimizer, divergence_weight=divergence, palette_weight=palette, guided_weight=guided
    )
    steps = _take_steps(dataclasses.replace(TINY, optimizer=wish), photos, tmp_path)
    for _, minimised, logged in steps.found:
        assert min(logged["divergence"], logged["palette"]) > 1e-3
        expected = logged["loss"] + divergence * logged["divergence"] + palette * logged["palette"]
        assert minimised == pytest.approx(expected + guided * logged["guided"], rel=1e-4)


def test_only_what_is_named_learns(
    origin: Path, weights: dict[str, Tensor], photos: Path, tmp_path: Path
) -> None:
    """An experiment that names a part leaves all else as it began, and so its answer."""
    wish = dataclasses.replace(
        TINY.optimizer, only="likeness.", learning_rate=1e-2, warmup_steps=1, most_steps=5
    )
    experiment = dataclasses.replace(TINY, optimizer=wish)
    budget = timedelta(minutes=1)
    end = read_weights(fit(experiment, [photos], tmp_path, budget=budget, init=origin, progress=False))
    start = read_weights(origin) if origin.suffix == ".onnx" else weights
    learned = {name for name in start if not torch.allclose(start[name], end[name], atol=1e-5)}
    assert learned
    assert not [name for name in learned if not name.startswith("likeness.")]
    lightness = lightness_of(draw_leaves(64))[..., None]
    planes = lightness, np.zeros((64, 64, 4), np.float32)
    first, last = (run_torch(build_network(TINY, state), *planes) for state in (weights, end))
    np.testing.assert_allclose(last[..., :2], first[..., :2], atol=5e-3)  # norms are rounded, too
    assert np.abs(last[..., 2:] - first[..., 2:]).max() > 1e-3


def test_a_part_that_there_is_not_cannot_learn(photos: Path, tmp_path: Path) -> None:
    """The experiment's entry is named."""
    wish = dataclasses.replace(TINY.optimizer, only="liking")
    with pytest.raises(ExperimentError, match="'liking'"):
        fit(dataclasses.replace(TINY, optimizer=wish), [photos], tmp_path, budget=timedelta(seconds=1))


@pytest.mark.filterwarnings("ignore:.*does not have many workers", "ignore:.*LeafSpec.* is deprecated")
@pytest.mark.parametrize("cut", ["scenes", "patches"])
def test_scenes_are_learned_from_upright(tmp_path: Path, cut: str) -> None:
    """An experiment of scenes sees its pictures the right way up, another one in all turns."""
    (tmp_path / "photos").mkdir()
    ramp = np.linspace(255, 0, 64).astype(np.uint8)[:, None, None]
    Image.fromarray(np.broadcast_to(ramp, (64, 64, 3)).copy()).save(tmp_path / "photos" / "sky.png")
    experiment = dataclasses.replace(TINY, data=dataclasses.replace(TINY.data, cut=cut))
    steps = _take_steps(experiment, tmp_path / "photos", tmp_path)
    patches = torch.cat([patches for patches, _, _ in steps.found]).float()
    assert bool((patches[:, :, 0] > patches[:, :, -1]).all()) == (cut == "scenes")
