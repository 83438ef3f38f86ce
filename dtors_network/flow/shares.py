"""Chains of one reading of the counts, drawn by chance: many at once, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.many import ManyMoves
from dtors_network.flow.pool import Pool
from dtors_network.flow.sparse import Vector


@dataclass(frozen=True)
class Shares:
    """Shares of next steps of one reading of the counts; columns are replicates.

    Attributes
    ----------
    chain : Chain
        The reading.
    pool : Pool
        What was drawn.
    """

    chain: Chain
    pool: Pool

    @cached_property
    def _gammas(self) -> tuple[Batch, Batch, Batch, Batch]:
        """Started by row, lost by service and left by service and outcome, and the sum of each service."""
        chain, pool = self.chain, self.pool
        started, lost, left = pool.started(chain.started), pool.lost_by_service(chain.lost), pool.left(chain.left)
        return started, lost, left, pool.cells.by_sender.sums(started) + lost + left.sum(axis=1)

    @cached_property
    def started(self) -> Batch:
        """Shares who started, shape (rows, draws)."""
        return np.asarray(self._gammas[0] * self._part[self.chain.sender])

    @cached_property
    def lost(self) -> Batch:
        """Shares lost at each row, shape (rows, draws)."""
        return np.asarray(self.pool.lost(self.chain.lost) * self._part[self.chain.sender])

    @cached_property
    def left(self) -> Batch:
        """Shares who left, shape (services, outcomes, draws)."""
        return np.asarray(self._gammas[2] * self._part[:, None])

    def moves(self, question: Question) -> ManyMoves:
        """Give the shares of steps on the way, to be solved."""
        rows = np.flatnonzero(self.chain.stays(question))
        sender, receiver = self.chain.sender[rows], self.chain.receiver[rows]
        share = self._gammas[0][rows]
        share *= self._part[sender]
        return ManyMoves(self.chain.size, sender, receiver, share)

    @cached_property
    def _part(self) -> Batch:
        """What one gamma is of all of its service."""
        return np.asarray(1 / self._gammas[3])

    def ends(self, question: Question, unknown: Vector) -> Batch:
        """Give the worth of those whose way ends at each service, shape (services, draws)."""
        ended = (self._left(question) + self._lost(question) + self._off(question)) * self._part
        chain = self.chain
        ended = np.where(chain.unknown[:, None], unknown[:, None], ended)
        return np.asarray(question.here[:, None] + np.where(question.stops[:, None], question.stopped, ended))

    def worth(self, asked: Iterable[tuple[Question, Vector]], quick: bool) -> list[Batch]:
        """Answer questions, each with what services are worth of which nothing is known; shape (services, draws).

        Those with the same steps on the way are asked of the same system; in single precision if quick.
        """
        systems: dict[bytes, ManyMoves] = {}
        found = []
        for question, unknown in asked:
            key = self.chain.stays(question).tobytes()
            if key not in systems:
                moves = self.moves(question)
                systems[key] = moves.quick() if quick else moves
            found.append(systems[key].worth(self.ends(question, unknown)))
        return found

    def _left(self, question: Question) -> Batch | float:
        valued = np.flatnonzero(question.left)
        return sum((self._gammas[2][:, at] * question.left[at] for at in valued), start=0.0)

    def _lost(self, question: Question) -> Batch | float:
        if not question.lost.any():
            return 0.0
        if (question.lost == question.lost[0]).all():
            return np.asarray(self._gammas[1] * question.lost[0])
        lost = self.pool.lost(self.chain.lost) * question.lost[:, None]
        return self.pool.cells.by_sender.sums(lost)

    def _off(self, question: Question) -> Batch | float:
        rows = np.flatnonzero(~question.on_way)
        if not question.off_way or not len(rows):
            return 0.0
        return Groups(self.chain.sender[rows], self.chain.size).sums(self._gammas[0][rows]) * question.off_way
