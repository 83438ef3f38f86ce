"""Ranges of an owner that the other counts of their row leave one number of: then that number is told to be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dtors_network.errors import Fault
from dtors_network.model.area import Area
from dtors_network.model.bounds import SUPPRESSED, Bounds, bounds
from dtors_network.model.fault_at import fault_at

_AT_MOST: Final = {
    "referrals": (
        ("waited_over_21_days", "started"),
        ("started", "accepted"),
        ("accepted", "referred"),
        ("started", "referred"),
        ("kept_by_sender", "lost"),
        ("lost", "referred"),
    ),
    "arrivals": (("reached_aftercare", "count"),),
}
"""By table, a column and one that is never less."""
_COLUMNS: Final = {table: tuple(dict.fromkeys(sum(pairs, ()))) for table, pairs in _AT_MOST.items()}

Ends = dict[str, tuple[int, int]]


def narrow_faults(area: Area) -> Iterator[Fault]:
    """Find ranges of which the other counts of the row leave one number.

    Each with the number to write. Blocks of a protected area are no owner's ranges, and a ``*`` is what a publisher
    hid, and stays.

    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.model.area import Referral
    >>> row = Referral(source="gp", target="clinic", client_group="everyone", referred=8, started=Bounds(8, 12))
    >>> print(*narrow_faults(replace(small_area(), referrals=(row,))))
    referrals, column started: the other counts of this row leave one number of this range, 8 (found '8..12'). Write 8
    """
    for table, pairs in _AT_MOST.items() if area.profile is None else ():
        for row in getattr(area, table):
            given = {name: getattr(row, name) for name in _COLUMNS[table]}
            if any(isinstance(count, Bounds) and count != SUPPRESSED for count in given.values()):
                ends = _narrowed({name: _ends(count) for name, count in given.items() if count is not None}, pairs)
                yield from _told(table, row, given, ends)


def _ends(count: Any) -> tuple[int, int]:
    found = bounds(count)
    return (found.low, found.high) if found else (0, 0)


def _narrowed(ends: Ends, pairs: tuple[tuple[str, str], ...]) -> Ends:
    """Draw the ends together along the laws of a row until none moves."""
    before: Ends = {}
    while ends != before:
        before = dict(ends)
        for small, large in pairs:
            if small in ends and large in ends:
                ends[small] = ends[small][0], min(ends[small][1], ends[large][1])
                ends[large] = max(ends[large][0], ends[small][0]), ends[large][1]
        if {"referred", "started", "lost"} <= set(ends):
            _losses(ends)
        if any(low > high for low, high in ends.values()):  # a law is broken, and told as such
            return {}
    return ends


def _losses(ends: Ends) -> None:
    """Hold those referred against those who started and those lost, whose sum they are."""
    whole, one, other = ends["referred"], ends["started"], ends["lost"]
    ends["referred"] = max(whole[0], one[0] + other[0]), min(whole[1], one[1] + other[1])
    ends["started"] = max(one[0], whole[0] - other[1]), min(one[1], whole[1] - other[0])
    ends["lost"] = max(other[0], whole[0] - one[1]), min(other[1], whole[1] - one[0])


def _told(table: str, row: Any, given: dict[str, Any], ends: Ends) -> Iterator[Fault]:
    for column, (low, high) in ends.items():
        if low == high and isinstance(given[column], Bounds) and given[column] != SUPPRESSED:
            problem = f"the other counts of this row leave one number of this range, {low}"
            yield fault_at(table, row, column, problem, f"Write {low}")
