"""What the environment variables promise."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from command_line import Run
from stand_ins import blurring_model, with_card

import restorer
from restorer import Engine
from restorer.errors import InputError
from restorer.networks.library import model_folders
from restorer.system.environment import LEAST_MEGABYTES, MEMORY_VARIABLE, THREADS_VARIABLE, memory_asked


@pytest.mark.parametrize("megabytes", ["", None])
def test_without_a_word_restorer_chooses(monkeypatch: pytest.MonkeyPatch, megabytes: str | None) -> None:
    """An empty variable is as good as none."""
    monkeypatch.delenv(MEMORY_VARIABLE, raising=False)
    if megabytes is not None:
        monkeypatch.setenv(MEMORY_VARIABLE, megabytes)
    assert memory_asked() is None


@pytest.mark.parametrize("megabytes", ["much", "-5", "3.5", "199", "٣٠٠"])
def test_what_is_no_budget_is_refused(monkeypatch: pytest.MonkeyPatch, megabytes: str) -> None:
    """What is no number of megabytes is named, with what was expected."""
    monkeypatch.setenv(MEMORY_VARIABLE, megabytes)
    with pytest.raises(InputError, match=f"{MEMORY_VARIABLE} is .*{LEAST_MEGABYTES}"):
        memory_asked()


def test_the_budget_decides_the_tiles(user_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With less memory a picture takes more tiles, and comes out the same."""
    with_card(blurring_model(), user_models / "blur.onnx", reach=2, bytes_per_pixel=10_000)
    noisy = np.random.default_rng(0).random((200, 220, 3), np.float32)
    answers, counts = [], []
    for megabytes in ("1000", "200"):
        monkeypatch.setenv(MEMORY_VARIABLE, megabytes)
        ticks: list[int] = []
        answers.append(
            restorer.denoise(
                noisy, 0.1, model="blur", device="cpu", tick=lambda done, _total, to=ticks: to.append(done)
            )
        )
        counts.append(len(ticks))
    assert counts[0] < counts[1]
    np.testing.assert_allclose(*answers, atol=1 / 1024)


def threads_there() -> int:
    """Count the threads there are once none is about to end."""
    counts = [psutil.Process().num_threads()]
    while len(counts) < 2 or counts[-1] != counts[-2]:
        time.sleep(0.05)
        counts.append(psutil.Process().num_threads())
    return counts[-1]


def threads_begun(path: Path) -> int:
    """Open a model and count the threads it begins."""
    before = threads_there()
    engine = Engine.open(path, "cpu")
    begun = psutil.Process().num_threads() - before
    assert engine.device == "cpu"
    return begun


@pytest.fixture
def small() -> Path:
    """Give the path of a shipped model that is opened at once."""
    return model_folders()[-1] / "level-cnn.onnx"


@pytest.fixture
def unsaid(small: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Give the threads that a network begins if nobody says how many; none ends as garbage meanwhile."""
    gc.disable()
    Engine.open(small, "cpu")  # what ONNX Runtime begins once, it has begun
    monkeypatch.setenv(THREADS_VARIABLE, "")
    yield threads_begun(small)
    gc.enable()


@pytest.mark.parametrize(("said", "begun"), [("1", 0), ("4", 3), ("3,2", 2), (" 6 ", 5)])
@pytest.mark.usefixtures("unsaid")
def test_networks_take_the_threads_that_openmp_may(
    small: Path, monkeypatch: pytest.MonkeyPatch, said: str, begun: int
) -> None:
    """Beside the one that asks so many more, of a list the first."""
    monkeypatch.setenv(THREADS_VARIABLE, said)
    assert threads_begun(small) == begun


@pytest.mark.parametrize("said", ["0", "many", "-2", "1.5", "٣", "1025", "9" * 5000])
def test_what_is_no_number_of_threads_says_nothing(
    unsaid: int, small: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """The variable is not ours: what is unsound in it is nothing to us, and stops nobody."""
    monkeypatch.setenv(THREADS_VARIABLE, said)
    assert threads_begun(small) == unsaid


@pytest.mark.usefixtures("unsaid")
def test_threads_can_be_said_to_a_command(
    run: Run, darken: list[str], photo_file: Path, small: Path, tmp_path: Path
) -> None:
    """--threads rules whatever the environment says, and nothing below one is taken."""
    output = tmp_path / "out.png"
    assert run(*darken, "--threads", 3, photo_file, "-o", output)[0] == 0
    assert output.exists()
    assert threads_begun(small) == 2
    code, _, error = run("similar", "--threads", 0, tmp_path)
    assert code == 2
    assert "--threads" in error
    run("similar", "--threads", 4, tmp_path)
    assert threads_begun(small) == 3
