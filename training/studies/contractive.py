"""The study of the contractive autoencoder: at equal reconstruction, a code that moves less."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from training.autoencoders import ContractiveAutoencoder, ContractiveConfig
from training.autoencoders.fully_connected import dense_decoder, dense_encoder
from training.autoencoders.losses import estimate_contraction
from training.scores import error_per_picture
from training.studies.digits import Digits
from training.studies.learning import SEED, learn, shuffled
from training.studies.study import Bar, Chart, Figure, Found, Wish

_NOISE = 0.1
_MEASURED, _TIMES = 1000, 20
_CONTRACTION, _DEEP_CONTRACTION, _PROBES = 0.1, 0.1, 1


@dataclass(frozen=True, slots=True)
class Moment:
    """What a network was like at one moment of its training.

    ``jacobian`` is the norm of the encoder's Jacobian, ``shift`` how far the code moves under noise, both
    divided by the spread of the codes, for a code that is merely smaller is no better.
    """

    error: float
    jacobian: float
    shift: float


def study_contractive(wish: Wish) -> Found:
    """Train one sigmoid layer and a deep net on MNIST, with and without contraction."""
    digits = wish.digits()
    figures: list[Figure] = []
    charts = {}
    for name, contraction, make in (
        ("one layer, exact", _CONTRACTION, _one_layer),
        ("deep, estimated", _DEEP_CONTRACTION, _deep),
    ):
        plain, contractive = (
            _follow(wish, digits, make(weight), f"{name}, {label}")
            for weight, label in ((0.0, "plain"), (contraction, "contractive"))
        )
        figures += _compare(name, plain, contractive)
        charts[f"Jacobian by squared error, {name}"] = Chart(
            "squared error",
            "norm of the Jacobian / spread of the codes",
            {
                "plain": [(one.error, one.jacobian) for one in plain],
                "contractive": [(one.error, one.jacobian) for one in contractive],
            },
        )
    return Found(
        "Contractive",
        f"MNIST. The norm of the encoder's Jacobian and the shift of the code under noise of {_NOISE}, both"
        f" divided by the spread of the codes, on {_MEASURED} test pictures. Each net is measured as it "
        "learns, and both are compared where they reconstruct equally well.",
        tuple(figures),
        charts=charts,
    )


def _one_layer(contraction: float) -> ContractiveAutoencoder:
    torch.manual_seed(SEED)
    return ContractiveAutoencoder(ContractiveConfig(contraction=contraction))


def _deep(contraction: float) -> ContractiveAutoencoder:
    torch.manual_seed(SEED)
    config = ContractiveConfig(bottleneck=32, contraction=contraction, probes=_PROBES)
    encoder = nn.Sequential(dense_encoder(config.shape, (256,), config.bottleneck), nn.Sigmoid())
    return ContractiveAutoencoder(config, encoder, dense_decoder(config.shape, (256,), config.bottleneck))


def _follow(wish: Wish, digits: Digits, network: ContractiveAutoencoder, name: str) -> list[Moment]:
    moments: list[Moment] = []
    tick = wish.follow(name)
    test = digits.test[:_MEASURED]

    def watch(done: int, total: int) -> None:
        tick(done, total)
        if done % max(1, total // _TIMES) == 0:
            moments.append(_measure(network, test))

    learn(network, shuffled(digits.train, 250), steps=wish.steps(3000), rate=2e-3, tick=watch)
    return moments


def _measure(network: ContractiveAutoencoder, test: Tensor) -> Moment:
    with torch.no_grad():
        codes = network.encode(test)
        noise = _NOISE * torch.randn(test.shape, generator=torch.Generator().manual_seed(SEED))
        spread = float(codes.var(dim=0).sum().sqrt())
        shift = float((network.encode(test + noise) - codes).square().sum(dim=1).mean().sqrt())
        error = error_per_picture(network.decode(codes), test)
    return Moment(error, squared_jacobian(network, test) ** 0.5 / spread, shift / spread)


def squared_jacobian(network: ContractiveAutoencoder, pictures: Tensor) -> float:
    """Give the mean squared norm of the encoder's Jacobian, exact or of 10 probes as the net has it."""
    if not network.config.probes:
        return float(network.contraction(pictures, network.encode(pictures)).detach())
    rng = torch.Generator().manual_seed(SEED)
    return float(estimate_contraction(network.encode, pictures, 10, rng).detach())


def _compare(name: str, plain: list[Moment], contractive: list[Moment]) -> list[Figure]:
    error = max(plain[-1].error, contractive[-1].error)
    first, last = _at(plain, error), _at(contractive, error)
    return [
        Figure(f"{name}: squared error of both", error, "squared error"),
        Figure(f"{name}: Jacobian, plain", first.jacobian, "1 / pixel"),
        Figure(
            f"{name}: Jacobian, contractive",
            last.jacobian,
            "1 / pixel",
            Bar("at most", first.jacobian, "plain"),
        ),
        Figure(f"{name}: shift of the code, plain", first.shift, "spreads"),
        Figure(
            f"{name}: shift of the code, contractive",
            last.shift,
            "spreads",
            Bar("at most", first.shift, "plain"),
        ),
    ]


def _at(moments: list[Moment], error: float) -> Moment:
    """Tell what a network was like when its error was so large, between the moments it was measured."""
    ranked = sorted(moments, key=lambda one: one.error)
    errors = [one.error for one in ranked]
    jacobian, shift = (
        float(np.interp(error, errors, [getattr(one, name) for one in ranked]))
        for name in ("jacobian", "shift")
    )
    return Moment(error, jacobian, shift)
