"""Runners that several tests share, as a worker takes long to start."""

import contextlib
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from gui.work.runner import Runner


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
