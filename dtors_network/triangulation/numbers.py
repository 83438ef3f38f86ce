"""Numbers of people as they may be: in each drawn table, and at the ends of what the blocks leave possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.draws import DrawnTables, shared_tables
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds, Count, least, most

Array = np.ndarray[Any, np.dtype[np.float64]]

Cells = tuple[Array, Array, Array, Array]
"""Started and referred: of the group, then of the others; each of shape (tables, links)."""

DRAWS: Final = 200
"""Lawful tables over which a test is averaged."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people.

    Attributes
    ----------
    drawn : array of float, shape (tables,)
        What it is in each drawn table; one table where every count is known.
    low, high : float
        The least and the most that the blocks leave possible.
    """

    drawn: Array
    low: float
    high: float

    def __add__(self, other: Number) -> Number:
        return Number(self.drawn + other.drawn, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Number) -> Number:
        """Take away a part of it: never below nobody."""
        ends = max(0.0, self.low - other.high), max(0.0, self.high - other.low)
        return Number(np.maximum(self.drawn - other.drawn, 0.0), *ends)

    @property
    def people(self) -> Bounds:
        """The least and the most, in people."""
        return Bounds(int(self.low), int(self.high))


def number(count: float) -> Number:
    """Give a number that is known.

    >>> (number(3) + number(4)).people
    Bounds(low=7, high=7)
    """
    return Number(np.array([float(count)]), float(count), float(count))


def total(numbers: Iterable[Number]) -> Number:
    """Add numbers up; nobody where there are none."""
    found = number(0)
    for one in numbers:
        found = found + one
    return found


class Counts:
    """The counts of an area in every drawn table.

    Parameters
    ----------
    area : Area
        A protected area, or one of its holder.

    Attributes
    ----------
    tables : int
        How many tables there are: one where every count is known, or where no lawful table can be drawn.
    lawful : bool
        Whether what is hidden was drawn; where not, only what holds for every table can be said.
    """

    def __init__(self, area: Area, draws: int = DRAWS) -> None:
        self.area = area
        self.drawn = shared_tables(area)
        self.tables = min(draws, len(self.drawn)) if self.drawn else 1
        self.lawful = self.drawn is not None or not self._hidden

    @cached_property
    def _hidden(self) -> bool:
        rows = (*self.area.referrals, *self.area.arrivals, *self.area.departures, *self.area.services)
        return any(isinstance(getattr(row, name, None), Bounds) for row in rows for name in COLUMNS)

    @cached_property
    def _place(self) -> dict[int, int]:
        tables = (self.area.referrals, self.area.arrivals, self.area.departures, self.area.services)
        return {id(row): at for rows in tables for at, row in enumerate(rows)}

    def of(self, table: str, column: str, row: Any) -> Number | None:
        """Give one count of a row; None where nobody counted."""
        count: Count = getattr(row, column)
        if count is None:
            return None
        top = most(count)
        assert top is not None
        return Number(self._column(self.drawn, table, column, row, count), float(least(count)), float(top))

    def _column(self, drawn: DrawnTables | None, table: str, column: str, row: Any, count: Count) -> Array:
        if drawn is not None:
            found = drawn.column(table, column)[: self.tables, self._place[id(row)]].astype(float)
            if not np.isnan(found).any():
                return found
        top = most(count)
        return np.full(self.tables, (least(count) + (top or 0)) / 2)

    def sum(self, table: str, column: str, rows: Sequence[Any]) -> Number | None:
        """Add a count up over rows; None where nobody counted it in one of them, or there are none."""
        found = [self.of(table, column, row) for row in rows]
        known = [one for one in found if one is not None]
        return total(known) if known and len(known) == len(found) else None


COLUMNS: Final = (
    "referred", "started", "kept_by_sender", "waited_over_21_days", "count", "caseload", "reached_aftercare",
)  # fmt: skip
"""Columns that a test can rest on."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Two-by-two tables of several links: of a group and of the others, who started and who was referred.

    Attributes
    ----------
    successes, group, other_successes, others : array of float, shape (tables, links)
        As in each drawn table.
    weakest, strongest : tuple of four arrays of float, shape (1, links)
        The cells at which the group does least badly, and worst, that the blocks leave possible.
    """

    successes: Array
    group: Array
    other_successes: Array
    others: Array
    weakest: Cells
    strongest: Cells

    @property
    def cells(self) -> Cells:
        """The four cells, as the statistics take them."""
        return self.successes, self.group, self.other_successes, self.others

    def __len__(self) -> int:
        return int(self.group.shape[1])


def tables_of(rows: Sequence[tuple[Number, Number, Number, Number]]) -> Tables:
    """Put links beside one another: for each the group's successes and failures, and those of the others.

    >>> found = tables_of([(number(3), number(7), number(20), number(5))])
    >>> found.group.tolist(), found.others.tolist(), len(found)
    ([[10.0]], [[25.0]], 1)
    """
    tables = max((len(one.drawn) for row in rows for one in row), default=1)
    drawn = [np.stack([np.broadcast_to(row[at].drawn, tables) for row in rows], axis=1) for at in range(4)]
    low, high = (
        [np.array([[getattr(row[at], end) for row in rows]], float) for at in range(4)] for end in ("low", "high")
    )
    return Tables(
        *_cells(*drawn),
        weakest=_cells(high[0], low[1], low[2], high[3]),
        strongest=_cells(low[0], high[1], high[2], low[3]),
    )


def _cells(good: Array, bad: Array, other_good: Array, other_bad: Array) -> Cells:
    return good, good + bad, other_good, other_good + other_bad
