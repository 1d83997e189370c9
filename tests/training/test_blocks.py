"""What the layers promise: blocks that begin as nothing, normalisation that can be folded and unfolded."""

import pytest
import torch
from torch import nn

from training.blocks import NormalizedBlock, ResidualBlock, add_biases, conv3x3, residual_blocks, unfolding


@pytest.fixture
def blocks() -> list[NormalizedBlock]:
    """Give two normalised blocks that do something."""
    torch.manual_seed(0)
    blocks = [NormalizedBlock(4), NormalizedBlock(4)]
    for block in blocks:
        nn.init.normal_(block.second.weight, std=0.2)
    return blocks


@pytest.fixture
def block(blocks: list[NormalizedBlock]) -> NormalizedBlock:
    """Give one of them."""
    return blocks[0]


@pytest.mark.parametrize("kind", [ResidualBlock, NormalizedBlock])
def test_a_block_begins_as_nothing(kind: type[ResidualBlock]) -> None:
    """Blocks fresh from the start give back what they read."""
    features = torch.randn(2, 4, 8, 8)
    blocks = residual_blocks(4, 3, kind)
    assert [type(block) for block in blocks] == [kind] * 3
    assert torch.equal(blocks(features), features)


def test_normalisation_forgets_the_scale(block: NormalizedBlock) -> None:
    """While it learns, what a block adds does not depend on how strong its features are."""
    features = torch.randn(4, 4, 8, 8)
    weak, strong = (block(scale * features) - scale * features for scale in (1, 10))
    torch.testing.assert_close(weak, strong, atol=1e-3, rtol=1e-3)
    assert weak.abs().max() > 0.1


def test_what_was_seen_is_kept(block: NormalizedBlock) -> None:
    """Once it has learned, a picture's answer is its own, whatever else is in the batch."""
    for _ in range(3):
        block(torch.randn(4, 4, 8, 8))
    block.eval()
    features = torch.randn(4, 4, 8, 8)
    torch.testing.assert_close(block(features)[:1], block(features[:1]))


def test_an_unfolded_norm_changes_nothing(blocks: list[NormalizedBlock]) -> None:
    """Norms settled by a batch leave its features as they are, in learning and afterwards, and stay so."""
    chain, features = nn.Sequential(*blocks), 3 + 2 * torch.randn(4, 4, 8, 8)
    expected = features
    for block in blocks:
        expected = expected + block.second(block.first(expected).relu())
    with unfolding(chain):
        torch.testing.assert_close(chain(features), expected)
    settled = blocks[0].norm.weight.clone()
    torch.testing.assert_close(chain(features), expected)
    chain(torch.randn(4, 4, 8, 8))
    assert torch.equal(blocks[0].norm.weight, settled)
    with unfolding(chain):
        chain(features)
    torch.testing.assert_close(chain.eval()(features), expected, atol=0.02, rtol=0.02)


def test_biases_begin_at_zero_and_those_there_are_stay() -> None:
    """Every convolution has a bias afterwards that can be learned; what the network answers is the same."""
    network = nn.Sequential(
        conv3x3(3, 4), nn.ConvTranspose2d(4, 5, 2, 2, bias=False), nn.Sequential(nn.Conv2d(5, 2, 1))
    )
    pictures = torch.randn(1, 3, 8, 8)
    before = network(pictures)
    add_biases(network)
    torch.testing.assert_close(network(pictures), before)
    biases = [weight for name, weight in network.named_parameters() if name.endswith("bias")]
    assert [len(bias) for bias in biases] == [4, 5, 2]
    assert not biases[0].any()
    assert not biases[1].any()
    assert biases[2].all()
