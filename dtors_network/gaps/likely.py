"""The likely interval of a measure whose counts are blocks (design §8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Measure
from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import Profile

Parts = Callable[[Callable[[str], Any]], tuple[Any, Any]]
"""From a column to its drawn counts, to those who count and the others; arrays of tables by rows."""


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
        Tells from drawn columns those who count and the others.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> by_likely(Case(counted_area()), None, [], lambda column: (column("started"), 0)) is None
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


def _limits(case: Case, measure: Measure, rows: Sequence[Referral], parts: Parts) -> tuple[float, float] | None:
    from dtors_network.disclosure.draws import shared_tables  # heavy, and only needed where counts are blocks
    from dtors_network.flow.plain import likely_share

    tables = shared_tables(case.area)
    if tables is None:
        return None
    place = {id(row): at for at, row in enumerate(case.area.referrals)}
    part, rest = parts(lambda name: tables.column("referrals", name)[:, [place[id(row)] for row in rows]].astype(float))
    strict = Estimate(measure.least or 0.0, measure.most or 0.0, measure.low or 0.0, measure.high or 1.0, Bounds(0, 0))
    found = likely_share(strict, (part.sum(axis=1),) * 2, rest.sum(axis=1))
    assert found is not None
    return float(found.low), float(found.high)
