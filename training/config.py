"""What one experiment is, as read from its TOML file in ``training/experiments/``."""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LEAST_PIXELS = 32
"""Of smaller patches nothing can be learned: a camera's noise and holes are larger than they are."""
_MOST = 1e6
"""No run takes so many minutes, and none learns at such a rate."""


class ExperimentError(ValueError):
    """An experiment that cannot be used; the message names the entry, and the file if that is at hand."""


def reason_of(error: Exception) -> str:
    """Give an error's words; of one of the system's without its number and its file."""
    return getattr(error, "strerror", None) or str(error)


@dataclass(frozen=True, slots=True)
class Network:
    """The shape of the autoencoder: channels and residual blocks a level, finest first.

    While a colorizer learns, ``dropout`` is the share of
    its coarsest features that are left out, and ``coded_share`` that of the pictures whose codes it is told,
    one at least.
    """

    channels: tuple[int, ...] = (64, 128, 256)
    blocks: tuple[int, ...] = (2, 2, 4)
    dropout: float = 0.0
    coded_share: float = 0.25

    def __post_init__(self) -> None:
        """Refuse a shape that is none."""
        if not self.channels or min(self.channels) < 1:
            raise ValueError(f"channels is {self.channels}, expected one number above 0 for each level")
        if len(self.blocks) != len(self.channels) or min(self.blocks) < 0:
            raise ValueError(f"blocks is {self.blocks}, expected a number for each of {self.channels}")
        _check_shares(self, "dropout", "coded_share")


@dataclass(frozen=True, slots=True)
class Data:
    """What a batch holds; what a task has no use for is to be left as it is.

    ``sigma_255`` is the range of white noise in 8-bit levels; ``real_share`` of the patches get what
    happens to photos instead: a camera's noise, grain, resizing, JPEG. If ``halved`` what is learned from is
    half as large as the patches, and for real damages averaged: pictures have weak noise and blocks of JPEG
    themselves. ``cut`` tells what a patch is: a piece of a picture ("patches"); much of one ("scenes":
    ``least_shown`` of its shorter side, or more), scaled down and upright (but up to ``askew`` radians), so
    that what is seen can be told; or all of it, squeezed into a square ("whole"). A colorizer's may have a
    part of another one (``pasted_share``), and with ``hints`` it learns, too, how colours that are known of
    some places are carried to others. A denoiser with a ``teacher`` learns from a shipped model's answers,
    too: that is the file in ``experiments/``, without ``.toml``, that names the model and has its shape.
    """

    patch_pixels: int = 80
    batch: int = 16
    sigma_255: tuple[float, float] = (0.0, 55.0)
    real_share: float = 0.0
    halved: bool = False
    grey_share: float = 0.1
    cut: str = "patches"
    least_shown: float = 0.75
    askew: float = 0.0
    pasted_share: float = 0.0
    hints: bool = True
    teacher: str = ""
    held_out_share: float = 0.01

    def __post_init__(self) -> None:
        """Refuse numbers that no batch can have."""
        for name, least in (("patch_pixels", _LEAST_PIXELS), ("batch", 1)):
            if getattr(self, name) < least:
                raise ValueError(f"{name} is {getattr(self, name)}, expected {least} or more")
        choose(dict.fromkeys(("patches", "scenes", "whole")), "cut", self.cut)
        if len(self.sigma_255) != 2 or not 0 <= self.sigma_255[0] <= self.sigma_255[1]:
            raise ValueError(f"sigma_255 is {self.sigma_255}, expected the least and the most")
        _check_shares(
            self, "real_share", "grey_share", "least_shown", "askew", "pasted_share", "held_out_share"
        )

    @property
    def smallest_pixels(self) -> int:
        """The shorter side that a picture must have: one that is scaled may be scaled up a little."""
        return self.patch_pixels if self.cut == "patches" else self.patch_pixels * 3 // 4


