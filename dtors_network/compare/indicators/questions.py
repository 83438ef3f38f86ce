"""Indicator: questions that are open."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import missing
from dtors_network.compare.side import Side
from dtors_network.gaps.finding import Question


def open_questions(side: Side) -> frozenset[Question]:
    """Give the questions whose answers would settle a finding that is not certain."""
    return frozenset(one for gap in side.gaps.gaps for one in (*(gap.ask.yes or ()), *(gap.ask.no or ())))


def find(side: Side) -> Iterator[Figure]:
    """Give the number of open questions to a service."""
    services, answered = side.completeness.services, side.completeness.answered
    figure = Figure(indicator=INDICATOR.code, title="to a service", counted=answered, of=side.completeness.askable)
    if not services:
        yield missing(figure, "no service is listed")
        return
    asked = len(open_questions(side))
    rate = asked / services
    yield Figure(
        indicator=figure.indicator,
        title=figure.title,
        part=float(asked),
        whole=float(services),
        size=float(services),
        least=rate,
        most=rate,
        counted=figure.counted,
        of=figure.of,
    )


INDICATOR = Indicator(
    code="questions_open",
    title="Questions open",
    numerator="questions whose answer would settle a finding",
    denominator="services listed",
    source="The gap rules of the project, with the reference pathway of the area",
    kind=Kind.TOLD,
    direction=Direction.NEITHER,
    reads="Few questions may mean that all was answered, or that nobody listed the services: it is never tested.",
    completeness="services that spoke of their links, of those that could",
    find=find,
    rests_on_reference=True,
)
