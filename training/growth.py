"""Growth: a wider, deeper network that begins as a smaller one which has learned already.

As in Net2Net (Chen et al. 2016) the grown network answers as the smaller one did: what the known channels
read of new ones is nothing at first, and a new residual block adds nothing.
"""

from collections.abc import Mapping
from operator import le

from torch import Tensor, nn

from training.blocks import GatedBlock, ResidualBlock

Weights = Mapping[str, Tensor]


def grow(weights: Weights, network: nn.Module) -> dict[str, Tensor]:
    """Lay the weights of a smaller network into those of ``network``, which has its layers and more.

    Raises RuntimeError for a layer that is smaller in ``network``, or unknown to it.
    """
    grown = {name: weight.clone() for name, weight in network.state_dict().items()}
    for name, weight in weights.items():
        if name not in grown or not _fits(weight, grown[name]):
            raise RuntimeError(f"{name} of shape {tuple(weight.shape)} does not fit into the network")
        if weight.dim() > 1:
            outputs = _axis_of_outputs(network, name)
            grown[name].narrow(outputs, 0, weight.shape[outputs]).zero_()
        grown[name][tuple(slice(size) for size in weight.shape)] = weight
    for name in _ends_of_blocks(network) - weights.keys():
        grown[name].zero_()
    return grown


def _ends_of_blocks(network: nn.Module) -> set[str]:
    blocks = (ResidualBlock, GatedBlock)
    return {f"{name}.second.weight" for name, layer in network.named_modules() if isinstance(layer, blocks)}


def _fits(weight: Tensor, into: Tensor) -> bool:
    return weight.dim() == into.dim() and all(map(le, weight.shape, into.shape))


def _axis_of_outputs(network: nn.Module, name: str) -> int:
    return int(isinstance(network.get_submodule(name.rpartition(".")[0]), nn.ConvTranspose2d))
