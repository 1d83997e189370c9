"""What a score of arrays promises: known numbers, and those of an independent implementation."""

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from training.evaluations.fidelity import WINDOW, psnr, ssim


@pytest.mark.parametrize("shape", [(1, 1, 1), (17, 23, 3), (40, 8, 1)])
@pytest.mark.parametrize("sigma", [0.001, 0.1, 2.0])
def test_psnr_is_that_of_scikit_image(shape: tuple[int, int, int], sigma: float) -> None:
    """PSNR agrees with scikit-image, also beyond 0..1."""
    rng = np.random.default_rng(0)
    reference = rng.random(shape, np.float32)
    noisy = reference + np.float32(sigma) * rng.standard_normal(shape, np.float32)
    expected = peak_signal_noise_ratio(reference.astype(np.float64), noisy.astype(np.float64), data_range=1)  # type: ignore[no-untyped-call]
    assert psnr(noisy, reference) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("shape", [(WINDOW, WINDOW, 1), (17, 23, 3), (40, 12, 1)])
@pytest.mark.parametrize("sigma", [0.001, 0.1, 2.0])
def test_ssim_is_that_of_the_definition(shape: tuple[int, int, int], sigma: float) -> None:
    """SSIM is what a Gaussian window tells at each place where it lies inside; as a map, the same there."""
    rng = np.random.default_rng(0)
    reference = rng.random(shape, np.float32)
    noisy = reference + np.float32(sigma) * rng.standard_normal(shape, np.float32)
    reach = WINDOW // 2
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / 1.5) ** 2)
    window = np.outer(weights, weights)[..., None] / weights.sum() ** 2
    told = []
    for top, left in np.ndindex(shape[0] - 2 * reach, shape[1] - 2 * reach):
        one, other = (each[top : top + WINDOW, left : left + WINDOW] for each in (noisy, reference))
        (mean, variance), (mean_other, variance_other) = (
            ((window * each).sum((0, 1)), (window * each.astype(float) ** 2).sum((0, 1)))
            for each in (one, other)
        )
        both = mean * mean_other
        covariance = (window * one * other).sum((0, 1)) - both
        squares = mean**2 + mean_other**2
        likeness = (2 * both + 0.01**2) * (2 * covariance + 0.03**2)
        told.append(likeness / (squares + 0.01**2) / (variance + variance_other - squares + 0.03**2))
    found, everywhere = ssim(noisy, reference)
    assert found == pytest.approx(np.mean(told), abs=1e-6)
    assert everywhere.shape == shape
    assert everywhere[reach:-reach, reach:-reach].mean() == pytest.approx(found)


def test_equal_pictures_score_best() -> None:
    """No error is an infinite ratio, without a warning, and a likeness of 1."""
    picture = np.ones((12, 12, 3), np.float32)
    assert psnr(picture, picture) == float("inf")
    assert ssim(picture, picture)[0] == 1


def test_a_picture_of_integers_is_scored_as_one_of_floats() -> None:
    """The likeness of 8-bit pictures is that of what they stand for."""
    one, other = np.random.default_rng(0).integers(0, 256, (2, 20, 30, 3), np.uint8)
    floats = (np.float32(each / 255) for each in (one, other))
    assert ssim(one, other)[0] == pytest.approx(ssim(*floats)[0], abs=1e-6)


def test_other_shape_is_an_error() -> None:
    """A picture is not compared to one of another shape, even where numpy would broadcast."""
    with pytest.raises(ValueError, match="expected one shape"):
        psnr(np.ones((4, 4, 3), np.float32), np.ones((4, 4, 1), np.float32))
    for shape, other in (((12, 12, 3), (12, 12, 1)), ((10, 12, 3), (10, 12, 3))):
        with pytest.raises(ValueError, match=r"same dimensions|exceeds image extent"):
            ssim(np.ones(shape, np.float32), np.ones(other, np.float32))
