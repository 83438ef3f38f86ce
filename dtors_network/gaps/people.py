"""How many people a gap affects in the period, as far as anybody counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dtors_network.gaps import wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import NOT_COUNTED, People
from dtors_network.model.bounds import Bounds, Count, bounds, total


def people_at(case: Case, services: Iterable[str], group: str) -> People:
    """Count the people of a group who came to some services: arrivals and starts from other services.

    Somebody who came to two of the services counts twice, and the words say so.
    """
    places = tuple(services)
    counts = [count for service in places for count in _came(case, service, group)]
    return summed(counts, came_to(case, places))


def came_to(case: Case, services: Sequence[str]) -> str:
    """Say where people came to: one service by its name, or how many were added up."""
    if len(services) == 1:
        return f"came to {wording.service(case.area, services[0])}"
    return f"came to the {len(services):,} services concerned, counted at each"


def summed(counts: Iterable[Count], what: str) -> People:
    """Add up what was counted; where a count is blank, say that the sum goes as far as was counted."""
    every = [bounds(count) for count in counts]
    known = [number for number in every if number]
    if not known:
        return People(None, None, None, NOT_COUNTED)
    return counted_people(total(known), what if len(known) == len(every) else f"{what}, as far as they were counted")


def counted_people(number: Bounds, what: str) -> People:
    """Give what was counted, or the range that hidden counts leave; no interval, since it happened (design §5)."""
    return People(number.low if number.known else None, number.low, number.high, what)


def _came(case: Case, service: str, group: str) -> Iterable[Count]:
    yield from case.arrivals.get((service, group), ())
    yield from case.starts_into.get((service, group), ())
