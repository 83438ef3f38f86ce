"""Systems of equations of many replicates of one chain: set up once, asked for every right side and from both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.flow.bicgstab import krylov
from dtors_network.flow.jagged import Batch, Groups
from dtors_network.flow.linear import Moves
from dtors_network.flow.sparse import Places

FULL: Final = 24
"""Open services up to which full matrices are inverted: above it a Krylov method over the links is quicker."""

CLOSE: Final = 1e-9
"""What may be left over of the largest value."""

QUICK: Final = 2e-6
"""The same in single precision; the tails of a thousand replicates are rougher than a hundredth."""

ASTRAY: Final = 100
"""Times that much at which a replicate is solved alone."""

NUMBERS: Final = 64_000
"""Numbers of a vector that are worked on at a time: more would only take memory."""

LEAST: Final = 8
"""Replicates that are worked on at a time, however many services there are."""


@dataclass(frozen=True)
class ManyMoves:
    """Shares of people who move, of many replicates over the same links: ``Moves`` with a column a replicate.

    Attributes
    ----------
    size : int
        Number of services.
    sender, receiver : array of int, shape (links,)
        Positions of the two ends.
    share : array of float, shape (links, replicates)
        Share of the sender's people; of each sender they add up to less than one. In single precision answers have
        five figures, in half the time.
    full : int
        Open services up to which inverses are made: more pays where much will be asked of the same replicates.
    close : float
        What may be left over of the largest value.
    """

    size: int
    sender: Places
    receiver: Places
    share: Batch
    full: int = FULL
    close: float = CLOSE

    @property
    def draws(self) -> int:
        """Number of replicates."""
        return int(self.share.shape[1])

    @cached_property
    def open(self) -> Places:
        """The services from which somebody moves: of the others nothing has to be solved."""
        return np.unique(self.sender)

    def quick(self) -> ManyMoves:
        """Give the same moves in single precision where that is quicker: more than enough for tails of replicates."""
        single = len(self.open) > self.full
        return replace(self, share=self.share.astype(np.float32), close=QUICK) if single else self

    def worth(self, right: Batch) -> Batch:
        """Solve v = right + shares · v in every replicate.

        Parameters
        ----------
        right : array of float, shape (size, replicates) or (size, 1)
            What people are worth where they end.

        Returns
        -------
        array of float, shape (size, replicates)

        Examples
        --------
        >>> moves = ManyMoves(2, np.array([0]), np.array([1]), np.array([[0.5, 0.25]]))
        >>> moves.worth(np.array([[0.0], [1.0]])).tolist()
        [[0.5, 0.25], [1.0, 1.0]]
        """
        right = np.broadcast_to(right.astype(self.share.dtype, copy=False), (self.size, self.draws))
        if len(self.open) > self.full:
            return self._solved(right, back=False)
        closed, found = right.copy(), right.copy()
        closed[self.open] = 0
        found[self.open] = self._inverted((right + self._product(closed, back=False))[self.open], back=False)
        return found

    def visits(self, coming: Batch) -> Batch:
        """Solve x = coming + sharesᵀ · x in every replicate: how often each service is visited.

        What it takes and gives is as for ``worth``.

        Examples
        --------
        >>> moves = ManyMoves(2, np.array([0]), np.array([1]), np.array([[0.5, 0.25]]))
        >>> moves.visits(np.array([[10.0], [0.0]])).tolist()
        [[10.0, 10.0], [5.0, 2.5]]
        """
        coming = np.broadcast_to(coming.astype(self.share.dtype, copy=False), (self.size, self.draws))
        if len(self.open) > self.full:
            return self._solved(coming, back=True)
        through = np.zeros_like(coming)
        through[self.open] = self._inverted(coming[self.open], back=True)
        found = coming + self._product(through, back=True)
        found[self.open] = through[self.open]
        return found

    def columns(self, services: Places) -> Batch:
        """Give columns of (I − shares)⁻¹ in every replicate: visits to each service from every start.

        With them any change at a few senders is a change of low rank (M. A. Woodbury 1950), without another solve.

        Parameters
        ----------
        services : array of int, shape (k,)

        Returns
        -------
        array of float, shape (k, size, replicates)

        Examples
        --------
        >>> moves = ManyMoves(2, np.array([0]), np.array([1]), np.array([[0.5, 0.25]]))
        >>> moves.columns(np.array([1]))[0].tolist()
        [[0.5, 0.25], [1.0, 1.0]]
        """
        here = np.eye(self.size)
        return np.array([self.worth(here[:, at, None]) for at in services]).reshape(-1, self.size, self.draws)

    @cached_property
    def _inverse(self) -> Batch:
        """The inverse of the identity less the shares among open services: made once, used for every right side."""
        many = len(self.open)
        place = np.full(self.size, -1)
        place[self.open] = np.arange(many)
        among = place[self.receiver] >= 0
        at = place[self.sender[among]] * many + place[self.receiver[among]]
        full = -Groups(at, many * many).sums(self.share[among])
        full[:: many + 1] += 1
        return np.asarray(np.linalg.inv(np.ascontiguousarray(full.T).reshape(-1, many, many)))

    def _inverted(self, values: Batch, back: bool) -> Batch:
        if not len(self.open):
            return values
        inverse = self._inverse.transpose(0, 2, 1) if back else self._inverse
        return np.asarray(np.matmul(inverse, values.T[..., None])[..., 0].T)

    @cached_property
    def _onward(self) -> tuple[Groups, Places, Batch]:
        """Links by sender, with the receivers and the shares in their order."""
        groups = Groups(self.sender, self.size)
        return groups, self.receiver[groups.order], self.share[groups.order]

    @cached_property
    def _back(self) -> tuple[Groups, Places, Batch]:
        """Links by receiver, with the senders and the shares in their order."""
        groups = Groups(self.receiver, self.size)
        return groups, self.sender[groups.order], self.share[groups.order]

    def _product(self, values: Batch, back: bool, columns: slice = slice(None)) -> Batch:
        groups, other, share = self._back if back else self._onward
        return groups.times(share[:, columns], other, values)

    def _solved(self, right: Batch, back: bool) -> Batch:
        found, block = np.empty_like(right), max(LEAST, NUMBERS // self.size)
        for start in range(0, self.draws, block):
            columns = slice(start, start + block)
            found[:, columns] = self._krylov(right[:, columns], back, columns)
        return found

    def _krylov(self, right: Batch, back: bool, columns: slice) -> Batch:
        """Solve some replicates together, and alone those that do not come to an answer so."""

        def times(values: Batch) -> Batch:
            return self._product(values, back, columns)

        found = krylov(times, right, self.close)
        off = np.abs(right + times(found) - found).max(axis=0)
        for at in np.flatnonzero(~(off <= ASTRAY * self.close * np.abs(found).max(axis=0))):
            alone = Moves(self.size, self.sender, self.receiver, self.share[:, columns][:, at].astype(np.float64))
            found[:, at] = alone.visits(right[:, at]) if back else alone.worth(right[:, at])
        return found
