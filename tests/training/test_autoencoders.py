"""What each type of autoencoder promises: shapes, its own penalty, a seeded sample, a fresh memory."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from training.autoencoders import (
    Autoencoder,
    CompressiveAutoencoder,
    CompressiveConfig,
    ContractiveAutoencoder,
    ContractiveConfig,
    ConvolutionalAutoencoder,
    ConvolutionalConfig,
    DenoisingAutoencoder,
    DenoisingConfig,
    FullyConnectedAutoencoder,
    FullyConnectedConfig,
    RecurrentAutoencoder,
    RecurrentConfig,
    SparseAutoencoder,
    SparseConfig,
    VariationalAutoencoder,
    VariationalConfig,
)
from training.autoencoders.compressive import dct_basis
from training.autoencoders.denoising import corrupt
from training.autoencoders.entropy import LaplaceEntropy
from training.config import ExperimentError
from training.pca import fit_pca
from training.scores import error_per_picture
from training.studies.learning import learn

SHAPE = (1, 8, 8)
MAKERS: dict[str, Callable[[], Autoencoder[Any]]] = {
    "fully-connected": lambda: FullyConnectedAutoencoder(
        FullyConnectedConfig(shape=SHAPE, bottleneck=5, widths=(16,))
    ),
    "convolutional": lambda: ConvolutionalAutoencoder(
        ConvolutionalConfig(shape=SHAPE, bottleneck=5, channels=(4, 8))
    ),
    "denoising": lambda: DenoisingAutoencoder(DenoisingConfig(shape=SHAPE, bottleneck=5)),
    "masking": lambda: DenoisingAutoencoder(DenoisingConfig(shape=SHAPE, bottleneck=5, corruption="masking")),
    "variational": lambda: VariationalAutoencoder(VariationalConfig(shape=SHAPE, bottleneck=5, widths=(16,))),
    "sparse": lambda: SparseAutoencoder(SparseConfig(shape=SHAPE, bottleneck=5, divergence_weight=1.0)),
    "contractive": lambda: ContractiveAutoencoder(ContractiveConfig(shape=SHAPE, bottleneck=5)),
}
"""Those that map pictures to a code of 5 numbers."""


@pytest.fixture
def pictures() -> Tensor:
    """Give four pictures."""
    return torch.rand(4, *SHAPE, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("name", MAKERS)
def test_a_picture_becomes_a_code_and_a_picture_again(name: str, pictures: Tensor) -> None:
    """The code has the size of the bottleneck, what comes back that of the picture, the loss a gradient."""
    network = MAKERS[name]()
    output = network(pictures)
    assert network.encode(pictures).shape == output.code.shape == (4, 5)
    assert output.restored.shape == network.reconstruct(pictures).shape == pictures.shape
    output.loss.backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.parameters())
    assert all(term.ndim == 0 for term in output.terms.values())


@pytest.mark.parametrize("name", ["fully-connected", "convolutional", "variational", "contractive"])
def test_the_loss_is_its_terms_weighted(name: str, pictures: Tensor) -> None:
    """The loss is the reconstruction and each penalty times the weight that the config gives it."""
    network = MAKERS[name]()
    output = network(pictures)
    weights = {"reconstruction": 1.0, "divergence": 1.0, "contraction": 0.1}
    expected = sum(weights[name] * term for name, term in output.terms.items())
    torch.testing.assert_close(output.loss, expected)


def test_encoder_and_decoder_can_be_ones_own(pictures: Tensor) -> None:
    """A type takes any two modules that fit its config."""
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
    decoder = nn.Sequential(nn.Linear(5, 64), nn.Sigmoid(), nn.Unflatten(1, SHAPE))
    network = VariationalAutoencoder(VariationalConfig(shape=SHAPE, bottleneck=5), encoder, decoder)
    assert network(pictures).restored.shape == pictures.shape
    assert network.encoder is encoder


def test_configs_are_frozen() -> None:
    """What a network is cannot be changed under it."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        FullyConnectedConfig().bottleneck = 3  # type: ignore[misc]


def test_an_unknown_reconstruction_is_named(pictures: Tensor) -> None:
    """A loss that there is none of is said, with those that there are."""
    network = FullyConnectedAutoencoder(FullyConnectedConfig(shape=SHAPE, widths=(), reconstruction="cubic"))
    with pytest.raises(ExperimentError, match="'cubic' is unknown; known: squared, cross-entropy"):
        network(pictures)


def test_sizes_that_cannot_be_halved_are_refused() -> None:
    """A convolutional network says which sizes it takes."""
    with pytest.raises(ValueError, match="multiples of 4"):
        ConvolutionalAutoencoder(ConvolutionalConfig(shape=(1, 10, 12)))


