"""The runner keeps its promises about what is dropped and what is not."""

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import psutil
import pytest
from driver import PATIENCE_MS
from hostile import crashing_model
from laborious import laborious_model
from pytestqt.qtbot import QtBot
from runners import DENOISED, collect, pids
from stand_ins import with_card

from gui.settings import Setting
from gui.wishes import (
    Answer,
    Copy,
    Estimate,
    Failed,
    Lend,
    Open,
    Opened,
    Progress,
    Restore,
    Restored,
    Save,
    Saved,
    Wish,
    WriteRecipe,
    Written,
)
from gui.work.runner import Runner
from gui.work.worker import Worker
from restorer import Cancelled, Photo, Saving
from restorer.system.environment import THREADS_VARIABLE


def grey(value: int) -> Photo:
    """Make a small grey photo."""
    return Photo(np.full((8, 8, 1), value, np.uint8))


def test_saving_is_never_dropped(qtbot: QtBot, runner: Runner, photo: Path) -> None:
    """A photo opened right after a save does not undo the save."""
    answers = collect(runner)
    save = Save(grey(200), DENOISED, photo.with_name("saved.png"))
    runner.ask(save)
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    wish, answer = answers[0]
    assert wish is save
    assert isinstance(answer, Saved)
    assert answer.notices == ()
    assert isinstance(answers[1][1], Opened)
    assert save.path.exists()


def test_a_recipe_is_written_whatever_comes_after(qtbot: QtBot, runner: Runner, photo: Path) -> None:
    """A photo opened right after saving a recipe does not undo that, nor does cancelling."""
    answers = collect(runner)
    wish = WriteRecipe(DENOISED, photo.with_name("mine.toml"))
    runner.ask(wish)
    runner.cancel()
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    assert answers[0] == (wish, Written())
    assert wish.path.exists()


def test_stop_finishes_saving(photo: Path, make_runner: Callable[[], Runner]) -> None:
    """Ending the program waits for what is being saved."""
    runner = make_runner()
    save = Save(grey(200), DENOISED, photo.with_name("saved.png"))
    runner.ask(save)
    runner.stop()
    assert save.path.exists()


def test_cancelled_wish_is_never_answered(qtbot: QtBot, runner: Runner, photo: Path) -> None:
    """After cancel only what is asked for later is answered."""
    answers = collect(runner)
    dropped, kept = Open(photo), Open(photo)
    runner.ask(dropped)
    runner.cancel()
    runner.ask(kept)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert [wish is kept for wish, _answer in answers] == [True]


def test_unexpected_error_is_an_answer(
    qtbot: QtBot, runner: Runner, photo: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An error nobody foresaw is told, logged with its place in the worker, and the worker lives on."""
    answers = collect(runner)
    runner.ask(WriteRecipe(DENOISED, cast("Path", None)))
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    assert isinstance(answers[0][1], Failed)
    assert "unexpected" in answers[0][1].reason
    assert "Error" in answers[0][1].reason
    assert isinstance(answers[1][1], Opened)
    assert "Traceback" in caplog.text
    assert "gui/work/worker.py" in caplog.text.replace("\\", "/")


def test_a_hostile_model_is_not_taken_unasked(
    qtbot: QtBot, make_runner: Callable[[], Runner], user_models: Path
) -> None:
    """A model of the user's that crashes does not keep the window from using the shipped one."""
    with_card(crashing_model(), user_models / "own.onnx")
    runner = make_runner()
    answers = collect(runner)
    runner.ask(Restore(grey(90), DENOISED))
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert isinstance(answers[0][1], Restored)


def test_networks_take_the_threads_that_openmp_may(
    qtbot: QtBot,
    make_runner: Callable[[], Runner],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A network of the window begins as many threads as the environment says, the one that asks counted."""
    caplog.set_level(logging.INFO)
    threads: list[int] = []
    for said in ("1", "4"):
        monkeypatch.setenv(THREADS_VARIABLE, said)
        runner = make_runner()
        answers = collect(runner)
        runner.ask(Restore(grey(90), DENOISED))
        qtbot.waitUntil(lambda answers=answers: bool(answers), timeout=PATIENCE_MS)
        threads.append(psutil.Process(pids(caplog)[-1]).num_threads())
    alone, together = threads
    assert together == alone + 3


@pytest.mark.parametrize("kind", ["copy", "lend", "estimate", "save"])
def test_what_is_for_other_programs_is_stopped_at_a_tick(tmp_path: Path, kind: str) -> None:
    """A photo that is copied, lent or weighed is not restored to the end for nobody; one that is saved is."""
    photo, target = grey(90), tmp_path / "target.png"
    wishes: dict[str, Wish] = {
        "copy": Copy(photo, DENOISED),
        "lend": Lend(photo, DENOISED, target),
        "estimate": Estimate(photo, DENOISED, "png", Saving()),
        "save": Save(photo, DENOISED, target),
    }

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    is_stopped = kind != "save"
    with pytest.raises(Cancelled) if is_stopped else contextlib.nullcontext():
        Worker().carry_out(wishes[kind], stop, lambda _answer: None)
    assert target.exists() == (not is_stopped)


def test_what_is_dropped_does_not_keep_others_waiting(
    qtbot: QtBot,
    make_runner: Callable[..., Runner],
    user_models: Path,
    photo: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A network that would be at it for minutes is stopped in the midst, and the worker lives on."""
    caplog.set_level(logging.INFO)
    with_card(laborious_model(layers=120), user_models / "slow.onnx")
    runner = make_runner(None, 1e6)
    answers, progress, ends = collect(runner), list[Answer](), list[str]()
    runner.answered.connect(lambda _wish, answer: progress.append(answer))
    runner.worker_ended.connect(ends.append)
    large = Photo(np.full((800, 800, 1), 90, np.uint8))
    runner.ask(Restore(large, (Setting("denoise", True, 1.0, {"sigma": 10.0}, model="slow"),)))
    qtbot.waitUntil(lambda: Progress(0, 1_000_000) in progress, timeout=PATIENCE_MS)
    (worker,) = map(psutil.Process, pids(caplog))
    before = worker.cpu_times().user
    qtbot.waitUntil(lambda: worker.cpu_times().user > before + 0.3, timeout=PATIENCE_MS)
    runner.ask(Open(photo))
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert isinstance(answers[0][1], Opened)
    assert not ends
