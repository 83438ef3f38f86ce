"""What is shown of the cells of a component: whole blocks, which only grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dtors_network.disclosure.component import Component
from dtors_network.disclosure.profiles import Grid
from dtors_network.model.bounds import Count, count_of

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Shown:
    """The blocks of the cells of one component.

    Attributes
    ----------
    low, high : array of float, shape (cells,)
        The ends; from 0 to what the solver takes for any number where nobody counted.
    grown : set of int
        The cells whose block grew.
    """

    part: Component
    grid: Grid
    low: Numbers
    high: Numbers
    grown: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, part: Component, grid: Grid, top: int = 0) -> Shown:
        """Put every count into the blocks that hold it."""
        blocks = [
            (0, top) if known is None else grid.block(*known, part.with_zero(at)) for at, known in enumerate(part.known)
        ]
        low, high = (np.array(side, float) for side in zip(*blocks, strict=True))
        return cls(part, grid, np.maximum(low, part.least), high)

    @property
    def ends(self) -> tuple[Numbers, Numbers]:
        """The least and the most of each cell."""
        return self.low, self.high

    def hold(self, point: Numbers) -> None:
        """Widen the blocks that a lawful table lies outside of to the whole blocks that hold it."""
        for at in np.flatnonzero((point < self.low) | (point > self.high)):
            self.widen(int(at), point[at], point[at])
            self.grown.add(int(at))

    def at(self, at: int) -> tuple[int, int]:
        """Give the ends of a cell."""
        return int(self.low[at]), int(self.high[at])

    def widen(self, at: int, low: float, high: float) -> None:
        """Make a cell hold two more numbers, in whole blocks."""
        ends = int(min(self.low[at], low)), int(max(self.high[at], high))
        first, last = self.grid.block(*ends, self.part.with_zero(at))
        self.low[at], self.high[at] = max(first, self.part.least[at]), last

    def holds(self, point: Numbers) -> bool:
        """Tell whether a table lies within what is shown."""
        return bool(((point >= self.low) & (point <= self.high)).all())

    def count(self, at: int) -> Count:
        """Give what is shown of a cell; None where nobody counted."""
        return None if self.part.known[at] is None else count_of(int(self.low[at]), int(self.high[at]))
