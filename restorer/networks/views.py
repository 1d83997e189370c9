"""Views: a network asked about a picture turned and mirrored, whose answers are averaged.

A network learns from pictures of all orientations and still errs a little differently in each;
the mean of all eight errs least ("self-ensemble", Timofte et al. 2016, Lim et al. 2017).
"""

import numpy as np

from restorer.networks.engine import Network
from restorer.pixels.samples import Floats

VIEWS = 8


class Views:
    """A network that gives the mean of another's answers to ``count`` of the eight views of its planes."""

    def __init__(self, network: Network, count: int = VIEWS):
        self.card = network.card
        self.device = network.device
        self._network = network
        self._count = count

    def run(self, *planes: Floats) -> Floats:
        """Run the network on views of planes ``(H, W, C)``; raises what it raises."""
        mean = np.zeros((), np.float32)
        for view in range(self._count):
            answer = self._network.run(*(_turn(plane, view) for plane in planes))
            mean = mean + _turn_back(answer, view) * np.float32(1 / self._count)
        return mean


def _turn(plane: Floats, view: int) -> Floats:
    """Mirror ``(H, W, C)`` in every other view and turn it by quarters."""
    seen = plane[:, ::-1] if view % 2 else plane
    return np.rot90(seen, view // 2)


def _turn_back(plane: Floats, view: int) -> Floats:
    seen = np.rot90(plane, -(view // 2))
    return seen[:, ::-1] if view % 2 else seen
