"""The study of the variational autoencoder: how likely it holds binary MNIST, and what it dreams up."""

import torch
from torch import Tensor

from training.autoencoders import VariationalAutoencoder, VariationalConfig
from training.autoencoders.losses import divergence_per_number, normal_divergence
from training.studies.learning import SEED, in_parts, learn, shuffled
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Chart, Figure, Found, Pixels, Wish

_WIDTHS = (512, 256)
_DRAWS, _TESTED = 200, 10000
_STEPS = 9
_USED = 0.01
"""A number of the code whose mean varies less over pictures tells nothing of them."""
_REFERENCE = "89.9, pythae's VAE, 200 draws"


def study_variational(wish: Wish) -> Found:
    """Train 784-512-256-40 on black and white MNIST, and measure the bound, the divergence, samples."""
    digits = wish.digits()
    torch.manual_seed(SEED)
    network = VariationalAutoencoder(VariationalConfig(widths=_WIDTHS))
    batches = map(torch.bernoulli, shuffled(digits.train, 250))
    learn(network, batches, steps=wish.steps(12000), rate=2e-3, tick=wish.follow("variational"))
    test = torch.bernoulli(digits.test, generator=torch.Generator().manual_seed(SEED))
    draws, tested = wish.count(_DRAWS), min(wish.count(_TESTED), len(test))
    figures, chart = _measure(network, test, draws, tested)
    return Found(
        "Variational",
        "MNIST made black and white by chance, in training anew each time, in the test set once. NLL: "
        f"importance sampling with {draws} draws a picture, on the first {tested} of the test set.",
        figures,
        {
            "samples of the standard normal": make_sheet([network.sample(48)], 12),
            "from one digit to another along the code": _traversal(network, test),
        },
        {"divergence by number of the code, ranked": chart},
    )


@torch.no_grad()
def _measure(
    network: VariationalAutoencoder, test: Tensor, draws: int, tested: int
) -> tuple[tuple[Figure, ...], Chart]:
    output = network(test)
    mean, log_variance = network.encode_distribution(test)
    likelihood = in_parts(lambda part: network.estimate_likelihood(part, draws), test[:tested], 200)
    nll, bar = -float(likelihood.mean()), Bar("at most", 91, "near 90")
    used = int((mean.var(dim=0) > _USED).sum())
    figures = (
        Figure("bound on the NLL by one draw", float(output.loss), "nats"),
        Figure(f"NLL by {draws} draws", nll, "nats", bar, _REFERENCE),
        Figure("divergence of the codes", float(normal_divergence(mean, log_variance)), "nats"),
        Figure("reconstruction", float(output.terms["reconstruction"]), "nats"),
        Figure("numbers of the code that are used", used, f"of {network.config.bottleneck}"),
    )
    nats = divergence_per_number(mean, log_variance).mean(dim=0)
    ranked = enumerate(nats.sort(descending=True).values.tolist(), 1)
    return figures, Chart("rank", "nats", {"divergence": list(ranked)})


def _traversal(network: VariationalAutoencoder, test: Tensor) -> Pixels:
    codes = network.encode(test[:8])
    way = torch.linspace(0, 1, _STEPS)[:, None]
    return make_sheet([network.decode(first + way * (last - first)) for first, last in codes.view(4, 2, -1)])
