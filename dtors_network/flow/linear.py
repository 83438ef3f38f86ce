"""Systems of linear equations of a chain: dense where it is small, a sparse fixed point where it is large."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, bicgstab

from dtors_network.errors import Fault, InputError

Vector = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]

DENSE: Final = 400
"""Services up to which a full matrix is solved: a millisecond or two, and no question of convergence."""

CLOSE: Final = 1e-12
"""The largest change between two steps of the fixed point at which it has converged."""

STEPS: Final = 300
"""Steps of the fixed point before a Krylov method takes over."""


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
    def forward(self) -> csr_array:
        """The matrix of shares, a row a sender."""
        return csr_array((self.share, (self.sender, self.receiver)), shape=(self.size, self.size))

    @cached_property
    def backward(self) -> csr_array:
        """Its transpose, laid out by rows so that it is as quick to apply."""
        return csr_array((self.share, (self.receiver, self.sender)), shape=(self.size, self.size))

    @cached_property
    def dense(self) -> Vector:
        """The identity less the matrix of shares."""
        full = np.eye(self.size)
        np.subtract.at(full, (self.sender, self.receiver), self.share)
        return full

    def worth(self, right: Vector) -> Vector:
        """Solve v = right + shares · v: what people at each service are worth who are worth ``right`` where they end.

        Parameters
        ----------
        right : array of float, shape (size,) or (size, k)
            What leaves the chain at each service.

        Returns
        -------
        array of float, of the same shape

        Raises
        ------
        InputError
            If the system has no answer that can be found: people move round for ever.

        Examples
        --------
        >>> moves = Moves(2, np.array([0]), np.array([1]), np.array([0.5]))
        >>> moves.worth(np.array([0.0, 1.0])).tolist()
        [0.5, 1.0]
        """
        if self.size > DENSE:
            return _fixed_point(self.forward, right)
        return np.asarray(np.linalg.solve(self.dense, right), dtype=np.float64)

    def visits(self, coming: Vector) -> Vector:
        """Solve x = coming + sharesᵀ · x: how often each service is visited by those who come in.

        Examples
        --------
        >>> moves = Moves(2, np.array([0]), np.array([1]), np.array([0.5]))
        >>> moves.visits(np.array([10.0, 0.0])).tolist()
        [10.0, 5.0]
        """
        if self.size > DENSE:
            return _fixed_point(self.backward, coming)
        return np.asarray(np.linalg.solve(self.dense.T, coming), dtype=np.float64)


def _fixed_point(matrix: csr_array, right: Vector) -> Vector:
    """Iterate; people leave at every step, so that what is left out shrinks. Never a sparse LU: it can fill up."""
    found = right.copy()
    scale = max(1.0, float(np.abs(right).max(initial=0.0)))
    for _ in range(STEPS):
        following: Vector = matrix @ found
        following += right
        change = np.abs(following - found).max(initial=0.0)
        found = following
        if change <= CLOSE * scale:
            return found
    return _krylov(matrix, right, found)


def _krylov(matrix: csr_array, right: Vector, start: Vector) -> Vector:
    """Go on from where the fixed point was too slow (H. A. van der Vorst, SIAM J. Sci. Stat. Comput. 13 (1992))."""
    operator = LinearOperator(matrix.shape, matvec=lambda x: x - matrix @ x, dtype=np.float64)
    found, failed = bicgstab(operator, right, x0=start, rtol=1e-11, atol=0.0, maxiter=2000)
    if failed or not np.isfinite(found).all():
        fix = "Check the departures: somewhere people are counted as going on for ever"
        raise InputError([Fault("the flow of people has no solution that could be found", fix, file="referrals")])
    return np.asarray(found)
