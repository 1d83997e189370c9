"""Views: a network asked about a picture turned and mirrored, whose answers are averaged.

A network learns from pictures of all orientations and still errs a little differently in each;
the mean of all eight errs least ("self-ensemble", Timofte et al. 2016, Lim et al. 2017).
"""

import numpy as np

from restorer.engine import Engine
from restorer.photo import Floats

VIEWS = 8


class Views(Engine):
    """An engine that gives the mean of its answers to ``count`` of the eight views of its planes."""

    def __init__(self, engine: Engine, count: int = VIEWS):
        self.card = engine.card
        self.device = engine.device
        self._engine = engine
        self._count = count

    def interrupt(self) -> None:
        """End what the engine is at."""
        self._engine.interrupt()

    def run(self, *planes: Floats) -> Floats:
        """Run the model on views of planes ``(H, W, C)``; raises what :meth:`Engine.run` raises."""
        mean = np.zeros((), np.float32)
        for view in range(self._count):
            answer = self._engine.run(*(_turn(plane, view) for plane in planes))
            mean = mean + _turn_back(answer, view) * np.float32(1 / self._count)
        return mean


def _turn(plane: Floats, view: int) -> Floats:
    """Mirror ``(H, W, C)`` in every other view and turn it by quarters."""
    seen = plane[:, ::-1] if view % 2 else plane
    return np.rot90(seen, view // 2)


def _turn_back(plane: Floats, view: int) -> Floats:
    seen = np.rot90(plane, -(view // 2))
    return seen[:, ::-1] if view % 2 else seen
