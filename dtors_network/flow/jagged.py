"""Numbers of many replicates, a column each, added up and multiplied over the same links at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dtors_network.flow.sparse import Places

Batch = np.ndarray[Any, np.dtype[np.float64]]
"""A column a replicate."""


@dataclass(frozen=True)
class Groups:
    """Rows that belong to places, in jagged diagonals: the first row of every place, then every second one, and so on.

    Y. Saad, "Iterative methods for sparse linear systems" (2003), section 3.4. Work on a diagonal is one contiguous
    operation for all places and replicates.

    Attributes
    ----------
    place : array of int, shape (rows,)
        Where each row belongs.
    size : int
        Number of places.
    """

    place: Places
    size: int

    @cached_property
    def many(self) -> Places:
        """Number of rows of each place."""
        return np.bincount(self.place, minlength=self.size)

    @cached_property
    def most_first(self) -> Places:
        """The places that have rows, those with most of them first."""
        return np.argsort(-self.many, kind="stable")[: int((self.many > 0).sum())]

    @cached_property
    def _diagonal(self) -> Places:
        """How many rows of the same place stand before each row."""
        by_place = np.argsort(self.place, kind="stable")
        first = np.cumsum(self.many) - self.many
        found = np.empty(len(self.place), dtype=np.intp)
        found[by_place] = np.arange(len(self.place)) - first[self.place[by_place]]
        return found

    @cached_property
    def order(self) -> Places:
        """The rows, diagonal by diagonal."""
        rank = np.empty(self.size, dtype=np.intp)
        rank[self.most_first] = np.arange(len(self.most_first))
        return np.lexsort((rank[self.place], self._diagonal))

    @cached_property
    def cuts(self) -> tuple[tuple[int, int], ...]:
        """Where each diagonal begins and ends."""
        ends = np.cumsum(np.bincount(self._diagonal)).tolist() if len(self.place) else []
        return tuple(zip([0, *ends], ends, strict=False))

    def sums(self, values: Batch) -> Batch:
        """Add up the rows of each place.

        Examples
        --------
        >>> Groups(np.array([1, 0, 1]), 3).sums(np.array([[1.0, 2.0], [4.0, 4.0], [8.0, 8.0]])).tolist()
        [[4.0, 4.0], [9.0, 10.0], [0.0, 0.0]]
        """
        sums = np.zeros((len(self.most_first), values.shape[1]), dtype=values.dtype)
        for begin, end in self.cuts:
            sums[: end - begin] += values[self.order[begin:end]]
        found = np.zeros((self.size, values.shape[1]), dtype=values.dtype)
        found[self.most_first] = sums
        return found

    def times(self, share: Batch, receiver: Places, values: Batch) -> Batch:
        """Multiply: what the values of receivers come to at each place; share and receiver stand in ``order``."""
        sums, part = (np.zeros((len(self.most_first), values.shape[1]), dtype=values.dtype) for _ in range(2))
        for begin, end in self.cuts:
            here = part[: end - begin]
            np.take(values, receiver[begin:end], axis=0, out=here, mode="clip")
            here *= share[begin:end]
            sums[: end - begin] += here
        found = np.zeros_like(values)
        found[self.most_first] = sums
        return found
