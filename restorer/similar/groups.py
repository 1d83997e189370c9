"""Groups: which codes lie together, without chains that lead from one photo to quite another."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.float32]
_ROWS = 1024


def group_codes(codes: Codes, distance: float) -> list[list[int]]:
    """Group the rows of codes ``(N, C)`` that lie together; gives groups of two and more, in their order.

    Codes closer than ``distance`` are linked. Links alone would chain: so what is linked is grouped by the
    average distance between groups (Sokal and Michener 1958), as long as that is below ``distance``.
    """
    labels = _linked(codes, distance)
    found, counts = np.unique(labels, return_counts=True)
    linked = (np.flatnonzero(labels == label) for label in found[counts > 1])
    groups = (group for members in linked for group in _parts(codes, members, distance))
    return sorted(group for group in groups if len(group) > 1)


def distances_to(code: Codes, codes: Codes) -> Codes:
    """Give how far each of ``codes`` ``(N, C)`` is from a code ``(C,)``: ``(N,)``, Euclidean."""
    apart: Codes = np.linalg.norm(codes - code, axis=1)
    return apart


def _linked(codes: Codes, distance: float) -> NDArray[np.int64]:
    """Label the codes ``(N,)``: alike where links lead from one to the other."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    labels: NDArray[np.int64] = np.arange(len(codes))
    for pairs in _near_pairs(codes, distance):  # of many alike there are too many pairs to keep
        first, other = labels[pairs]
        links = coo_array((np.ones(len(first), bool), (first, other)), shape=(len(codes),) * 2)
        _, merged = connected_components(links, directed=False)
        labels = merged.astype(np.int64)[labels]
    return labels


def _near_pairs(codes: Codes, distance: float) -> Iterator[NDArray[np.int64]]:
    """Give the pairs ``(2, P)`` below a distance, first before second, some rows at a time."""
    centred = codes - codes.mean(axis=0)
    squares = np.square(centred).sum(axis=1)
    for top in range(0, len(codes), _ROWS):
        rows = slice(top, top + _ROWS)
        apart = squares[rows, None] + squares[top:] - 2 * centred[rows] @ centred[top:].T
        pairs = np.argwhere(np.triu(apart < distance**2, 1)).T
        yield pairs + top


def _parts(codes: Codes, members: NDArray[np.int64], distance: float) -> Iterator[list[int]]:
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(codes[members], "average"), distance, "distance")
    for label in np.unique(labels):
        yield members[labels == label].tolist()
