"""What a score promises: an independent implementation finds the same."""

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from restorer.metrics import psnr


@pytest.mark.parametrize("shape", [(1, 1, 1), (17, 23, 3), (40, 8, 1)])
@pytest.mark.parametrize("sigma", [0.001, 0.1, 2.0])
def test_psnr_is_that_of_scikit_image(shape: tuple[int, int, int], sigma: float) -> None:
    """PSNR agrees with scikit-image, also beyond 0..1."""
    rng = np.random.default_rng(0)
    reference = rng.random(shape, np.float32)
    noisy = reference + np.float32(sigma) * rng.standard_normal(shape, np.float32)
    expected = peak_signal_noise_ratio(reference.astype(np.float64), noisy.astype(np.float64), data_range=1)  # type: ignore[no-untyped-call]
    assert psnr(noisy, reference) == pytest.approx(expected, abs=1e-6)


def test_equal_pictures_score_infinity() -> None:
    """No error is an infinite ratio, without a warning."""
    picture = np.ones((4, 4, 3), np.float32)
    assert psnr(picture, picture) == float("inf")


def test_other_shape_is_an_error() -> None:
    """A picture is not compared to one of another shape, even where numpy would broadcast."""
    with pytest.raises(ValueError, match="expected one shape"):
        psnr(np.ones((4, 4, 3), np.float32), np.ones((4, 4, 1), np.float32))
