"""The study of the sparse autoencoder: a tenth of the units speaks, little is lost, none is dead."""

import torch
from torch import Tensor

from training.autoencoders import SparseAutoencoder, SparseConfig
from training.scores import decibels
from training.studies.digits import Digits
from training.studies.learning import SEED, in_parts, learn, shuffled
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Figure, Found, Pixels, Wish

_UNITS, _WIDTHS = 2048, (128,)
_SPEAKS = 0.1
_SHARE = 0.10
_MOST_LOST = 0.5
_CONFIGS = {
    "dense": SparseConfig(bottleneck=_UNITS, widths=_WIDTHS),
    "largest": SparseConfig(bottleneck=_UNITS, widths=_WIDTHS, active=int(_SHARE * _UNITS)),
    "absolute": SparseConfig(bottleneck=_UNITS, widths=_WIDTHS, absolute_weight=0.05),
    "divergence": SparseConfig(bottleneck=_UNITS, widths=_WIDTHS, divergence_weight=0.02, activity=0.05),
}


def study_sparse(wish: Wish) -> Found:
    """Train a code of many units on MNIST: dense, by the largest units, by either penalty."""
    digits = wish.digits()
    nets = {name: _learn(wish, digits, name, config) for name, config in _CONFIGS.items()}
    dense = decibels(in_parts(nets["dense"].reconstruct, digits.test), digits.test)
    figures = [Figure("dense: PSNR", dense, "dB")]
    for name, network in nets.items():
        codes = in_parts(network.encode, digits.test)
        speaks = codes > _SPEAKS * codes.max()
        is_barred = name == "largest"
        if name != "dense":
            lost = dense - decibels(in_parts(network.decode, codes), digits.test)
            bar = Bar("at most", _MOST_LOST) if is_barred else None
            figures.append(Figure(f"{name}: lost", lost, "dB", bar))
        bar = Bar("at most", 100 * _SHARE) if is_barred else None
        figures += [
            Figure(f"{name}: units that speak at a time", 100 * float(speaks.float().mean()), "%", bar),
            Figure(f"{name}: dead units", int((~speaks.any(dim=0)).sum()), f"of {_UNITS}"),
        ]
    return Found(
        "Sparse",
        f"MNIST, 784-{_WIDTHS[0]}-{_UNITS} and back; of the {_UNITS} units speak: any, the "
        f"{_CONFIGS['largest'].active} largest, or what a penalty on their sum or on the divergence of "
        "their means from 0.05 leaves. A unit speaks above a tenth of the largest code; it is dead "
        "where it never does on the test set. PSNR in dB over all test pictures.",
        tuple(figures),
        {
            "features of the most active units, dense": _features(nets["dense"], digits.test),
            "features of the most active units, largest": _features(nets["largest"], digits.test),
        },
    )


def _learn(wish: Wish, digits: Digits, name: str, config: SparseConfig) -> SparseAutoencoder:
    torch.manual_seed(SEED)
    network = SparseAutoencoder(config)
    batches = shuffled(digits.train, 250)
    return learn(network, batches, steps=wish.steps(1500), rate=2e-3, tick=wish.follow(name))


def _features(network: SparseAutoencoder, pictures: Tensor) -> Pixels:
    """Show what the most active units add to a picture, grey for nothing."""
    ranked = in_parts(network.encode, pictures).mean(dim=0).argsort(descending=True)[:48]
    units = torch.eye(network.config.bottleneck)[ranked]
    nothing = network.decode(torch.zeros(1, network.config.bottleneck))
    added = network.decode(units) - nothing
    return make_sheet([0.5 + 0.5 * added / added.abs().amax(dim=(1, 2, 3), keepdim=True)], 12)
