"""A linear probe: how well codes tell the classes of what they are of."""

import torch
from torch import Tensor
from torch.nn.functional import one_hot

_RIDGE = 1e-3


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
