"""Histograms: how often each level occurs in a picture. Counted in a thread, which loads what is heavy."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.work.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.work.picture import Change, Picture

_MOST_PIXELS = 400_000
_LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each of 256 levels occurs in red, green, blue and brightness, as a share of all pixels.

    ``means`` are the average levels of the four; ``shadows`` and ``highlights`` the shares of pixels with
    a channel at black or at white.
    """

    shares: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]
    shadows: float
    highlights: float


class LevelCounter(QObject):
    """Counts in a thread of its own; only the newest pictures asked for are answered."""

    counted = Signal(object, object)
    """The histogram before, and after or ``None``."""

    def __init__(self) -> None:
        super().__init__()
        self._newest = 0
        self._errands = Errands(self)

    def count(self, before: "Picture", after: "Picture | None", changes: "Sequence[Change]") -> None:
        """Count a picture before and, if there is one, after with changes added."""
        self._newest += 1
        number = self._newest

        def work() -> tuple[Histogram, Histogram | None] | None:
            if number != self._newest:
                return None
            return count_levels(before, ()), count_levels(after, changes) if after else None

        self._errands.ask(work, self._on_counted)

    def _on_counted(self, histograms: tuple[Histogram, Histogram | None] | None) -> None:
        if histograms and self._errands.is_quiet:
            self.counted.emit(*histograms)


def count_levels(picture: "Picture", changes: "Sequence[Change]") -> Histogram:
    """Count the levels of a picture with changes added, of pixels spread over all of it."""
    import numpy as np

    from gui.work.picture import sample_pixels

    pixels = sample_pixels(picture, changes, _MOST_PIXELS).reshape(-1, 3)
    luma = np.rint(pixels @ np.array(_LUMA, np.float32)).astype(np.uint8)
    planes = [*pixels.T, luma]
    shares = [np.bincount(plane, minlength=256) / len(pixels) for plane in planes]
    return Histogram(
        tuple(tuple(share.tolist()) for share in shares),
        tuple(float(plane.mean()) for plane in planes),
        float((pixels == 0).any(axis=1).mean()),
        float((pixels == 255).any(axis=1).mean()),
    )
