"""What the hidden counts of a group are likely to be, and replicates that take one drawn table each (design §8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.boxes import Boxes
from dtors_network.flow.chain import Chain
from dtors_network.flow.counts import Counts
from dtors_network.flow.draws import Pools, Replicates
from dtors_network.flow.gammas import drawn
from dtors_network.flow.jagged import Batch
from dtors_network.flow.pool import Pool, cells_of
from dtors_network.flow.sparse import Mask, Places, Vector

LEAST: Final = 1e-300
"""A gamma of a tiny shape can come out as 0; all of a service at once must not."""


@dataclass(frozen=True)
class DrawnPool(Pool):
    """Gammas of some replicates, each of the counts of one drawn table.

    Where nobody counted those kept, a reading takes them all or none of them: ``people`` says which, as in the middle.

    Attributes
    ----------
    counts : Counts
        The drawn tables of the group; replicates take them in turn.
    """

    counts: Counts

    @cached_property
    def _tables(self) -> Places:
        return (self.seed[1] + np.arange(self.draws)) % self.counts.tables

    def _of(self, what: int, counts: Batch, prior: Vector) -> Batch:
        found = drawn(self._random(what), counts[:, self._tables].T, prior, self.draws)
        return np.asarray(np.maximum(found, LEAST, out=found))

    @cached_property
    def _drawn_started(self) -> Batch:
        return self._of(0, self.counts.started, self.cells.prior.started)

    @cached_property
    def _drawn_lost(self) -> Batch:
        return self._of(1, self.counts.least_lost, self.cells.prior.lost)

    @cached_property
    def _drawn_more(self) -> Batch:
        return self._of(2, self.counts.most_lost - self.counts.least_lost, np.zeros(len(self.cells.sender)))

    @cached_property
    def _drawn_left(self) -> Batch:
        size, outcomes, _ = self.counts.left.shape
        prior = np.repeat(self.cells.prior.left, outcomes)
        return self._of(3, self.counts.left.reshape(size * outcomes, -1), prior).reshape(size, outcomes, self.draws)

    def started(self, people: Vector) -> Batch:
        """Give gammas of those who started, shape (rows, draws); not to be written to."""
        return self._drawn_started

    def lost(self, people: Vector) -> Batch:
        """Give gammas of those lost at each row, shape (rows, draws)."""
        more = np.flatnonzero(people > self.cells.lost.min(axis=1))
        if not len(more):
            return self._drawn_lost
        found = self._drawn_lost.copy()
        found[more] += self._drawn_more[more]
        return found

    def lost_by_service(self, people: Vector) -> Batch:
        """Give the same added up by service, shape (services, draws)."""
        return np.asarray(self.cells.by_sender.sums(self.lost(people)))

    def left(self, people: Vector) -> Batch:
        """Give gammas of those who left, shape (services, outcomes, draws); not to be written to."""
        return self._drawn_left


@dataclass(frozen=True)
class DrawnPools(Pools):
    """All replicates of a group in blocks, each replicate with its own drawn table."""

    counts: Counts | None = None

    def _made(self) -> Iterator[Pool]:
        assert self.counts is not None
        for start, many in self.cuts():
            yield DrawnPool(self.cells, (self.seed, start), many, self.counts)


@dataclass(frozen=True)
class Likely:
    """What is likely of a group's counts: their middle, and replicates around it.

    Attributes
    ----------
    counts : Counts
        The drawn tables.
    strict : Boxes
        Everything that is possible of the counts.
    may_start : array of bool, shape (rows,)
        Rows on which a start is possible.
    draws, seed : int
        Replicates, and the seed of the random numbers.
    """

    counts: Counts
    strict: Boxes
    may_start: Mask
    draws: int
    seed: int

    @cached_property
    def boxes(self) -> Boxes:
        """The mean of the drawn tables: only whom senders kept is open in it, where nobody counted them."""
        started, left = self.counts.started.mean(axis=1), self.counts.left.mean(axis=2)
        lost = [each.mean(axis=1) for each in (self.counts.least_lost, self.counts.most_lost)]
        return Boxes(
            sender=self.strict.sender,
            receiver=self.strict.receiver,
            started=np.column_stack([started, started]),
            lost=np.column_stack(lost),
            least_left=left,
            most_left=left,
            not_counted=self.strict.not_counted,
        )

    @cached_property
    def _pools(self) -> DrawnPools:
        return DrawnPools(cells_of(self.boxes, self.may_start), self.draws, self.seed, self.counts)

    def replicates(self, chain: Chain) -> Replicates:
        """Give the replicates of a reading of the middle."""
        return Replicates(chain, self.may_start, self.draws, self.seed, self._pools)

    @cached_property
    def coming(self) -> Batch:
        """Shares of those who come in, shape (services, draws); not numbers where nobody came."""
        people = self.counts.coming[:, np.arange(self.draws) % self.counts.tables].astype(np.float64)
        whole = people.sum(axis=0)
        shares: Batch = np.divide(people, whole, out=np.full(people.shape, np.nan), where=whole > 0)
        return shares

    def of_all(self, worth: Batch) -> Vector:
        """Give the mean worth to those who come in, of replicates that stand in columns."""
        return np.asarray((self.coming * worth).sum(axis=0))

    @cached_property
    def coming_in_the_middle(self) -> Vector:
        """Shares of those who come in at each service, by the mean of the drawn tables."""
        people = self.counts.coming.mean(axis=1)
        return np.asarray(people / people.sum() if people.any() else np.full(len(people), np.nan), dtype=np.float64)
