"""Many lawful tables at once: walks from one to the next along small steps, all components and draws together.

Each step goes along one direction as far as blocks and laws allow (hit and run on whole numbers; R. L. Smith, Oper.
Res. 32 (1984)).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Component
from dtors_network.disclosure.directions import Colour, Whole, coloured
from dtors_network.disclosure.solver import Point

SMALL: Final = 1 << 26
"""Below it, four bytes hold every number and what laws make of it."""


class Walk:
    """The lawful tables of some components, to be walked through.

    Parameters
    ----------
    parts : sequence of Component
        The components.
    shown : sequence of (array, array)
        The least and the most of each cell, by component.
    starts : sequence of array
        A lawful table of each.
    draws : int
        How many walks.
    seed : int
        Of the random numbers.
    """

    def __init__(
        self,
        parts: Sequence[Component],
        shown: Sequence[tuple[Point, Point]],
        starts: Sequence[Point],
        draws: int,
        seed: int,
    ) -> None:
        self.random = np.random.default_rng(seed)
        self.first = np.cumsum([0, *(len(part.keys) for part in parts)])
        ends_ = [np.concatenate([ends[side] for ends in shown]) for side in (0, 1)]
        self.whole: Any = np.int32 if ends_[1].max() < SMALL else np.int64
        self.far = 1 << 29 if self.whole is np.int32 else 1 << 50
        self.chance: Any = np.float32 if self.whole is np.int32 else np.float64
        low: Whole = ends_[0].astype(self.whole)
        high: Whole = ends_[1].astype(self.whole)
        self.cells, self.low = int(self.first[-1]), np.append(low, 0).astype(self.whole)[:, None]
        start = np.concatenate(starts).astype(self.whole)
        laws = [_left(part, one) for part, one in zip(parts, starts, strict=True)]
        slack = np.concatenate([start - low, high - start, *laws, [self.far]]).astype(self.whole)
        self.slack = np.repeat(slack[:, None], draws, axis=1)
        self.colours = coloured(parts)

    @property
    def tables(self) -> Whole:
        """The tables where the walks are, shape (cells, draws)."""
        tables: Whole = self.slack[: self.cells] + self.low[:-1]
        return tables

    def toward(self, aims: Whole) -> Whole:
        """Take every direction once, as far as it goes where that adds to a sum of cells, shape (cells, draws)."""
        for colour in self.colours:
            self._step(colour, None, None, (colour.steps[:, :, None] * aims[colour.cells]).sum(axis=1))
        return self.tables

    def sweep(self, weights: Point | None = None, kinds: Whole | None = None) -> Whole:
        """Take every direction once; give the tables, shape (cells, draws).

        ``weights`` holds the logarithm of how likely each number is, a row a kind of cell, and ``kinds`` the kind of
        each cell: the walk then goes to tables as often as they are likely (Metropolis).
        """
        for colour in self.colours:
            self._step(colour, weights, kinds)
        return self.tables

    def _step(self, colour: Colour, weights: Point | None, kinds: Whole | None, gains: Whole | None = None) -> None:
        up, down = self.slack[colour.up], self.slack[colour.down]
        most, least = up.min(axis=1), -down.min(axis=1)
        chance = self.random.random(most.shape, dtype=self.chance)
        if weights is None:  # half of the steps go to an end: what is rare stands at the corners
            chance = np.clip(2 * chance - self.chance(0.5), 0, 1)
        far = np.minimum((chance * (most - least + 1)).astype(self.whole) + least, most)
        if weights is not None and kinds is not None:
            far *= self._accepted(colour, far, weights, kinds)
        if gains is not None:
            far = np.where(gains > 0, most, np.where(gains < 0, least, far))
        self.slack[colour.up] = up - far[:, None]
        self.slack[colour.down] = down + far[:, None]
        self.slack[-1] = self.far

    def _accepted(self, colour: Colour, far: Whole, weights: Point, kinds: Whole) -> Any:
        now = self.slack[colour.cells] + self.low[colour.cells]  # the cell that pads is that of the last row: no step
        last, gain = weights.shape[1] - 1, np.zeros(far.shape)
        for place in range(colour.cells.shape[1]):
            step, kind = colour.steps[:, place, None], kinds[colour.cells[:, place], None]
            then = np.minimum(now[:, place] + step * far, last)
            gain += (weights[kind, then] - weights[kind, np.minimum(now[:, place], last)]) * (step != 0)
        return np.log(self.random.random(far.shape)) < gain


def _left(part: Component, start: Point) -> Whole:
    """Give how much each law has left at a table."""
    left = [sum(sign * int(start[cell]) for cell, sign in terms.items()) - least for terms, least, _ in part.laws]
    return np.array(left, np.int64)
