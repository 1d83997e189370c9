"""What an evaluation promises: the same figures each time, and right ones where they are known."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio

from restorer import Engine
from restorer.card import ModelCard, read_card
from training.config import Experiment
from training.evaluate import evaluate
from training.export import export

Exported = tuple[Path, ModelCard]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def idle(
    experiment: Experiment, weights: dict[str, torch.Tensor], tmp_path_factory: pytest.TempPathFactory
) -> Engine:
    """Give a model that leaves pictures as they are: its weights are zero."""
    path = tmp_path_factory.mktemp("idle") / "idle.onnx"
    export(experiment, {name: torch.zeros_like(weight) for name, weight in weights.items()}, path)
    return Engine.open(path, "cpu")


def test_figures_are_the_same_twice(exported: Exported, photos: Path, tmp_path: Path) -> None:
    """Noise is drawn from the picture's name and sigma, so neither order nor company matters."""
    engine = Engine.open(exported[0], "cpu")
    together = evaluate(engine, photos, [15, 50])
    assert evaluate(engine, photos, [50, 15]).scores == together.scores[::-1]
    for path in photos.iterdir():
        (tmp_path / path.stem).mkdir()
        shutil.copy(path, tmp_path / path.stem)
    alone = [evaluate(engine, tmp_path / path.stem, [50]).scores[0].psnr for path in photos.iterdir()]
    assert np.mean(alone) == pytest.approx(together.scores[1].psnr, abs=1e-3)


@pytest.mark.parametrize("sigma", [5, 25, 50])
def test_idle_model_scores_as_its_noise(idle: Engine, photos: Path, sigma: float) -> None:
    """A model that does nothing scores what theory says of noise, and better once clipped to 0..1."""
    score = evaluate(idle, photos, [sigma]).scores[0]
    assert score.psnr_noisy == pytest.approx(20 * np.log10(255 / sigma), abs=0.03)
    assert score.psnr_float > score.psnr_noisy
    assert score.psnr == pytest.approx(score.psnr_float, abs=0.02)


def test_grey_pictures_are_scored_as_grey(idle: Engine, tmp_path: Path) -> None:
    """A grey file gets one plane of noise, and is scored on it."""
    grey = np.full((64, 64), 128, np.uint8)
    Image.fromarray(grey).save(tmp_path / "grey.png")
    score = evaluate(idle, tmp_path, [10]).scores[0]
    noise = np.random.default_rng(0).normal(0, 10, grey.shape)
    expected = peak_signal_noise_ratio(grey.astype(float), grey + noise, data_range=255)  # type: ignore[no-untyped-call]
    assert score.psnr == pytest.approx(expected, abs=0.4)


def test_command_prints_writes_and_records(
    run: Run, exported: Exported, photos: Path, tmp_path: Path
) -> None:
    """The command prints a table, writes JSON, and puts the scores into the model's card."""
    model, data = tmp_path / "model.onnx", tmp_path / "cbsd68"
    shutil.copy(exported[0], model)
    shutil.copytree(photos, data)
    code, out, _ = run(
        "evaluate", model, "--data", data, "--sigma", "25", "--json", tmp_path / "s.json", "--record"
    )
    found = json.loads((tmp_path / "s.json").read_text())
    assert code == 0
    assert "DnCNN" in out
    assert "31.24" in out
    assert found["published"]["DRUNet"]["25"] == 31.69
    assert found["pictures"] == 3
    assert read_card(model).scores == {"cbsd68_psnr_25": round(found["scores"][0]["psnr"], 2)}
    assert Engine.open(model, "cpu").card.reach == exported[1].reach


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nothing.onnx", "--data", "."], 1, "error: nothing.onnx: cannot be read"),
        (["paint", "--data", "."], 1, "error: no model for paint"),
        (["denoise", "--data", ".", "--sigma", "0"], 2, "expected noise levels such as 15,25,50"),
        (["denoise"], 2, "--data"),
    ],
)
def test_bad_input_is_said(run: Run, arguments: list[str], code: int, words: str) -> None:
    """What is wrong is said, with exit code 1 for bad input and 2 for wrong usage."""
    found, _, err = run("evaluate", *arguments)
    assert found == code
    assert words in err
