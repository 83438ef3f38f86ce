"""Indicator: of those referred between two stages, those who never start; by pair of stages."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import share_of
from dtors_network.compare.side import Side, summed
from dtors_network.gaps import lost_between, wording
from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds


def find(side: Side) -> Iterator[Figure]:
    """Give the share lost between each pair of stages."""
    by_scope: dict[str, list[Referral]] = {}
    for row in side.links(lambda row: True):
        by_scope.setdefault(lost_between.scope(side.case, row.source, row.target), []).append(row)
    for scope, rows in sorted(by_scope.items()):
        known = [row for row in rows if not row.starts_only and row.referred is not None and row.started is not None]
        figure = Figure(
            indicator=INDICATOR.code, scope=scope, title=_words(side, scope), counted=len(known), of=len(rows)
        )
        referred, started = (side.drawn("referrals", name, known) for name in ("referred", "started"))
        yield share_of(side, figure, (referred - started, started), _lost(known), summed(known, "started"))


def _lost(rows: list[Referral]) -> Bounds:
    """Bound those who never started, row by row, by what was counted of them too where that is told."""
    low = high = 0
    for row in rows:
        lost = summed([row], "referred").less(summed([row], "started"))
        told = summed([row], "lost") if row.lost is not None else lost
        low, high = low + max(lost.low, told.low), high + min(lost.high, told.high)
    return Bounds(low, high)


def _words(side: Side, scope: str) -> str:
    book = side.area.codebook
    stages = {term.code: term.title for term in book.stages}
    named = (stages.get(end) or book.service_type[end].title for end in scope.split(">"))
    return " to ".join(wording.lower_first(name) for name in named)


INDICATOR = Indicator(
    code="lost_between",
    title="Lost between services",
    numerator="people referred who never started",
    denominator="people referred between the two stages; of ways in, from services of the one type",
    source="DTORS qualitative study 2009 on engagement lost at transition points; as the gap rule of the same name",
    kind=Kind.SHARE,
    direction=Direction.LOWER,
    reads="Areas that count more of their referrals may seem to lose more; look at the links counted first.",
    completeness="links on which referrals and starts were counted, of those on record",
    find=find,
)
