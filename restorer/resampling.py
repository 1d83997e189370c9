"""Resampling: pictures made smaller or larger, as a matrix a side."""

import numpy as np

from restorer.photo import Floats


def resampling_matrix(source: int, target: int) -> Floats:
    """Give the matrix ``(target, source)`` that resamples one side.

    It is linear between pixels; where it makes a picture smaller, the triangle is as much wider.
    """
    scale = source / target
    middles = (np.arange(target, dtype=np.float32) + 0.5) * scale - 0.5
    distance = np.abs(np.arange(source, dtype=np.float32) - middles[:, None]) / max(1.0, scale)
    weights = np.maximum(0, 1 - distance).astype(np.float32)
    weights /= weights.sum(axis=1, keepdims=True)
    return weights
