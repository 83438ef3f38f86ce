"""Lawful tables of stars, drawn row by row: given the row of everyone, those of the groups hang on nothing else.

Most components without reasons are stars. A row is drawn just as likely as it is given its hub or its spokes (Gibbs;
S. Geman and D. Geman, IEEE PAMI 6 (1984)), all rows and draws at once, where a walk would go many small steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.component import Component
from dtors_network.disclosure.solver import Point
from dtors_network.disclosure.units import Unit, units

Whole = np.ndarray[Any, Any]
WIDEST: Final = (6, 12, 24, 64)
"""Units whose blocks are about as wide are drawn together; components with wider ones are walked through."""
FREE: Final = 1 << 40
SMALL: Final = 1 << 26
SMALLER: Final = 1 << 28
"""Below the first, four bytes hold every number; then the second is as large as can be."""


def star(part: Component, low: Point, high: Point) -> list[Unit] | None:
    """Give the units of a component that is a star whose rows can be drawn one by one; None for others."""
    found = units(part, low, high)
    if found is None or any(unit.width(low, high) > WIDEST[-1] for unit in found):
        return None
    return found


class Stars:
    """The lawful tables of some stars, to be drawn from one another.

    Parameters
    ----------
    parts : sequence of list of Unit
        The units of each component.
    ends : sequence of (array, array)
        The least and the most of each cell, by component.
    starts : sequence of array
        A lawful table of each.
    draws : int
        How many tables at a time.
    seed : int
        Of the random numbers.
    """

    def __init__(
        self,
        parts: Sequence[Sequence[Unit]],
        ends: Sequence[tuple[Point, Point]],
        starts: Sequence[Point],
        draws: int,
        seed: int,
    ) -> None:
        self.random = np.random.default_rng(seed)
        low, high = (np.concatenate([pair[side] for pair in ends]).astype(np.int64) for side in (0, 1))
        self.cells = len(low)
        self.free = FREE if high.max() >= SMALL else SMALLER
        outside = np.array([0, self.free])  # what stands for a cell that is not there: nobody, or no limit
        whole = np.int64 if self.free == FREE else np.int32
        self.low, self.high = (np.append(side, outside).astype(whole) for side in (low, high))
        table = np.append(np.concatenate(starts), outside).astype(whole)
        self.table = np.repeat(table[:, None], draws, axis=1)
        first = np.cumsum([0, *map(len, starts)])
        placed = [unit.placed(int(at), self.cells) for at, some in zip(first, parts, strict=False) for unit in some]
        self.turns = [self._turn(group) for group in _turns(placed, self.low, self.high)]
        self.of: tuple[Point, list[tuple[Point, Point, Point]]] | None = None

    def sweep(self, weights: Point, kinds: Whole) -> Whole:
        """Draw every row anew once; give the tables, shape (cells, draws).

        ``weights`` holds the logarithm of how likely each number is, a row a kind of cell, and ``kinds`` the kind of
        each cell.
        """
        if self.of is None or self.of[0] is not weights:
            self.of = weights, [turn.likely(weights, kinds) for turn in self.turns]
        for turn, told in zip(self.turns, self.of[1], strict=True):
            self._draw(turn, *told)
        return self.table[: self.cells]

    def _turn(self, group: list[Unit]) -> Turn:
        whole, part, hub, hub_part, gap, total = (
            np.array([getattr(unit, name) for unit in group])
            for name in ("whole", "part", "hub", "hub_part", "gap", "total")
        )
        most = max(len(unit.spokes) for unit in group)
        pad = self.cells, self.cells
        spokes = np.array([[*unit.spokes, *[pad] * (most - len(unit.spokes))] for unit in group])
        return Turn(whole, part, hub, hub_part, gap, total, spokes.reshape(len(group), most, 2), self.low, self.high)

    def _draw(self, turn: Turn, likely: Point, wholes: Point, parts: Point) -> None:
        """Draw some units anew: wholes by what their parts leave likely, then the parts within them."""
        table, room, base = self.table, _Room(turn, self.table, self.low, self.high), self.low[turn.whole, None]
        if turn.tied:
            there, place = self._with_part(room, base, likely, parts)
        else:
            there, place = room.high >= room.low, self._between(wholes, room.low - base, room.high - base)
        new = np.where(there, base + place, table[turn.whole])
        tied = turn.total < self.cells
        table[turn.total[tied]] += (new - table[turn.whole])[tied]
        table[turn.whole] = new
        if turn.tied:
            place = self._between(parts, *room.of_part(new))
            table[turn.part] = np.where(there, self.low[turn.part, None] + place, table[turn.part])

    def _with_part(self, room: _Room, base: Whole, likely: Point, parts: Point) -> tuple[Whole, Whole]:
        """Draw the place of each whole by its own chance and that of all parts which it leaves; tell where any is."""
        numbers = base + np.arange(likely.shape[1], dtype=base.dtype)[:, None, None]
        first, last = room.of_part(numbers)
        lawful = (numbers >= room.low) & (numbers <= room.high) & (last >= first)
        chance = likely.T[:, :, None] * (_up_to(parts, last + 1) - _up_to(parts, first))
        sums = np.where(lawful, chance, 0.0).cumsum(axis=0)
        place = self._placed(sums, sums[-1] * self.random.random(sums[-1].shape))
        return sums[-1] > 0, place

    def _between(self, below: Point, first: Whole, last: Whole) -> Whole:
        """Draw a place between two, given the sums of chances below each place."""
        before = _up_to(below, first)
        aim = before + self.random.random(first.shape) * (_up_to(below, last + 1) - before)
        return np.maximum(np.minimum(self._placed(below.T[1:, :, None], aim), last), first)

    def _placed(self, sums: Point, aim: Point) -> Whole:
        """Give the first place whose sum is above a number."""
        place = np.add.reduce(sums <= aim, axis=0, dtype=self.table.dtype)
        return np.asarray(np.minimum(place, len(sums) - 1))


class _Room:
    """What the rest of the tables leaves some units, shape (units, draws)."""

    def __init__(self, turn: Turn, table: Whole, low: Whole, high: Whole) -> None:
        cells = len(table) - 2
        tied = (turn.total < cells)[:, None]
        rest = table[turn.total] - table[turn.whole]
        self.low = np.maximum(low[turn.whole, None], np.where(tied, low[turn.total, None] - rest, 0))
        self.high = np.minimum(high[turn.whole, None], np.where(tied, high[turn.total, None] - rest, high[-1]))
        self.high = np.minimum(self.high, table[turn.hub])
        self.base, self.part_low = low[turn.part, None], low[turn.part, None]
        self.part_high = np.minimum(high[turn.part, None], table[turn.hub_part])
        self.gap_low, self.gap_high = np.zeros_like(rest), table[turn.gap[:, 0]] - table[turn.gap[:, 1]]
        if turn.spokes.shape[1]:
            whole, part = table[turn.spokes[..., 0]], table[turn.spokes[..., 1]]
            self.low, self.part_low = np.maximum(self.low, whole.max(1)), np.maximum(self.part_low, part.max(1))
            told = (turn.spokes[..., 1] < cells) & (turn.part < cells)[:, None]
            self.gap_low = ((whole - part) * told[..., None]).max(1)

    def of_part(self, wholes: Whole) -> tuple[Whole, Whole]:
        """Give the first and the last place of the part for each number of the whole."""
        first = np.maximum(self.part_low, wholes - self.gap_high)
        last = np.minimum(self.part_high, wholes - self.gap_low)
        return first - self.base, last - self.base


def _up_to(below: Point, places: Whole) -> Point:
    """Look sums of chances up, by unit."""
    size = below.shape[1]
    at = np.minimum(np.maximum(places, 0), size - 1)
    at += (size * np.arange(len(below), dtype=at.dtype))[:, None]
    return np.asarray(below.ravel().take(at))


@dataclass(frozen=True)
class Turn:
    """Units that hang on nothing of each other, as arrays; cells as in Unit."""

    whole: Whole
    part: Whole
    hub: Whole
    hub_part: Whole
    gap: Whole  # (units, 2)
    total: Whole
    spokes: Whole  # (units, spokes, 2)
    low: Whole
    high: Whole

    @property
    def tied(self) -> bool:
        """Whether some of them have a part."""
        return bool((self.part < len(self.low) - 2).any())

    def likely(self, weights: Point, kinds: Whole) -> tuple[Point, Point, Point]:
        """Give how likely each number of the wholes is, and the sums below each number of wholes and of parts."""
        whole, part = (_within(cells, self.low, self.high, weights, kinds) for cells in (self.whole, self.part))
        return whole, _below(whole), _below(part)


def _below(likely: Point) -> Point:
    return np.concatenate([np.zeros((len(likely), 1)), likely.cumsum(axis=1)], axis=1)


def _within(cells: Whole, low: Whole, high: Whole, weights: Point, kinds: Whole) -> Point:
    """Give how likely each number of a block is, the likeliest at 1."""
    first, last = low[cells, None], high[cells, None]
    numbers = first + np.arange(int((last - first).max()) + 1)
    kind = np.append(kinds, [0, 0])[cells, None]
    found = np.where(numbers <= last, weights[kind, np.minimum(numbers, weights.shape[1] - 1)], -np.inf)
    return np.asarray(np.exp(found - found.max(axis=1, keepdims=True)))


def _turns(found: Iterable[Unit], low: Whole, high: Whole) -> list[list[Unit]]:
    """Put together what can be drawn at once: of the same turn, and blocks of about the same width."""
    groups: dict[tuple[int, int, bool], list[Unit]] = {}
    cells = len(low) - 2
    for unit in found:
        width = unit.width(low, high)
        if width > 1:
            groups.setdefault((unit.turn, int(np.searchsorted(WIDEST, width)), unit.part < cells), []).append(unit)
    return [group for _, group in sorted(groups.items())]
