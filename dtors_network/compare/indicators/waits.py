"""Indicator: of those who start on referral, those who waited more than 21 days; first and later waits apart."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import missing, share_of
from dtors_network.compare.side import Side, summed
from dtors_network.gaps import long_wait

TITLES = {"first": "first waits, into treatment", "later": "later waits"}


def find(side: Side) -> Iterator[Figure]:
    """Give the share of first waits, and of later ones, that were longer than three weeks."""
    for which, title in TITLES.items():
        rows = side.links(lambda row, which=which: long_wait.which(side.case, row.source, row.target) == which)  # type: ignore[misc]
        known = [row for row in rows if row.waited_over_21_days is not None and row.started is not None]
        figure = Figure(indicator=INDICATOR.code, scope=which, title=title, counted=len(known), of=len(rows))
        if not known:
            yield missing(figure, "nobody counted waits")
            continue
        late, started = (side.drawn("referrals", name, known) for name in ("waited_over_21_days", "started"))
        part, whole = summed(known, "waited_over_21_days"), summed(known, "started")
        yield share_of(side, figure, (late, started - late), part, whole.less(part))


INDICATOR = Indicator(
    code="waits_over_21_days",
    title="Waits over 21 days",
    numerator="people who waited more than 21 days",
    denominator="people who started on referral, on links where waits were counted",
    source="Three weeks from referral to intervention: OHID, National Drug Treatment Monitoring System",
    kind=Kind.SHARE,
    direction=Direction.LOWER,
    reads="People who gave up waiting are not among those who started: a short wait may hide a large loss.",
    completeness="links on which waits were counted, of those on record",
    find=find,
)
