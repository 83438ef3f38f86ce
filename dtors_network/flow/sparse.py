"""Large systems of linear equations of a chain: a fixed point, and a Krylov method where that is slow.

Never a sparse LU: on links that lead anywhere it fills up (a hundred thousand services would need a full matrix).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_array
# At run time scipy is imported where it is used: it takes longer to load than a small area takes to be solved.

Vector = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Times = Callable[[Vector], Vector]
"""Multiplies a vector with a matrix of shares."""

CLOSE: Final = 1e-12
"""Error of the largest value, as a share of it, that is taken for none."""

STEPS: Final = 10
"""Steps of the fixed point before a Krylov method takes over: where few people move far it is done by then."""

CYCLES: Final = 300
"""Cycles of the Krylov method, of two products each."""

PATIENCE: Final = 100_000
"""Steps of the fixed point after it: one or two, unless the Krylov method broke down."""

MANY: Final = 2_000_000
"""Links from which on a product is worth a second thread."""


@dataclass(frozen=True)
class Shares:
    """A matrix of shares, a row a sender, cut into bands of rows that are multiplied at the same time."""

    bands: tuple[csr_array, ...]

    def onward(self, worth: Vector) -> Vector:
        """Multiply from the right: what it is worth to move to where people are worth so much."""
        return np.concatenate(self._run(lambda band, _: band @ worth))

    def back(self, people: Vector) -> Vector:
        """Multiply from the left: how many come from where so many people are."""
        parts = self._run(lambda band, start: band.T @ people[start : start + band.shape[0]])
        return np.asarray(sum(parts[1:], start=parts[0]))

    def _run(self, work: Callable[[csr_array, int], Vector]) -> list[Vector]:
        starts = np.cumsum([0, *(band.shape[0] for band in self.bands)])[:-1]
        if len(self.bands) == 1:
            return [work(self.bands[0], 0)]
        with ThreadPoolExecutor(len(self.bands)) as pool:  # the products of scipy let other threads run
            return list(pool.map(work, self.bands, starts))


def shares_of(size: int, sender: Places, receiver: Places, share: Vector) -> Shares:
    """Lay shares out by sender; arrays in order of the sender are taken as they are, and not copied.

    Examples
    --------
    >>> shares = shares_of(2, np.array([0]), np.array([1]), np.array([0.5]))
    >>> shares.onward(np.array([0.0, 1.0])).tolist(), shares.back(np.array([8.0, 0.0])).tolist()
    ([0.5, 0.0], [0.0, 4.0])
    """
    from scipy.sparse import csr_array

    if (sender[1:] >= sender[:-1]).all():
        first = np.searchsorted(sender, np.arange(size + 1)).astype(receiver.dtype)
        matrix = csr_array((share, receiver, first), shape=(size, size))
    else:
        matrix = csr_array((share, (sender, receiver)), shape=(size, size))
    many = min(os.cpu_count() or 1, 1 + matrix.nnz // MANY)
    cuts = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, many + 1)[1:-1])
    ends = [0, *cuts.tolist(), size]
    return Shares(tuple(_band(matrix, start, end) for start, end in zip(ends, ends[1:], strict=False)))


def _band(matrix: csr_array, start: int, end: int) -> csr_array:
    """View some rows of a matrix; slicing would copy them."""
    from scipy.sparse import csr_array

    first, last = matrix.indptr[start], matrix.indptr[end]
    parts = matrix.data[first:last], matrix.indices[first:last], matrix.indptr[start : end + 1] - first
    return csr_array(parts, shape=(end - start, matrix.shape[1]))


def solve(times: Times, right: Vector) -> Vector:
    """Solve x = right + shares · x.

    Parameters
    ----------
    times : callable
        Multiplies with the matrix of shares, from either side.
    right : array of float, shape (services,)

    Returns
    -------
    array of float, of the same shape

    Raises
    ------
    InputError
        If no method comes to an end.

    Examples
    --------
    >>> solve(lambda x: 0.5 * x, np.array([1.0])).round(9).tolist()
    [2.0]
    """
    found, done = fixed_point(times, right, right, STEPS)
    if not done:
        found, done = fixed_point(times, right, krylov(times, right, found), PATIENCE, sure=False)
    if not done:
        fix = "Check the departures: somewhere nearly everybody is counted as going on"
        raise InputError([Fault("the flow of people has no solution that could be found", fix, file="departures")])
    return found


def fixed_point(times: Times, right: Vector, start: Vector, steps: int, sure: bool = True) -> tuple[Vector, bool]:
    """Iterate; people leave at every step, so that what is left out shrinks.

    Parameters
    ----------
    times, right
        As in ``solve``.
    start : array of float
        Where to begin.
    steps : int
        How many to take at most.
    sure : bool
        Whether what is left out by stopping, guessed from how fast the changes shrink, must be small too.

    Returns
    -------
    tuple of array and bool
        The last step, and whether the changes had become small.

    Examples
    --------
    >>> found, done = fixed_point(lambda x: 0.5 * x, np.array([1.0]), np.array([1.0]), 100)
    >>> found.round(9).tolist(), done
    ([2.0], True)
    """
    found, before = start, 0.0
    for _ in range(steps):
        following = times(found) + right
        change = float(np.abs(following - found).max(initial=0.0))
        found = following
        rate = change / before if before else 1.0
        left_out = change * max(1.0, rate / (1 - rate) if rate < 1 else np.inf) if sure and change else change
        if left_out <= CLOSE * np.abs(found).max(initial=0.0):
            return found, True
        before = change
    return found, False


def krylov(times: Times, right: Vector, start: Vector) -> Vector:
    """Come closer by bicgstab (H. A. van der Vorst, SIAM J. Sci. Stat. Comput. 13 (1992)).

    The method can break down, and what it says of its own error drifts: the fixed point is the judge of what it gives.

    Examples
    --------
    >>> krylov(lambda x: 0.5 * x, np.array([1.0]), np.array([0.0])).round(9).tolist()
    [2.0]
    """
    from scipy.sparse.linalg import LinearOperator, bicgstab

    def left_over(found: Vector) -> float:
        return float(np.abs(right + times(found) - found).max(initial=0.0))

    operator = LinearOperator((len(right),) * 2, matvec=lambda x: x - times(x), dtype=np.float64)
    found, _ = bicgstab(operator, right, x0=start, rtol=CLOSE / 2, atol=0.0, maxiter=CYCLES)
    # Where it went astray, also to what is not a number, it was for nothing.
    return np.asarray(found) if left_over(found) < left_over(start) else start
