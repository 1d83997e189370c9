"""What the trial promises: a hostile model is refused with its reason, and only a child process meets it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import psutil
import pytest
from command_line import Run, list_files
from hostile import (
    CLEAN,
    NOISY,
    SIGMA,
    crashing_model,
    doubling_model,
    endless_model,
    expanding_model,
    listing_model,
    misfitting_model,
    plane,
    planes_model,
    scaling_model,
    swelling_model,
)
from onnx import TensorProto
from stand_ins import (
    blurring_model,
    cropping_model,
    darkening_model,
    grey_model,
    keeping_model,
    nan_model,
    striding_model,
    with_card,
)

from restorer.errors import ModelError, RestorerError
from restorer.networks import trial
from restorer.networks.library import Library, import_model

FLOAT, FLOAT16, DOUBLE = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.DOUBLE
STRING = TensorProto.STRING
ANY = [1, 3, None, None]
MASK = plane("mask", ANY)


def noisy_model(shape: list[int | None] | None, kind: int = FLOAT) -> bytes:
    """Take another picture than was promised."""
    return planes_model([plane("noisy", shape, kind), SIGMA])


def double_model() -> bytes:
    """Answer with more digits than was promised."""
    return planes_model(outputs=[plane("clean", ANY, DOUBLE)], kind=DOUBLE)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "crash": (crashing_model(), r"crashed ONNX Runtime \(\w+"),
    "swelling": (swelling_model(), "takes more than 4 GB of memory for a small picture"),
    "expanding": (expanding_model(), "takes more than 4 GB of memory for a small picture"),
    "nan": (nan_model(), "gave values that are not finite"),
    "infinity": (scaling_model(float("inf")), "gave values that are not finite"),
    "range": (scaling_model(255), r"gave a picture of mean 12\d\.\d for one of 0\.50"),
    "black": (scaling_model(0), r"gave a picture of mean 0 for one of 0\.50"),
    "cropped": (cropping_model(), r"gave float32 \(1, 3, 62, 62\) for 64x64x3"),
    "grey": (grey_model(), r"gave float32 \(1, 1, 64, 64\) for 64x64x3"),
    "stride": (striding_model(5), "failed to run: .*SpaceToDepth"),
    "misfit": (misfitting_model(), r"ONNX Runtime cannot load it: .*raw_data size \(3 bytes\)"),
    "hollow": (onnx.ModelProto(ir_version=10).SerializeToString(), "cannot load it: No graph was found"),
    "no input": (planes_model([]), "has 0 inputs, expected 2 by denoise-v1"),
    "one input": (planes_model([NOISY]), "has 1 input, expected 2 by denoise-v1"),
    "three inputs": (planes_model([NOISY, SIGMA, MASK]), "has 3 inputs, expected 2 by denoise-v1"),
    "no output": (planes_model(outputs=[]), "has 0 outputs, expected 1 by denoise-v1"),
    "two outputs": (planes_model(outputs=[CLEAN, MASK]), "has 2 outputs, expected 1 by denoise-v1"),
    "text": (noisy_model(ANY, STRING), r"'noisy' is a tensor\(string\), expected a tensor\(float\)"),
    "half": (noisy_model(ANY, FLOAT16), r"'noisy' is a tensor\(float16\), expected a tensor\(float\)"),
    "double": (double_model(), r"'clean' is a tensor\(double\)"),
    "list": (listing_model(), r"'clean' is a seq\(tensor\(float\)\), expected a tensor\(float\)"),
    "rank 3": (noisy_model([3, None, None]), "input 'noisy' has 3 dimensions, expected 4: .1, 3, height"),
    "rank 5": (noisy_model([1, 1, 3, None, None]), "input 'noisy' has 5 dimensions, expected 4"),
    "no rank": (noisy_model(None), "input 'noisy' says nothing of its dimensions, expected 4"),
    "channels": (noisy_model([1, 1, None, None]), r"input 'noisy' is 1x1, expected \(1, 3, height, width\)"),
    "batch": (noisy_model([8, 3, None, None]), r"input 'noisy' is 8x3, expected \(1, 3, height, width\)"),
    "fixed": (noisy_model([1, 3, 64, 64]), "input 'noisy' is of 64x64 pixels, expected any size"),
}  # fmt: skip


@pytest.fixture
def trials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a file of passed trials that is this test's own."""
    path = tmp_path / "state" / "trials.txt"
    monkeypatch.setenv("RESTORER_TRIALS", str(path))
    return path


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait two seconds for a model, not a minute."""
    monkeypatch.setattr(trial, "SECONDS", 2.0)


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Give a function after which no trial can be passed any more."""
    return lambda: monkeypatch.setattr(trial, "SECONDS", 0.0)


