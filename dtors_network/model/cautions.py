"""What an area may say and still be doubted: never a reason to refuse it, always worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, Final

from dtors_network.errors import Fault
from dtors_network.model.area import ROW_TYPES, Area, Referral, Row, Service
from dtors_network.model.bounds import SUPPRESSED, Bounds
from dtors_network.model.fault_at import fault_at, place_of
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import EVERYONE, least, most

_FEWER: Final = (
    ("referred", "accepted", "were referred and not accepted"),
    ("accepted", "started", "were accepted and did not start"),
    ("referred", "started", "were referred and did not start"),
    ("started", "waited_over_21_days", "started within 21 days"),
)
_COUNTED: Final = ("services", "arrivals", "referrals", "departures", "refusals")
_STEPS: Final = {"ndtms": 5, "nhs_digital": 8}
_TELLING: Final = 3
"""Different ranges from which on it is no chance that all of them are blocks."""
_PART: Final = "Correct one of the two: a client group is part of everyone"


def warnings(area: Area) -> tuple[Fault, ...]:
    """Find what is allowed and should be looked at.

    Parameters
    ----------
    area : Area
        A lawful area.

    Returns
    -------
    tuple of Fault
        What counted records leave open, dates outside the period, unknown columns that look like known ones, tables
        given without a row, waits and groups that cannot be right, sides without a link, services of one name.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> [warning.file for warning in warnings(replace(small_area(), tables=frozenset({"arrivals", "refusals"})))]
    ['refusals']
    """
    rows = [(table, row) for table in ROW_TYPES for row in getattr(area, table)]
    found = [*_left_open(area), *_unmarked(area), *_empty(area), *_lookalikes(area, rows), *_outside(area)]
    found += [warning for row in area.referrals for warning in _waits(row)]
    found += [*_remainders(area), *_same_names(area)]
    for report in area.barriers:
        if report.side and not report.source:
            fix = "Name source and target, or leave the side blank"
            found.append(fault_at("barriers", report, "side", "a side is named, and no link", fix))
    return tuple(found)


def _left_open(area: Area) -> Iterator[Fault]:
    if area.counts_note:
        fix = "Count records that tell the time of day, if there are any"
        yield Fault(area.counts_note, fix, file="area", column="counts_note")


def _unmarked(area: Area) -> Iterator[Fault]:
    """Ask for the profile of an area whose ranges are just the blocks of one: its key may have been lost on the way."""
    if area.profile is not None:
        return
    ranges = {
        (count.low, count.high)
        for table in _COUNTED
        for row in getattr(area, table)
        for field in fields(row)
        if isinstance(count := getattr(row, field.name), Bounds) and count != SUPPRESSED
    }
    for profile, step in _STEPS.items():
        if len(ranges) >= _TELLING and all((low == 0 or low % step == 1) and high % step == 0 for low, high in ranges):
            problem = f"all ranges of this area are blocks of {step}, as where an area was protected ({profile})"
            fix = f"Write {profile} there if somebody gave you the area so; else it counts as exact ranges of yours"
            yield Fault(problem, fix, file="area", column="profile")


def _empty(area: Area) -> Iterator[Fault]:
    for table in ROW_TYPES:
        if table in area.tables and not getattr(area, table):
            problem = "this table is given and has no rows, which says that there was nothing to list"
            yield Fault(problem, "Delete the table if nobody asked or counted", file=table)


def _lookalikes(area: Area, rows: list[tuple[str, Row]]) -> Iterator[Fault]:
    """Name each unknown column once, where it looks like a known one."""
    first: dict[tuple[str, str], Row | None] = {("area", key): None for key, _ in area.extra}
    for table, row in rows:
        for column, _ in row.extra:
            first.setdefault((table, column), row)
    for (table, column), found in first.items():
        known = [field.name for field in fields(ROW_TYPES.get(table, Area))]
        near = get_close_matches(column.lower().replace(" ", "_"), known, n=1, cutoff=0.8)
        if near:
            file = found.origin.file if found and found.origin else table
            problem = f"this column is not known, and kept as an attribute; it looks like {near[0]!r}"
            yield Fault(problem, "Rename it if you meant that one", file=file, row=1, column=column)


def _same_names(area: Area) -> Iterator[Fault]:
    """Name each service that nobody can tell from another one of its organisation on a screen."""
    first: dict[tuple[str, str], Service] = {}
    for row in area.services:
        other = first.setdefault((row.organisation, same_name(row.title)), row)
        if other is not row:
            problem = f"another service of this organisation has the same name ({other.service})"
            yield fault_at("services", row, "name", problem, "Say in each name what sets it apart")


def _outside(area: Area) -> Iterator[Fault]:
    start, end = area.period_start, area.period_end
    for table in ("statements", "barriers"):
        for row in getattr(area, table):
            if row.said_on and ((start and row.said_on < start) or (end and row.said_on > end)):
                problem = f"this was said outside the area's period ({start or '…'} to {end or '…'})"
                yield fault_at(table, row, "said_on", problem, "Check the date, or the period")


def _waits(row: Referral) -> Iterator[Fault]:
    median, longest = row.wait_median_days, row.wait_p90_days
    if isinstance(median, float | int) and isinstance(longest, float | int) and median > longest:
        problem = f"half waited more than {median:g} days, and nine in ten at most {longest:g}"
        yield fault_at("referrals", row, "wait_median_days", problem, "Correct one of the two")


def _remainders(area: Area) -> Iterator[Fault]:
    """Hold each group against everyone: those who are not in the group must be a possible count too."""
    everyone = {(row.source, row.target): row for row in area.referrals if row.client_group == EVERYONE}
    for row in area.referrals:
        whole = everyone.get((row.source, row.target))
        if whole is not None and whole is not row:
            yield from _remainder(row, whole)


def _remainder(row: Referral, whole: Referral) -> Iterator[Fault]:
    for larger, smaller, words in _FEWER:
        part, top = _fewest(row, larger, smaller), _most(whole, larger, smaller)
        if top is not None and part > top:
            where = place_of("referrals", whole)
            problem = f"{part} of {row.client_group} {words}, and of everyone only {top} ({where})"
            yield fault_at("referrals", row, larger, problem, _PART)
            return


def _fewest(row: Any, larger: str, smaller: str) -> int:
    taken = most(getattr(row, smaller))
    return 0 if taken is None else least(getattr(row, larger)) - taken


def _most(row: Any, larger: str, smaller: str) -> int | None:
    top = most(getattr(row, larger))
    return None if top is None else top - least(getattr(row, smaller))
