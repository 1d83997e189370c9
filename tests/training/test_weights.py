"""What mixing promises: averages by share, of one shape alone, with the sources of all."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from restorer.networks.card import ModelCard, read_card
from training.provenance import OWN_PHOTOS, sources_described
from training.weights import mix, read_weights

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def checkpoint(weights: dict[str, Tensor], tmp_path: Path) -> Path:
    """Give a checkpoint of twice the random weights, in the folder of a run."""
    path = tmp_path / "run" / "checkpoints" / "step=7.ckpt"
    path.parent.mkdir(parents=True)
    torch.save({"state_dict": {f"network.{name}": 2 * weight for name, weight in weights.items()}}, path)
    (tmp_path / "run" / "run.json").write_text(json.dumps({"sources": [OWN_PHOTOS]}))
    return path


def test_a_mixture_is_exported_with_all_sources(
    run: Run, exported: tuple[Path, ModelCard], checkpoint: Path, experiment_file: Path, tmp_path: Path
) -> None:
    """Three parts of weights and one of twice these are five quarters of them, in a file to begin from."""
    parts = ("--of", f"{exported[0]}:0.75", "--of", f"{checkpoint}:0.25")
    code, out, _ = run("export", experiment_file, *parts, "-o", tmp_path / "mixed.onnx")
    assert code == 0
    assert out.startswith(f"{tmp_path / 'mixed.onnx'}: ")
    plain, mixed = read_weights(exported[0]), read_weights(tmp_path / "mixed.onnx")
    for name, weight in plain.items():
        torch.testing.assert_close(mixed[name], 1.25 * weight, rtol=2e-3, atol=1e-5)
    assert sources_described(read_card(tmp_path / "mixed.onnx").trained_on) == {"noise", OWN_PHOTOS}


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("loose.ckpt", "no run.json in {folder}, which tells what it was learned from"),
        ("run/checkpoints/broken.ckpt", "not a checkpoint of a run, or cut short"),
        ("run/checkpoints/none.ckpt", "No such file or directory"),
        ("run/checkpoints/empty.ckpt", "not a checkpoint of a run, or cut short"),
        ("run/checkpoints/words.ckpt", "not a checkpoint of a run, or cut short"),
        ("run/checkpoints/list.ckpt", "not a checkpoint of a run, or cut short"),
        ("run/checkpoints/object.ckpt", "not a checkpoint of a run, or cut short"),
        ("run/checkpoints/numbers.ckpt", "not a checkpoint of a run, or cut short"),
        ("other/checkpoints/step=7.ckpt", "run.json: cut short, or no run's record: it tells no sources"),
    ],
)
def test_weights_of_unknown_origin_are_refused(
    run: Run, checkpoint: Path, experiment_file: Path, tmp_path: Path, file: str, words: str
) -> None:
    """A checkpoint alone, one cut short, and one that is not there are each an error of one line."""
    (tmp_path / "loose.ckpt").write_bytes(checkpoint.read_bytes())
    checkpoint.with_name("broken.ckpt").write_bytes(checkpoint.read_bytes()[:1000])
    checkpoint.with_name("empty.ckpt").touch()
    checkpoint.with_name("words.ckpt").write_text("no weights")
    foreign = {"list": [1], "object": {"state_dict": Path()}, "numbers": {"state_dict": {"network.a": 1.0}}}
    for name, content in foreign.items():
        torch.save(content, checkpoint.with_name(f"{name}.ckpt"))
    shutil.copytree(tmp_path / "run", tmp_path / "other")
    (tmp_path / "other" / "run.json").write_text('{"sources": [')
    code, _, err = run("export", experiment_file, "--of", f"{tmp_path / file}:1", "-o", tmp_path / "new.onnx")
    assert code == 1
    assert words.format(folder=tmp_path.parent) in err
    assert err.count("\n") == 1
    assert not (tmp_path / "new.onnx").exists()


def test_shares_are_of_their_sum(exported: tuple[Path, ModelCard], checkpoint: Path) -> None:
    """One part each is the mean, however the parts are counted; one alone is itself."""
    halves, ones = (mix([(exported[0], share), (checkpoint, share)]) for share in (0.5, 1.0))
    assert all(map(torch.equal, halves.values(), ones.values()))
    assert all(map(torch.equal, mix([(exported[0], 0.3)]).values(), read_weights(exported[0]).values()))


@pytest.mark.parametrize(
    ("part", "code", "words"),
    [
        ("{other}:0.5", 1, "other.ckpt: its weights are not of the shapes of"),
        ("{other}", 2, "expected a file and its share"),
        ("{other}:0", 2, "expected a file and its share"),
    ],
)
def test_what_cannot_be_mixed_is_said(
    run: Run, checkpoint: Path, experiment_file: Path, tmp_path: Path, part: str, code: int, words: str
) -> None:
    """Weights of another shape, and what is no share, are an error that says so."""
    other = checkpoint.with_name("other.ckpt")
    torch.save({"state_dict": {"network.head.weight": torch.zeros(1)}}, other)
    parts = ("--of", f"{checkpoint}:1", "--of", part.format(other=other))
    found, _, err = run("export", experiment_file, *parts, "-o", tmp_path / "mixed.onnx")
    assert found == code
    assert words in " ".join(err.replace("│", " ").split())
    assert not (tmp_path / "mixed.onnx").exists()
