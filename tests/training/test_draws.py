"""What draws promise: numbers between two, spread evenly over their logarithms, the same for a seed."""

import numpy as np
import torch

from training.degradations.draws import draw_log_uniform, log_uniform


def test_numbers_are_as_likely_to_be_doubled_as_halved() -> None:
    """From 1 to 16 a quarter lies below 2, 4, 8 each more, of tensors as of single numbers."""
    drawn = draw_log_uniform((4000,), 1, 16, torch.Generator().manual_seed(0)).numpy()
    rng = np.random.default_rng(0)
    for numbers in (drawn, np.array([log_uniform(rng, 1, 16) for _ in range(4000)])):
        assert 1 <= numbers.min() < numbers.max() <= 16
        below = [(numbers < limit).mean() for limit in (2, 4, 8)]
        np.testing.assert_allclose(below, [0.25, 0.5, 0.75], atol=0.03)
