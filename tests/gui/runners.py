"""Runners that several tests share, as a worker takes long to start, and what is heard of them."""

import contextlib
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gui.settings import Setting
from gui.wishes import Answer, Progress, Wish
from gui.work.runner import Runner

Answers = list[tuple[Wish, Answer]]
DENOISED = (Setting("denoise", True, 0.5, {"sigma": 10.0}),)


def at_work(work: Callable[..., Any]) -> Iterator[Runner]:
    """Give a runner whose process does ``work``, and stop it afterwards."""
    runner = Runner(work)
    runner.start()
    yield runner
    runner.stop()


def lent(runner: Runner) -> Iterator[Runner]:
    """Give a runner that is at work, and let nobody hear of it afterwards."""
    yield runner
    runner.cancel()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # if nobody listens
        for signal in (runner.answered, runner.worker_ended):
            with contextlib.suppress(RuntimeError):
                signal.disconnect()


def collect(runner: Runner) -> Answers:
    """Gather the last answers to wishes from now on."""
    answers: Answers = []

    def keep(wish: Wish, answer: Answer) -> None:
        if not isinstance(answer, Progress):
            answers.append((wish, answer))

    runner.answered.connect(keep)
    return answers


def pids(caplog: pytest.LogCaptureFixture) -> list[int]:
    """List the workers that were started, as the log names them."""
    lines = [record.getMessage() for record in (*caplog.get_records("setup"), *caplog.records)]
    return [int(number) for number in re.findall(r"Worker (\d+) started", "\n".join(lines))]
