"""What every shipped network says of itself, whatever its layers."""

from typing import ClassVar

from torch import Tensor, nn


class RestorerNetwork(nn.Module):
    """A network that can be exported: the planes it reads, what it gives, the sizes it takes."""

    inputs: ClassVar[dict[str, int]]
    """The planes it reads, in order, and their channels."""
    output: ClassVar[str]
    multiple: int
    """Height and width of its planes are multiples of this."""
    side: int | None = None
    """What they are, where a picture is told as a whole."""

    def learn(self, *planes: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Answer planes that are learned from; also gives the loss's terms beside the answer's own."""
        return self(*planes), {}
