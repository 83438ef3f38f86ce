"""Lawful tables drawn from the ranges of an area: what the hidden counts may have been (design §8)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.components import Component, Key, Place, components
from dtors_network.disclosure.prior import log_weights
from dtors_network.disclosure.solver import Solver
from dtors_network.disclosure.walk import Walk
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE

Numbers = np.ndarray[Any, np.dtype[np.float64]]

COLUMNS: Final = {
    "services": ("caseload", "departures_total"),
    "arrivals": ("count", "reached_aftercare"),
    "referrals": ("referred", "accepted", "started", "kept_by_sender", "lost", "waited_over_21_days"),
    "refusals": ("count",),
    "departures": ("count",),
}
"""The columns that are drawn, by table."""
FLAT: Final = ("referred", "accepted", "departures_total")
"""Columns that follow from others: they have no prior of their own."""
LIKELY: Final = 4_000
"""Beyond it, every number of a block is as likely as any other."""
WALKS: Final = 25
SETTLING: Final = 12
"""Sweeps before the first table is kept."""


@dataclass(frozen=True)
class DrawnTables:
    """Lawful tables, as arrays.

    Attributes
    ----------
    counts : mapping of (str, str) to array of float, shape (draws, rows)
        By table and column; the rows are those of the area's table, NaN where nobody counted.
    seed : int
        What they were drawn with.
    """

    counts: Mapping[tuple[str, str], Numbers]
    seed: int

    def __len__(self) -> int:
        """Give how many tables there are."""
        return len(next(iter(self.counts.values())))

    def column(self, table: str, column: str) -> Numbers:
        """Give one column, shape (draws, rows)."""
        return self.counts[table, column]


def drawn_tables(area: Area, draws: int, seed: int | None = None) -> DrawnTables:
    """Draw tables that keep every law from the ranges of an area.

    Parameters
    ----------
    area : Area
        A lawful area, protected or with ranges of its owner; exact counts stay what they are.
    draws : int
        How many tables, at least 1.
    seed : int or None
        Of the random numbers; taken from the tables themselves where left out, so that the same tables give the same
        draws.

    Returns
    -------
    DrawnTables
        One array a column.

    Raises
    ------
    ValueError
        If no table is asked for, or the laws of the door have no lawful table within the ranges.

    Notes
    -----
    Multiple imputation (D. B. Rubin 1987). Within a block a number is as likely as a negative binomial fitted to the
    blocks of its column says; the ties are kept by walks along lawful tables (hit and run, Metropolis).

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> drawn = drawn_tables(protect(counted_area()), draws=50)
    >>> drawn.column("arrivals", "count").shape, bool((drawn.column("arrivals", "count") >= 116).all())
    ((50, 1), True)
    """
    if draws < 1:
        raise ValueError("at least one table must be drawn")
    seed = seed_of(area) if seed is None else seed
    tied = list(components(area))
    tables = _walked([part for _, part in tied], draws, seed) if tied else np.zeros((0, draws))
    places: dict[tuple[Place, Key], int] = {}
    for place, part in tied:
        for key in part.keys:
            places[place, key] = len(places)
    known = np.array([part.known[at] is not None for _, part in tied for at in range(len(part.keys))], bool)
    values = np.where(known[:, None], tables, np.nan) if tied else tables
    counts = {
        (table, column): _column(area, table, column, places, values)
        for table, columns in COLUMNS.items()
        for column in columns
    }
    return DrawnTables(counts, seed)


def seed_of(area: Area) -> int:
    """Give a number that the tables of an area decide.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> seed_of(counted_area()) == seed_of(counted_area())
    True
    """
    told = repr([getattr(area, table) for table in COLUMNS]).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:4], "big")


def _walked(parts: list[Component], draws: int, seed: int) -> Numbers:
    """Give drawn tables, shape (cells, draws)."""
    solvers, starts = [], []
    for part in parts:
        solvers.append(solver := Solver(part))
        starts.append(_start(part, solver))
    ends = [_ends(part, solver) for part, solver in zip(parts, solvers, strict=True)]
    walk = Walk(parts, ends, starts, min(draws, WALKS), seed)
    kinds, weights = _kinds(parts, ends)
    for _ in range(SETTLING):
        walk.sweep(weights, kinds)
    kept = [walk.sweep(weights, kinds).copy() for _ in range(-(-draws // WALKS))]
    return np.concatenate(kept, axis=1)[:, :draws].astype(float)


def _start(part: Component, solver: Solver) -> Numbers:
    for _ in range(2):
        point = solver.within(*_ends(part, solver))
        if point is not None:
            return point
        part.without_supposed()
        solver = Solver(part)
    raise ValueError(f"no lawful table lies within the ranges of {part.keys[0]}: is the area lawful?")


def _ends(part: Component, solver: Solver) -> tuple[Numbers, Numbers]:
    known = [(0, solver.top) if ends is None else ends for ends in part.known]
    low, high = (np.array(side, float) for side in zip(*known, strict=True))
    return np.maximum(low, part.least), high


def _kinds(parts: list[Component], ends: list[tuple[Numbers, Numbers]]) -> tuple[Any, Numbers]:
    """Give the kind of each cell, and how likely each number is by kind; the first kind is as likely as any."""
    low, high = (np.concatenate([pair[side] for pair in ends]).astype(int) for side in (0, 1))
    plain = [_kind(key) if part.known[at] else "" for part in parts for at, key in enumerate(part.keys)]
    names = [name if high[at] <= LIKELY else "" for at, name in enumerate(plain)]
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        blocks[name].append(at)
    top = int(max((high[at] for at, name in enumerate(names) if name), default=0))
    kinds, weights = np.zeros(len(names), int), [np.zeros(top + 1)]
    for name, cells in sorted(blocks.items()):
        if name:
            kinds[cells] = len(weights)
            weights.append(log_weights(low[cells].tolist(), high[cells].tolist(), top))
    return kinds, np.array(weights)


def _kind(key: Key) -> str:
    if key.table in ("refusals", "departures"):
        return key.table
    return "" if key.column[0] in FLAT else f"{key.table} {key.column[0]}"


def _column(area: Area, table: str, column: str, places: dict[tuple[Place, Key], int], values: Numbers) -> Numbers:
    rows = getattr(area, table)
    found = np.full((values.shape[1], len(rows)), np.nan)
    for at, row in enumerate(rows):
        cell = places.get(_cell(table, column, row))
        if cell is not None:
            found[:, at] = values[cell]
    return found


def _cell(table: str, column: str, row: Any) -> tuple[Place, Key]:
    """Give where a count of the tables stands among the components."""
    if table == "services":
        return ("caseload" if column == "caseload" else "departures", row.service), Key(table, EVERYONE, (column,))
    if table == "departures":
        how = (row.outcome, row.planned.value if row.planned else "")
        return ("departures", row.service), Key(table, row.client_group, how)
    if table == "refusals":
        return ("pair", row.source, row.target), Key(table, row.client_group, (row.reason,))
    place = ("arrivals", row.service) if table == "arrivals" else ("pair", row.source, row.target)
    return place, Key(table, row.client_group, (column,))
