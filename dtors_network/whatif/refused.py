"""How many of those lost at a link would start if one reason for refusing them fell away (design §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dtors_network.flow.steps import Row, row_of
from dtors_network.model.area import Area, Referral, Refusal
from dtors_network.model.bounds import NOBODY, Bounds, bounds, total
from dtors_network.whatif.change import Moved

NOT_RECORDED = "not_recorded"


def returning(area: Area, group: str, row: Row, reason: Callable[[str], bool]) -> Moved:
    """Bound the starts that return where a reason falls away.

    Parameters
    ----------
    area : Area
        The area, with its refusals by reason.
    group : str
        The client group that is counted.
    row : Row
        The referral row.
    reason : callable
        Tells whether a reason falls away.

    Returns
    -------
    Moved
        With r refusals recorded for the reason: at the least r · started ÷ (referred − r), as others meet the other
        reasons (nobody, where nobody else was referred); at the most r and all whose reason nobody recorded. Reasons
        are recorded of all who did not start (design §3); only those who were lost come back.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> from dataclasses import replace
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="no_capacity", count=10),)
    >>> area = replace(counted_area(), refusals=refusals)
    >>> row = Row("gp", "clinic", Bounds(100, 100), Bounds(80, 80), NOBODY)
    >>> returning(area, "everyone", row, lambda code: code == "no_capacity")
    Moved(least=8, most=20)
    """
    told = area.refusals_at.get((row.source, row.target, group), ())
    recorded = _sum(one for one in told if reason(one.reason))
    others = _sum(one for one in told if not reason(one.reason) and one.reason != NOT_RECORDED)
    blank = any(one.count is None and reason(one.reason) for one in told)
    turned_away = max(0, row.referred.high - row.started.low)
    most = row.lost.high if blank else max(0, min(row.lost.high, turned_away - others.low))
    r = min(recorded.low, turned_away)
    others_referred = row.referred.high - r
    least = r * row.started.low // others_referred if others_referred > 0 else 0
    return Moved(min(least, most), most)


def row_of_table(row: Referral) -> Row | None:
    """Give a row of the table with its bounds; None where a count that it needs is blank."""
    referred, started = bounds(row.referred), bounds(row.started)
    if referred is None or started is None:
        return None
    return row_of(row.source, row.target, referred, started, bounds(row.kept_by_sender))


def _sum(rows: Iterable[Refusal]) -> Bounds:
    return total(bounds(row.count) or NOBODY for row in rows)


def known_reasons(area: Area) -> tuple[str, ...]:
    """List the reasons that can fall away: those of the codebook, and its barriers."""
    reasons = [term.code for term in area.codebook.refusal_reasons if term.code != NOT_RECORDED]
    return (*reasons, *area.codebook.barrier)


def recorded_at(area: Area, group: str) -> tuple[Refusal, ...]:
    """List the refusals of a group with a number, and a reason that can fall away."""
    return tuple(
        row
        for row in area.refusals
        if row.client_group == group and row.count is not None and row.reason != NOT_RECORDED
    )
