"""What the networks promise before any training: the contract's planes, and an answer that makes sense."""

import pytest
import torch
from colorizers import random_colorizer

from restorer.networks.card import CONTRACTS
from training.blocks import ResidualBlock, fold_norms
from training.config import ExperimentError, Network
from training.restorers import NETWORKS, make_network
from training.restorers.colorize import CODE
from training.restorers.damage import RARE, DamageDetector
from training.restorers.inpaint import Inpainter, fill_smoothly


@pytest.mark.parametrize("task", NETWORKS)
def test_a_network_keeps_its_contract(task: str) -> None:
    """The planes it reads and the answer it gives are those of the contract, at any size it takes."""
    contract = next(contract for contract in CONTRACTS.values() if contract.task == task)
    network = NETWORKS[task]((8, 8, 8), (1, 1, 1))
    assert tuple(network.inputs.values()) == contract.inputs
    assert network.side == contract.side
    size = (32, 48) if contract.side is None else (contract.side,) * 2
    planes = [torch.rand(2, count, *size) for count in contract.inputs]
    told = size if contract.side is None else (1, 1)
    assert network.stacked(*planes).shape == (2, sum(contract.outputs), *told)


def test_a_denoiser_answers_nothing_before_training() -> None:
    """It is of the shape that the experiment names, and begins by leaving the picture as it is."""
    network = make_network("denoise", Network((8, 16), (1, 2)))
    assert sum(isinstance(layer, ResidualBlock) for layer in network.modules()) == 4
    noisy, sigma = torch.rand(1, 3, 16, 24), torch.rand(1, 1, 16, 24)
    assert torch.equal(network(noisy, sigma), noisy)


@pytest.mark.parametrize(
    ("task", "shape", "word"),
    [
        ("denoise", Network(dropout=0.5), "takes no dropout"),
        ("inpaint", Network(coded_share=0.5), "takes no coded_share"),
        ("dream", Network(), "'dream' is unknown"),
    ],
)
def test_a_network_that_cannot_be_made_is_refused(task: str, shape: Network, word: str) -> None:
    """One line tells what is unknown, or what a task's network does not take."""
    with pytest.raises(ExperimentError, match=word):
        make_network(task, shape)


def test_a_colorizer_forgets_only_while_it_learns() -> None:
    """Dropout changes what it learns from, and nothing once it is trained."""
    network = make_network("colorize", Network((8, 8, 8), (1, 1, 1), dropout=0.9))
    dropped = next(layer for layer in network.modules() if isinstance(layer, torch.nn.Dropout2d))
    features = torch.ones(4, 8, 2, 2)
    assert not torch.equal(dropped(features), features)
    network.eval()
    assert torch.equal(dropped(features), features)


def test_folded_norms_answer_as_before() -> None:
    """The convolutions do what the norms did; none of these is left."""
    network = random_colorizer()
    lightness, code = torch.rand(1, 1, 64, 64), torch.rand(1, CODE, 64, 64)
    before = network(lightness, code)
    fold_norms(network)
    torch.testing.assert_close(network(lightness, code), before)
    assert not [layer for layer in network.modules() if isinstance(layer, torch.nn.BatchNorm2d)]


@pytest.fixture
def inpainter() -> Inpainter:
    """Give an inpainter whose weights are none of them zero."""
    torch.manual_seed(0)
    network = Inpainter((8, 8, 8), (1, 1, 1))
    for weight in network.parameters():
        torch.nn.init.normal_(weight, std=0.05)
    return network


def test_outside_the_hole_nothing_changes(inpainter: Inpainter) -> None:
    """The picture comes back bit by bit where it is known, and otherwise inside, whatever the weights."""
    picture = torch.rand(1, 3, 64, 64)
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 20:40, 20:40] = 1
    filled = inpainter(picture * (1 - mask), mask)
    assert torch.equal(filled * (1 - mask), picture * (1 - mask))
    assert (filled * mask).abs().max() > 0


def test_what_is_in_the_hole_is_not_read(inpainter: Inpainter) -> None:
    """The answer does not depend on what the picture holds in the hole."""
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 20:40, 20:40] = 1
    first = torch.rand(1, 3, 64, 64)
    other = first + mask
    assert torch.equal(inpainter(first, mask) * mask, inpainter(other, mask) * mask)


@pytest.mark.parametrize("side", [1, 20, 64])
def test_an_even_colour_is_carried_into_the_hole(side: int) -> None:
    """A hole in a picture of one colour is filled with it before training, however large."""
    network = Inpainter((8, 8, 8, 8), (1, 1, 1, 1))
    picture = torch.tensor([0.2, 0.5, 0.8]).view(1, 3, 1, 1).expand(1, 3, 128, 128)
    mask = torch.zeros(1, 1, 128, 128)
    mask[..., 30 : 30 + side, 33 : 33 + side] = 1
    torch.testing.assert_close(network(picture * (1 - mask), mask), picture.contiguous())


def test_a_smooth_filling_is_between_its_surroundings() -> None:
    """A hole between black and white is filled with greys that rise from the one to the other."""
    picture = torch.zeros(1, 3, 64, 64)
    picture[..., 40:] = 1
    known = torch.ones(1, 1, 64, 64)
    known[..., 24:40] = 0
    row = fill_smoothly(picture * known, known, 4)[0, 0, 32]
    assert (row[24:40].diff() >= 0).all()
    assert row[24] < 0.3
    assert row[39] > 0.7


def test_damage_is_rare_at_first() -> None:
    """An untrained detector tells of a plain picture the probability that damage has on average."""
    told = DamageDetector((8, 8), (1, 1))(torch.full((1, 3, 16, 16), 0.5))
    torch.testing.assert_close(told, torch.full_like(told, RARE))
