"""Indicator: services of treatment and recovery that accept people who still use."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.acceptance import Acceptance
from dtors_network.bits import positions
from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import known_of, missing
from dtors_network.compare.side import Side

GROUP = "currently_using"


def find(side: Side) -> Iterator[Figure]:
    """Give the share that says yes, from what is certain to what is possible."""
    network = side.network
    ids = [network.ids[at] for at in positions((network.treatment | network.recovery) & ~network.routes_in)]
    figure = Figure(indicator=INDICATOR.code, title="people still using", of=len(ids))
    if GROUP not in side.area.codebook.group or GROUP not in network.acceptance.assessed:
        yield missing(figure, "nobody was asked whether people still using are accepted")
        return
    of = network.acceptance.group(GROUP).of
    yes = sum(of[one] is Acceptance.YES for one in ids)
    unknown = sum(of[one] is Acceptance.UNKNOWN for one in ids)
    figure = Figure(indicator=INDICATOR.code, title=figure.title, counted=len(ids) - unknown, of=len(ids))
    yield known_of(figure, yes, yes + unknown, len(ids))


INDICATOR = Indicator(
    code="acceptance_of_people_using",
    title="Acceptance of people still using",
    numerator="services that accept people who currently use",
    denominator="services of treatment, aftercare and recovery support",
    source="DTORS qualitative study 2009 on refusal of people who still use; acceptance by design of the project",
    kind=Kind.KNOWN,
    direction=Direction.HIGHER,
    reads="Where more services answered, more of them can have said no: what is open is in the range.",
    completeness="services of which it is known, of all",
    find=find,
)
