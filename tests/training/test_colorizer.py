"""What the colorizer promises: grey at first, then colours, and a likeness; a code to learn from."""

import math

import pytest
import torch
from colorizers import SHAPE, random_colorizer
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.distributions import Normal, kl_divergence

from training.degradations.hints import draw_places
from training.restorers import NETWORKS
from training.restorers.colorize import CODE, LIKENESS, MODES, Colorizer


@pytest.fixture(scope="module")
def network() -> Colorizer:
    """Give a colorizer of random weights."""
    return random_colorizer()


def _draw(count: int, height: int = 64, width: int = 64) -> tuple[Tensor, Tensor, Tensor]:
    """Draw lightness, noise and true chroma."""
    rng = torch.Generator().manual_seed(1)
    lightness = torch.rand(count, 1, height, width, generator=rng)
    chroma = torch.rand(count, 2, height, width, generator=rng) - 0.5
    noise = torch.randn(count, CODE, 1, 1, generator=rng)
    return lightness, noise, chroma


def _learn(
    network: Colorizer, lightness: Tensor, noise: Tensor, chroma: Tensor, known: int = 5
) -> tuple[Tensor, dict[str, Tensor]]:
    """Learn from pictures whose chroma is known at some places, and asked for at others."""
    rng = torch.Generator().manual_seed(2)
    places = [draw_places(len(chroma), count, (64, 64), rng) for count in (known, 50)]
    return network.learn(lightness, noise, chroma, chroma, *places)


def _terms(network: Colorizer, count: int) -> dict[str, Tensor]:
    """Give what learning from some pictures costs beside the answer."""
    return _learn(network, *_draw(count))[1]


def test_all_is_grey_before_training() -> None:
    """An untrained network adds no colour, whatever it is given."""
    lightness, noise, _ = _draw(2)
    assert not Colorizer(*SHAPE)(lightness, noise)[0].any()


@settings(max_examples=12)
@given(st.integers(1, 5), st.integers(1, 5))
def test_any_multiple_is_a_size(height: int, width: int) -> None:
    """The answer is as large as the picture, for all sides that are multiples of the network's."""
    network = random_colorizer()
    sides = height * network.multiple, width * network.multiple
    lightness, noise, _ = _draw(1, *sides)
    chroma, likeness, deviation, modes = network(lightness, noise)
    assert chroma.shape == (1, 2, *sides)
    assert likeness.shape == (1, LIKENESS, *sides)
    assert deviation.shape == (1, 1, *sides)
    assert (deviation > 0).all()
    assert modes.shape == (1, 2 * MODES, *sides)


def test_the_whole_picture_matters(network: Colorizer) -> None:
    """What is further away than convolutions reach changes the answer, by way of the context alone."""
    lightness, noise, _ = _draw(1, 32, 2048)
    other = lightness.clone()
    other[..., :32] = 1 - other[..., :32]
    blind = random_colorizer()
    nn.init.zeros_(blind.context[-1].weight)  # type: ignore[arg-type] # it is a linear layer
    for sees, found in ((True, network), (False, blind)):
        first, second = (found(light, noise)[0][..., -32:] for light in (lightness, other))
        assert torch.equal(first, second) != sees


def test_likeness_learns_and_nothing_else_by_it(network: Colorizer) -> None:
    """What is wrong after hints teaches the likeness alone: chroma is told as if there were none."""
    network = random_colorizer()
    _terms(network, 4)["guided"].backward()
    taught = {
        name.partition(".")[0] for name, weight in network.named_parameters() if weight.grad is not None
    }
    assert taught == {"likeness"}
    assert all(weight.grad is not None and weight.grad.any() for weight in network.likeness.parameters())


def test_right_hints_everywhere_leave_no_error() -> None:
    """With a likeness of zeros nearness counts: of one even colour then nothing is left to be wrong."""
    network = random_colorizer()
    for weight in network.tail.parameters():
        nn.init.zeros_(weight)
    for layer in (network.likeness.tail, network.likeness.refine[-1]):
        for weight in layer.parameters():
            nn.init.zeros_(weight)
    lightness, noise, _ = _draw(2)
    even = torch.full((2, 2, 64, 64), 0.3)
    right, one = (_learn(network, lightness, noise, even, known)[1]["guided"] for known in (60, 1))
    assert right < -11  # the logarithm of 1e-5 is -11.5
    assert one > right + 1


def test_a_code_varies_the_answer(network: Colorizer) -> None:
    """Each number of the code counts, and only its mean over the picture: it is the same everywhere."""
    lightness, _, _ = _draw(1)
    expected = network(lightness, torch.zeros(1, CODE, 1, 1))[0]
    for at in range(CODE):
        code = torch.zeros(1, CODE, 64, 64)
        code[:, at] = 1
        told = network(lightness, code)[0]
        assert (told - expected).abs().max() > 1e-3
        torch.testing.assert_close(told, network(lightness, code[..., :1, :1])[0])


def test_what_only_learns_is_not_asked(network: Colorizer) -> None:
    """Whatever the weights that training alone has, the answer without a code is the same."""
    lightness, noise, chroma = _draw(4)
    expected = network(lightness, torch.zeros_like(noise))[0]
    other = random_colorizer()
    changed = [weight for name, weight in other.named_parameters() if name.startswith(("coder.", "palette."))]
    for weight in changed:
        nn.init.normal_(weight)
    assert len(changed) == sum(1 for part in (other.coder, other.palette) for _ in part.parameters())
    assert torch.equal(other(lightness, torch.zeros_like(noise))[0], expected)
    assert not torch.equal(other.coder(lightness, chroma)[0], network.coder(lightness, chroma)[0])


