"""What a training run promises: it learns, survives a kill, and starts from a model if asked."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor
from torch.nn.functional import l1_loss

from restorer.networks.card import ModelCard
from training.config import Experiment, ExperimentError, Network
from training.degradations.degrade import add_gaussian_noise
from training.fit import fit, last_checkpoint
from training.pairs import center_crops
from training.provenance import OWN_PHOTOS, find_sources
from training.restorers import NETWORKS
from training.shipped import build_network, shipped_model
from training.sources import read_pictures
from training.weights import read_weights

Run = Callable[..., tuple[int, str, str]]


def _loss(experiment: Experiment, weights: dict[str, Tensor], photos: Path) -> float:
    clean = center_crops(read_pictures([photos]), 64).float() / 255
    sigma = torch.full((len(clean), 1, 1, 1), 40 / 255)
    noisy = add_gaussian_noise(clean, sigma, torch.Generator().manual_seed(0))
    with torch.inference_mode():
        restored = build_network(experiment, weights)(noisy, sigma.expand(-1, 1, 64, 64))
    return float(l1_loss(restored, clean))


def _spent(checkpoint: Path) -> float:
    spent: float = torch.load(checkpoint, weights_only=True)["callbacks"]["Budget"]["spent"]
    return spent


def _step(checkpoint: Path) -> int:
    return int(checkpoint.stem.removeprefix("step="))


def test_training_lowers_the_loss(
    experiment: Experiment, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sixty steps make the network better than it was, and leave a log and a sheet of samples.

    The checkpoints of its middle are kept. Of three photos none is held out, which is said.
    """
    fresh = NETWORKS["denoise"](experiment.network.channels, experiment.network.blocks).state_dict()
    wish = dataclasses.replace(experiment.optimizer, most_steps=60, checkpoint_minutes=0.001)
    short = dataclasses.replace(experiment, optimizer=wish)
    checkpoint = fit(short, [photos], tmp_path, budget=timedelta(minutes=2), progress=False)
    before, after = (_loss(experiment, weights, photos) for weights in (fresh, read_weights(checkpoint)))
    assert after < 0.9 * before
    assert "3 pictures to train on, none held out" in capsys.readouterr().out
    assert next(tmp_path.glob("logs/*/metrics.csv")).read_text().startswith("epoch,")
    assert (tmp_path / "run.json").exists()
    assert [path.name for path in (tmp_path / "samples").iterdir()] == ["0000060.png"]
    steps = sorted(map(_step, (tmp_path / "checkpoints").glob("*.ckpt")))
    assert len(steps) >= 3
    assert 0 < steps[0] < steps[-1] == _step(checkpoint)


