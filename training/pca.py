"""PCA, the bar of every code: what the best linear one of its size keeps."""

from dataclasses import dataclass

import torch
from scipy.linalg import eigh
from torch import Tensor


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
    """Find the ``most`` strongest principal axes of pictures ``(N, ...)``; there are no more than pictures.

    Of fewer pictures than each has numbers they come without the covariance of all of these.
    """
    flat = pictures.flatten(1)
    mean = flat.mean(dim=0)
    centred = flat - mean
    if len(flat) < flat.shape[1]:
        return Pca(mean, torch.linalg.svd(centred, full_matrices=False).Vh[:most].T)
    covariance = (centred.T @ centred).double().numpy()
    size = len(covariance)
    axes = eigh(covariance, subset_by_index=(size - most, size - 1))[1]
    return Pca(mean, torch.from_numpy(axes[:, ::-1].copy()).float())
