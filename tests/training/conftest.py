"""Small pictures, a small experiment and its exported model, made once for all tests here."""

import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image
from skimage import data

from restorer.networks.card import ModelCard
from training.__main__ import main
from training.config import Data, Experiment, Network, Optimizer
from training.export import export
from training.restorers import NETWORKS


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    """Let tiny networks run on one thread: on a busy machine two wait for each other."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of photos: astronaut (NASA, public domain), coffee and chelsea (CC0)."""
    folder = tmp_path_factory.mktemp("photos")
    for name in ("astronaut", "coffee", "chelsea"):
        Image.fromarray(getattr(data, name)()[:256, :256]).save(folder / f"{name}.png")
    return folder


@pytest.fixture(scope="session")
def experiment() -> Experiment:
    """Give an experiment that learns something in seconds."""
    return Experiment(
        "tiny",
        "denoise",
        network=Network(channels=(8, 8), blocks=(1, 1)),
        data=Data(patch_pixels=32, batch=4),
        optimizer=Optimizer(learning_rate=5e-3, warmup_steps=5, ema_decay=0.9, checkpoint_minutes=0.01),
    )


@pytest.fixture(scope="session")
def weights(experiment: Experiment) -> dict[str, torch.Tensor]:
    """Give random weights of the experiment's network, none of them zero."""
    network = NETWORKS["denoise"](experiment.network.channels, experiment.network.blocks)
    rng = torch.Generator().manual_seed(0)
    return {
        name: torch.randn(weight.shape, generator=rng) / weight[0].numel() ** 0.5
        for name, weight in network.state_dict().items()
    }


@pytest.fixture(scope="session")
def exported(
    experiment: Experiment, weights: dict[str, torch.Tensor], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, ModelCard]:
    """Give the model file of the random weights, and its card."""
    path = tmp_path_factory.mktemp("models") / "tiny.onnx"
    return path, export(experiment, weights, path, trained_on=("noise",))


@pytest.fixture
def experiment_file(tmp_path: Path, experiment: Experiment) -> Path:
    """Give the experiment as a TOML file."""
    lines = [f'name = "{experiment.name}"', f'task = "{experiment.task}"']
    for part in ("network", "data", "optimizer"):
        lines.append(f"[{part}]")
        values = dataclasses.asdict(getattr(experiment, part)).items()
        lines += [f"{key} = {json.dumps(value)}" for key, value in values]
    path = tmp_path / "tiny.toml"
    path.write_text("\n".join(lines))
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command line: exit code, stdout, stderr."""

    def run_main(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["training", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        return (int(exit_.value.code or 0), *capsys.readouterr())

    return run_main
