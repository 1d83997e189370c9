"""Study: what is asked of one, and what it found, beside the bar it is to reach."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from restorer.progress import Tick, no_tick
from training.config import ExperimentError
from training.studies.digits import Digits, read_digits
from training.studies.patches import Photos, read_photos

Pixels = NDArray[np.uint8]
"""A sheet of pictures, ``(H, W, 3)``."""

QUICK_SHARE = 0.02
"""How much of the training a quick study does."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to study with: a folder of MNIST (fetched if none is given), folders of photos, how thoroughly.

    ``share`` is how much of the training is done; below 1 less is measured with as well.
    """

    mnist: Path | None = None
    photos: Sequence[Path] = ()
    share: float = 1.0
    follow: Callable[[str], Tick] = lambda _title: no_tick

    def steps(self, full: int) -> int:
        """Give how many of ``full`` steps of training are to be made."""
        return max(2, round(full * self.share))

    def count(self, full: int) -> int:
        """Give how many of ``full`` pictures are to be measured with: an eighth for a quick study."""
        return full // 8 if self.is_quick else full

    @property
    def is_quick(self) -> bool:
        """Tell whether it is a trial, whose figures are no claim."""
        return self.share < 1

    def digits(self) -> Digits:
        """Read MNIST, less of it for a quick study."""
        digits = read_digits(self.mnist)
        return digits.first(6000, 1000) if self.is_quick else digits

    def patches(self) -> Photos:
        """Read the photos; none given is an :class:`ExperimentError`."""
        if not self.photos:
            raise ExperimentError("this study needs photos: --photos DIR, or several")
        return read_photos(list(self.photos), most=60 if self.is_quick else 600)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure is to be: at least or at most ``limit``; ``source`` says why."""

    kind: Literal["at least", "at most"]
    limit: float
    source: str = ""

    def is_met(self, value: float) -> bool:
        """Tell whether a value is on the right side."""
        return value >= self.limit if self.kind == "at least" else value <= self.limit


def written(value: float) -> str:
    """Write a number with four digits that count, or all of a large one."""
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured, and the bar it is to reach, or what others reach."""

    name: str
    value: float
    unit: str = ""
    bar: Bar | None = None
    reference: str = ""

    def __str__(self) -> str:
        """Give a line to print."""
        asides = ", ".join(part for part in (self.wanted, self.verdict) if part)
        return f"  {self.name}: {written(self.value)} {self.unit}" + (f" ({asides})" if asides else "")

    @property
    def verdict(self) -> str:
        """Say ``met``, ``missed``, or nothing where there is no bar."""
        return "" if self.bar is None else ("met" if self.bar.is_met(self.value) else "missed")

    @property
    def wanted(self) -> str:
        """Say what it is to be, or what others reach."""
        bar = f"{self.bar.kind} {written(self.bar.limit)} {self.bar.source}".strip() if self.bar else ""
        return "; ".join(part for part in (bar, self.reference) if part)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds a study took, and seconds of processor time, which other work on the machine changes less."""

    seconds: float
    processor_seconds: float

    def __str__(self) -> str:
        """Give words to print."""
        return f"{self.seconds:.0f} seconds, {self.processor_seconds:.0f} of processor time"


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """Lines of (x, y) by name, what the axes show, and whether x is to be shown by its logarithm."""

    across: str
    up: str
    lines: Mapping[str, Sequence[tuple[float, float]]]
    is_logarithmic: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a study found: figures, sheets of pictures and charts by what they show."""

    title: str
    protocol: str
    figures: tuple[Figure, ...]
    sheets: Mapping[str, Pixels] = field(default_factory=dict)
    charts: Mapping[str, Chart] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the figures and charts as plain values."""
        figures = [
            {**dataclasses.asdict(one), "wanted": one.wanted, "verdict": one.verdict} for one in self.figures
        ]
        charts = {name: dataclasses.asdict(chart) for name, chart in self.charts.items()}
        return {"title": self.title, "protocol": self.protocol, "figures": figures, "charts": charts}
