"""Groups: which codes lie together, without chains that lead from one photo to quite another."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from restorer.pixels.strips import chunks

Codes = NDArray[np.float32]
Places = NDArray[np.int64]
_MOST_COMPARED = 4096
"""Of so many codes all distances from one another are kept, which takes 200 MB."""
_MOST_DISTANCES = 1 << 22


def group_codes(codes: Codes, distance: float) -> list[list[int]]:
    """Group the rows of codes ``(N, C)`` that lie together; gives groups of two and more, in their order.

    Codes closer than ``distance`` are linked. Links alone would chain: so what is linked is grouped by the
    average distance between groups (Sokal and Michener 1958), as long as that is below ``distance``. Where
    more than 4096 are linked, this groups some of them, spread evenly, to which the others are added.
    """
    labels = _linked(codes, distance)
    found, counts = np.unique(labels, return_counts=True)
    linked = (np.flatnonzero(labels == label) for label in found[counts > 1])
    return sorted(group for members in linked for group in _parts(codes, members, distance))


def distances_to(code: Codes, codes: Codes) -> Codes:
    """Give how far each of ``codes`` ``(N, C)`` is from a code ``(C,)``: ``(N,)``, Euclidean."""
    apart: Codes = np.linalg.norm(codes - code, axis=1)
    return apart


def _linked(codes: Codes, distance: float) -> Places:
    """Label the codes ``(N,)``: alike where links lead from one to the other."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    labels: Places = np.arange(len(codes))
    centred = codes - codes.mean(axis=0)
    for rows in _blocks(len(codes), len(codes)):
        near = _squared_distances(centred[rows], centred[rows.start :]) < distance**2
        near &= labels[rows, None] != labels[rows.start :]  # of many alike there are too many links to keep
        first, other = np.nonzero(near)
        ends = labels[rows][first], labels[rows.start :][other]
        links = coo_array((np.ones(len(first), bool), ends), shape=(len(codes),) * 2)
        _, merged = connected_components(links, directed=False)
        labels = merged.astype(np.int64)[labels]
    return labels


def _parts(codes: Codes, members: Places, distance: float) -> Iterator[list[int]]:
    """Group linked codes by their average distance; gives groups of two and more."""
    from scipy.cluster.hierarchy import fcluster, linkage

    while len(members) > 1:
        compared = members[:: -(-len(members) // _MOST_COMPARED)]
        others = np.setdiff1d(members, compared, assume_unique=True)
        labels = fcluster(linkage(codes[compared], "average"), distance, "distance")
        added = _nearest_groups(codes[compared], labels, codes[others], distance)
        for label in np.unique(labels):
            group = [*compared[labels == label].tolist(), *others[added == label].tolist()]
            if len(group) > 1:
                yield sorted(group)
        members = others[added == 0]


def _nearest_groups(codes: Codes, labels: NDArray[np.integer[Any]], others: Codes, distance: float) -> Places:
    """Give the label of the group that each of ``others`` is nearest to on average; 0 where none is near."""
    order = np.argsort(labels, kind="stable")
    found, starts, counts = np.unique(labels[order], return_index=True, return_counts=True)
    nearest: Places = np.zeros(len(others), np.int64)
    for rows in _blocks(len(others), len(codes)):
        apart = np.sqrt(_squared_distances(others[rows], codes[order]).clip(min=0))
        means = np.add.reduceat(apart, starts, axis=1) / counts
        nearest[rows] = np.where(means.min(axis=1) < distance, found[means.argmin(axis=1)], 0)
    return nearest


def _squared_distances(first: Codes, second: Codes) -> Codes:
    """Give the squared distances ``(N, M)`` of codes ``(N, C)`` from others ``(M, C)``."""
    sums = np.square(first).sum(axis=1)[:, None] + np.square(second).sum(axis=1)
    apart: Codes = sums - 2 * first @ second.T
    return apart


def _blocks(rows: int, columns: int) -> Iterator[slice]:
    """Give the rows of a matrix in slices of some millions of numbers."""
    return chunks(rows, max(1, _MOST_DISTANCES // max(1, columns)))
