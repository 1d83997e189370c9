"""The study of the fully connected autoencoder: the linear one is PCA, the deep one far better."""

import torch

from training.autoencoders import FullyConnectedAutoencoder, FullyConnectedConfig
from training.pca import Pca, fit_pca
from training.scores import error_per_picture
from training.studies.digits import Digits
from training.studies.learning import SEED, in_parts, learn, shuffled
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Chart, Figure, Found, Pixels, Wish

_SIZES = (2, 8, 30, 64)
_SHOWN = 12
_HINTON = "Hinton and Salakhutdinov 2006"


def study_fully_connected(wish: Wish) -> Found:
    """Train a linear and a deep autoencoder on MNIST, and smaller ones for the curve by bottleneck."""
    digits = wish.digits()
    pca = fit_pca(digits.train, max(_SIZES))
    linear = _learn_linear(wish, digits)
    deep = {size: _learn_deep(wish, digits, size) for size in _SIZES}
    bar = error_per_picture(pca.restore(digits.test, 30), digits.test)
    errors = {
        size: error_per_picture(in_parts(net.reconstruct, digits.test), digits.test)
        for size, net in deep.items()
    }
    straight = error_per_picture(in_parts(linear.reconstruct, digits.test), digits.test)
    figures = (
        Figure("PCA, 30 numbers", bar, "squared error", reference=f"13.87, {_HINTON}"),
        Figure("linear, 30 numbers", straight, "squared error", Bar("at most", 1.01 * bar, "PCA and 1 %")),
        Figure(
            "784-1000-500-250-30", errors[30], "squared error",
            Bar("at most", 8.01, f"logistic PCA, {_HINTON}"), f"3.00, {_HINTON}",
        ),
        *(Figure(f"deep, {size} numbers", errors[size], "squared error") for size in _SIZES if size != 30),
    )  # fmt: skip
    return Found(
        "Fully connected",
        "MNIST, squared error summed over 784 pixels of 0..1, mean over the test pictures.",
        figures,
        {"originals, and what comes back of 2, 8, 30 and 64 numbers": _sheet(digits, deep)},
        {"squared error by bottleneck": _chart(digits, pca, errors)},
    )


def _learn_linear(wish: Wish, digits: Digits) -> FullyConnectedAutoencoder:
    torch.manual_seed(SEED)
    network = FullyConnectedAutoencoder(FullyConnectedConfig(widths=()))
    steps, batches = wish.steps(2000), shuffled(digits.train, 500)
    return learn(network, batches, steps=steps, rate=1e-2, is_exact=True, tick=wish.follow("linear"))


def _learn_deep(wish: Wish, digits: Digits, size: int) -> FullyConnectedAutoencoder:
    torch.manual_seed(SEED)
    network = FullyConnectedAutoencoder(FullyConnectedConfig(bottleneck=size))
    steps, batches = wish.steps(3000 if size == 30 else 400), shuffled(digits.train, 250)
    return learn(network, batches, steps=steps, rate=2e-3, tick=wish.follow(f"deep, {size} numbers"))


def _sheet(digits: Digits, deep: dict[int, FullyConnectedAutoencoder]) -> Pixels:
    shown = digits.test[:_SHOWN]
    return make_sheet([shown, *(in_parts(network.reconstruct, shown) for network in deep.values())])


def _chart(digits: Digits, pca: Pca, errors: dict[int, float]) -> Chart:
    straight = [(size, error_per_picture(pca.restore(digits.test, size), digits.test)) for size in errors]
    return Chart(
        "numbers in the code",
        "squared error a picture",
        {"PCA": straight, "deep": list(errors.items())},
        True,
    )
