"""Growth: a larger network begins as the smaller one it is given."""

from collections.abc import Callable

import pytest
import torch
from colorizers import random_colorizer
from torch import nn

from training.config import ExperimentError
from training.growth import grow
from training.restorers.colorize import CODE, Colorizer
from training.restorers.damage import DamageDetector
from training.restorers.denoise import Denoiser
from training.restorers.network import RestorerNetwork, load

Build = Callable[[tuple[int, ...], tuple[int, ...]], RestorerNetwork]


@pytest.mark.parametrize("build", [DamageDetector, Denoiser])
@pytest.mark.parametrize(
    ("channels", "blocks"), [((8, 16, 24), (1, 1, 1)), ((12, 16, 32), (1, 1, 1)), ((12, 20, 32), (2, 3, 2))]
)
def test_a_grown_network_answers_as_before(
    build: Build, channels: tuple[int, ...], blocks: tuple[int, ...]
) -> None:
    """Wider, deeper or neither, of layers with biases or without: the answers stay."""
    torch.manual_seed(1)
    small, large = _shaken(build((8, 16, 24), (1, 1, 1))), build(channels, blocks)
    large.load_state_dict(grow(small.state_dict(), large))
    planes = [torch.rand(1, count, 32, 48) for count in small.inputs.values()]
    with torch.inference_mode():
        torch.testing.assert_close(large(*planes), small(*planes), atol=1e-5, rtol=0)


@pytest.mark.parametrize("channels", [(8, 8, 8, 8), (8, 12, 16, 24), (12, 8, 8, 8)])
def test_a_grown_colorizer_answers_as_before(channels: tuple[int, ...]) -> None:
    """What a code scales and what it shifts stay apart, however much wider: colours and likeness stay."""
    small, large = random_colorizer(), Colorizer(channels, (2, 1, 1, 2)).eval()
    large.load_state_dict(grow(small.state_dict(), large))
    planes = torch.rand(1, 1, 64, 96), torch.randn(1, CODE, 1, 1)
    with torch.inference_mode():
        assert small(*planes)[0].std() > 1e-2
        torch.testing.assert_close(large(*planes), small(*planes), atol=1e-5, rtol=1e-4)


def test_what_is_new_learns() -> None:
    """After a few steps the new channels take part: nothing is dead because two zeros wait for each other."""
    torch.manual_seed(2)
    small, large = _shaken(Denoiser((8, 16), (1, 1))), Denoiser((12, 24), (2, 1))
    large.load_state_dict(grow(small.state_dict(), large))
    optimizer = torch.optim.SGD(large.parameters(), lr=1e-2)
    planes = [torch.rand(2, count, 16, 16) for count in large.inputs.values()]
    for _ in range(3):
        optimizer.zero_grad()
        large(*planes).square().mean().backward()
        optimizer.step()
    assert all(weight.grad is not None and weight.grad.abs().max() > 0 for weight in large.parameters())
    assert large.tail.weight[:, 8:].abs().max() > 0


@pytest.mark.parametrize(("channels", "blocks"), [((4, 16), (1, 1)), ((8, 16), (1, 0)), ((8,), (1,))])
def test_a_smaller_network_is_refused(channels: tuple[int, ...], blocks: tuple[int, ...]) -> None:
    """What does not fit, too wide or too deep, is named."""
    network = Denoiser(channels, blocks)
    with pytest.raises(ExperimentError, match=r"^it: its weights do not fit the network: \S") as caught:
        load(network, grow(Denoiser((8, 16), (1, 1)).state_dict(), network), "it")
    assert "\n" not in str(caught.value)


def _shaken(network: RestorerNetwork) -> RestorerNetwork:
    """Give the weights values such as training leaves: none is zero."""
    for weight in network.parameters():
        nn.init.normal_(weight, std=0.1)
    return network
