"""What scores promise: known numbers, the same in any order, no picture above what a mean can bear."""

import pytest
import torch
from skimage.metrics import peak_signal_noise_ratio

from training.scores import MOST_DECIBELS, average_precision, decibels, error_per_picture, flicker, psnr


def test_each_picture_has_its_psnr() -> None:
    """It is what scikit-image has of each picture, the most where both are equal, of what counts alone."""
    clean = torch.rand(3, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    restored = clean + torch.tensor([0.1, 0.02, 0.0]).view(3, 1, 1, 1)
    expected = [
        peak_signal_noise_ratio(one.numpy(), other.numpy(), data_range=1)  # type: ignore[no-untyped-call]
        for one, other in zip(clean[:2], restored[:2], strict=True)
    ]
    assert psnr(restored, clean).tolist() == pytest.approx([*expected, MOST_DECIBELS], abs=1e-3)
    weight = torch.zeros(1, 1, 8, 8)
    weight[..., 4:] = 2
    assert psnr(restored, torch.where(weight > 0, clean, 5), weight)[0] == pytest.approx(20, abs=1e-3)


def test_all_pictures_have_one_psnr() -> None:
    """Half of the scale off is 6.02 dB, in all of them; what is beyond the scale is clipped first."""
    halves = torch.full((2, 3), 0.5)
    assert decibels(torch.zeros(2, 3), halves) == pytest.approx(6.0206, abs=1e-3)
    assert decibels(torch.full((2, 3), 7.0), torch.ones(2, 3)) == MOST_DECIBELS
    assert error_per_picture(torch.zeros(2, 3), halves) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("scores", "labels", "expected"),
    [
        ([0.9, 0.8, 0.1, 0.0], [1, 1, 0, 0], 1),
        ([0.9, 0.8, 0.1, 0.0], [0, 1, 0, 1], 1 / 2),
        ([0.0, 0.0, 0.0, 0.0], [1, 0, 0, 0], 1 / 4),
        ([0.5, 0.9, 0.5, 0.5], [1, 1, 0, 0], (1 + 2 / 4) / 2),
        ([0.5, 0.9], [0, 0], 0),
    ],
)
def test_the_order_of_equal_scores_is_no_matter(
    scores: list[float], labels: list[int], expected: float
) -> None:
    """The average precision is the one worked out by hand, from either end."""
    told, true = torch.tensor(scores), torch.tensor(labels)
    assert average_precision(told, true) == pytest.approx(expected)
    assert average_precision(told.flip(0), true.flip(0)) == pytest.approx(expected)


def test_flicker_is_of_what_changes_alone() -> None:
    """A clip that is off by the same everywhere does not flicker; one that jumps by 1 does by 1."""
    clean = torch.rand(2, 4, 3, 5, 5)
    jumping = clean + torch.tensor([0.0, 1.0, 0.0, 1.0]).view(1, 4, 1, 1, 1)
    assert float(flicker(clean + 0.3, clean)) == pytest.approx(0, abs=1e-6)
    assert float(flicker(jumping, clean)) == pytest.approx(1)