@dataclass(frozen=True, slots=True)
class Optimizer:
    """How the weights are found: AdamW, warm-up, cosine to zero within the budget, EMA.

    With a ``wide_learning_rate`` above 0 wide convolutions learn by Muon, at that rate.
    Terms of the loss, in networks that have them, count by their weights: ``divergence_weight`` a variational
    code's divergence, in nats; ``palette_weight`` the cross entropy of a palette of shades, in nats;
    ``guided_weight`` the logarithm of the squared error that is left after hints; ``contraction_weight`` how
    surely a code that moved is taken for another, in nats; ``flicker_weight`` the mean absolute error of what
    changes from frame to frame. With ``only`` no layers learn but those whose names begin so. With
    ``most_steps`` above 0 the run is over after so many, however much of its time is left.
    """

    loss: str = "l1"
    divergence_weight: float = 1e-3
    palette_weight: float = 0.03
    guided_weight: float = 0.02
    contraction_weight: float = 0.02
    flicker_weight: float = 0.2
    learning_rate: float = 2e-3
    wide_learning_rate: float = 0.0
    betas: tuple[float, float] = (0.9, 0.99)
    weight_decay: float = 0.0
    gradient_clip: float = 1.0
    warmup_steps: int = 500
    ema_decay: float = 0.999
    budget_minutes: float = 60.0
    most_steps: int = 0
    only: str = ""
    checkpoint_minutes: float = 5.0

    def __post_init__(self) -> None:
        """Refuse what AdamW would not take."""
        if len(self.betas) != 2 or not all(0 <= beta < 1 for beta in self.betas):
            raise ValueError(f"betas is {self.betas}, expected two numbers from 0 to below 1")
        for name in ("learning_rate", "budget_minutes", "checkpoint_minutes"):
            if not 0 < getattr(self, name) <= _MOST:
                raise ValueError(f"{name} is {getattr(self, name)}, expected more than 0, up to {_MOST:g}")
        terms = (f"{term}_weight" for term in self.weights_of_terms)
        rest = "wide_learning_rate", "weight_decay", "gradient_clip", "warmup_steps", "most_steps"
        for name in (*rest, *terms):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} is {getattr(self, name)}, expected 0 or more")
        _check_shares(self, "ema_decay")

    @property
    def weights_of_terms(self) -> dict[str, float]:
        """What the terms of a loss beside that of the answer count, by name."""
        return {
            "divergence": self.divergence_weight,
            "palette": self.palette_weight,
            "guided": self.guided_weight,
            "contraction": self.contraction_weight,
            "flicker": self.flicker_weight,
        }


@dataclass(frozen=True, slots=True)
class Experiment:
    """One shipped model's recipe: the task, the network, the data and the optimiser."""

    name: str
    task: str
    seed: int = 0
    network: Network = field(default_factory=Network)
    data: Data = field(default_factory=Data)
    optimizer: Optimizer = field(default_factory=Optimizer)

    def __post_init__(self) -> None:
        """Refuse names that are none, and a seed that no generator takes."""
        for name in ("name", "task"):
            if not isinstance(getattr(self, name), str):
                raise TypeError(f"{name} is {getattr(self, name)!r}, expected a word")
        if self.seed < 0:
            raise ValueError(f"seed is {self.seed}, expected 0 or more")


def read_experiment(path: Path) -> Experiment:
    """Read an experiment from a TOML file; an unknown entry is an :class:`ExperimentError`."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExperimentError(f"{path}: cannot be read: {reason_of(error)}") from error
    except ValueError as error:
        raise ExperimentError(f"{path}: cannot be read as TOML: {error}") from error
    parts = {"network": Network, "data": Data, "optimizer": Optimizer}
    built = {
        key: _build(parts[key], value, f"{path}: [{key}]") if key in parts else value
        for key, value in entries.items()
    }
    experiment: Experiment = _build(Experiment, built, str(path))
    return experiment


def choose[T](registry: Mapping[str, T], entry: str, name: str) -> T:
    """Take what an entry of an experiment names; an unknown one is an :class:`ExperimentError`."""
    if name not in registry:
        raise ExperimentError(f"{entry} {name!r} is unknown; known: {', '.join(registry)}")
    return registry[name]


def _check_shares(part: Any, *names: str) -> None:
    for name in names:
        if not 0 <= getattr(part, name) <= 1:
            raise ValueError(f"{name} is {getattr(part, name)}, expected 0 to 1")


def _build(kind: type[Any], entries: Any, where: str) -> Any:
    known = {part.name: part.default for part in dataclasses.fields(kind)}
    if not isinstance(entries, dict):
        raise ExperimentError(f"{where}: expected a table of {', '.join(sorted(known))}")
    if unknown := sorted(set(entries) - known.keys()):
        raise ExperimentError(f"{where}: unknown {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entries.items()}
    for key, value in values.items():
        if known[key] is not dataclasses.MISSING and not _is_like(value, known[key]):
            raise ExperimentError(f"{where}: {key} is {value!r}, expected something like {known[key]!r}")
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise ExperimentError(f"{where}: {error}") from error


def _is_like(value: Any, example: Any) -> bool:
    """Tell whether a value is of an example's type; whole numbers are floats, too."""
    if isinstance(example, tuple):
        return isinstance(value, tuple) and all(_is_like(part, example[0]) for part in value)
    return type(value) is type(example) or (isinstance(example, float) and type(value) is int)
