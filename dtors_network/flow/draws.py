"""How much chance there is in the counts: the shares of next steps drawn again and again, and all chains solved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.linear import DENSE, Moves
from dtors_network.flow.sparse import Mask, Places, Vector

Batch = np.ndarray[Any, np.dtype[np.float64]]
DRAWS: Final = 1000
TAILS: Final = (2.5, 97.5)
CELLS: Final = 4_000_000
"""Numbers that are worked on in one go: replicates of a large chain are drawn and solved few at a time."""

KEPT: Final = 50_000_000
"""Numbers that are kept for a further question; above it they are drawn anew, with the same seed."""


@dataclass(frozen=True)
class Replicates:
    """Chains drawn from what the counts of one chain leave open by chance.

    The next step of each person at a service is one of: started or lost at each row, or one of the outcomes. Its
    shares are Dirichlet with the counts and a prior mass of 1 in equal parts (decision 0006); a start has a part of
    it only where the link is possible.

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
    """

    chain: Chain
    may_start: Mask
    draws: int = DRAWS
    seed: int = 0

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
        return np.concatenate([self.solved(question, unknown, *drawn) for drawn in self.kept()])

    def kept(self) -> Iterable[tuple[Batch, Batch, Batch]]:
        """Give what was drawn, so that a further question is asked of the same replicates."""
        cells = self.draws * (2 * len(self.chain.sender) + self.chain.left.size)
        return self._kept if cells <= KEPT else self.shares()

    @cached_property
    def _kept(self) -> list[tuple[Batch, Batch, Batch]]:
        return list(self.shares())

    def shares(self) -> Iterator[tuple[Batch, Batch, Batch]]:
        """Draw shares of started (replicates, rows), lost (the same) and left (replicates, services, outcomes)."""
        random = np.random.default_rng(self.seed)
        chain, prior = self.chain, self.prior()
        by_row = prior[chain.sender]
        block = max(1, CELLS // (chain.size**2 + 2 * len(chain.sender) + chain.left.size))
        for start in range(0, self.draws, block):
            many = min(block, self.draws - start)
            started = random.standard_gamma(chain.started + by_row * self.may_start, (many, len(by_row)))
            lost = random.standard_gamma(chain.lost + by_row, (many, len(by_row)))
            left = random.standard_gamma(chain.left + prior[:, None], (many, *chain.left.shape))
            # A gamma of a tiny shape can come out as 0; all of a service at once must not.
            np.maximum(left, 1e-300, out=left)
            spells = left.sum(axis=2) + added(started + lost, chain.sender, chain.size)
            of = spells[:, chain.sender]
            yield started / of, lost / of, left / spells[..., None]

    def prior(self) -> Vector:
        """Give the part of the prior that each category of a service has."""
        chain = self.chain
        rows = np.bincount(chain.sender, 1.0 + self.may_start, minlength=chain.size)
        part: Vector = 1.0 / (rows + chain.left.shape[1])
        return part

    def solved(self, question: Question, unknown: Vector, started: Batch, lost: Batch, left: Batch) -> Batch:
        """Answer a question with shares as ``shares`` draws them; gives what ``worth`` does for so many replicates."""
        chain, stays = self.chain, self.chain.stays(question)
        ended = left @ question.left
        if question.lost.any():
            ended += added(lost * question.lost, chain.sender, chain.size)
        if question.off_way:
            ended += added(started * (~question.on_way * question.off_way), chain.sender, chain.size)
        ends = question.here + np.where(question.stops, question.stopped, np.where(chain.unknown, unknown, ended))
        sender, receiver, share = chain.sender[stays], chain.receiver[stays], started[:, stays]
        if chain.size > DENSE:
            each = zip(share, ends, strict=True)
            return np.array([Moves(chain.size, sender, receiver, moved).worth(ended) for moved, ended in each])
        system = added(-share, sender * chain.size + receiver, chain.size**2).reshape(-1, chain.size, chain.size)
        system[:, np.arange(chain.size), np.arange(chain.size)] += 1
        return np.asarray(np.linalg.solve(system, ends[..., None])[..., 0], dtype=np.float64)


def added(values: Batch, place: Places, size: int) -> Batch:
    """Add up in each replicate what has the same place."""
    many = len(values)
    places = (np.arange(many) * size)[:, None] + place
    added: Batch = np.bincount(places.ravel(), values.ravel(), minlength=many * size).astype(np.float64, copy=False)
    return added.reshape(many, size)


WEAK_BANDS: Final = ((1, 4, 0.892),)
"""From how many to how many people intervals held the truth in less than 90 or more than 98 % of trials; the share.

Found on 2026-11-24 by `python -m benchmarks.coverage`, seed 20261124, over chains with the shares of the illustrative
areas. docs/reference/coverage.md has the whole table, and chains in which more people are needed.
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
    >>> weak_band(3), weak_band(300)
    ((1, 4, 0.892), None)
    """
    return next((band for band in WEAK_BANDS if band[0] <= people <= band[1]), None)
