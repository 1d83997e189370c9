"""The study of the convolutional autoencoder: better than PCA at an equal code, with few parameters."""

import torch

from training.autoencoders import (
    ConvolutionalAutoencoder,
    ConvolutionalConfig,
    FullyConnectedAutoencoder,
    FullyConnectedConfig,
)
from training.pca import fit_pca
from training.scores import decibels, error_per_picture
from training.studies.digits import Digits
from training.studies.learning import SEED, count_parameters, in_parts, learn, shuffled
from training.studies.patches import Photos
from training.studies.sheets import make_sheet
from training.studies.study import Bar, Chart, Figure, Found, Pixels, Wish

_SIZES = (32, 64)
_PATCH, _PATCH_SIZES = 24, (64, 128)
_TO_FIT, _TO_TEST = 20000, 2000
_SHOWN = 12
_WIDE_RATE = 0.03


def study_convolutional(wish: Wish) -> Found:
    """Train convolutional autoencoders on MNIST and, where photos are given, on patches of them."""
    figures, sheet = _study_digits(wish, wish.digits())
    sheets, charts = {"digits, and what comes back of 32 and 64 numbers": sheet}, {}
    if wish.photos:
        photo_figures, photo_sheet, chart = _study_photos(wish, wish.patches())
        figures += photo_figures
        sheets["patches, PCA and convolutional at 64 and 128 numbers"] = photo_sheet
        charts["PSNR of photo patches by bottleneck"] = chart
    return Found(
        "Convolutional",
        "MNIST: squared error summed over a picture. Photos: PSNR in dB of patches of 24 x 24, colour, of "
        "photos held out; PCA is fitted to patches of the others. Left out where no photos are given.",
        figures,
        sheets,
        charts,
    )


def _study_digits(wish: Wish, digits: Digits) -> tuple[tuple[Figure, ...], Pixels]:
    pca, figures, rows = fit_pca(digits.train, max(_SIZES)), [], [digits.test[:_SHOWN]]
    for size in _SIZES:
        torch.manual_seed(SEED)
        network = ConvolutionalAutoencoder(ConvolutionalConfig(bottleneck=size))
        tick = wish.follow(f"digits, {size} numbers")
        batches, steps = shuffled(digits.train, 125), wish.steps(500)
        learn(network, batches, steps=steps, rate=2e-3, wide_rate=_WIDE_RATE, tick=tick)
        bar = error_per_picture(pca.restore(digits.test, size), digits.test)
        error = error_per_picture(in_parts(network.reconstruct, digits.test), digits.test)
        figures += [
            Figure(f"MNIST, {size} numbers", error, "squared error", Bar("at most", bar, "PCA")),
            _parameters(network, f"MNIST, {size} numbers"),
        ]
        rows.append(network.reconstruct(rows[0]))
    return tuple(figures), make_sheet(rows)


def _parameters(network: ConvolutionalAutoencoder, name: str) -> Figure:
    config = network.config
    dense = FullyConnectedAutoencoder(FullyConnectedConfig(shape=config.shape, bottleneck=config.bottleneck))
    bar = Bar("at most", count_parameters(dense), "the fully connected")
    return Figure(f"parameters, {name}", count_parameters(network), "numbers", bar)


def _study_photos(wish: Wish, photos: Photos) -> tuple[tuple[Figure, ...], Pixels, Chart]:
    fitted = next(photos.draw(_PATCH, wish.count(_TO_FIT)))
    test = photos.test_patches(_PATCH, wish.count(_TO_TEST))
    pca, figures, rows = fit_pca(fitted, max(_PATCH_SIZES)), [], [test[:_SHOWN]]
    lines: dict[str, list[tuple[float, float]]] = {"PCA": [], "convolutional": []}
    for size in _PATCH_SIZES:
        torch.manual_seed(SEED)
        config = ConvolutionalConfig(shape=(3, _PATCH, _PATCH), bottleneck=size, channels=(48, 96))
        network = ConvolutionalAutoencoder(config)
        tick = wish.follow(f"patches, {size} numbers")
        batches, steps = photos.draw(_PATCH, 128), wish.steps(2400)
        learn(network, batches, steps=steps, rate=2e-3, wide_rate=_WIDE_RATE, tick=tick)
        straight, restored = pca.restore(test, size), in_parts(network.reconstruct, test)
        bar, found = decibels(straight, test), decibels(restored, test)
        figures += [
            Figure(f"patches, {size} numbers", found, "dB", Bar("at least", bar, "PCA")),
            _parameters(network, f"patches, {size} numbers"),
        ]
        lines["PCA"].append((size, bar))
        lines["convolutional"].append((size, found))
        rows += [straight[:_SHOWN], restored[:_SHOWN]]
    return tuple(figures), make_sheet(rows), Chart("numbers in the code", "PSNR, dB", lines, True)