def test_the_linear_one_learns_what_pca_finds() -> None:
    """Trained, a linear autoencoder loses at most 1 % more than PCA of as many numbers."""
    torch.manual_seed(0)
    mixed = torch.randn(400, 6) @ torch.randn(6, 64) + 0.1 * torch.randn(400, 64)
    pictures = mixed.view(-1, *SHAPE)
    network = FullyConnectedAutoencoder(FullyConnectedConfig(shape=SHAPE, bottleneck=3, widths=()))
    learn(network, [pictures] * 600, steps=600, rate=2e-2, is_exact=True)
    least = error_per_picture(fit_pca(pictures, 3).restore(pictures, 3), pictures)
    assert least <= error_per_picture(network.reconstruct(pictures), pictures) < 1.01 * least


def test_dense_layers_beside_a_code_take_orthogonal_steps() -> None:
    """A step of Muon moves the layer to the code by about its rate in each direction, weak ones too."""
    torch.manual_seed(0)
    network = MAKERS["convolutional"]()
    layer = network.encoder[-1]
    before = layer.weight.detach().clone()
    learn(network, [torch.rand(32, *SHAPE)], steps=1, wide_rate=0.02, is_exact=True)
    moved = torch.linalg.svdvals(layer.weight.detach() - before)
    assert 0.3 * 0.02 < float(moved.min()) < float(moved.max()) < 1.3 * 0.02


def test_noise_is_for_training_alone(pictures: Tensor) -> None:
    """A denoising autoencoder corrupts what it learns from, and nothing that it is used for."""
    network = DenoisingAutoencoder(DenoisingConfig(shape=SHAPE, bottleneck=5, level=0.5))
    assert not torch.equal(network(pictures).restored, network(pictures).restored)
    network.eval()
    assert torch.equal(network(pictures).restored, network.reconstruct(pictures))


def test_pixels_are_masked() -> None:
    """A masking corruption sets about as many pixels to 0 as wished, and leaves the others."""
    damaged = corrupt(
        torch.ones(50, *SHAPE), DenoisingConfig(corruption="masking", level=0.25), torch.Generator()
    )
    assert set(damaged.unique().tolist()) == {0, 1}
    assert 0.72 < float(damaged.mean()) < 0.78


def test_samples_are_the_same_each_time() -> None:
    """A network that did not change gives the same pictures again, each unlike the others."""
    network = MAKERS["variational"]()
    assert isinstance(network, VariationalAutoencoder)
    samples = network.sample(3)
    assert torch.equal(samples, network.sample(3))
    assert samples.shape == (3, *SHAPE)
    assert not torch.equal(samples[0], samples[1])


def test_many_draws_tighten_the_bound(pictures: Tensor) -> None:
    """The likelihood by many draws is no lower than the bound by one, on average."""
    torch.manual_seed(0)
    network = MAKERS["variational"]()
    assert isinstance(network, VariationalAutoencoder)
    binary = pictures.round()
    with torch.no_grad():
        one = -sum(float(network(binary).loss) for _ in range(200)) / 200
    assert float(network.estimate_likelihood(binary, 500).mean()) > one


def test_only_the_largest_speak(pictures: Tensor) -> None:
    """Of a code of 32 units with 3 active no more than 3 are above 0, and those are the largest."""
    config = SparseConfig(shape=SHAPE, bottleneck=32, active=3)
    network = SparseAutoencoder(config)
    codes, all_of_them = network.encode(pictures), network.encoder(pictures)
    assert ((codes > 0).sum(dim=1) <= 3).all()
    torch.testing.assert_close(codes.amax(dim=1), all_of_them.amax(dim=1))


def test_an_encoder_of_ones_own_needs_probes() -> None:
    """The exact norm is not offered where it would be wrong."""
    with pytest.raises(ValueError, match="need probes"):
        ContractiveAutoencoder(ContractiveConfig(), nn.Flatten(), nn.Identity())


@pytest.fixture
def recurrent() -> RecurrentAutoencoder:
    """Give a recurrent network whose weights are none of them zero."""
    torch.manual_seed(0)
    network = RecurrentAutoencoder(RecurrentConfig(shape=(3, 8, 8), bottleneck=4, blocks=1))
    for weight in network.parameters():
        nn.init.normal_(weight, std=0.2)
    return network


def test_memory_begins_empty_each_time(recurrent: RecurrentAutoencoder) -> None:
    """The same clip is restored alike whatever came before, and its first frame as if it were alone."""
    clip, other = torch.rand(2, 5, 3, 8, 8), torch.rand(2, 5, 3, 8, 8)
    first = recurrent.reconstruct(clip)
    recurrent.reconstruct(other)
    assert torch.equal(recurrent.reconstruct(clip), first)
    torch.testing.assert_close(recurrent.reconstruct(clip[:, :1]), first[:, :1])
    assert recurrent.encode(clip).shape == (2, 5, 4, 4, 4)


def test_frames_one_by_one_are_the_clip(recurrent: RecurrentAutoencoder) -> None:
    """Frame after frame with the memory handed on gives what the whole clip gives."""
    clip, state, frames = torch.rand(1, 4, 3, 8, 8), None, []
    for frame in clip.unbind(dim=1):
        restored, state = recurrent.step(frame, state)
        frames.append(restored)
    torch.testing.assert_close(torch.stack(frames, dim=1), recurrent.reconstruct(clip))


