"""Lawful tables drawn from the ranges of an area: what the hidden counts may have been (design §8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from dtors_network.disclosure.collecting import uncollected
from dtors_network.disclosure.component import Key, Place
from dtors_network.disclosure.components import components
from dtors_network.disclosure.drawn import COLUMNS, DrawnTables, cell_of, keep, kept, of_cells
from dtors_network.disclosure.settling import drawn_cells
from dtors_network.disclosure.store import DRAWING, cache_folder, may_be_kept
from dtors_network.disclosure.thin import thinned
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds

__all__ = ["COLUMNS", "SHARED", "DrawnTables", "are_drawn", "drawn_tables", "seed_of", "shared_tables"]

SHARED: Final = 500
"""Tables that the figures of an area share: each replicate takes one, in turn."""
ENDING: Final = ".npz"


@uncollected()
def drawn_tables(area: Area, draws: int, seed: int | None = None, reasons: bool = True) -> DrawnTables:
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
    reasons : bool
        Whether reasons and those accepted are drawn too: no share of people rests on them, and without them it is
        much quicker.

    Returns
    -------
    DrawnTables
        One array a column, in four bytes a number where that holds them.

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
    tied = [(place, part if reasons else thinned(part)) for place, part in components(area)]
    tables = drawn_cells([part for _, part in tied], draws, seed) if tied else np.zeros((0, draws), np.float32)
    places: dict[tuple[Place, Key], int] = {}
    for place, part in tied:
        for key in part.keys:
            places[place, key] = len(places)
    unknown = [part.known[at] is None for _, part in tied for at in range(len(part.keys))]
    tables[np.flatnonzero(unknown)] = np.nan
    return DrawnTables(of_cells(area, places, tables), seed)


def seed_of(area: Area) -> int:
    """Give a number that the counts of an area decide: not the order of its rows, nor what services are called.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> area = counted_area()
    >>> seed_of(replace(area, referrals=area.referrals[::-1])) == seed_of(area)
    True
    """
    told = sorted(
        repr((cell_of(table, column, row), count))
        for table, columns in COLUMNS.items()
        for row in getattr(area, table)
        for column in columns
        if (count := getattr(row, column)) is not None
    )
    return int.from_bytes(hashlib.sha256("\n".join(told).encode()).digest()[:4], "big")


def _digest(area: Area) -> bytes:
    """Tell tables apart, by the order of their rows too: in that order drawn tables are kept."""
    told = repr([getattr(area, table) for table in COLUMNS]).encode()
    return hashlib.sha256(told).digest()


@dataclass(frozen=True)
class _Told:
    """An area that is known by its counts alone."""

    told: bytes
    area: Area = field(compare=False)


def shared_tables(area: Area, draws: int = SHARED) -> DrawnTables | None:
    """Give tables that all figures of an area share, without reasons; drawn once for the same counts.

    Returns
    -------
    DrawnTables or None
        None where every count is known, or where the ranges hold no table that the laws of the door allow: then
        nothing can be said to be likely.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> shared_tables(counted_area()) is None
    True
    """
    told = _told(_Same(area))
    return _shared(told, draws) if told else None


def are_drawn(area: Area, draws: int = SHARED) -> bool:
    """Tell whether the tables that all figures of an area share were drawn before, or none is needed.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> are_drawn(counted_area())
    True
    """
    told = _told(_Same(area))
    return told is None or _place(told, draws).exists()


def _place(told: _Told, draws: int) -> Path:
    return cache_folder() / f"{told.told.hex()}-{DRAWING}-{draws}{ENDING}"


@dataclass(frozen=True, eq=False)
class _Same:
    """One area, and no other that is equal: telling that takes as long as reading all its counts."""

    area: Area

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.area is self.area

    def __hash__(self) -> int:
        return id(self.area)


@lru_cache(maxsize=8)
def _told(same: _Same) -> _Told | None:
    """Give an area as known by its counts; None where all are exact."""
    return _Told(_digest(same.area), same.area) if _has_ranges(same.area) else None


@lru_cache(maxsize=4)
def _shared(told: _Told, draws: int) -> DrawnTables | None:
    place = _place(told, draws)
    to_keep, seed = may_be_kept(told.area), seed_of(told.area)
    if to_keep and (found := kept(place, told.area, draws, seed)):
        return found
    try:
        drawn = drawn_tables(told.area, draws, seed, reasons=False)
    except ValueError:
        return None
    if to_keep:
        keep(drawn, place)
    return drawn


def _has_ranges(area: Area) -> bool:
    return any(
        isinstance(getattr(row, column), Bounds)
        for table, columns in COLUMNS.items()
        if table != "refusals"
        for row in getattr(area, table)
        for column in columns
    )
