"""What autoencoders minimise: functions of batches, summed over a picture and averaged over the batch.

``x`` is a picture, ``y`` what came back of it, both on the 0..1 scale; ``h`` is a code of ``M`` numbers.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy as cross_entropy_of_classes

_LEAST = 1e-6
"""Probabilities are kept so far from 0 and 1."""
_NEARNESS = 0.1
"""What share of the spread of codes counts as near."""


def squared_error(restored: Tensor, target: Tensor) -> Tensor:
    """Give ``mean_n sum_i (y_i - x_i)^2`` of two batches ``(N, ...)`` (Hinton and Salakhutdinov 2006)."""
    return (restored.float() - target).square().flatten(1).sum(dim=1).mean()


def cross_entropy(restored: Tensor, target: Tensor) -> Tensor:
    """Give ``-mean_n sum_i x_i log y_i + (1 - x_i) log(1 - y_i)`` in nats, of two batches ``(N, ...)``.

    It is the negative log likelihood of pixels that are black or white (Kingma and Welling 2014).
    """
    return -log_likelihood(restored, target).mean()


def log_likelihood(restored: Tensor, target: Tensor) -> Tensor:
    """Give ``sum_i x_i log y_i + (1 - x_i) log(1 - y_i)`` in nats, ``(N,)`` of two batches ``(N, ...)``."""
    told = restored.float().clamp(_LEAST, 1 - _LEAST)
    return (target * told.log() + (1 - target) * (-told).log1p()).flatten(1).sum(dim=1)


def normal_divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Give ``mean_n 0.5 sum_j (m_j^2 + s_j^2 - 1 - log s_j^2)``, in nats, of ``(N, M)`` each.

    It is the Kullback-Leibler divergence of N(m, s^2) from N(0, 1) (Kingma and Welling 2014, appendix B).
    """
    return divergence_per_number(mean, log_variance).sum(dim=1).mean()


def divergence_per_number(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Give ``0.5 (m_j^2 + s_j^2 - 1 - log s_j^2)``, in nats, of each number of each code: ``(N, M)``."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance)


def activity_divergence(codes: Tensor, target: float) -> Tensor:
    """Give ``sum_j r log(r / r_j) + (1 - r) log((1 - r) / (1 - r_j))``, ``r`` being the target.

    ``r_j`` is the mean of unit j over the codes ``(N, M)``, each 0..1 (Ng, CS294A notes on sparse
    autoencoders).
    """
    active = codes.float().mean(dim=0).clamp(_LEAST, 1 - _LEAST)
    rest = (1 - target) * ((1 - target) / (1 - active)).log()
    return (target * (target / active).log() + rest).sum()


def absolute_activity(codes: Tensor) -> Tensor:
    """Give ``mean_n sum_j |h_j|`` of codes ``(N, M)`` (the lasso's penalty, Tibshirani 1996)."""
    return codes.float().abs().sum(dim=1).mean()


def sigmoid_contraction(codes: Tensor, weight: Tensor) -> Tensor:
    """Give ``mean_n ||dh/dx||_F^2 = mean_n sum_j (h_j (1 - h_j))^2 sum_i W_ji^2``, exactly.

    That holds for ``h = sigmoid(W x + b)`` alone: codes ``(N, M)``, ``weight`` ``(M, I)`` (Rifai et al.
    2011).
    """
    slopes = (codes * (1 - codes)).square()
    return (slopes @ weight.square().sum(dim=1)).mean()


def estimate_contraction(
    encode: Callable[[Tensor], Tensor], pictures: Tensor, probes: int, rng: torch.Generator | None = None
) -> Tensor:
    """Estimate ``mean_n ||dh/dx||_F^2`` as ``mean ||v^T dh/dx||^2`` over ``probes`` random signs ``v`` each.

    It holds for any encoder of pictures ``(N, C, H, W)`` to ``(N, M)`` that treats each by itself,
    as ``E[v v^T] = I`` (Hutchinson 1990); its variance falls as 1 / probes.
    """
    pictures = pictures.detach().requires_grad_()
    codes = encode(pictures)
    total = codes.new_zeros(())
    for _ in range(probes):
        signs = torch.randint(2, codes.shape, generator=rng, device=codes.device).to(codes.dtype) * 2 - 1
        (slope,) = torch.autograd.grad(
            codes, pictures, signs, create_graph=torch.is_grad_enabled(), retain_graph=True
        )
        total = total + slope.square().flatten(1).sum(dim=1).mean()
    return total / probes


def relative_contraction(moved: Tensor, codes: Tensor) -> Tensor:
    """Give ``-mean_n log(exp(-|g_n - h_n|^2 / T) / sum_m exp(-|g_n - h_m|^2 / T))`` in nats.

    ``h`` ``(N, M)`` are codes of different pictures, ``g`` what a change of each picture made of its own;
    ``T`` is a tenth of the mean squared distance between different codes. It is the shift under a change as
    the contractive penalty has it, but by the spread of the codes, which smaller codes would lower alike,
    and by how near it brings a code to those of others (Goldberger et al. 2005, van den Oord et al. 2018).
    """
    spread = 2 * codes.var(dim=0).sum()
    nearness = torch.cdist(moved, codes).square() / (-_NEARNESS * spread)
    return cross_entropy_of_classes(nearness, torch.arange(len(codes), device=codes.device))


RECONSTRUCTIONS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "squared": squared_error,
    "cross-entropy": cross_entropy,
}
