"""PCA, the bar of every code: what the best linear one of its size keeps; and a linear probe of codes."""

from dataclasses import dataclass

import torch
from scipy.linalg import eigh
from torch import Tensor
from torch.nn.functional import one_hot

_RIDGE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Pca:
    """The mean ``(D,)`` of flattened pictures, and their principal axes ``(D, M)``, strongest first."""

    mean: Tensor
    axes: Tensor

    def encode(self, pictures: Tensor, size: int) -> Tensor:
        """Give codes ``(N, size)``."""
        return (pictures.flatten(1) - self.mean) @ self.axes[:, :size]

    def restore(self, pictures: Tensor, size: int) -> Tensor:
        """Give pictures ``(N, C, H, W)`` from codes of ``size`` numbers, not clipped to 0..1."""
        flat = self.mean + self.encode(pictures, size) @ self.axes[:, :size].T
        return flat.view_as(pictures)


def fit_pca(pictures: Tensor, most: int) -> Pca:
    """Find the ``most`` strongest principal axes of pictures ``(N, C, H, W)``."""
    flat = pictures.flatten(1)
    mean = flat.mean(dim=0)
    covariance = ((flat - mean).T @ (flat - mean)).double().numpy()
    size = len(covariance)
    axes = eigh(covariance, subset_by_index=(size - most, size - 1))[1]
    return Pca(mean, torch.from_numpy(axes[:, ::-1].copy()).float())


def probe_error(codes: Tensor, labels: Tensor, test_codes: Tensor, test_labels: Tensor) -> float:
    """Give the share of ``test_codes`` ``(N, M)`` that ridge regression from codes to classes tells wrongly.

    The codes are brought to zero mean and unit variance, the penalty is 0.001 of their number.
    """
    mean, deviation = codes.mean(dim=0), codes.std(dim=0) + 1e-6
    known, asked = (_with_one((part - mean) / deviation) for part in (codes, test_codes))
    classes = one_hot(labels, int(labels.max()) + 1).double()
    square = known.T @ known + _RIDGE * len(known) * torch.eye(known.shape[1], dtype=torch.float64)
    weights = torch.linalg.solve(square, known.T @ classes)
    wrong = (asked @ weights).argmax(dim=1) != test_labels
    return float(wrong.float().mean())


def _with_one(codes: Tensor) -> Tensor:
    return torch.cat([codes.double(), torch.ones(len(codes), 1, dtype=torch.float64)], dim=1)
