"""How much chance there is in the counts: the shares of next steps drawn again and again, and all chains solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.jagged import Batch as Batch
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.pool import Cells, Pool, cells_of_chain
from dtors_network.flow.shares import Shares
from dtors_network.flow.sparse import Mask, Places, Vector

DRAWS: Final = 1000
"""Replicates of an area that is not large."""

FEWER: Final = 400
"""Replicates of a large area: a limit drawn anew is apart by a thirtieth of the width of the interval (a twelfth where
chance is all on one side), where a thousand make it a fiftieth."""

LARGE: Final = (40, 200)
"""Services of the chain, or links on record, above which an area is large."""

TAILS: Final = (2.5, 97.5)
CELLS: Final = 8_000_000
"""Numbers that are drawn in one go: replicates of a large chain are drawn and solved few at a time."""

KEPT: Final = 30_000_000
"""Numbers that are kept for a further question; above it they are drawn anew, with the same seed."""


def enough(services: int, links: int) -> int:
    """Give the number of replicates for an area of a size, where nobody asked for another.

    Examples
    --------
    >>> enough(20, 60), enough(60, 300)
    (1000, 400)
    """
    return FEWER if services > LARGE[0] or links > LARGE[1] else DRAWS


@dataclass(frozen=True)
class Pools:
    """All replicates of a group in blocks, each drawn once and used for every reading of its counts.

    Attributes
    ----------
    cells : Cells
        What was counted, and what it can be.
    draws : int
        Number of replicates.
    seed : int
        Of the random numbers; the same seed gives the same replicates.
    """

    cells: Cells
    draws: int = DRAWS
    seed: int = 0

    def __iter__(self) -> Iterator[Pool]:
        """Give the blocks; where all of them can be kept, always the same."""
        return iter(self._kept if self.draws * self.cells.numbers <= KEPT else self._made())

    @cached_property
    def _kept(self) -> list[Pool]:
        return list(self._made())

    def cuts(self) -> Iterator[tuple[int, int]]:
        """Give where each block begins, and how many replicates it has."""
        block = max(1, CELLS // max(1, self.cells.numbers))
        return ((start, min(block, self.draws - start)) for start in range(0, self.draws, block))

    def _made(self) -> Iterator[Pool]:
        for start, many in self.cuts():
            yield Pool(self.cells, (self.seed, start), many)


@dataclass(frozen=True)
class Replicates:
    """Chains drawn from what one reading of the counts leaves open by chance.

    The next step of each person at a service is one of: started or lost at each row, or one of the outcomes. Its
    shares are Dirichlet with the counts and a prior mass of 1, half of it on going on (decision 0017).

    Attributes
    ----------
    chain : Chain
        The counts.
    may_start : array of bool, shape (rows,)
        Rows on which a start is possible.
    draws : int
        Number of replicates.
    seed : int
        Of the random numbers; the same seed gives the same replicates.
    pools : Pools, optional
        What was drawn of everything that the counts can be; of this reading alone where left out.
    """

    chain: Chain
    may_start: Mask
    draws: int = DRAWS
    seed: int = 0
    pools: Pools | None = None

    @cached_property
    def _pools(self) -> Pools:
        return self.pools or Pools(cells_of_chain(self.chain, self.may_start), self.draws, self.seed)

    def blocks(self) -> Iterator[Shares]:
        """Give what was drawn, some replicates at a time, a column each."""
        return (Shares(self.chain, pool) for pool in self._pools)

    def asked(self, questions: Sequence[tuple[Question, Vector]], quick: bool = True) -> list[Batch]:
        """Answer several questions in each replicate, each with what services are worth of which nothing is known.

        In single precision where that is quicker: enough for limits, not for what replicates differ by.

        Returns
        -------
        list of array of float, shape (services, draws)
            A column a replicate.
        """
        answers = [shares.worth(questions, quick) for shares in self.blocks()]
        return [np.concatenate(parts, axis=1) for parts in zip(*answers, strict=True)]

    def worth(self, question: Question, unknown: Vector) -> Batch:
        """Answer a question in each replicate.

        Parameters
        ----------
        question : Question
            What the ends are worth.
        unknown : array of float, shape (services,)
            What services are worth of which nothing is known.

        Returns
        -------
        array of float, shape (draws, services)
        """
        return self.asked([(question, unknown)], quick=False)[0].T

    def moves(self, question: Question) -> ManyMoves:
        """Give the shares of steps on the way in all replicates together, to be solved and changed."""
        parts = [shares.moves(question) for shares in self.blocks()]
        first = parts[0]
        return ManyMoves(first.size, first.sender, first.receiver, np.concatenate([one.share for one in parts], axis=1))

    def kept(self) -> Iterator[tuple[Batch, Batch, Batch]]:
        """Give shares of started (draws, rows), lost (the same) and left (draws, services, outcomes), in blocks."""
        return ((one.started.T, one.lost.T, one.left.transpose(2, 0, 1)) for one in self.blocks())

    def solved(self, question: Question, unknown: Vector, started: Batch, lost: Batch, left: Batch) -> Batch:
        """Answer a question with shares as ``kept`` gives them; gives what ``worth`` does for so many replicates."""
        chain, stays = self.chain, self.chain.stays(question)
        ended = left @ question.left
        if question.lost.any():
            ended += added(lost * question.lost, chain.sender, chain.size)
        if question.off_way:
            ended += added(started * (~question.on_way * question.off_way), chain.sender, chain.size)
        ends = question.here + np.where(question.stops, question.stopped, np.where(chain.unknown, unknown, ended))
        share = np.ascontiguousarray(started[:, stays].T)
        moves = ManyMoves(chain.size, chain.sender[stays], chain.receiver[stays], share)
        return moves.worth(np.ascontiguousarray(ends.T)).T


def added(values: Batch, place: Places, size: int) -> Batch:
    """Add up in each replicate what has the same place."""
    many = len(values)
    places = (np.arange(many) * size)[:, None] + place
    added: Batch = np.bincount(places.ravel(), values.ravel(), minlength=many * size).astype(np.float64, copy=False)
    return added.reshape(many, size)


WEAK_BANDS: Final[tuple[tuple[int, int, float], ...]] = ()
"""From how many to how many people intervals held the truth in less than 90 or more than 98 % of trials; the share.

None was found on 2026-11-28 by `python -m benchmarks.coverage 0.2`, seed 20261124, over chains with the shares of the
illustrative areas. docs/reference/coverage.md has the whole table, and chains in which more people are needed.
"""


def weak_band(people: int) -> tuple[int, int, float] | None:
    """Give the band of numbers of people in which intervals were found to cover too seldom or too often.

    Parameters
    ----------
    people : int
        People with a next step where a way sets out.

    Returns
    -------
    tuple of int, int and float, or None
        Least and most people of the band, and the share of intervals that held the truth; None outside such bands.

    Examples
    --------
    >>> weak_band(3) is None
    True
    """
    return next((band for band in WEAK_BANDS if band[0] <= people <= band[1]), None)