def test_killed_run_resumes_where_it_was(
    experiment_file: Path, experiment: Experiment, photos: Path, tmp_path: Path
) -> None:
    """After a SIGKILL the steps and the budget go on; a checkpoint cut short is passed over."""
    folder = tmp_path / "run"
    command = [sys.executable, "-m", "training", "fit", str(experiment_file), "--photos", str(photos)]
    child = subprocess.Popen(
        [*command, "--run", str(folder), "--budget", "20s"],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(lambda: last_checkpoint(folder) is not None, seconds=90)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    killed = last_checkpoint(folder)
    assert killed is not None
    step, spent = _step(killed), _spent(killed)
    (folder / "checkpoints" / "step=999999.ckpt").write_bytes(killed.read_bytes()[:1000])

    started = time.monotonic()
    budget = timedelta(seconds=spent + 1)
    resumed = fit(experiment, [photos], folder, budget=budget, resume=True, progress=False)
    assert _step(resumed) > step
    assert _spent(resumed) >= spent + 1
    assert time.monotonic() - started < spent + 30


def _wait_for(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.1)


def test_init_starts_from_the_exported_weights(
    exported: tuple[Path, ModelCard], experiment: Experiment, photos: Path, tmp_path: Path
) -> None:
    """A run of a moment, given a model to start from, ends with that model's weights."""
    moment = timedelta(milliseconds=1)
    slow = dataclasses.replace(
        experiment, optimizer=dataclasses.replace(experiment.optimizer, learning_rate=1e-5)
    )
    checkpoint = fit(slow, [photos], tmp_path, budget=moment, init=exported[0], progress=False)
    start, end = read_weights(exported[0]), read_weights(checkpoint)
    assert all((end[name] - weight).abs().max() < 1e-4 for name, weight in start.items())


def test_what_a_run_began_from_is_said(
    exported: tuple[Path, ModelCard], experiment: Experiment, photos: Path, tmp_path: Path
) -> None:
    """The sources of a model, or of a run, that another is trained on from are told of that, too."""
    moment, folders = timedelta(milliseconds=1), [tmp_path / name for name in ("first", "second", "third")]
    checkpoint = fit(experiment, [photos], folders[0], budget=moment, progress=False)
    assert find_sources(checkpoint) == {OWN_PHOTOS}
    checkpoint = fit(experiment, [photos], folders[1], budget=moment, init=exported[0], progress=False)
    assert find_sources(checkpoint) == {"noise", OWN_PHOTOS}
    checkpoint = fit(experiment, [photos], folders[2], budget=moment, init=checkpoint, progress=False)
    checkpoint = fit(experiment, [photos], folders[2], budget=2 * moment, resume=True, progress=False)
    assert find_sources(checkpoint) == {"noise", OWN_PHOTOS}


def test_what_a_teacher_learned_from_is_said(experiment: Experiment, photos: Path, tmp_path: Path) -> None:
    """The sources of the model whose answers are learned from are told of a run."""
    taught = dataclasses.replace(
        experiment, data=dataclasses.replace(experiment.data, teacher="denoise-unet-larger")
    )
    checkpoint = fit(taught, [photos], tmp_path, budget=timedelta(milliseconds=1), progress=False)
    assert find_sources(checkpoint) == {OWN_PHOTOS} | find_sources(shipped_model("denoise-unet-larger"))


def test_init_of_another_network_is_refused(
    exported: tuple[Path, ModelCard], experiment: Experiment, photos: Path, tmp_path: Path
) -> None:
    """A model that is larger than the network is an error that names its file."""
    narrower = dataclasses.replace(experiment, network=Network((4, 8), (1, 1)))
    with pytest.raises(ExperimentError, match=r"tiny\.onnx: its weights do not fit"):
        fit(narrower, [photos], tmp_path, budget=timedelta(seconds=1), init=exported[0], progress=False)


def test_a_short_run_is_not_what_it_began_with(experiment: Experiment, photos: Path, tmp_path: Path) -> None:
    """After thirty steps, too, the averaged weights are near those of the end, not of the beginning."""
    wish = dataclasses.replace(
        experiment.optimizer, learning_rate=1e-3, warmup_steps=1, most_steps=30, ema_decay=0.999
    )
    short = dataclasses.replace(experiment, optimizer=wish)
    plain = dataclasses.replace(short, optimizer=dataclasses.replace(wish, ema_decay=0.0))
    average, end = (
        read_weights(fit(each, [photos], tmp_path / name, budget=timedelta(minutes=2), progress=False))
        for name, each in (("averaged", short), ("plain", plain))
    )
    torch.manual_seed(short.seed)
    start = NETWORKS["denoise"](short.network.channels, short.network.blocks).state_dict()

    def distance(first: dict[str, Tensor], second: dict[str, Tensor]) -> float:
        return float(torch.stack([(first[name] - second[name]).norm() for name in start]).norm())

    assert distance(start, end) > 0.1
    assert distance(average, end) < 0.3 * distance(start, end)


@pytest.mark.parametrize("what", ["another network", "another rate", "from a model, too", "nothing"])
def test_what_cannot_go_on_leaves_the_run_as_it_is(
    exported: tuple[Path, ModelCard], experiment: Experiment, photos: Path, tmp_path: Path, what: str
) -> None:
    """A run that is resumed by another experiment, from a model, or that is none, is an error of one line."""
    moment, folder = timedelta(milliseconds=1), tmp_path / "run"
    fit(experiment, [photos], folder, budget=moment, progress=False)
    record = (folder / "run.json").read_bytes()
    narrower = dataclasses.replace(experiment, network=Network((4, 8), (2, 1)))
    faster = dataclasses.replace(experiment.optimizer, learning_rate=1e-2, budget_minutes=2)
    resumed, init, place, words = {
        "another rate": (
            dataclasses.replace(experiment, optimizer=faster),
            None,
            folder,
            "is a run of another optimizer.learning_rate; --run",
        ),
        "another network": (
            narrower,
            None,
            folder,
            "is a run of another network.blocks, network.channels; --run",
        ),
        "from a model, too": (experiment, exported[0], folder, "leave out --init or --resume"),
        "nothing": (experiment, None, tmp_path / "typo", "holds no checkpoint to go on from"),
    }[what]
    with pytest.raises(ExperimentError, match=words) as caught:
        fit(resumed, [photos], place, budget=moment, resume=True, init=init, progress=False)
    assert "\n" not in str(caught.value)
    assert (folder / "run.json").read_bytes() == record
    assert not (tmp_path / "typo").exists()


def test_patches_that_cannot_be_halved_are_refused(experiment: Experiment, tmp_path: Path) -> None:
    """That is said before any photo is read."""
    odd = dataclasses.replace(experiment, data=dataclasses.replace(experiment.data, patch_pixels=33))
    with pytest.raises(ExperimentError, match=r"patch_pixels is 33, .* expected a multiple of"):
        fit(odd, [tmp_path / "nowhere"], tmp_path / "run", budget=timedelta(seconds=1), progress=False)


def test_what_is_watched_is_of_a_size_that_the_network_takes(experiment: Experiment, tmp_path: Path) -> None:
    """A network that halves five times is watched on pictures of 150 pixels, too, as it learns from them."""
    pixels = np.random.default_rng(0).integers(0, 256, (150, 150, 3), np.uint8)
    (tmp_path / "photos").mkdir()
    Image.fromarray(pixels).save(tmp_path / "photos" / "small.png")
    deep = dataclasses.replace(
        experiment,
        network=Network((4,) * 5, (0,) * 5),
        optimizer=dataclasses.replace(experiment.optimizer, most_steps=1),
    )
    fit(deep, [tmp_path / "photos"], tmp_path / "run", budget=timedelta(minutes=2), progress=False)
    assert [path.name for path in (tmp_path / "run" / "samples").iterdir()] == ["0000001.png"]


def test_run_is_not_overwritten(run: Run, experiment_file: Path, photos: Path, tmp_path: Path) -> None:
    """A folder that holds a run is refused without --resume, in one line."""
    (tmp_path / "checkpoints").mkdir()
    torch.save({}, tmp_path / "checkpoints" / "step=1.ckpt")
    code, _, err = run("fit", experiment_file, "--photos", photos, "--run", tmp_path)
    assert code == 1
    assert (
        err == f"error: {tmp_path}: holds a run already; --resume continues it, --run names another folder\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--photos", "nowhere"], 1, "error: nowhere: no such folder of photos"),
        (["--photos", ".", "elsewhere"], 1, "error: elsewhere: no such folder of photos"),
        (["--photos", "nowhere", "--budget", "soon"], 2, "expected a time such as 90m"),
        (["--photos", "nowhere", "--budget", "99999999999h"], 2, "expected a time such as 90m"),
        ([], 2, "--photos"),
    ],
)
def test_bad_input_is_said(
    run: Run, experiment_file: Path, arguments: list[str], code: int, words: str
) -> None:
    """What is wrong is said, with exit code 1 for bad input and 2 for wrong usage."""
    found, _, err = run("fit", experiment_file, "--run", experiment_file.parent / "run", *arguments)
    assert found == code
    assert words in err
    assert code == 2 or err.count("\n") == 1


def test_export_without_a_checkpoint_is_said(run: Run, experiment_file: Path, tmp_path: Path) -> None:
    """Exporting a run that has not begun is one line that says what makes one."""
    code, _, err = run("export", experiment_file, "--run", tmp_path / "none")
    assert code == 1
    assert "holds no checkpoint yet" in err
    assert err.count("\n") == 1
