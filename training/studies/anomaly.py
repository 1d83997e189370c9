"""The study of damage without labels: what a sparse autoencoder of clean patches cannot build is odd."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor
from torch.nn.functional import fold, unfold

import restorer
from training.autoencoders import SparseAutoencoder, SparseConfig
from training.degradations.damage import Damaged, damage_photos
from training.degradations.degrade import luma_of
from training.pca import fit_pca
from training.scores import average_precision
from training.studies.learning import SEED, in_parts, learn
from training.studies.patches import Photos
from training.studies.sheets import make_sheet
from training.studies.study import Figure, Found, Pixels, Wish

_PATCH, _STRIDE, _SIDE = 16, 4, 160
_UNITS, _ACTIVE = 512, 8
_TO_FIT, _TO_TEST, _SHOWN = 20000, 64, 5


def study_anomaly(wish: Wish) -> Found:
    """Train a sparse autoencoder on patches of clean photos, and search worn ones by what it cannot build."""
    photos = wish.patches()
    torch.manual_seed(SEED)
    network = SparseAutoencoder(SparseConfig(shape=(1, _PATCH, _PATCH), bottleneck=_UNITS, active=_ACTIVE))
    learn(network, _patches(photos, 250), steps=wish.steps(2000), rate=1e-3, tick=wish.follow("sparse"))
    pca = fit_pca(next(_patches(photos, wish.count(_TO_FIT))), _ACTIVE)
    clean = photos.test_patches(_SIDE, wish.count(_TO_TEST))
    damaged = damage_photos(clean, torch.Generator().manual_seed(SEED))
    maps = {
        "sparse": _map(damaged.pictures, network.reconstruct),
        "PCA of as many numbers": _map(damaged.pictures, lambda part: pca.restore(part, _ACTIVE)),
        "the shipped detector, learned from labels": _told(damaged.pictures),
    }
    return Found(
        "Damage without labels",
        f"Patches of {_PATCH} x {_PATCH}, their mean taken off, from {_ACTIVE} of {_UNITS} units; the map "
        "is the mean error of all patches over a pixel. Average precision of pixels of photos held out, "
        "with simulated wear, where it can be told. The shipped detector has seen nine in ten of these "
        "photos while it learned.",
        (
            Figure("pixels that are damaged", _share(damaged), "of all", reference="what chance has"),
            *(Figure(name, _score(one, damaged), "average precision") for name, one in maps.items()),
        ),
        {"worn, where, and what each map tells": _sheet(damaged, maps)},
    )


def _patches(photos: Photos, count: int) -> Iterator[Tensor]:
    return (_flat(_grey(batch)) for batch in photos.draw(_PATCH, count))


def _grey(pictures: Tensor) -> Tensor:
    return luma_of(pictures)[:, :1]


def _flat(patches: Tensor) -> Tensor:
    return patches - patches.mean(dim=(1, 2, 3), keepdim=True)


def _map(pictures: Tensor, restore: Callable[[Tensor], Tensor]) -> Tensor:
    """Give the mean absolute error of each pixel ``(N, 1, H, W)`` over the patches that hold it."""
    parts = unfold(_grey(pictures), _PATCH, stride=_STRIDE)
    patches = _flat(parts.transpose(1, 2).reshape(-1, 1, _PATCH, _PATCH))
    errors = (in_parts(restore, patches) - patches).abs()
    laid = errors.view(len(pictures), -1, _PATCH**2).transpose(1, 2)
    size = tuple(pictures.shape[2:])
    total, held = (fold(part, size, _PATCH, stride=_STRIDE) for part in (laid, torch.ones_like(laid)))
    return total / held


def _told(pictures: Tensor) -> Tensor:
    found = [restorer.find_damage(one.permute(1, 2, 0).contiguous().numpy()) for one in pictures]
    return torch.stack([torch.from_numpy(one)[None] for one in found])


def _score(scores: Tensor, damaged: Damaged) -> float:
    certain = damaged.certain > 0
    return average_precision(scores[certain], damaged.mask[certain])


def _share(damaged: Damaged) -> float:
    return float(damaged.mask[damaged.certain > 0].mean())


def _sheet(damaged: Damaged, maps: dict[str, Tensor]) -> Pixels:
    shown = [one[:_SHOWN] / one.flatten(1).quantile(0.995).clamp(min=1e-6) for one in maps.values()]
    return make_sheet([damaged.pictures[:_SHOWN], damaged.mask[:_SHOWN], *shown])
