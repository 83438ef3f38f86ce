"""Indicator: people on the books for each place."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import missing, rate_of
from dtors_network.compare.side import Side, summed
from dtors_network.model.bounds import bounds


def find(side: Side) -> Iterator[Figure]:
    """Give caseload for each place, over the services that say both."""
    rows = [row for row in side.area.services if row.places is not None]
    known = [
        row for row in rows if row.caseload is not None and (found := bounds(row.places)) is not None and found.known
    ]
    kept = [row for row in side.area.services if row.caseload is not None or row.places is not None]
    figure = Figure(indicator=INDICATOR.code, title="people to a place", counted=len(known), of=len(kept))
    places = summed(known, "places").low
    if not places:
        yield missing(figure, "no service says both its caseload and its places")
        return
    yield rate_of(side, figure, side.drawn("services", "caseload", known), summed(known, "caseload"), places)


INDICATOR = Indicator(
    code="load",
    title="Load against places",
    numerator="people on the books",
    denominator="places, of the services that say both",
    source="Caseload and places as the services say them",
    kind=Kind.RATE,
    direction=Direction.NEITHER,
    reads="Few people to a place may be room to spare, or people who do not come: neither way is better.",
    completeness="services that say both, of those that say either",
    find=find,
)
