"""Blocks that grow until no few number of a sensitive quantity is told, or ruled out (design §8).

Whatever is decided here looks at blocks, never at the counts within them: equal blocks grow alike, so whoever knows
this code learns nothing from its choices but where a block had to grow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import cycle
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.alike import alike
from dtors_network.disclosure.canonical import join
from dtors_network.disclosure.component import Component
from dtors_network.disclosure.nearby import near
from dtors_network.disclosure.profiles import Grid
from dtors_network.disclosure.propagation import spans
from dtors_network.disclosure.shown import Shown
from dtors_network.disclosure.solver import Point, Solver, most_of
from dtors_network.disclosure.walk import Walk
from dtors_network.model.vocabulary import EVERYONE

COST: Final = {
    "waited_over_21_days": 1,
    "kept_by_sender": 1,
    "accepted": 1,
    "reached_aftercare": 2,
    "lost": 2,
    "referred": 3,
    "count": 3,
    "started": 4,
}
"""What a wider block of a column costs: reach rests on those who started."""
OTHERWISE: Final = 2
WALKS: Final = 16
SWEEPS: Final = 1
PASSES: Final = 2
TOWARD: Final = 2
SEED: Final = 0
"""Of the walks that look for witnesses; what they miss, the solver finds, so that no result hangs on them."""


def grown(
    parts: Sequence[Component], grid: Grid, before: Sequence[Mapping[int, tuple[int, int]]] | None = None
) -> list[Shown]:
    """Choose what is shown of some components.

    Parameters
    ----------
    parts : sequence of Component
        The components.
    grid : Grid
        The blocks.
    before : sequence of mapping of int to (int, int), optional
        By component what was given out before of its cells; what is shown holds it.

    Returns
    -------
    list of Shown
        By component: blocks that let every sensitive quantity that can be few be every few number.

    Notes
    -----
    A walk through the lawful tables finds most few numbers; one integer programme for each that it missed tells
    whether it is possible, and which blocks would have to grow. Every table found is kept as a witness.
    """
    told = before or [{} for _ in parts]
    found = [Growth(part, grid, known) for part, known in zip(parts, told, strict=True) if len(part.keys) > 1]
    _walk(found)
    tied = iter(found)
    return [
        next(tied).run() if len(part.keys) > 1 else first_shown(part, grid, known)
        for part, known in zip(parts, told, strict=True)
    ]


def first_shown(part: Component, grid: Grid, before: Mapping[int, tuple[int, int]], top: int = 0) -> Shown:
    """Give the blocks of a component before any grows: joined by pattern, and holding what was given out before."""
    shown = Shown.of(part, grid, top)
    if len(part.keys) > 1:
        join(shown)
    for at, ends in before.items():
        if part.known[at] is not None and not (shown.low[at] <= ends[0] and ends[1] <= shown.high[at]):
            shown.widen(at, *ends)
            shown.grown.add(at)
    return shown


def _walk(found: Sequence[Growth]) -> None:
    """Look for witnesses on many walks at once: at random, then toward what was not seen yet."""
    if not found:
        return
    parts, ends = [growth.part for growth in found], [growth.shown.ends for growth in found]
    walk = Walk(parts, ends, [growth.start() for growth in found], WALKS, SEED)
    for _ in range(SWEEPS):
        _remember(found, walk, walk.sweep())
    for _ in range(PASSES):
        aims = np.concatenate([growth.aims(WALKS) for growth in found])
        for _ in range(TOWARD if aims.any() else 0):
            _remember(found, walk, walk.toward(aims))


def _remember(found: Sequence[Growth], walk: Walk, tables: np.ndarray[Any, Any]) -> None:
    for growth, first, last in zip(found, walk.first, walk.first[1:], strict=False):
        growth.remember(tables[first:last])


class Growth:
    """The growth of one component.

    Attributes
    ----------
    least, most : array of float, shape (quantities,)
        The ends of what lawful tables within the blocks were seen to have of each quantity. Every whole number
        between them can be: the relaxation of the programme is whole (tests look for exceptions).
    """

    def __init__(self, part: Component, grid: Grid, before: Mapping[int, tuple[int, int]]) -> None:
        self.part, self.grid = part, grid
        self.shown = first_shown(part, grid, before, most_of(part))
        self.sums = np.zeros((len(part.quantities), len(part.keys)))
        for row, terms in enumerate(part.quantities):
            self.sums[row, list(terms)] = list(terms.values())
        self.cost = np.array([self._cost(at) for at in range(len(part.keys))])
        self.least, self.most = np.full(len(self.sums), np.inf), np.full(len(self.sums), -np.inf)
        self.last: Point | None = None
        self._look()

    @cached_property
    def solver(self) -> Solver:
        """What is asked where walks leave a doubt."""
        return Solver(self.part)

    def _cost(self, at: int) -> float:
        """Give what a wider block of a cell costs: less where it counts many, by its block."""
        if self.part.known[at] is None:
            return 0.0
        key = self.part.keys[at]
        weight = COST.get(key.column[0], OTHERWISE) * (1 + (key.group == EVERYONE))
        return weight / float(self.grid.step + self.shown.low[at])

    def start(self) -> Point:
        """Give one lawful table within the blocks; what data obey only as a rule is dropped where they do not."""
        if self.last is not None:
            return self.last
        for _ in range(2):
            point = near(self.part, *self.shown.ends)
            if point is None:
                point = self.solver.within(*self.shown.ends)
            if point is not None:
                return point
            self.part.without_supposed()
            del self.solver
        raise ValueError(f"no lawful table lies within the blocks of {self.part.keys[0]}: is the area lawful?")

    def aims(self, draws: int) -> np.ndarray[Any, Any]:
        """Give what each of some walks goes for, shape (cells, draws): an end that was not seen of what may be few."""
        rows = self.doubtful()
        wanted = [(row, -1) for row in rows if self.least[row] > 1]
        wanted += [(row, 1) for row in rows if self.most[row] < self.grid.few]
        found = np.zeros((len(self.part.keys), draws), np.int32)
        for draw, (row, sign) in zip(range(draws), cycle(wanted), strict=False):
            found[:, draw] = sign * self.sums[row]
        return found

    def run(self) -> Shown:
        """Grow until every quantity that can be few can be every few number."""
        while any([self._settle(row) for row in self.doubtful()]):
            continue  # a block that grew may let others be few in part
        return self.shown

    def remember(self, tables: np.ndarray[Any, Any]) -> None:
        """Keep what some lawful tables, shape (cells, tables), have of each quantity."""
        values, self.last = self.sums @ tables, tables[:, -1]
        np.minimum(self.least, values.min(axis=1), out=self.least)
        np.maximum(self.most, values.max(axis=1), out=self.most)
        for same in self.alike:
            self.least[same], self.most[same] = self.least[same].min(), self.most[same].max()

    def _look(self) -> None:
        """Take note of what is shown: which quantities are alike; which may be few is asked anew."""
        self.alike = alike(self.shown)
        self.may_be_few: dict[int, bool] = {}

    def doubtful(self) -> list[int]:
        """Name the quantities that the blocks may let be few, and that were not seen to span what is few."""
        unseen = np.flatnonzero((self.least > 1) | (self.most < self.grid.few)).tolist()
        new = [row for row in unseen if row not in self.may_be_few]
        if new:
            low, high = spans(self.part, *self.shown.ends, new)
            few = (low <= self.grid.few) & (high >= 1)
            self.may_be_few |= dict(zip(new, few.tolist(), strict=True))
        return [row for row in unseen if self.may_be_few[row]]

    def _settle(self, row: int) -> bool:
        """Make a quantity that can be few able to be every few number; tell whether a block grew for it."""
        for sign in (1, -1):
            if (self.least[row] > 1) if sign > 0 else (self.most[row] < self.grid.few):
                point = self.solver.within(*self.shown.ends, self.part.quantities[row], sign)
                if point is not None:
                    self.remember(point[:, None])
        if self.least[row] > self.grid.few or self.most[row] < 1:  # it cannot be few
            return False
        return any([self._let_be(row, number) for number in range(1, self.grid.few + 1)])

    def _let_be(self, row: int, number: int) -> bool:
        """Let a quantity be a number, where the rows that are there do not rule it out; tell whether a block grew."""
        if self.least[row] <= number <= self.most[row]:
            return False
        point = self.solver.nearest(*self.shown.ends, self.cost, self.part.quantities[row], number)
        if point is None or self.shown.holds(point):
            return False
        self.shown.hold(point)
        self._look()
        self.remember(point[:, None])
        return True
