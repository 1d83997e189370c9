"""What PCA promises: no linear code of its size keeps more, of many pictures as of few."""

import pytest
import torch

from training.pca import fit_pca


@pytest.mark.parametrize("count", [50, 20, 12])
def test_pca_is_the_singular_value_decomposition(count: int) -> None:
    """What k axes lose is the tail of the squared singular values, be there fewer pictures than numbers."""
    pictures = torch.randn(count, 1, 4, 5, generator=torch.Generator().manual_seed(0))
    flat = pictures.flatten(1)
    tail = torch.linalg.svdvals(flat - flat.mean(dim=0))[6:].square().sum()
    lost = (fit_pca(pictures, 6).restore(pictures, 6) - pictures).square().sum()
    torch.testing.assert_close(lost, tail)


def test_few_pictures_need_no_covariance() -> None:
    """Of twelve pictures of 64 x 64, whose covariance would fill a gigabyte, all is kept."""
    pictures = torch.randn(12, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(fit_pca(pictures, 11).restore(pictures, 11), pictures, atol=1e-3, rtol=0)
