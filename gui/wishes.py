"""Wishes and answers: what the window asks of its worker and what comes back, as plain values."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.images import Picture
    from restorer import Photo


@dataclass(frozen=True, slots=True)
class Open:
    """Read the photo at ``path`` and find out how noisy it is."""

    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Denoise:
    """Denoise ``photo`` in full; ``level`` is the noise in 8-bit levels, ``None`` = automatic."""

    photo: "Photo"
    level: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Save:
    """Write ``photo`` with ``strength`` of ``denoised``, done at ``level``, to ``path``."""

    photo: "Photo"
    denoised: "Photo"
    level: float | None
    strength: float
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The photo, its picture for the screen, and the noise found in it, in 8-bit levels."""

    path: Path
    photo: "Photo"
    picture: "Picture"
    noise: float


@dataclass(frozen=True, slots=True, eq=False)
class Denoised:
    """The fully denoised photo, the level asked for, and the device that did it."""

    photo: "Photo"
    picture: "Picture"
    level: float | None
    device: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """The result was written; what its format could not hold is in the notices."""

    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` pieces of the work are done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The wish cannot be fulfilled, and why, in one line."""

    reason: str


Wish = Open | Denoise | Save
Answer = Opened | Denoised | Saved | Progress | Failed
