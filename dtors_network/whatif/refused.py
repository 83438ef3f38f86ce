"""How many of those lost at a link would start if one reason for refusing them fell away (design §6)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from dtors_network.flow.steps import Row, row_of
from dtors_network.model.area import Area, Referral, Refusal
from dtors_network.model.bounds import NOBODY, Bounds, bounds, total
from dtors_network.whatif.change import Moved, People, exactly

NOT_RECORDED = "not_recorded"


class Counted(Protocol):
    """What is counted of a group at a row, by its bounds or in drawn tables."""

    def returning(self, falling: Mapping[str, float]) -> Moved:
        """Bound the starts that return where reasons fall away."""

    @property
    def fewest_lost(self) -> People:
        """The fewest who may have been lost."""

    @property
    def most_lost(self) -> People:
        """The most who may have been lost."""


@dataclass(frozen=True, slots=True)
class CountedRow:
    """What the tables say of a group at a row."""

    area: Area
    group: str
    row: Row

    def returning(self, falling: Mapping[str, float]) -> Moved:
        """Bound the starts that return where reasons fall away."""
        return returning(self.area, self.group, self.row, falling)

    @property
    def fewest_lost(self) -> int:
        """The fewest who may have been lost."""
        return self.row.lost.low

    @property
    def most_lost(self) -> int:
        """The most who may have been lost."""
        return self.row.lost.high


def returning(area: Area, group: str, row: Row, falling: Mapping[str, float]) -> Moved:
    """Bound the starts that return where reasons fall away, each altogether or in part.

    Parameters
    ----------
    area : Area
        The area, with its refusals by reason.
    group : str
        The client group that is counted.
    row : Row
        The referral row.
    falling : mapping of str to float
        The share of each reason that falls away, from 0 to 1; reasons that are not named stay.

    Returns
    -------
    Moved
        With r refusals recorded for the reason, of which the share s falls away: at the least s·r · started ÷
        (referred − s·r), as others meet the other reasons (nobody, where nobody else was referred); at the most s·r
        and the same share of all whose reason nobody recorded. Reasons are recorded of all who did not start (design
        §3); only those who were lost come back.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> from dataclasses import replace
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="no_capacity", count=10),)
    >>> area = replace(counted_area(), refusals=refusals)
    >>> row = Row("gp", "clinic", Bounds(100, 100), Bounds(80, 80), NOBODY)
    >>> returning(area, "everyone", row, {"no_capacity": 1.0})
    Moved(least=8, most=20)
    >>> returning(area, "everyone", row, {"no_capacity": 0.5})
    Moved(least=4, most=10)
    """
    shares = {code: exactly(share) for code, share in falling.items()}
    told = area.refusals_at.get((row.source, row.target, group), ())
    turned_away = max(0, row.referred.high - row.started.low)
    most = min(row.lost.high, math.ceil(_most(told, shares, turned_away)))
    recorded = sum((share * _sum(told, {code}).low for code, share in shares.items()), start=Fraction(0))
    r = min(recorded, Fraction(turned_away))
    others_referred = row.referred.high - r
    least = math.floor(r * row.started.low / others_referred) if others_referred > 0 else 0
    return Moved(min(least, most), most)


def _most(told: Sequence[Refusal], shares: Mapping[str, Fraction], turned_away: int) -> Fraction:
    """Bound those who may have met the reasons, each by the share that falls away of its own."""
    strongest = max(shares.values(), default=Fraction(0))
    if any(one.count is None and one.reason in shares for one in told):
        return strongest * turned_away
    others = _sum(told, {one.reason for one in told} - {*shares, NOT_RECORDED})
    anybody = max(0, turned_away - others.low)
    named = {code: _sum(told, {code}).low for code in shares}
    surely = sum((shares[code] * number for code, number in named.items()), start=Fraction(0))
    return min(strongest * anybody, surely + strongest * max(0, anybody - sum(named.values())))


def row_of_table(row: Referral) -> Row | None:
    """Give a row of the table with its bounds; None where a count that it needs is blank."""
    referred, started = bounds(row.referred), bounds(row.started)
    if referred is None or started is None:
        return None
    return row_of(row.source, row.target, referred, started, bounds(row.kept_by_sender))


def _sum(rows: Iterable[Refusal], reasons: Set[str]) -> Bounds:
    return total(bounds(row.count) or NOBODY for row in rows if row.reason in reasons)


def known_reasons(area: Area) -> tuple[str, ...]:
    """List the reasons that can fall away: those of the codebook, and its barriers."""
    reasons = [term.code for term in area.codebook.refusal_reasons if term.code != NOT_RECORDED]
    return (*reasons, *area.codebook.barrier)
