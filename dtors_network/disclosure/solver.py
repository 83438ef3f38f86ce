"""The laws of a component as a matrix, and the lawful table that lies nearest to what is shown."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csc_array

from dtors_network.disclosure.component import Component, Terms

Point = np.ndarray[Any, np.dtype[np.float64]]
WHOLE: Final = 1e-6


def matrix(part: Component) -> Point:
    """Give the laws of a component, a row each.

    Examples
    --------
    >>> part = Component()
    >>> whole, group = (part.cell("arrivals", name, ("count",), (6, 10)) for name in ("everyone", "housing_need"))
    >>> _ = part.law({whole: 1, group: -1})
    >>> matrix(part).tolist()
    [[1.0, -1.0]]
    """
    rows = np.zeros((len(part.laws), len(part.keys)))
    for row, (terms, _, _) in enumerate(part.laws):
        rows[row, list(terms)] = list(terms.values())
    return rows


def most_of(part: Component) -> int:
    """Give more than any cell of a component can be, one that nobody counted among them."""
    return 2 * sum(known[1] for known in part.known if known) + 1_000


class Solver:
    """The laws of a component, ready to be asked."""

    def __init__(self, part: Component) -> None:
        size = self.size = len(part.keys)
        laws, unit = matrix(part), np.eye(size)
        self.top = most_of(part)
        outside = [np.hstack([unit, unit]), np.hstack([unit, -unit])]  # how far a cell lies outside what is shown
        self.rows = np.vstack([np.hstack([laws, 0 * laws]), *outside])
        self.floor = np.array([least for _, least, _ in part.laws], float)
        self.most = np.array([least if equal else np.inf for _, least, equal in part.laws])
        self.box = Box(np.concatenate([part.least, np.zeros(size)]), np.full(2 * size, 2.0 * self.top))
        self.laws = LinearConstraint(csc_array(laws), self.floor, self.most) if len(laws) else ()

    def within(self, low: Point, high: Point, terms: Terms | None = None, sign: int = 1) -> Point | None:
        """Find the lawful table within what is shown that has the least (sign 1) or the most (-1) of a sum.

        Returns
        -------
        array of float, shape (cells,), or None
            None where no lawful table lies there.
        """
        prices = _row(self.size, terms or {}, sign)
        return _whole(prices, Box(low, high), self.laws, self.size, presolve=False)  # so small, it takes no less time

    def nearest(self, low: Point, high: Point, cost: Point, terms: Terms, number: int) -> Point | None:
        """Find whole numbers that keep the laws and make a sum a number, least (by cost) outside of what is shown.

        Returns
        -------
        array of float, shape (cells,), or None
            None where no lawful table has that number.
        """
        size = self.size
        floor = np.concatenate([self.floor, low, np.full(size, -np.inf), [number]])
        ceiling = np.concatenate([self.most, np.full(size, np.inf), high, [number]])
        law = LinearConstraint(csc_array(np.vstack([self.rows, _row(2 * size, terms)])), floor, ceiling)
        return _whole(np.concatenate([np.zeros(size), cost]), self.box, law, size)


def _row(size: int, terms: Terms, sign: int = 1) -> Point:
    row = np.zeros(size)
    row[list(terms)] = [sign * one for one in terms.values()]
    return row


def _whole(prices: Point, box: Box, laws: Any, size: int, presolve: bool = True) -> Point | None:
    """Solve a programme in which the first ``size`` variables must be whole."""
    integral, options = np.repeat([1, 0], [size, len(prices) - size]), {"presolve": presolve}
    for whole in (0, 1):  # the relaxation has been whole in every case seen so far
        found = milp(prices, integrality=whole * integral, bounds=box, constraints=laws, options=options)
        if found.x is None:
            return None
        point: Point = np.rint(found.x[:size])
        if np.abs(found.x[:size] - point).max() < WHOLE:
            return point
    return None
