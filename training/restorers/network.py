"""What every shipped network says of itself, whatever its layers."""

from collections.abc import Mapping
from typing import ClassVar

import torch
from torch import Tensor, nn

from training.config import ExperimentError


class RestorerNetwork(nn.Module):
    """A network that can be exported: the planes it reads, what it gives, the sizes it takes."""

    inputs: ClassVar[dict[str, int]]
    """The planes it reads, in order, and their channels."""
    outputs: ClassVar[tuple[str, ...]]
    """The planes it gives, in order."""
    reads: ClassVar[frozenset[str]] = frozenset()
    """The entries of :class:`~training.config.Network` that it heeds beside channels and blocks."""
    multiple: int
    """Height and width of its planes are multiples of this."""
    side: int | None = None
    """What they are, where a picture is told as a whole."""

    def learn(self, *planes: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Answer planes that are learned from; also gives the loss's terms beside the answer's own."""
        return self(*planes), {}

    def stacked(self, *planes: Tensor) -> Tensor:
        """Answer planes with the channels of all outputs, one after another."""
        answer = self(*planes)
        return torch.cat(answer, dim=1) if len(self.outputs) > 1 else answer

    def respond(self, *planes: Tensor) -> Tensor:
        """Answer planes that are watched."""
        answer: Tensor = self(*planes)
        return answer


def load(network: nn.Module, weights: Mapping[str, Tensor], of: str) -> None:
    """Give a network its weights; an ExperimentError says ``of`` which file or model those are not."""
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        reason = str(error).splitlines()[:2][-1].strip()  # torch has a heading, and many
        raise ExperimentError(f"{of}: its weights do not fit the network: {reason}") from error
