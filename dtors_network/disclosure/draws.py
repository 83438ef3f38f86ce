"""Lawful tables drawn from the ranges of an area: what the hidden counts may have been (design §8)."""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from dtors_network.disclosure.components import Component, Key, Place, components
from dtors_network.disclosure.nearby import near
from dtors_network.disclosure.presence import with_presence
from dtors_network.disclosure.prior import log_weights, part_weights
from dtors_network.disclosure.solver import Solver, most_of
from dtors_network.disclosure.stars import Stars, star
from dtors_network.disclosure.store import DRAWING, cache_folder, may_be_kept, write_whole
from dtors_network.disclosure.thin import thinned
from dtors_network.disclosure.walk import Walk
from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds
from dtors_network.model.vocabulary import EVERYONE

Numbers = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Numbers, Numbers]

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
PART_OF: Final = {"lost": "started", "waited_over_21_days": "started", "kept_by_sender": "lost"}
"""Columns whose people are a share: those lost of all who did not stay, the others of those of another column."""
BESIDE: Final = "lost"
SINGLE: Final = 1 << 24
"""Below it, four bytes hold a whole number as it is."""
WALKS: Final = 50
SHARED: Final = 500
"""Tables that the figures of an area share: each replicate takes one, in turn."""
ENDING: Final = ".npz"
SETTLING: Final = 14
"""Sweeps before the first table is kept."""
FIRST: Final = 5
FORGOTTEN: Final = 4
"""Sweeps after which what is drawn is held against what is likely."""
STEP: Final = 0.5
MOST_LEANT: Final = 1.5
"""How much of what is off is made up for at a time, and the most that a weight is leant by a person."""


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
    tables = _drawn([part for _, part in tied], draws, seed) if tied else np.zeros((0, draws), np.float32)
    places: dict[tuple[Place, Key], int] = {}
    for place, part in tied:
        for key in part.keys:
            places[place, key] = len(places)
    unknown = [part.known[at] is None for _, part in tied for at in range(len(part.keys))]
    tables[np.flatnonzero(unknown)] = np.nan
    counts = {
        (table, column): _column(area, table, column, places, tables)
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
    return int.from_bytes(_digest(area)[:4], "big")


def _digest(area: Area) -> bytes:
    told = repr([getattr(area, table) for table in COLUMNS]).encode()
    return hashlib.sha256(told).digest()


def _drawn(parts: list[Component], draws: int, seed: int) -> Numbers:
    """Give drawn tables, shape (cells, draws)."""
    starts = [_start(part) for part in parts]
    ends = [_ends(part) for part in parts]
    sampler = _Sampler(parts, ends, starts, min(draws, WALKS), seed)
    kinds, weights = _kinds(parts, ends)
    weights = _settled(sampler, weights, kinds, ends)
    top = max((float(high.max(initial=0)) for _, high in ends), default=0.0)
    found = np.empty((len(kinds), draws), np.float32 if top < SINGLE else np.float64)
    for first in range(0, draws, WALKS):
        found[:, first : first + WALKS] = sampler.sweep(weights, kinds)[:, : draws - first]
    return found


class _Sampler:
    """Stars, drawn row by row, and walks through what is none."""

    def __init__(self, parts: list[Component], ends: list[Pair], starts: list[Numbers], draws: int, seed: int) -> None:
        stars = [star(part, *pair) for part, pair in zip(parts, ends, strict=True)]
        first = np.cumsum([0, *map(len, starts)])
        self.table = np.repeat(np.concatenate(starts)[:, None], draws, axis=1)
        self.samplers: list[tuple[Any, Stars | Walk]] = []
        free = [bool((pair[0] < pair[1]).any()) for pair in ends]
        for is_star in (True, False):
            some = [at for at, one in enumerate(stars) if free[at] and (one is not None) == is_star]
            if not some:
                continue
            cells = np.concatenate([np.arange(first[at], first[at + 1]) for at in some])
            own = [ends[at] for at in some], [starts[at] for at in some], draws, seed
            found = [one for at in some if (one := stars[at]) is not None]
            self.samplers.append((cells, Stars(found, *own) if is_star else Walk([parts[at] for at in some], *own)))

    def sweep(self, weights: Numbers, kinds: Any) -> Numbers:
        """Give the next tables, shape (cells, draws)."""
        for cells, sampler in self.samplers:
            self.table[cells] = sampler.sweep(weights, kinds[cells])
        return self.table


def _settled(sampler: _Sampler, weights: Numbers, kinds: Any, ends: list[Pair]) -> Numbers:
    """Draw until the start is forgotten, and lean the weights until each kind has the mean that its blocks speak for.

    Laws lean them otherwise: a group within everyone is drawn smaller and everyone larger than either is likely to be
    (iterative fitting of margins; H. Robbins and S. Monro, Ann. Math. Statist. 22 (1951)).
    """
    low, high = (np.concatenate([pair[side] for pair in ends]).astype(int) for side in (0, 1))
    wide = np.flatnonzero((kinds > 0) & (high > low))
    kind, size = kinds[wide], len(weights)
    many = np.maximum(np.bincount(kind, minlength=size), 1)
    means, spreads = _within_blocks(weights, kind, low[wide], high[wide])
    wanted, spread = (np.bincount(kind, one, minlength=size) / many for one in (means, spreads))
    lean, numbers, found = np.zeros(size), np.arange(weights.shape[1]), weights
    for turn in range(SETTLING):
        drawn = sampler.sweep(found, kinds)[wide].mean(axis=1)
        if turn >= FORGOTTEN:
            off = wanted - np.bincount(kind, drawn, minlength=size) / many
            lean = np.clip(lean + off / np.maximum(spread, 0.1) * STEP, -MOST_LEANT, MOST_LEANT)
            found = weights + lean[:, None] * numbers
    return found


def _within_blocks(weights: Numbers, kind: Any, low: Any, high: Any) -> tuple[Numbers, Numbers]:
    """Give the mean and the variance of each cell within its block, as the weights of its kind have it."""
    numbers = np.arange(weights.shape[1])
    told = np.exp(weights - weights.max(axis=1, keepdims=True))
    below = [
        np.concatenate([np.zeros((len(told), 1)), np.cumsum(told * numbers**power, axis=1)], 1) for power in (0, 1, 2)
    ]
    whole, first, second = (one[kind, high + 1] - one[kind, low] for one in below)
    mean = np.where(whole > 0, first / np.maximum(whole, 1e-300), (low + high) / 2)
    return mean, np.maximum(second / np.maximum(whole, 1e-300) - mean**2, 0.0)


def _start(part: Component) -> Numbers:
    """Give a lawful table; what data obey only as a rule is dropped where they do not."""
    for _ in range(2):
        low, high = _ends(part)
        point = near(part, low, high)
        if point is None:
            point = Solver(part).within(low, high)
        if point is not None:
            return point
        part.without_supposed()
    raise ValueError(f"no lawful table lies within the ranges of {part.keys[0]}: is the area lawful?")


def _ends(part: Component) -> Pair:
    top = most_of(part)
    known = [(0, top) if ends is None else ends for ends in part.known]
    low, high = (np.array(side, float) for side in zip(*known, strict=True))
    return np.maximum(low, part.least), high


def _kinds(parts: list[Component], ends: list[Pair]) -> tuple[Any, Numbers]:
    """Give the kind of each cell, and how likely each number is by kind; the first kind is as likely as any."""
    low, high = (np.concatenate([pair[side] for pair in ends]).astype(int) for side in (0, 1))
    names, parents = _names(parts, high)
    top = int(max((high[at] for at, name in enumerate(names) if name), default=0))
    kinds, weights = np.zeros(len(names), int), [np.zeros(top + 1)]
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        by_name[name].append(at)
    for name, cells in sorted(by_name.items(), key=_parents_first):
        if not name:
            continue
        if parents[cells[0]] < 0:
            kinds[cells] = len(weights)
            weights.append(log_weights(low[cells].tolist(), high[cells].tolist(), top))
            continue
        of = parents[cells]
        blocks = list(zip(kinds[of].tolist(), low[of].tolist(), high[of].tolist(), strict=True))
        wholes = {block: weights[block[0]] for block in blocks}
        beside = f" {BESIDE} " in name
        found = part_weights(low[cells].tolist(), high[cells].tolist(), blocks, wholes, top, beside=beside)
        for block, told in found.items():
            kinds[[cell for cell, one in zip(cells, blocks, strict=True) if one == block]] = len(weights)
            weights.append(told)
    return with_presence(parts, low, high, _first_apart(kinds, high), np.concatenate([weights, weights]))


def _parents_first(named: tuple[str, list[int]]) -> tuple[int, str]:
    """Put columns that are a share of others after these."""
    order = {column: at for at, column in enumerate(PART_OF, start=1)}
    return next((at for column, at in order.items() if f" {column} " in named[0]), 0), named[0]


def _first_apart(kinds: Any, high: Any) -> Any:
    """Let first blocks lean by themselves: what is off in them is small beside what larger ones are off by."""
    return kinds + (high <= FIRST) * (kinds > 0) * (kinds.max(initial=0) + 1)


def _names(parts: list[Component], high: Any) -> tuple[list[str], Any]:
    """Name what each cell is alike with, and give the cell that it is a part of, or less than nought."""
    names, parents = list[str](), list[int]()
    for part in parts:
        first, place = len(names), {key: at for at, key in enumerate(part.keys)}
        for at, key in enumerate(part.keys):
            of = place.get(Key(key.table, key.group, (PART_OF.get(key.column[0], ""),)))
            within = of is not None and part.known[of] is not None and high[first + of] <= LIKELY
            names.append(_kind(key) if part.known[at] and high[first + at] <= LIKELY else "")
            parents.append(first + of if within and of is not None else -1)
            if names[-1] and key.column[0] in PART_OF and not within:
                names[-1] += " alone"
    return names, np.array(parents, int)


def _kind(key: Key) -> str:
    who = "everyone" if key.group == EVERYONE else "groups"
    if key.table in ("refusals", "departures") and key.column[0] not in FLAT:
        return f"{key.table} {who}"
    return "" if key.column[0] in FLAT else f"{key.table} {key.column[0]} {who}"


def _column(area: Area, table: str, column: str, places: dict[tuple[Place, Key], int], values: Numbers) -> Numbers:
    rows = getattr(area, table)
    found = np.full((values.shape[1], len(rows)), np.nan, values.dtype)
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
    place = cache_folder() / f"{told.told.hex()}-{DRAWING}-{draws}{ENDING}"
    kept = may_be_kept(told.area)
    if kept and (found := _read(place, told.area, draws)):
        return found
    try:
        drawn = drawn_tables(told.area, draws, reasons=False)
    except ValueError:
        return None
    if kept:
        out = io.BytesIO()
        arrays: dict[str, Any] = {f"{table}.{column}": found for (table, column), found in drawn.counts.items()}
        np.savez_compressed(out, **arrays)
        write_whole(place, out.getvalue())
    return drawn


def _read(place: Path, area: Area, draws: int) -> DrawnTables | None:
    """Read tables that were drawn before; None where there are none, or they are not of this area's rows."""
    try:
        with np.load(place, allow_pickle=False) as given:
            counts = {
                (table, column): given[f"{table}.{column}"] for table, columns in COLUMNS.items() for column in columns
            }
    except Exception:  # whatever is wrong with it, it is made again
        return None
    whole = all(found.shape == (draws, len(getattr(area, table))) for (table, _), found in counts.items())
    return DrawnTables(counts, seed_of(area)) if whole else None


def _has_ranges(area: Area) -> bool:
    return any(
        isinstance(getattr(row, column), Bounds)
        for table, columns in COLUMNS.items()
        if table != "refusals"
        for row in getattr(area, table)
        for column in columns
    )
