"""Evaluation: what each part found; as values, as a section of a page, as entries of a card."""

import dataclasses
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

import numpy as np

from restorer import Engine, Photo, Step
from restorer.networks.card import Task
from restorer.pixels.samples import Samples
from restorer.progress import Tick, no_tick
from restorer.tasks import TASKS
from training.sources import Picture

Engines = Mapping[str, Engine]
"""The open networks by their tasks."""


@dataclass(frozen=True, slots=True)
class Evaluation(ABC):
    """What one part of an evaluation found on a folder of so many pictures."""

    data: str
    pictures: int

    title: ClassVar[str]
    protocol: ClassVar[str]
    scored: ClassVar[Task] = "denoise"
    """The task of the network whose card the scores belong into."""

    def as_json(self) -> dict[str, Any]:
        """Give all that was found, and what others reach, as plain values."""
        found = dataclasses.asdict(self)
        return {"protocol": self.protocol, **found, "published": self.published()}

    def published(self) -> Mapping[str, Mapping[Any, float]]:
        """Give what others are said to reach on this data, by method."""
        return {}

    def as_markdown(self) -> str:
        """Give a section with what was done and a table of what was found."""
        title = f"## {self.title}: {self.data}, {self.pictures} pictures"
        return f"{title}\n\n{self.protocol}\n\n{as_table(self.rows())}\n"

    @abstractmethod
    def rows(self) -> list[Sequence[str]]:
        """Give the rows of the table, the headings first."""

    @abstractmethod
    def card_scores(self) -> dict[str, float]:
        """Give the figures that a model's card keeps, by names of their own."""


def as_table(rows: Sequence[Sequence[str]]) -> str:
    """Write rows of cells, the headings first, as a Markdown table: figures to the right."""
    head, *body = rows
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *body))


def as_photo(picture: Picture) -> Photo:
    """Make an 8-bit photo of a picture; one whose channels are equal is grey."""
    pixels = picture.pixels
    is_grey = (pixels == pixels[:, :, :1]).all()
    return Photo(pixels[:, :, :1] if is_grey else pixels)


def denoise(photo: Photo, engines: Engines, sigma_255: float | None = None) -> Samples:
    """Restore a photo the library's way, by default with no noise level given."""
    controls = {} if sigma_255 is None else {"sigma": sigma_255}
    return TASKS["denoise"](photo, Step("denoise", controls=controls), engines, no_tick).samples


def seed_of(name: str) -> int:
    """Give the seed of what is drawn for a picture of this name: neither order nor company matters."""
    return zlib.crc32(name.encode())


def ticked[T](items: Sequence[T], tick: Tick) -> Iterator[T]:
    """Go through items, and report each when it is done with."""
    for done, item in enumerate(items, 1):
        yield item
        tick(done, len(items))


def score_each[L](
    pictures: Sequence[Picture],
    levels: Iterable[L],
    score: Callable[[Picture, L], tuple[float, ...]],
    tick: Tick,
) -> dict[L, list[tuple[float, ...]]]:
    """Score each picture at each level of what is to be undone: the pictures' figures by level."""
    rows: dict[L, list[tuple[float, ...]]] = {level: [] for level in levels}
    for level, picture in ticked(list(product(rows, pictures)), tick):
        rows[level].append(score(picture, level))
    return rows


def means(rows: Sequence[Sequence[float]]) -> list[float]:
    """Average over rows, column by column."""
    averages: list[float] = np.mean(rows, axis=0).round(4).tolist()
    return averages
