"""Recurrence: what a network remembers, shown one frame after another."""

from collections.abc import Mapping

import numpy as np

from restorer.networks.card import CONTRACTS, ModelCard
from restorer.networks.engine import Engine
from restorer.networks.tiled import ReadPixels, WriteKept, run_tiled
from restorer.pixels.agreement import Agreement
from restorer.pixels.motion import Motion, read_along
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box
from restorer.progress import Tick
from restorer.tasks.noise import NoiseMap, scale_for


def _let_go(box: Box, clean: Floats) -> None:
    """Keep nothing of a frame that is only to be remembered."""


class Recurrence:
    """What a network of the task sequence remembers of the frames seen, ``size`` high and wide.

    ``sigma`` 0..1 is about how strong their noise is. The state is as large as a frame, in float16: 16
    bytes a pixel, and as many more while a frame is seen, for tiles read of the old state about them.
    """

    def __init__(self, card: ModelCard, size: tuple[int, int], sigma: float):
        self.size = size
        self.scale = scale_for(sigma)
        self._state = np.zeros((*size, CONTRACTS[card.contract].inputs[2]), np.float16)

    def see(
        self,
        engines: Mapping[str, Engine],
        noisy: ReadPixels,
        noise: NoiseMap,
        *,
        motion: Motion | None = None,
        alike: Agreement | None = None,
        keep: WriteKept = _let_go,
        tick: Tick,
    ) -> None:
        """Restore a frame, remember it, and give what is clean to ``keep``, tile by tile.

        ``motion`` tells where each place of the frame was in the one before. Where the frame is not
        ``alike`` it is not remembered. What raises leaves the memory as it was: the frame can be seen again.
        """
        before, after = self._state, np.empty_like(self._state)

        def read(box: Box) -> tuple[Floats, ...]:
            level = noise.plane(box, self.scale)
            return noisy(box) * self.scale, level, self._remembered(box, motion)

        def write(box: Box, answer: Floats) -> None:
            clean, state = np.split(answer, [3], axis=2)
            if alike is not None:
                state = np.where(alike.at(box)[..., None], state, before[box.slices])
            after[box.slices] = state
            keep(box, clean / self.scale)

        run_tiled(engines["sequence"], self.size, read, write, tick=tick)
        self._state = after

    def _remembered(self, box: Box, motion: Motion | None) -> Floats:
        """Give the state for a box of the new frame: nothing, where it was not in the frame before."""
        if motion is None:
            return self._state[box.slices].astype(np.float32)
        moved = read_along(lambda part: self._state[part.slices], motion, box)
        return moved * motion.is_within(box)[..., None]
