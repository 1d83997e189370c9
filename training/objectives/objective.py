"""Objective: from clean pictures to examples, from answers to scores."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

import torch
from torch import Tensor

from training.config import Data


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A batch to learn from.

    ``planes`` is what the network reads in its contract's order, ``target`` what it should answer,
    all ``(N, C, H, W)`` float32; ``weight`` is how much each place counts, broadcast to ``target``.
    """

    planes: tuple[Tensor, ...]
    target: Tensor
    weight: Tensor = field(default_factory=lambda: torch.ones(()))


class Objective(ABC):
    """What one network is trained to do; ``reads`` names the entries of :class:`Data` that only some heed."""

    reads: ClassVar[tuple[str, ...]]

    def __init__(self, data: Data):
        self.data = data

    @abstractmethod
    def draw(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Make an example of clean pictures ``(N, 3, H, W)`` float32, sRGB-encoded 0..1."""

    def draw_watched(self, clean: Tensor, rng: torch.Generator) -> Example:
        """Make the example that is scored on held-out pictures."""
        return self.draw(clean, rng)

    @abstractmethod
    def score(self, output: Tensor, example: Example) -> dict[str, Tensor]:
        """Score the network's answer to a watched example, by name."""

    def show(self, output: Tensor, example: Example) -> list[Tensor]:
        """Give rows of pictures to look at: what was read, the answer, the target."""
        return [example.planes[0], output, example.target]
