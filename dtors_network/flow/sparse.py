"""Matrices of shares of which most are nothing, multiplied from either side without a copy of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array
# At run time scipy is imported where it is used: it takes longer to load than a small area takes to be solved.

Vector = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

MANY: Final = 2_000_000
"""Links from which on a product is worth a second thread."""


@dataclass(frozen=True)
class Shares:
    """A matrix of shares, a row a sender, cut into bands of rows that are multiplied at the same time."""

    bands: tuple[csr_array, ...]

    def onward(self, worth: Vector) -> Vector:
        """Multiply from the right: what it is worth to move to where people are worth so much."""
        return np.concatenate(self._run(lambda band, _: band @ worth))

    def back(self, people: Vector) -> Vector:
        """Multiply from the left: how many come from where so many people are."""
        parts = self._run(lambda band, start: band.T @ people[start : start + band.shape[0]])
        return np.asarray(sum(parts[1:], start=parts[0]))

    def _run(self, work: Callable[[csr_array, int], Vector]) -> list[Vector]:
        starts = np.cumsum([0, *(band.shape[0] for band in self.bands)])[:-1]
        if len(self.bands) == 1:
            return [work(self.bands[0], 0)]
        with ThreadPoolExecutor(len(self.bands)) as pool:  # the products of scipy let other threads run
            return list(pool.map(work, self.bands, starts))


def shares_of(size: int, sender: Places, receiver: Places, share: Vector) -> Shares:
    """Lay shares out by sender; arrays in order of the sender are taken as they are, and not copied.

    Examples
    --------
    >>> shares = shares_of(2, np.array([0]), np.array([1]), np.array([0.5]))
    >>> shares.onward(np.array([0.0, 1.0])).tolist(), shares.back(np.array([8.0, 0.0])).tolist()
    ([0.5, 0.0], [0.0, 4.0])
    """
    from scipy.sparse import csr_array

    if (sender[1:] >= sender[:-1]).all():
        first = np.searchsorted(sender, np.arange(size + 1)).astype(receiver.dtype)
        matrix = csr_array((share, receiver, first), shape=(size, size))
    else:
        matrix = csr_array((share, (sender, receiver)), shape=(size, size))
    many = min(os.cpu_count() or 1, 1 + matrix.nnz // MANY)
    cuts = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, many + 1)[1:-1])
    ends = [0, *cuts.tolist(), size]
    return Shares(tuple(_band(matrix, start, end) for start, end in zip(ends, ends[1:], strict=False)))


def _band(matrix: csr_array, start: int, end: int) -> csr_array:
    """View some rows of a matrix; slicing would copy them."""
    from scipy.sparse import csr_array

    first, last = matrix.indptr[start], matrix.indptr[end]
    parts = matrix.data[first:last], matrix.indices[first:last], matrix.indptr[start : end + 1] - first
    return csr_array(parts, shape=(end - start, matrix.shape[1]))
