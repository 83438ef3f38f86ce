"""Indicator: of all who come in, those who ever start aftercare or recovery support."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import missing
from dtors_network.compare.side import Side
from dtors_network.errors import InputError
from dtors_network.intervals import Z95


def find(side: Side) -> Iterator[Figure]:
    """Give the reach of everyone, as the page on the flow of people has it."""
    from dtors_network.flow import client_flow

    counted = [row for row in side.area.arrivals if row.client_group == "everyone"]
    figure = Figure(
        indicator=INDICATOR.code,
        title="from all who come in",
        counted=sum(row.count is not None for row in counted),
        of=len(counted),
    )
    try:
        flow = client_flow(side.area)
    except InputError as error:
        yield missing(figure, f"its counts cannot be followed: {error.faults[0].problem}")
        return
    found = flow.reach_if_counted()
    if found is None:
        yield missing(figure, flow.reason_of_all)
        return
    lead = found.leading if found.leading is not None else (found.least + found.most) / 2
    people = (found.people.low + found.people.high) / 2
    spread = max(1e-9, (found.high - found.low) / (2 * Z95)) ** 2
    yield Figure(
        indicator=figure.indicator,
        title=figure.title,
        part=lead * people,
        whole=people,
        size=min(people, max(lead * (1 - lead), 1e-9) / spread),
        low=found.low,
        high=found.high,
        least=found.least,
        most=found.most,
        counted=figure.counted,
        of=figure.of,
    )


INDICATOR = Indicator(
    code="reach_of_aftercare",
    title="Reach of aftercare",
    numerator="people who ever start aftercare or recovery support, by the chain of referrals",
    denominator="people who come in from outside",
    source="A hitting probability: J. G. Kemeny and J. L. Snell, Finite Markov chains (1976); decision 0006",
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    reads=(
        "It takes the next step to depend on where somebody is and not on how they came there; it says nothing of who "
        "came in, who may differ between areas."
    ),
    completeness="arrivals that were counted",
    find=find,
)
