"""Processes that begin with all imports behind them: forked off one that has done nothing else."""

import os
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

_IMPORTED = (
    "restorer.cli", "restorer.cli.progress", "restorer.batch.running", "restorer.formats.codecs.vips",
    "onnxruntime", "psutil", "pyvips", "PIL.Image", "platformdirs",
    "gui.work.process", "gui.work.worker", "gui.work.shelf", "gui.batch.process", "gui.batch.jobs",
    "gui.copies.process", "restorer.similar",
)  # fmt: skip


class _Process(ForkServerProcess):
    """A process of its own, as a spawned one is, in the environment that its parent has now."""

    def __init__(self, *, target: Callable[..., object], args: tuple[Any, ...] = (), **more: Any) -> None:
        super().__init__(target=_work, args=(dict(os.environ), target, args), **more)


class Forking(ForkServerContext):
    """Begins such processes, as a context of ``multiprocessing``."""

    Process = _Process

    def __init__(self) -> None:
        super().__init__()
        self.set_forkserver_preload(list(_IMPORTED))


def _work(environment: Mapping[str, str], target: Callable[..., object], args: tuple[Any, ...]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    target(*args)
