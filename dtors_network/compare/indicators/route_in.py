"""Indicator: of those who come in, those who come by way of the criminal justice system."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import missing, share_of
from dtors_network.compare.side import Side, summed
from dtors_network.model.vocabulary import EVERYONE

TYPES = frozenset({"arrest", "court_or_probation", "prison"})


def find(side: Side) -> Iterator[Figure]:
    """Give the share of arrivals at arrest, court or probation, and prison."""
    rows = [row for row in side.area.arrivals if row.client_group == EVERYONE]
    known = [row for row in rows if row.count is not None]
    figure = Figure(
        indicator=INDICATOR.code,
        scope="criminal_justice",
        title="by way of the criminal justice system",
        counted=len(known),
        of=len(rows),
    )
    if not known or len(known) < len(rows):
        yield missing(figure, "nobody counted all who come in")
        return
    inside = [row for row in known if side.type_of(row.service) in TYPES]
    others = [row for row in known if side.type_of(row.service) not in TYPES]
    drawn = side.drawn("arrivals", "count", inside), side.drawn("arrivals", "count", others)
    yield share_of(side, figure, drawn, summed(inside, "count"), summed(others, "count"))


INDICATOR = Indicator(
    code="route_in",
    title="Route in: criminal justice",
    numerator="people who come in by arrest, court or probation, or prison",
    denominator="people who come in from outside",
    source="DTORS qualitative study 2009, which reports both benefit and harm of coming in this way",
    kind=Kind.SHARE,
    direction=Direction.NEITHER,
    reads=(
        "More may mean that people are found who would not have come; or that others do not find their way. The figure "
        "does not tell which."
    ),
    completeness="arrivals that were counted",
    find=find,
)