@pytest.mark.parametrize(("count", "share"), [(4, 0.25), (8, 0.25), (11, 0.25), (8, 0.5)])
def test_a_share_of_what_is_learned_from_is_coded(count: int, share: float) -> None:
    """The first are answered with codes drawn about the coder's, the others with codes of zeros."""
    lightness, noise, chroma = _draw(count)
    network, coded = random_colorizer(), int(share * count)
    network.coded_share = share
    answer, _ = _learn(network, lightness, noise, chroma)
    mean, log_variance = network.coder(lightness, chroma)
    code = mean[..., None, None] + (log_variance / 2).exp()[..., None, None] * noise
    code[coded:] = 0
    torch.testing.assert_close(answer, network(lightness, code)[0])
    other, _ = _learn(network, lightness, noise, -chroma)
    torch.testing.assert_close(answer[coded:], other[coded:])
    assert not torch.allclose(answer[:coded], other[:coded])


def test_the_divergence_is_torchs(network: Colorizer) -> None:
    """It is the Kullback-Leibler divergence of the codes from the standard normal, in nats a picture."""
    lightness, noise, chroma = _draw(8)
    divergence = _learn(network, lightness, noise, chroma)[1]["divergence"]
    mean, log_variance = network.coder(lightness[:2], chroma[:2])
    normal = Normal(torch.zeros(()), torch.ones(()))
    coded = Normal(mean, (log_variance / 2).exp())
    torch.testing.assert_close(divergence, kl_divergence(coded, normal).sum(dim=1).mean())
    assert divergence > 0


def test_without_hints_likeness_is_left_out(network: Colorizer) -> None:
    """Given no places, the answer and all other terms are as with them, and likeness costs nothing."""
    planes = _draw(4)
    answer, terms = _learn(network, *planes)
    alone, others = network.learn(*planes)
    torch.testing.assert_close(alone, answer)
    del terms["guided"]
    torch.testing.assert_close(others, terms)


@pytest.mark.parametrize("count", [1, 3, 4])
def test_terms_are_finite(network: Colorizer, count: int) -> None:
    """However few pictures are learned from, even too few for a code, what they cost is a number."""
    terms = _terms(network, count)
    assert list(terms) == ["divergence", "palette", "guided"]
    assert all(term.isfinite() for term in terms.values()), terms


@pytest.mark.parametrize(
    ("a", "b", "shade"),
    [(5, 5, 24), (20, -40, 4 * 7 + 1), (-60, 60, 6), (110, -110, 6 * 7), (9, -9, 24), (11, -11, 4 * 7 + 2)],
)
def test_shades_are_told_of_a_palette(a: float, b: float, shade: int) -> None:
    """A palette that is sure of the true shade, the nearest of 7 x 7, costs nothing, a vague one log 49."""
    network = random_colorizer()
    for weight in network.palette.parameters():
        nn.init.zeros_(weight)
    lightness, noise, _ = _draw(4)
    truth = torch.tensor([a, b]).view(1, 2, 1, 1).expand(4, 2, 64, 64) / 110
    vague = _learn(network, lightness, noise, truth)[1]["palette"]
    torch.testing.assert_close(vague, torch.tensor(math.log(49)))
    assert network.palette.bias is not None
    network.palette.bias.data[shade] = 50
    assert _learn(network, lightness, noise, truth)[1]["palette"] < 1e-4


def test_pictures_without_colour_teach_no_colour(network: Colorizer) -> None:
    """Beside one in colour a grey picture, whatever it shows, costs no shade and no error after hints."""
    lightness, noise, chroma = _draw(3)
    chroma[1:] = 0
    planes = [
        torch.cat([plane[:1], plane[at : at + 1]]) for at in (1, 2) for plane in (lightness, noise, chroma)
    ]
    first, second = (_learn(network, *three)[1] for three in (planes[:3], planes[3:]))
    alone = _learn(network, lightness[1:2], noise[1:2], chroma[1:2])[1]
    for name in ("palette", "guided"):
        torch.testing.assert_close(first[name], second[name])
        assert first[name] != 0
        assert alone[name] == 0


def test_codes_of_nothing_cost_nothing() -> None:
    """An untrained coder tells the standard normal of all pictures."""
    assert _terms(Colorizer(*SHAPE), 4)["divergence"] == 0


def test_the_coder_learns_from_the_answer() -> None:
    """From a fresh start a few steps towards the truth reach all of the coder, its cost left aside."""
    torch.manual_seed(0)
    network = Colorizer(*SHAPE)
    optimizer = torch.optim.Adam(network.parameters(), 1e-2)
    for _ in range(6):
        lightness, noise, chroma = _draw(4)
        optimizer.zero_grad()
        answer, _ = _learn(network, lightness, noise, chroma)
        (answer - chroma).square().mean().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    for name, weight in network.coder.named_parameters():
        assert weight.grad is not None, name
        assert weight.grad.abs().max() > 0, name
    told = network.coder.tail.bias.grad  # of the means and of the variances
    assert told is not None
    assert (told != 0).all()


@pytest.mark.parametrize("task", ["damage", "denoise", "inpaint", "level"])
def test_other_networks_learn_from_what_they_answer(task: str) -> None:
    """A network without codes or memory answers as it always does, at no further cost."""
    network = NETWORKS[task]((8, 8, 8), (1, 1, 1))
    planes = [torch.rand(2, count, 32, 32) for count in network.inputs.values()]
    answer, terms = network.learn(*planes)
    torch.testing.assert_close(answer, network(*planes))
    assert terms == {}
