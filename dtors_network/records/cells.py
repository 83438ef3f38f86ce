"""How many people each thing happened to: what a part of records counts, and what parts can be added up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from dtors_network.records.sorting import ROOM, Numbers, in_order, starts_of_runs


@dataclass(frozen=True, slots=True)
class Cells:
    """People by cell: where something happened and to which client groups, what it was, and to how many people.

    Attributes
    ----------
    place, detail, people : array of int64
        Of one length, sorted by ``place`` and ``detail``, each pair once. Both are numbers that ``packed`` gives.
    """

    place: Numbers
    detail: Numbers
    people: Numbers


@dataclass(frozen=True, slots=True)
class Harvest:
    """What was counted of some people: referrals with a start, referrals without, who came in, and who left.

    Attributes
    ----------
    starts : Cells
        By sender, receiver and groups; the days of waiting, and one more than the longest where they are not known.
    losses : Cells
        By sender, receiver and groups; the reason, who was accepted, and whom the sender kept.
    arrivals : Cells
        By service and groups; whether aftercare was reached.
    departures : Cells
        By service and groups; outcome, and planned or not.
    """

    starts: Cells
    losses: Cells
    arrivals: Cells
    departures: Cells

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return sum(len(getattr(self, name).people) for name in TABLES)


_HALF: Final = 2**31
"""No number of half the width is as high."""

TABLES: Final = tuple(field.name for field in fields(Harvest))


def packed(columns: Sequence[Numbers], sizes: Sequence[int]) -> Numbers:
    """Pack columns of small numbers into one.

    Parameters
    ----------
    columns : sequence of arrays
        Whole numbers of 0 or more.
    sizes : sequence of int
        For each column a number above all its values.

    Returns
    -------
    array of int64
        ``unpacked`` takes it apart again.

    Raises
    ------
    OverflowError
        If the sizes do not fit into 63 bits.

    Examples
    --------
    >>> whole = packed([np.array([1, 2]), np.array([59, 0])], [24, 60])
    >>> [column.tolist() for column in unpacked(whole, [24, 60])]
    [[1, 2], [59, 0]]
    """
    if np.prod([float(size) for size in sizes]) > 2.0**ROOM:
        raise OverflowError(f"these sizes do not fit into one number: {list(sizes)}")
    whole = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        whole *= size
        whole += column
    return whole


def unpacked(whole: Numbers, sizes: Sequence[int]) -> list[Numbers]:
    """Give the columns of which ``packed`` made one number."""
    found: list[Numbers] = []
    for size in reversed(sizes):
        whole, rest = np.divmod(whole, size)
        found.append(rest)
    return found[::-1]


def tally(place: Numbers, detail: Numbers, people: Numbers | None = None) -> Cells:
    """Count rows, or add up people, by place and detail.

    Examples
    --------
    >>> cells = tally(np.array([4, 2, 4]), np.array([0, 1, 0]))
    >>> cells.place.tolist(), cells.detail.tolist(), cells.people.tolist()
    ([2, 4], [1, 0], [1, 2])
    """
    by_key = _by_key(place, detail, people)
    if by_key is not None:
        return by_key
    order = in_order(place, detail)
    place, detail = place[order], detail[order]
    first = np.flatnonzero(starts_of_runs(place, detail))
    if people is None:
        counted = np.diff(np.append(first, len(place)))
    else:
        counted = np.add.reduceat(people[order].astype(np.int64), first) if len(first) else people
    return Cells(place[first], detail[first], counted)


def _by_key(place: Numbers, detail: Numbers, people: Numbers | None) -> Cells | None:
    """Count by one key, where all columns fit into it; the places of rows are not needed then."""
    width, low = (int(each.max()).bit_length() if each is not None and len(each) else 0 for each in (detail, people))
    if len(place) and int(place.max()).bit_length() + width + low > ROOM:
        return None
    key = (place.astype(np.int64, copy=False) << width) | detail
    if people is not None:
        key = (key << low) | people
    key.sort()
    first = np.flatnonzero(starts_of_runs(key >> low))
    chosen = key[first] >> low
    if people is None or not len(first):
        counted = np.diff(np.append(first, len(key)))
    else:
        counted = np.add.reduceat(key & ((1 << low) - 1), first)
    return Cells(chosen >> width, chosen & ((1 << width) - 1), counted)


def added(parts: Iterable[Harvest]) -> Harvest:
    """Add up what was counted of parts of the people."""
    every = list(parts)
    return Harvest(**{name: _sum([getattr(part, name) for part in every]) for name in TABLES})


def narrow(harvest: Harvest) -> Harvest:
    """Give the same cells in half the memory where their numbers allow it: to wait, or to go to another process.

    Examples
    --------
    >>> few = tally(np.array([4, 2, 4]), np.array([0, 2**40, 0]))
    >>> one = narrow(Harvest(few, few, few, few)).losses
    >>> one.place.dtype, one.detail.dtype, one.detail.tolist()
    (dtype('int32'), dtype('int64'), [1099511627776, 0])
    """
    return Harvest(*(_narrowed(getattr(harvest, name)) for name in TABLES))


def _narrowed(cells: Cells) -> Cells:
    columns = (cells.place, cells.detail, cells.people)
    return Cells(*(each.astype(np.int32) if not len(each) or each.max() < _HALF else each for each in columns))


def _sum(cells: Sequence[Cells]) -> Cells:
    if len(cells) == 1:
        place, detail, people = (each.astype(np.int64) for each in (cells[0].place, cells[0].detail, cells[0].people))
        return Cells(place, detail, people)
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in cells] or [np.empty(0, np.int64)])
        for name in ("place", "detail", "people")
    }
    return tally(columns["place"], columns["detail"], columns["people"])
