"""What the losses of autoencoders promise: they are what their formulas say, by another way."""

import pytest
import torch
from torch import Tensor, nn
from torch.distributions import Bernoulli, Normal, kl_divergence
from torch.nn.functional import binary_cross_entropy, mse_loss

from training.autoencoders import losses


@pytest.fixture
def pair() -> tuple[Tensor, Tensor]:
    """Give what came back of three pictures, and the pictures."""
    rng = torch.Generator().manual_seed(0)
    restored, pictures = torch.rand(2, 3, 1, 4, 5, generator=rng)
    return restored, pictures


def test_squared_error_is_summed_over_a_picture(pair: tuple[Tensor, Tensor]) -> None:
    """It is torch's mean squared error times the pixels of a picture."""
    torch.testing.assert_close(losses.squared_error(*pair), 20 * mse_loss(*pair))


def test_cross_entropy_is_torchs(pair: tuple[Tensor, Tensor]) -> None:
    """It is torch's, summed over a picture; and the likelihood of black and white pixels."""
    restored, pictures = pair
    expected = binary_cross_entropy(restored, pictures, reduction="sum") / 3
    torch.testing.assert_close(losses.cross_entropy(restored, pictures), expected)
    binary = pictures.round()
    likelihood = Bernoulli(restored).log_prob(binary).sum(dim=(1, 2, 3))
    torch.testing.assert_close(losses.log_likelihood(restored, binary), likelihood)


def test_normal_divergence_is_torchs() -> None:
    """It is the Kullback-Leibler divergence of two distributions of torch."""
    mean, log_variance = torch.randn(2, 6, 4, generator=torch.Generator().manual_seed(0))
    expected = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0)).sum(dim=1).mean()
    torch.testing.assert_close(losses.normal_divergence(mean, log_variance), expected)


def test_activity_divergence_is_torchs() -> None:
    """It is that of a coin of the target from coins of the units' means; right on target it is 0."""
    codes = torch.rand(10, 4, generator=torch.Generator().manual_seed(0))
    expected = kl_divergence(Bernoulli(torch.tensor(0.05)), Bernoulli(codes.mean(dim=0))).sum()
    torch.testing.assert_close(losses.activity_divergence(codes, 0.05), expected)
    assert float(losses.activity_divergence(torch.full((10, 4), 0.05), 0.05)) == pytest.approx(0, abs=1e-6)


def test_absolute_activity_is_the_norm() -> None:
    """It is the mean 1-norm of the codes."""
    codes = torch.randn(5, 7, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(
        losses.absolute_activity(codes), torch.linalg.vector_norm(codes, 1, dim=1).mean()
    )


def squared_jacobian(encoder: nn.Module, pictures: Tensor) -> Tensor:
    """Give the mean squared norm of an encoder's Jacobian, row by row as autograd finds it."""
    jacobians = [torch.autograd.functional.jacobian(encoder, one[None]) for one in pictures]
    return torch.stack([jacobian.square().sum() for jacobian in jacobians]).mean()


def test_contraction_of_a_sigmoid_layer_is_exact(pair: tuple[Tensor, Tensor]) -> None:
    """The closed form is the squared norm of the whole Jacobian that autograd finds."""
    torch.manual_seed(0)
    layer = nn.Linear(20, 6)
    encoder = nn.Sequential(nn.Flatten(), layer, nn.Sigmoid())
    found = losses.sigmoid_contraction(encoder(pair[1]), layer.weight)
    torch.testing.assert_close(found, squared_jacobian(encoder, pair[1]))


def test_estimated_contraction_comes_near_with_many_probes(pair: tuple[Tensor, Tensor]) -> None:
    """Of a deep encoder the estimate of 3,000 probes is within 5 % of the whole Jacobian's norm."""
    torch.manual_seed(0)
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(20, 10), nn.Tanh(), nn.Linear(10, 6))
    rng = torch.Generator().manual_seed(0)
    found = losses.estimate_contraction(encoder, pair[1], 3000, rng)
    torch.testing.assert_close(found, squared_jacobian(encoder, pair[1]), rtol=0.05, atol=0)
    found.backward()
    assert encoder[1].weight.grad is not None