def open_own(path: Path) -> object:
    """Open a model of the user's as every command does."""
    return Library([path.parent]).open(path.stem, "denoise", "cpu")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_model_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    """What breaks the contract, takes all memory or crashes is one line: the file, the reason, what to do."""
    content, message = HOSTILE[name]
    path = with_card(content, tmp_path / "hostile.onnx")
    with pytest.raises(ModelError, match=message) as caught:
        open_own(path)
    told = str(caught.value)
    assert told.startswith(f"{path}: ")
    assert told.endswith("; remove it or choose another model")
    assert "\n" not in told
    assert len(told) < 600


@pytest.mark.parametrize("content", [endless_model(), doubling_model()], ids=["run", "load"])
def test_an_endless_model_is_ended(tmp_path: Path, hurry: None, trials: Path, content: bytes) -> None:
    """A model that does not come to an end is killed at the limit, and no process of it is left."""
    path = with_card(content, tmp_path / "endless.onnx")
    others = psutil.Process().children()
    start = time.monotonic()
    with pytest.raises(ModelError, match=r"endless\.onnx: did not answer within 2 seconds"):
        open_own(path)
    assert time.monotonic() - start < 10
    assert psutil.Process().children() == others
    assert not trials.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there a launcher starts each Python of a venv anyway")
def test_a_launcher_may_stand_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child need not be started by the process that asks itself: a launcher may start it, and wait."""
    launcher = tmp_path / "launcher"
    launcher.write_text(f'#!/bin/sh\n"{sys.executable}" "$@"\nexit $?\n', encoding="utf-8")
    launcher.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(launcher))
    assert open_own(with_card(keeping_model(), tmp_path / "keep.onnx"))


def test_a_child_left_alone_ends_itself(tmp_path: Path, hurry: None) -> None:
    """Whoever measures is patient, but each answer has its limit, which the child keeps on its own."""
    path = tmp_path / "endless.onnx"
    path.write_bytes(endless_model())
    assert trial.MEASURE_SECONDS > 100
    start = time.monotonic()
    with pytest.raises(ModelError, match=r"endless\.onnx: did not answer within 2 seconds"):
        import_model(path, "denoise")
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("name", ["crash", "swelling", "nan", "text", "no output", "fixed"])
def test_a_hostile_model_is_not_imported(tmp_path: Path, user_models: Path, name: str) -> None:
    """A model without a card is tried as well before it is measured, and nothing is written."""
    content, message = HOSTILE[name]
    path = tmp_path / "hostile.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=rf"hostile\.onnx: {message}"):
        import_model(path, "denoise")
    assert not user_models.exists()


@pytest.mark.parametrize("name", ["crash", "expanding", "infinity", "two outputs"])
def test_the_command_refuses_before_any_photo(folder: Path, run: Run, user_models: Path, name: str) -> None:
    """With a hostile model: exit code 1, one line that names the model, and no file written."""
    path = with_card(HOSTILE[name][0], user_models / "hostile.onnx")
    before = list_files(folder)
    code, out, err = run("denoise", "in", "-r", "-o", "out", "--model", "hostile")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert err.startswith(f"restorer: {path}: ")
    assert list_files(folder) == before


def test_a_hostile_model_is_quiet(folder: Path, user_models: Path) -> None:
    """In a process of its own the command prints that line and nothing else, whatever the model does."""
    path = with_card(crashing_model(), user_models / "hostile.onnx")
    command = [sys.executable, "-m", "restorer", "denoise", "in/a.png", "--model", "hostile"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"restorer: {path}: crashed ONNX Runtime")
    assert len(done.stderr.splitlines()) == 1
    assert list_files(folder) == ["in/a.png", "in/deep/b.jpg"]


@pytest.mark.usefixtures("quick_doctor")
def test_hostile_files_do_not_stand_in_the_way(folder: Path, run: Run, user_models: Path) -> None:
    """Beside hostile files the shipped model is listed, runs, and the doctor is content."""
    with_card(crashing_model(), user_models / "crash.onnx")
    (user_models / "page.onnx").write_bytes(b"<html>")
    (user_models / "loop.onnx").symlink_to("loop.onnx")
    (user_models / "folder.onnx").mkdir()
    assert run("denoise", "in/a.png", "--model", "denoise-unet", "--device", "cpu")[0] == 0
    assert "denoise-unet: denoise" in run("models")[1]
    code, out, _err = run("doctor")
    assert code == 0
    assert "cpu: works" in out


def test_a_shipped_model_is_not_tried(trials: Path, no_time: Callable[[], None]) -> None:
    """The models that came with Restorer cost no trial; a link to one is that model, a copy is not."""
    no_time()
    assert Library().open(None, "denoise", "cpu").card.name == "denoise-unet"
    assert not trials.exists()


def test_a_copy_of_a_shipped_model_is_tried(tmp_path: Path, shipped: Path, trials: Path) -> None:
    """A name vouches for nothing: the shipped model elsewhere passes, by a trial."""
    path = tmp_path / "denoise-unet.onnx"
    path.write_bytes(shipped.read_bytes())
    open_own(path)
    assert len(trials.read_text().splitlines()) == 1


def test_a_pass_is_remembered(tmp_path: Path, trials: Path, no_time: Callable[[], None]) -> None:
    """A model is tried once, wherever it lies then; another model in its place is tried again."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")
    open_own(path)
    no_time()
    open_own(path)
    moved = path.rename(tmp_path / "elsewhere.onnx")
    Library([moved.parent]).open("keep", "denoise", "cpu")
    with_card(blurring_model(), moved)
    with pytest.raises(ModelError, match="did not answer within 0 seconds"):
        open_own(moved)


