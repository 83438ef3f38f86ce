"""Losses row by row, coverage of wider support and who came, straight from the counts (decision 0006)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from .flow_counts import Cell, Cells, FlowFacts, added

Z = 1.959963984540054
Bounds = tuple[int, int] | None
Part = tuple[int, int]
"""A number out of another."""


class Coverage(NamedTuple):
    """People referred to one type of wider support; None where a row is not counted."""

    referred: Bounds
    started: Bounds
    share: tuple[Fraction, Fraction] | None
    came: Bounds
    """People who came to the services that made the referrals."""


def wilson(some: int, of: int) -> tuple[float, float]:
    """E. B. Wilson's interval for a share (J. Am. Statist. Assoc. 22, 1927), at 95 %."""
    share, square = some / of, Z * Z
    middle = share + square / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (middle - half) / (1 + square / of), (middle + half) / (1 + square / of)


def lost_of(cell: Cell) -> Part:
    return cell.lost, cell.started + cell.lost


def never_started(cell: Cell) -> Part:
    return cell.referred - cell.started, cell.referred


def share_range(found: Cells, part: Callable[[Cell], Part]) -> tuple[Fraction, Fraction] | None:
    """The least and the most of a share over all readings of a row; None where 0/0 is all there is."""
    got = [Fraction(some, of) for some, of in map(part, found or ()) if of]
    return (min(got), max(got)) if got else None


def share_interval(found: Cells, part: Callable[[Cell], Part]) -> tuple[float, float] | None:
    """From the lower limit at the least share to the upper at the most; of equal shares the widest counts."""
    got = [(Fraction(some, of), wilson(some, of)) for some, of in map(part, found or ()) if of]
    if not got:
        return None
    least, most = min(share for share, _ in got), max(share for share, _ in got)
    return min(low for share, (low, _) in got if share == least), max(up for share, (_, up) in got if share == most)


def bounds(found: Cells, column: str) -> Bounds:
    """The least and the most of ``referred``, ``started`` or ``lost``."""
    got = [getattr(cell, column) for cell in found or ()]
    return (min(got), max(got)) if got else None


def spread(lists: list[tuple[int, ...] | None]) -> Bounds:
    sums = added(lists)
    return None if sums is None else (min(sums), max(sums))


def came(facts: FlowFacts, services: set[str]) -> Bounds:
    """Inflow on record: arrivals and starts, onward and from beside; None where one of them is blank."""
    lists: list[tuple[int, ...] | None] = [n for s, n in facts.arrivals.items() if s in services]
    lists += [n for pair, n in facts.from_beside.items() if pair[1] in services]
    for pair, found in facts.onward.items():
        if pair[1] in services:
            lists.append(None if found is None else tuple({cell.started for cell in found}))
    return spread(lists)


def together(rows: list[Cells]) -> Cells:
    """Give every reading of several rows taken as one; None if one of them is not counted."""
    sums = {Cell(0, 0, 0)}
    for found in rows:
        if found is None:
            return None
        sums = {Cell(*map(sum, zip(one, other, strict=True))) for one in sums for other in found}
    return tuple(sorted(sums))


def started_of(cell: Cell) -> Part:
    return cell.started, cell.referred


def coverage(facts: FlowFacts) -> dict[str, Coverage]:
    """Coverage by service type beside the chain."""
    found = {}
    for kind in sorted(set(facts.beside.values())):
        rows = {pair: cells for pair, cells in facts.coverage.items() if facts.beside[pair[1]] == kind}
        if rows:
            every = together(list(rows.values()))
            found[kind] = Coverage(
                referred=bounds(every, "referred"),
                started=bounds(every, "started"),
                share=share_range(every, started_of),
                came=came(facts, {source for source, _ in rows}),
            )
    return found