def test_without_memory_the_order_does_not_matter(recurrent: RecurrentAutoencoder) -> None:
    """With memory a frame depends on those before it, without it on itself alone."""
    clip, order = torch.rand(1, 4, 3, 8, 8), torch.tensor([2, 0, 3, 1])
    alone = RecurrentAutoencoder(dataclasses.replace(recurrent.config, memory=False))
    alone.load_state_dict(recurrent.state_dict())
    for network, is_equal in ((recurrent, False), (alone, True)):
        shuffled = network.reconstruct(clip[:, order])[:, order.argsort()]
        assert torch.allclose(shuffled, network.reconstruct(clip), atol=1e-6) is is_equal


@pytest.fixture
def compressive() -> CompressiveAutoencoder:
    """Give an untrained compressive network."""
    torch.manual_seed(0)
    config = CompressiveConfig(bottleneck=4, channels=(8, 8), blocks=1, lambdas=(0.01, 0.1))
    return CompressiveAutoencoder(config)


def test_bytes_give_the_picture_of_the_rounded_code(compressive: CompressiveAutoencoder) -> None:
    """A picture of any size becomes bytes, which decode to what the rounded code gives, in its size."""
    picture = torch.rand(3, 13, 18)
    data = compressive.compress(picture, 1)
    restored = compressive.decompress(data)
    assert restored.shape == picture.shape
    padded = nn.functional.pad(picture[None], (0, 2, 0, 3), mode="replicate")
    gain = compressive.log_gain[1].exp()[None, :, None, None]
    code = (compressive.encode(padded) * gain).round() / gain
    torch.testing.assert_close(restored, compressive.decode(code)[0, :, :13, :18].clamp(0, 1))


def test_finer_levels_cost_more(compressive: CompressiveAutoencoder) -> None:
    """Of an untrained network the better level has more bytes, for it rounds more finely."""
    picture = torch.rand(3, 64, 64)
    sizes = [len(compressive.compress(picture, level)) for level in (0, 1)]
    assert sizes[0] < sizes[1]


def test_bytes_take_the_bits_that_are_counted() -> None:
    """What is written comes back to the last number, in as many bits as its distributions say."""
    torch.manual_seed(0)
    entropy = LaplaceEntropy(2, 6)
    code = torch.distributions.Laplace(0.3, 2.0).sample((1, 6, 40, 50)) * torch.linspace(0.1, 3, 50)
    entropy.fit(1, code)
    entropy.context.data = 0.2 * torch.randn(6, 6)
    symbols = code.round()
    data = entropy.write(symbols[0], 1)
    torch.testing.assert_close(entropy.read(data, 1, 40, 50), symbols[0], atol=0, rtol=0)
    with torch.no_grad():
        bits = float(entropy.count_bits(symbols, torch.tensor([1])).sum())
    assert 0.99 * bits < 8 * len(data) < 1.01 * bits + 64


def test_neighbours_that_are_told_save_bits() -> None:
    """A channel that is busy where the one before it is takes fewer bits if that is known."""
    torch.manual_seed(0)
    busy = torch.where(torch.arange(48) < 24, 0.2, 6.0).expand(1, 2, 48, 48)
    symbols = torch.distributions.Laplace(0.0, busy).sample().round()
    entropy = LaplaceEntropy(1, 2)
    entropy.fit(0, symbols)
    alone = len(entropy.write(symbols[0], 0))
    entropy.log_width.data[0, 1] -= 1
    entropy.context.data[1, 0] = 1
    assert len(entropy.write(symbols[0], 0)) < 0.95 * alone


def test_before_training_it_is_the_transform_of_blocks(compressive: CompressiveAutoencoder) -> None:
    """An untrained network codes by orthonormal cosines: with all of them nothing is lost."""
    basis = dct_basis(compressive.config)
    products = torch.einsum("mcyx,ncyx->mn", basis, basis)
    torch.testing.assert_close(products, torch.eye(4), atol=1e-6, rtol=0)
    config = dataclasses.replace(compressive.config, bottleneck=48)
    picture = torch.rand(1, 3, 16, 20)
    restored = CompressiveAutoencoder(config).reconstruct(picture)
    torch.testing.assert_close(restored, picture, atol=1e-5, rtol=0)


def test_bits_are_of_a_distribution(compressive: CompressiveAutoencoder) -> None:
    """The bits of all whole numbers are those of probabilities that add up to 1."""
    numbers = torch.arange(-100.0, 101).view(-1, 1, 1, 1).expand(-1, 4, 1, 1)
    bits = compressive.entropy.count_bits(numbers, torch.zeros(201, dtype=torch.long))
    torch.testing.assert_close(2 ** -bits.sum(dim=(2, 3)), 2 ** -bits[:, :, 0, 0])
    torch.testing.assert_close((2**-bits).sum(dim=0), torch.ones(4, 1, 1), atol=1e-4, rtol=0)