def test_an_import_is_the_trial(tmp_path: Path, trials: Path, no_time: Callable[[], None]) -> None:
    """A model that was measured when it was imported opens without another trial."""
    path = tmp_path / "mine.onnx"
    path.write_bytes(darkening_model())
    import_model(path, "denoise")
    no_time()
    Library().open("mine", "denoise", "cpu")


@pytest.mark.parametrize("broken", ["folder", "bytes"])
def test_where_nothing_can_be_noted_models_still_open(tmp_path: Path, trials: Path, broken: str) -> None:
    """A file of passed trials that cannot be used costs the trial again, and nothing else."""
    if broken == "folder":
        trials.mkdir(parents=True)
    else:
        trials.parent.mkdir()
        trials.write_bytes(b"\xff\x00\n" * 9)
    open_own(with_card(keeping_model(), tmp_path / "keep.onnx"))


def test_a_trial_in_a_thread(tmp_path: Path, trials: Path) -> None:
    """A model is tried from any thread, several at once."""
    paths = [with_card(blurring_model(1, size), tmp_path / f"blur{size}.onnx") for size in (3, 5)]
    opened: list[object] = []
    threads = [threading.Thread(target=lambda path=path: opened.append(open_own(path))) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 2


def test_damaged_models_open_or_are_refused(tmp_path: Path) -> None:
    """Bytes changed anywhere give a model that works or one line, never a crash of ours."""
    rng = np.random.default_rng(7)
    for number in range(8):
        content = bytearray(blurring_model())
        for at in rng.integers(0, len(content), 3):
            content[at] ^= 1 << int(rng.integers(8))
        path = tmp_path / f"damaged{number}.onnx"
        try:
            open_own(with_card(bytes(content), path))
        except RestorerError as error:
            assert str(error).startswith(str(path))  # noqa: PT017 - either is right
            assert "\n" not in str(error)  # noqa: PT017


def test_cut_models_are_refused(tmp_path: Path, user_models: Path) -> None:
    """A model that ends early, wherever, is not imported."""
    content = blurring_model()
    path = tmp_path / "cut.onnx"
    for end in np.random.default_rng(7).integers(1, len(content), 20):
        path.write_bytes(content[:end])
        with pytest.raises(RestorerError, match=r"cut\.onnx: "):
            import_model(path, "denoise")
    assert not user_models.exists()
