"""Everything that chance may do to the counts of a group, drawn once and used for every reading of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dtors_network.flow.gammas import Varied, drawn, varied
from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.prior import Prior, prior_of
from dtors_network.flow.sparse import Mask, Places, Vector

if TYPE_CHECKING:
    from dtors_network.flow.boxes import Boxes
    from dtors_network.flow.chain import Chain


@dataclass(frozen=True)
class Cells:
    """Counts of a group with everything that they can be.

    Attributes
    ----------
    sender : array of int, shape (rows,)
        Position of the sender of each row.
    may_start : array of bool, shape (rows,)
        Rows on which a start is possible.
    started, lost : array of float, shape (rows, corners)
        What each row can have.
    left : array of float, shape (services, outcomes, corners)
        How many can have left.
    """

    sender: Places
    may_start: Mask
    started: Batch
    lost: Batch
    left: Batch

    @cached_property
    def prior(self) -> Prior:
        """What is added to the counts."""
        return prior_of(self.sender, self.may_start, *self.left.shape[:2])

    @cached_property
    def by_sender(self) -> Groups:
        """Rows by their sender."""
        return Groups(self.sender, len(self.left))

    @cached_property
    def numbers(self) -> int:
        """How many numbers a replicate takes."""
        further = [np.unique(np.sort(each, axis=-1), axis=-1).shape[-1] - 1 for each in (self.started, self.lost)]
        rows = len(self.sender)
        return int(rows * (1 + sum(further)) + self.left.shape[0] * (1 + self.left.shape[1]))


def cells_of(boxes: Boxes, may_start: Mask) -> Cells:
    """Take everything that boxes allow."""
    left = np.stack([boxes.least_left, boxes.most_left], axis=-1)
    return Cells(boxes.sender, may_start, boxes.started, boxes.lost, left)


def cells_of_chain(chain: Chain, may_start: Mask) -> Cells:
    """Take the counts of one chain."""
    return Cells(chain.sender, may_start, chain.started[:, None], chain.lost[:, None], chain.left[..., None])


@dataclass(frozen=True)
class Pool:
    """Gammas of some replicates; columns are replicates.

    Attributes
    ----------
    cells : Cells
        What was counted.
    seed : tuple of int
        Of the random numbers, and of these replicates among all.
    draws : int
        Number of replicates.
    """

    cells: Cells
    seed: tuple[int, int]
    draws: int

    def _random(self, what: int) -> np.random.Generator:
        """Give each table its own random numbers, so that what is drawn of one does not hang on what was asked."""
        return np.random.default_rng((*self.seed, what))

    @cached_property
    def _started(self) -> tuple[Batch, Varied]:
        random, corners = self._random(0), self.cells.started
        return drawn(random, corners.min(axis=1), self.cells.prior.started, self.draws), varied(
            random, corners, self.draws
        )

    @cached_property
    def _lost(self) -> tuple[Batch, Varied]:
        """Lost by service: the sum over its rows is a gamma of their sum."""
        random, cells = self._random(1), self.cells
        size, least = len(cells.left), cells.lost.min(axis=1)
        people, prior = (_sums(cells.sender, each, size) for each in (least, cells.prior.lost))
        return drawn(random, people, prior, self.draws), varied(random, cells.lost, self.draws)

    @cached_property
    def _parts(self) -> Batch:
        """Parts that rows have of those lost at their service, where as few are lost as can be."""
        least = self.cells.lost.min(axis=1)
        parts = np.maximum(drawn(self._random(2), least, self.cells.prior.lost, self.draws), 1e-300)
        return np.asarray(parts / self.cells.by_sender.sums(parts)[self.cells.sender])

    @cached_property
    def _left(self) -> tuple[Batch, Varied]:
        random, left = self._random(3), self.cells.left
        prior = np.repeat(self.cells.prior.left, left.shape[1])
        corners = left.reshape(-1, left.shape[2])
        # A gamma of a tiny shape can come out as 0; all of a service at once must not.
        least = np.maximum(drawn(random, corners.min(axis=1), prior, self.draws), 1e-300)
        return least, varied(random, corners, self.draws)

    def started(self, people: Vector) -> Batch:
        """Give gammas of so many who started, shape (rows, draws); not to be written to."""
        return _filled(*self._started, people)

    def lost_by_service(self, people: Vector) -> Batch:
        """Give gammas of so many lost at each row, added up by service, shape (services, draws)."""
        found, further = self._lost
        found = found.copy()
        for rows, more in further.above(people):
            found += Groups(self.cells.sender[rows], len(found)).sums(more)
        return found

    def lost(self, people: Vector) -> Batch:
        """Give gammas of so many lost at each row, shape (rows, draws); their sums are those by service."""
        return _filled(self._lost[0][self.cells.sender] * self._parts, self._lost[1], people)

    def left(self, people: Vector) -> Batch:
        """Give gammas of so many who left, shape (services, outcomes, draws); not to be written to."""
        return _filled(*self._left, people.ravel()).reshape(*people.shape, self.draws)


def _sums(place: Places, people: Vector, size: int) -> Vector:
    return np.bincount(place, people, minlength=size).astype(np.float64, copy=False)


def _filled(least: Batch, further: Varied, people: Vector) -> Batch:
    found = least
    for cells, more in further.above(people):
        found = found.copy() if found is least else found
        found[cells] += more
    return found
