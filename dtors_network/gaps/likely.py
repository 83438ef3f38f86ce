"""The likely interval of a measure whose counts are blocks (design §8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Measure
from dtors_network.model.area import Referral, Row
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import Profile

Parts = Callable[[Callable[[str], Any]], tuple[Any, Any, Any]]
"""From a column to its drawn counts, to those who count, at the least and the most, and all; of tables by rows."""
Counts = Sequence[tuple[str, str, Row]]
"""Cells of the tables: table, column, row."""


def by_likely(case: Case, measure: Measure | None, rows: Sequence[Referral], parts: Parts) -> Measure | None:
    """Give a measure its likely interval, where counts are blocks; as it is where every count is shown.

    Parameters
    ----------
    case : Case
        The area under review.
    measure : Measure or None
        The measure with its strict range.
    rows : sequence of Referral
        The rows that it counts.
    parts : callable
        Tells from drawn columns those who count, at the least and at the most of what nobody counted, and all.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> by_likely(Case(counted_area()), None, [], lambda column: (0, 0, column("started"))) is None
    True
    """
    if measure is None or not case.likely or case.area.profile in ("", None, Profile.NONE) or measure.whole is None:
        return measure
    key = f"{measure.what}@{';'.join(f'{row.source}>{row.target}>{row.client_group}' for row in rows)}"
    if key not in case.limits:
        found = _limits(case, measure, rows, parts)
        if found is None:
            return measure
        case.limits[key] = found
    low, high = case.limits[key]
    return replace(measure, low=low, high=high)


def by_likely_count(case: Case, measure: Measure | None, counts: Counts, by: tuple[float, float]) -> Measure | None:
    """Give a measure of people for each keyworker or place its likely interval, where counts are blocks.

    Parameters
    ----------
    case : Case
        The area under review.
    measure : Measure or None
        The measure with its strict range.
    counts : sequence of (str, str, row)
        The cells whose sum is counted: table, column, and a row of it.
    by : pair of float
        How many keyworkers or places there may be: the most, and the least.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> by_likely_count(Case(counted_area()), None, [], (1, 1)) is None
    True
    """
    if measure is None or not case.likely or case.area.profile in ("", None, Profile.NONE):
        return measure
    key = f"{measure.what}@{';'.join(f'{table}.{column}#{_place(case, table, row)}' for table, column, row in counts)}"
    if key not in case.limits:
        found = _count_limits(case, counts)
        if found is None:
            return measure
        case.limits[key] = found
    low, high = case.limits[key]
    return replace(measure, low=low / by[0], high=high / by[1])


def _place(case: Case, table: str, row: Row) -> int:
    return next(at for at, one in enumerate(getattr(case.area, table)) if one is row)


def _count_limits(case: Case, counts: Counts) -> tuple[float, float] | None:
    from dtors_network.disclosure.draws import shared_tables  # heavy, and only needed where counts are blocks
    from dtors_network.flow.plain import likely_count

    tables = shared_tables(case.area)
    if tables is None:
        return None
    each = [tables.column(table, column)[:, _place(case, table, row)].astype(float) for table, column, row in counts]
    people = sum(each[1:], each[0])
    low, _, high = likely_count((people, people), float(people.mean()))
    return low, high


def _limits(case: Case, measure: Measure, rows: Sequence[Referral], parts: Parts) -> tuple[float, float] | None:
    from dtors_network.disclosure.draws import shared_tables  # heavy, and only needed where counts are blocks
    from dtors_network.flow.plain import likely_share

    tables = shared_tables(case.area)
    if tables is None:
        return None
    place = {id(row): at for at, row in enumerate(case.area.referrals)}
    at = [place[id(row)] for row in rows]
    each = parts(lambda name: tables.column("referrals", name)[:, at].astype(float))
    least, most, whole = (one.sum(axis=1) for one in each)
    strict = Estimate(measure.least or 0.0, measure.most or 0.0, measure.low or 0.0, measure.high or 1.0, Bounds(0, 0))
    found = [likely_share(strict, (part, part), whole - part) for part in (least, most)]
    assert found[0] is not None and found[1] is not None
    return float(found[0].low), float(found[1].high)
