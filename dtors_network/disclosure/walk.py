"""Many lawful tables at once: walks from one to the next along small steps, all components and draws together.

Each step goes along one direction as far as blocks and laws allow (hit and run on whole numbers; R. L. Smith, Oper.
Res. 32 (1984)). Directions that touch nothing in common are taken at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.components import Component, Terms
from dtors_network.disclosure.moves import moves
from dtors_network.disclosure.solver import Point

Whole = np.ndarray[Any, Any]
SMALL: Final = 1 << 26
"""Below it, four bytes hold every number and what laws make of it."""


@dataclass(frozen=True, slots=True)
class _Colour:
    """Directions with nothing in common: the rows that bind each, padded with one that never does."""

    up: Whole  # (directions, rows that leave less room the further it goes)
    down: Whole
    cells: Whole  # (directions, cells of a step)
    steps: Whole


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
        self.colours = self._coloured(parts)

    @property
    def tables(self) -> Whole:
        """The tables where the walks are, shape (cells, draws)."""
        tables: Whole = self.slack[: self.cells] + self.low[:-1]
        return tables

    def sweep(self, weights: Point | None = None, kinds: Whole | None = None) -> Whole:
        """Take every direction once; give the tables, shape (cells, draws).

        ``weights`` holds the logarithm of how likely each number is, a row a kind of cell, and ``kinds`` the kind of
        each cell: the walk then goes to tables as often as they are likely (Metropolis).
        """
        for colour in self.colours:
            self._step(colour, weights, kinds)
        return self.tables

    def _step(self, colour: _Colour, weights: Point | None, kinds: Whole | None) -> None:
        up, down = self.slack[colour.up], self.slack[colour.down]
        most, least = up.min(axis=1), -down.min(axis=1)
        chance = self.random.random(most.shape, dtype=self.chance)
        if weights is None:  # half of the steps go to an end: what is rare stands at the corners
            chance = np.clip(2 * chance - self.chance(0.5), 0, 1)
        far = np.minimum((chance * (most - least + 1)).astype(self.whole) + least, most)
        if weights is not None and kinds is not None:
            far *= self._accepted(colour, far, weights, kinds)
        self.slack[colour.up] = up - far[:, None]
        self.slack[colour.down] = down + far[:, None]
        self.slack[-1] = self.far

    def _accepted(self, colour: _Colour, far: Whole, weights: Point, kinds: Whole) -> Any:
        now = self.slack[colour.cells] + self.low[colour.cells]  # the cell that pads is that of the last row: no step
        last, gain = weights.shape[1] - 1, np.zeros(far.shape)
        for place in range(colour.cells.shape[1]):
            step, kind = colour.steps[:, place, None], kinds[colour.cells[:, place], None]
            then = np.minimum(now[:, place] + step * far, last)
            gain += (weights[kind, then] - weights[kind, np.minimum(now[:, place], last)]) * (step != 0)
        return np.log(self.random.random(far.shape)) < gain

    def _coloured(self, parts: Sequence[Component]) -> list[_Colour]:
        """Put directions that touch nothing in common together."""
        taken: dict[int, int] = {}  # the colours of what was touched, as bits
        groups: dict[int, list[tuple[dict[int, int], Terms]]] = {}
        for touched, step in self._touching(parts):
            used = 0
            for row in touched:
                used |= taken.get(row, 0)
            bit = ~used & (used + 1)
            for row in touched:
                taken[row] = taken.get(row, 0) | bit
            groups.setdefault(bit, []).append((touched, step))
        return [_padded(group, len(self.slack) - 1) for group in groups.values()]

    def _touching(self, parts: Sequence[Component]) -> Iterator[tuple[dict[int, int], Terms]]:
        """Give each direction with what it changes: the ends of its cells' blocks, and laws."""
        laws = 2 * self.cells
        for part, first in zip(parts, self.first.tolist(), strict=False):
            by_cell: dict[int, list[tuple[int, int]]] = {}
            for at, (terms, _, _) in enumerate(part.laws):
                for cell, sign in terms.items():
                    by_cell.setdefault(cell, []).append((laws + at, sign))
            for step in moves(part):
                touched: dict[int, int] = {}
                for cell, sign in step.items():
                    touched[first + cell], touched[self.cells + first + cell] = sign, -sign
                    for law, weight in by_cell.get(cell, ()):
                        touched[law] = touched.get(law, 0) + weight * sign
                touched = {row: sign for row, sign in touched.items() if sign}
                if max(map(abs, touched.values())) == 1:
                    yield touched, {first + cell: sign for cell, sign in step.items()}
            laws += len(part.laws)


def _left(part: Component, start: Point) -> Whole:
    """Give how much each law has left at a table."""
    left = [sum(sign * int(start[cell]) for cell, sign in terms.items()) - least for terms, least, _ in part.laws]
    return np.array(left, np.int64)


def _padded(group: list[tuple[dict[int, int], Terms]], pad: int) -> _Colour:
    up = [[row for row, sign in touched.items() if sign < 0] for touched, _ in group]
    down = [[row for row, sign in touched.items() if sign > 0] for touched, _ in group]
    cells, steps = [list(step) for _, step in group], [list(step.values()) for _, step in group]
    return _Colour(_filled(up, pad), _filled(down, pad), _filled(cells, 0), _filled(steps, 0))


def _filled(lists: list[list[int]], value: int) -> Whole:
    width = max(map(len, lists))
    return np.array([[*one, *[value] * (width - len(one))] for one in lists], np.int32)
