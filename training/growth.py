"""Growth: a wider, deeper network that begins as a smaller one which has learned already.

As in Net2Net (Chen et al. 2016) the grown network answers as the smaller one did: what the known channels
read of new ones is nothing at first, and a new residual block adds nothing. Where a layer's outputs are two
halves, one after the other, each half grows by itself.
"""

from collections.abc import Mapping
from operator import le

from torch import Tensor, nn

from training.blocks import ResidualBlock

Weights = Mapping[str, Tensor]

_OF_HALVES = "tints."
"""What the layers of a colorizer are called that answer with two halves: scale and shift."""


def grow(weights: Weights, network: nn.Module) -> dict[str, Tensor]:
    """Lay the weights of a smaller network into those of ``network``, which has its layers and more.

    What is smaller in ``network``, or unknown to it, is left as it is: it cannot be loaded.
    """
    grown = {name: weight.clone() for name, weight in network.state_dict().items()}
    for name, weight in weights.items():
        if name not in grown or not _fits(weight, grown[name]):
            grown[name] = weight
            continue
        count = 2 if name.startswith(_OF_HALVES) else 1
        for part, into in zip(_parts(weight, count), _parts(grown[name], count), strict=True):
            _lay(part, into, _axis_of_outputs(network, name))
    for name in _ends_of_blocks(network) - weights.keys():
        grown[name].zero_()
    return grown


def _parts(weight: Tensor, count: int) -> tuple[Tensor, ...]:
    return weight.chunk(count) if count > 1 else (weight,)


def _lay(weight: Tensor, into: Tensor, outputs: int) -> None:
    if weight.dim() > 1:
        into.narrow(outputs, 0, weight.shape[outputs]).zero_()
    into[tuple(slice(size) for size in weight.shape)] = weight


def _ends_of_blocks(network: nn.Module) -> set[str]:
    layers = network.named_modules()
    return {f"{name}.second.weight" for name, layer in layers if isinstance(layer, ResidualBlock)}


def _fits(weight: Tensor, into: Tensor) -> bool:
    return weight.dim() == into.dim() and all(map(le, weight.shape, into.shape))


def _axis_of_outputs(network: nn.Module, name: str) -> int:
    return int(isinstance(network.get_submodule(name.rpartition(".")[0]), nn.ConvTranspose2d))
