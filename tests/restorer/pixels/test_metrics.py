"""What a score promises: an independent implementation finds the same."""

from typing import Any

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from restorer.pixels.metrics import psnr, ssim


@pytest.mark.parametrize("shape", [(1, 1, 1), (17, 23, 3), (40, 8, 1)])
@pytest.mark.parametrize("sigma", [0.001, 0.1, 2.0])
def test_psnr_is_that_of_scikit_image(shape: tuple[int, int, int], sigma: float) -> None:
    """PSNR agrees with scikit-image, also beyond 0..1."""
    rng = np.random.default_rng(0)
    reference = rng.random(shape, np.float32)
    noisy = reference + np.float32(sigma) * rng.standard_normal(shape, np.float32)
    expected = peak_signal_noise_ratio(reference.astype(np.float64), noisy.astype(np.float64), data_range=1)  # type: ignore[no-untyped-call]
    assert psnr(noisy, reference) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("shape", [(11, 11, 1), (17, 23, 3), (40, 12, 1)])
@pytest.mark.parametrize("sigma", [0.001, 0.1, 2.0])
def test_ssim_is_that_of_scikit_image(shape: tuple[int, int, int], sigma: float) -> None:
    """SSIM agrees with scikit-image set to the window of Wang et al."""
    rng = np.random.default_rng(0)
    reference = rng.random(shape, np.float32)
    noisy = reference + np.float32(sigma) * rng.standard_normal(shape, np.float32)
    window: dict[str, Any] = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    expected = structural_similarity(  # type: ignore[no-untyped-call]
        noisy.astype(np.float64), reference.astype(np.float64), data_range=1, channel_axis=2, **window
    )
    assert ssim(noisy, reference) == pytest.approx(expected, abs=1e-6)


def test_equal_pictures_score_best() -> None:
    """No error is an infinite ratio, without a warning, and a likeness of 1."""
    picture = np.ones((12, 12, 3), np.float32)
    assert psnr(picture, picture) == float("inf")
    assert ssim(picture, picture) == 1


def test_other_shape_is_an_error() -> None:
    """A picture is not compared to one of another shape, even where numpy would broadcast."""
    with pytest.raises(ValueError, match="expected one shape"):
        psnr(np.ones((4, 4, 3), np.float32), np.ones((4, 4, 1), np.float32))
    with pytest.raises(ValueError, match="expected one shape"):
        ssim(np.ones((12, 12, 3), np.float32), np.ones((12, 12, 1), np.float32))
    with pytest.raises(ValueError, match="at least 11 x 11"):
        ssim(np.ones((10, 12, 3), np.float32), np.ones((10, 12, 3), np.float32))
