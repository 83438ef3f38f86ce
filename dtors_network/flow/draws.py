"""How much chance there is in the counts: the shares of next steps drawn again and again, and all chains solved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.sparse import Mask, Vector

Batch = np.ndarray[Any, np.dtype[np.float64]]
DRAWS: Final = 1000
TAILS: Final = (2.5, 97.5)
CELLS: Final = 4_000_000
"""Cells of the matrices that are solved in one go."""


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

        Returns
        -------
        array of float, shape (draws, services)
        """
        return np.concatenate([self._solved(question, unknown, *drawn) for drawn in self._kept])

    @cached_property
    def _kept(self) -> list[tuple[Batch, Batch, Batch]]:
        """What was drawn, so that a further question is asked of the same replicates."""
        return list(self.shares())

    def shares(self) -> Iterator[tuple[Batch, Batch, Batch]]:
        """Draw shares of started (replicates, rows), lost (the same) and left (replicates, services, outcomes)."""
        random = np.random.default_rng(self.seed)
        chain, prior = self.chain, self.prior()
        by_row = prior[chain.sender]
        block = max(1, CELLS // (chain.size**2 + 1))
        for start in range(0, self.draws, block):
            many = min(block, self.draws - start)
            started = _gamma(random, many, chain.started + by_row * self.may_start)
            lost = _gamma(random, many, chain.lost + by_row)
            left = _gamma(random, many, chain.left + prior[:, None])
            spells = left.sum(axis=2)
            np.add.at(spells.T, chain.sender, (started + lost).T)
            of = spells[:, chain.sender]
            yield started / of, lost / of, left / spells[..., None]

    def prior(self) -> Vector:
        """Give the part of the prior that each category of a service has."""
        chain = self.chain
        rows = np.bincount(chain.sender, 1.0 + self.may_start, minlength=chain.size)
        part: Vector = 1.0 / (rows + chain.left.shape[1])
        return part

    def _solved(self, question: Question, unknown: Vector, started: Batch, lost: Batch, left: Batch) -> Batch:
        chain = self.chain
        closed = question.stops | chain.unknown
        stays = question.on_way & ~closed[chain.sender]
        system = np.broadcast_to(np.eye(chain.size), (len(started), chain.size, chain.size)).copy()
        system[:, chain.sender[stays], chain.receiver[stays]] -= started[:, stays]
        ended = left @ question.left
        gone = lost * question.lost + started * np.where(question.on_way, 0.0, question.off_way)
        np.add.at(ended.T, chain.sender, gone.T)
        right = question.here + np.where(question.stops, question.stopped, np.where(chain.unknown, unknown, ended))
        return np.asarray(np.linalg.solve(system, right[..., None])[..., 0], dtype=np.float64)


def _gamma(random: np.random.Generator, many: int, shape: Vector) -> Batch:
    drawn: Batch = random.standard_gamma(shape, size=(many, *shape.shape))
    # A gamma of a tiny shape can come out as 0; all of a service at once must not.
    return np.maximum(drawn, 1e-300, out=drawn)


WEAK_BANDS: Final[tuple[tuple[int, int, float], ...]] = ()
"""Numbers of people between which intervals were found to cover less than 90 % or more than 98 %, and the share.

Written by hand from `python -m benchmarks.coverage`; the whole table is in docs/reference/coverage.md.
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
    >>> weak_band(100_000) is None
    True
    """
    return next((band for band in WEAK_BANDS if band[0] <= people <= band[1]), None)
