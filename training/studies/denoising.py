"""The study of the denoising autoencoder: the same net with and without noise to undo."""

import torch
from torch import Tensor

from training.autoencoders import DenoisingAutoencoder, DenoisingConfig
from training.autoencoders.denoising import corrupt
from training.pca import fit_pca
from training.scores import decibels
from training.studies.digits import Digits
from training.studies.learning import SEED, in_parts, learn, shuffled
from training.studies.probe import probe_error
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Figure, Found, Pixels, Wish

LEVEL = 0.5
_UNITS, _SHOWN = 500, 12


def study_denoising(wish: Wish) -> Found:
    """Train one net on MNIST without noise, with Gaussian noise and with masked pixels."""
    digits = wish.digits()
    plain = _learn(wish, digits, "plain", DenoisingConfig(bottleneck=_UNITS, level=0))
    noise = DenoisingConfig(bottleneck=_UNITS, level=LEVEL)
    denoising = _learn(wish, digits, "noise", noise)
    masking = DenoisingConfig(bottleneck=_UNITS, corruption="masking", level=0.25)
    masked = _learn(wish, digits, "masking", masking)
    noisy = corrupt(digits.test, noise, torch.Generator().manual_seed(SEED))
    without, with_noise = (
        decibels(in_parts(network.reconstruct, noisy), digits.test) for network in (plain, denoising)
    )
    errors = [_probe(network, digits) for network in (plain, denoising, masked)]
    pca = fit_pca(digits.train, _UNITS)
    codes = [pca.encode(part, _UNITS) for part in (digits.train, digits.test)]
    straight = probe_error(codes[0], digits.train_labels, codes[1], digits.test_labels)
    figures = (
        Figure("noisy digits", decibels(noisy, digits.test), "dB"),
        Figure("restored, trained without noise", without, "dB"),
        Figure("restored, trained with noise", with_noise, "dB", Bar("at least", without, "without noise")),
        Figure("probe error, PCA of as many numbers", 100 * straight, "%"),
        Figure("probe error, without noise", 100 * errors[0], "%"),
        Figure(
            "probe error, with noise", 100 * errors[1], "%", Bar("at most", 100 * errors[0], "without noise")
        ),
        Figure("probe error, with masked pixels", 100 * errors[2], "%"),
    )
    return Found(
        "Denoising",
        f"MNIST, one hidden layer of {_UNITS} units; Gaussian noise of {LEVEL} on the scale of 0..1, or a "
        "quarter of the pixels masked. PSNR in dB over all test pictures; the probe is ridge regression "
        "from codes of clean pictures to classes.",
        figures,
        {
            "noisy, restored without and with noise in training, clean": _sheet(
                noisy, plain, denoising, digits
            )
        },
    )


def _learn(wish: Wish, digits: Digits, name: str, config: DenoisingConfig) -> DenoisingAutoencoder:
    torch.manual_seed(SEED)
    network = DenoisingAutoencoder(config)
    batches = shuffled(digits.train, 250)
    return learn(network, batches, steps=wish.steps(3000), rate=2e-3, tick=wish.follow(name))


def _probe(network: DenoisingAutoencoder, digits: Digits) -> float:
    codes, test_codes = (in_parts(network.encode, part) for part in (digits.train, digits.test))
    return probe_error(codes, digits.train_labels, test_codes, digits.test_labels)


def _sheet(
    noisy: Tensor, plain: DenoisingAutoencoder, denoising: DenoisingAutoencoder, digits: Digits
) -> Pixels:
    shown = noisy[:_SHOWN]
    return make_sheet([shown, plain.reconstruct(shown), denoising.reconstruct(shown), digits.test[:_SHOWN]])
