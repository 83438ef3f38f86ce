"""Systems of linear equations of a chain: dense where it is small, sparse where it is large."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.iteration import solve
from dtors_network.flow.sparse import Mask, Places, Shares, shares_of
from dtors_network.flow.sparse import Vector as Vector

DENSE: Final = 400
"""Services up to which a full matrix is solved: a millisecond or two, and no question of convergence."""

NOBODY_LEAVES: Final = 1e-9
"""Share of people below which leaving is taken for the rounding of shares that add up to 1."""


@dataclass(frozen=True)
class Moves:
    """Shares of people who move from one service to another; each sender's add up to at most one.

    Attributes
    ----------
    size : int
        Number of services.
    sender, receiver : array of int
        Positions of the two ends, one pair a link.
    share : array of float
        Share of the sender's people.
    """

    size: int
    sender: Places
    receiver: Places
    share: Vector

    @cached_property
    def shares(self) -> Shares:
        """The sparse matrix of shares, a row a sender."""
        return shares_of(self.size, self.sender, self.receiver, self.share)

    @cached_property
    def dense(self) -> Vector:
        """The identity less the matrix of shares."""
        full = np.eye(self.size)
        np.subtract.at(full, (self.sender, self.receiver), self.share)
        return full

    @cached_property
    def endless(self) -> Mask:
        """The services from which nobody ever comes to an end.

        Examples
        --------
        >>> Moves(2, np.array([0, 1]), np.array([1, 1]), np.array([0.5, 1.0])).endless.tolist()
        [False, True]
        """
        ends = np.bincount(self.sender, self.share, minlength=self.size) < 1 - NOBODY_LEAVES
        return ~ends if ends.all() else ~leads_to(ends, self.sender, self.receiver, self.share > 0)

    def ending(self) -> Moves:
        """Give the same moves without those of people who never come to an end."""
        if not self.endless.any():
            return self
        kept = ~self.endless[self.sender]
        return Moves(self.size, self.sender[kept], self.receiver[kept], self.share[kept])

    def worth(self, right: Vector) -> Vector:
        """Solve v = right + shares · v: what people at each service are worth who are worth ``right`` where they end.

        Parameters
        ----------
        right : array of float, shape (size,)
            What leaves the chain at each service.

        Returns
        -------
        array of float, of the same shape

        Raises
        ------
        InputError
            If the system has no answer: people move round for ever.

        Examples
        --------
        >>> moves = Moves(2, np.array([0]), np.array([1]), np.array([0.5]))
        >>> moves.worth(np.array([0.0, 1.0])).tolist()
        [0.5, 1.0]
        """
        self._refuse_endless()
        if self.size > DENSE:
            return solve(self.shares.onward, right)
        return np.asarray(np.linalg.solve(self.dense, right), dtype=np.float64)

    def visits(self, coming: Vector) -> Vector:
        """Solve x = coming + sharesᵀ · x: how often each service is visited by those who come in.

        What it takes, gives and raises is as for ``worth``.

        Examples
        --------
        >>> moves = Moves(2, np.array([0]), np.array([1]), np.array([0.5]))
        >>> moves.visits(np.array([10.0, 0.0])).tolist()
        [10.0, 5.0]
        """
        self._refuse_endless()
        if self.size > DENSE:
            return solve(self.shares.back, coming)
        return np.asarray(np.linalg.solve(self.dense.T, coming), dtype=np.float64)

    def _refuse_endless(self) -> None:
        if self.endless.any():
            fix = "Check the departures: somewhere people are counted as going on for ever"
            raise InputError([Fault("the flow of people has no solution", fix, file="departures", column="count")])


def leads_to(ends: Mask, sender: Places, receiver: Places, open_: Mask) -> Mask:
    """Find the services from which an end can be reached over the open links.

    Examples
    --------
    >>> leads_to(np.array([False, True]), np.array([0]), np.array([1]), np.array([True])).tolist()
    [True, True]
    """
    found = ends.copy()
    while not found.all():
        fresh = sender[open_ & found[receiver]]
        if found[fresh].all():
            break
        found[fresh] = True
    return found
