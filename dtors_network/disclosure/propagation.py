"""How far each sensitive quantity can reach: bounds on differences, drawn together along the laws.

Nearly every law holds one cell against another, so the closure of all differences (shortest paths; R. Bellman, Quart.
Appl. Math. 16 (1958)) is quick and seldom too wide. It is never too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Component, Terms

Numbers = np.ndarray[Any, np.dtype[np.float64]]
ROUNDS: Final = 8


def spans(part: Component, low: Numbers, high: Numbers, asked: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Give the least and the most of each quantity that the blocks and the laws leave, or wider.

    Parameters
    ----------
    part : Component
        Laws and quantities.
    low, high : array of float, shape (cells,)
        What is shown of each cell.
    asked : sequence of int
        Which quantities.

    Returns
    -------
    tuple of array of float, shape (asked,)
        Outer bounds: a number outside of them is impossible, one within may be.

    Examples
    --------
    >>> part = Component()
    >>> whole, group = (part.cell("arrivals", name, ("count",), None) for name in ("everyone", "housing_need"))
    >>> part.quantities.append(part.law({whole: 1, group: -1}))
    >>> [ends.tolist() for ends in spans(part, np.array([6.0, 6.0]), np.array([10.0, 10.0]), [0])]
    [[0.0], [4.0]]
    """
    found = _Differences(part, low, high)
    ends = [found.span(part.quantities[row]) for row in asked]
    return np.array([end[0] for end in ends]) + 0.0, np.array([end[1] for end in ends])


class _Differences:
    """The most that each cell can exceed each other; the last place stands for nought."""

    def __init__(self, part: Component, low: Numbers, high: Numbers) -> None:
        size = self.nought = len(part.keys)
        self.most = np.full((size + 1, size + 1), np.inf)
        np.fill_diagonal(self.most, 0)
        self.most[:size, size], self.most[size, :size] = high, -low
        for terms, least, _ in part.laws:
            if sorted(terms.values()) == [-1, 1]:
                above, below = sorted(terms, key=lambda cell: -terms[cell])
                self.most[below, above] = min(self.most[below, above], -least)
        self.laws = [law for law in part.laws if len(law[0]) > 2]
        for _ in range(ROUNDS):
            self._close()
            if not self._draw_together():
                break

    def span(self, terms: Terms) -> tuple[float, float]:
        """Give outer bounds of a sum."""
        if sorted(terms.values()) == [-1, 1]:
            above, below = sorted(terms, key=lambda cell: -terms[cell])
            return -float(self.most[below, above]), float(self.most[above, below])
        most = sum(self._most(cell, sign) for cell, sign in terms.items())
        return -sum(self._most(cell, -sign) for cell, sign in terms.items()), most

    def _most(self, cell: int, sign: int) -> float:
        return float(self.most[cell, self.nought] if sign > 0 else self.most[self.nought, cell])

    def _close(self) -> None:
        """Let every way round count (R. W. Floyd 1962)."""
        for middle in range(len(self.most)):
            np.minimum(self.most, self.most[:, middle, None] + self.most[None, middle], out=self.most)

    def _draw_together(self) -> bool:
        """Apply the laws of more than two cells; tell whether a bound moved."""
        before = self.most.copy()
        for terms, least, equal in self.laws:
            if len(terms) == 3 and equal:
                self._loss(terms)
            if len(terms) == 4 and not equal and sorted(terms.values()) == [-1, -1, 1, 1]:
                self._apart(terms)
            self._sum(terms, least)
            if equal:
                self._sum({cell: -sign for cell, sign in terms.items()}, -least)
        return bool((self.most < before).any())

    def _loss(self, terms: Terms) -> None:
        """Hold a cell against the difference that it is."""
        cells = [[cell for cell, sign in terms.items() if sign == which] for which in (1, -1)]
        if len(cells[0]) == 2:
            (first, second), (whole,) = cells
            for part, rest in ((first, second), (second, first)):  # whole = part + rest
                for one, other in (((whole, part), (rest, self.nought)), ((part, whole), (self.nought, rest))):
                    self.most[one] = self.most[other] = min(self.most[one], self.most[other])

    def _apart(self, terms: Terms) -> None:
        """Hold a difference of everyone against that of a group: a − b is at least c − d."""
        (a, d), (b, c) = ([cell for cell, sign in terms.items() if sign == which] for which in (1, -1))
        for large, small in (((a, b), (c, d)), ((a, c), (b, d))):
            self.most[small] = min(self.most[small], self.most[large])
            self.most[large[::-1]] = min(self.most[large[::-1]], self.most[small[::-1]])

    def _sum(self, terms: Terms, least: float) -> None:
        """Bound each cell of a sum, which is never below its least, by the most of the others."""
        ends = {cell: self._most(cell, sign) for cell, sign in terms.items()}
        total = sum(ends.values())
        for cell, sign in terms.items():
            slack = total - ends[cell] - least if total < np.inf else np.inf
            place = (self.nought, cell) if sign > 0 else (cell, self.nought)
            self.most[place] = min(self.most[place], slack)
