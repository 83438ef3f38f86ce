"""Large systems of linear equations of a chain: a fixed point, and a Krylov method where that is slow.

Never a sparse LU: on links that lead anywhere it fills up (a hundred thousand services would need a full matrix).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from dtors_network.errors import Fault, InputError
from dtors_network.flow.sparse import Vector

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
