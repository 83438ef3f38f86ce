"""How many people a gap affects in the period, as far as anybody counted."""

from __future__ import annotations

from collections.abc import Iterable

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import NOT_COUNTED, People
from dtors_network.intervals import count_interval
from dtors_network.model.bounds import Bounds, Count, least, most


def people_at(case: Case, services: Iterable[str], group: str) -> People:
    """Count the people of a group who came to some services: arrivals and starts from other services.

    Somebody who came to two of the services counts twice.
    """
    counts = [count for service in services for count in _came(case, service, group)]
    return summed(counts, "came to the services named")


def summed(counts: Iterable[Count], what: str) -> People:
    """Add counts up: with their interval, or with the bounds that suppressed ones leave."""
    known = [count for count in counts if count is not None]
    if not known:
        return People(None, None, None, NOT_COUNTED)
    low, high = sum(least(count) for count in known), sum(most(count) or 0 for count in known)
    if any(isinstance(count, Bounds) for count in known):
        return People(None, low, high, what)
    return People(low, *count_interval(low), what)


def _came(case: Case, service: str, group: str) -> Iterable[Count]:
    yield from case.arrivals.get((service, group), ())
    yield from case.starts_into.get((service, group), ())
