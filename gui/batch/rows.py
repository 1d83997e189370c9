"""Rows: what the queue knows of each photo, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gui.settings import FIRST, Settings

if TYPE_CHECKING:
    from restorer import JobResult

RowState = Literal["waiting", "working", "done", "before", "skipped", "failed", "rejected"]
"""What becomes of a photo; "before" is done, but in an earlier run."""
WITH_RESULT: tuple[RowState, ...] = ("done", "before")
"""States in which there is a result of ours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A photo of the queue: how far it is, what became of it, and what its reviewer wants.

    ``part`` (0..1) is done, ``words`` say why it failed or was skipped, ``target`` is where its result
    is, ``degree`` by how many notches it is to be restored more strongly than the recipe says.
    ``is_redone`` tells that the result at ``target`` is to be replaced by another, ``is_foreseen`` that the
    photo was not tried: it would be skipped or fail as things are.
    """

    path: Path
    state: RowState = "waiting"
    part: float = 0.0
    seconds: float = 0.0
    words: str = ""
    target: Path | None = None
    degree: int = 0
    is_accepted: bool = False
    is_redone: bool = False
    is_foreseen: bool = False
    result: "JobResult | None" = None


def minus(paths: Iterable[Path], others: Iterable[Path]) -> tuple[Path, ...]:
    """Give paths in their order, but for some."""
    gone = set(others)
    return tuple(path for path in paths if path not in gone)


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How the photos of a queue are restored and saved; ``None`` and "" are as in the command line.

    ``recipe`` is a recipe's name or file; without one the steps set in the main window are done. A
    ``folder`` of "" is still to be named.
    """

    recipe: str | None = None
    folder: str | None = None
    name: str = ""
    format: str | None = None
    quality: int | None = None
    depth: int | None = None
    overwrite: Literal["never", "rename", "always"] = "never"
    recursive: bool = True
    strip_gps: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """All that a plan is made from: files and folders, those left out, and what is to be done to them.

    ``stamp`` tells when the recipe's file was last changed, 0 if there is none.
    """

    inputs: tuple[Path, ...] = ()
    without: frozenset[Path] = frozenset()
    options: BatchOptions = field(default_factory=BatchOptions)
    settings: Settings = FIRST
    stamp: int = 0
