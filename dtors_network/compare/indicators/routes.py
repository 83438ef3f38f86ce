"""Indicator: routes that the reference requires, by whether they are confirmed, open or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dtors_network.bits import positions
from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import known_of, missing
from dtors_network.compare.side import Side
from dtors_network.model.vocabulary import Grade

TITLES = {"confirmed": "confirmed", "open": "open", "missing": "missing"}


def find(side: Side) -> Iterator[Figure]:
    """Give the share of required routes in each state."""
    states = Counter(route_states(side).values())
    whole = sum(states.values())
    settled = whole - states["open"]
    for state, title in TITLES.items():
        figure = Figure(indicator=INDICATOR.code, scope=state, title=title, counted=settled, of=whole)
        sure = states[state]
        if not whole:
            yield missing(figure, "no required route starts from its services")
            continue
        least, most = (0, sure) if state == "open" else (sure, sure + states["open"])
        yield known_of(figure, least, most, whole, lead=sure)


def route_states(side: Side) -> dict[tuple[str, str, str], str]:
    """Give the state of every required route of every service that it starts from: route, types needed, service.

    A route is confirmed where a certain link leads to a receiver that takes the group, missing where nothing possible
    does and the list of services is complete, and open else. Routes with a condition that no client group expresses
    are left out, and so are services that offer a receiving type themselves.
    """
    case, network, found = side.case, side.network, {}
    for route in side.area.pathway.routes:
        if route.grade is not Grade.REQUIRED or route.condition:
            continue
        graph = network.group(route.client_group)
        for needed in route.needs:
            receivers = network.offering(needed)
            for at in positions(network.senders(route) & ~receivers):
                state = "open"
                if graph.certain_out(at) & receivers:
                    state = "confirmed"
                elif not graph.possible_out(at) & receivers and case.list_complete:
                    state = "missing"
                found[route.code, ";".join(sorted(needed)), network.ids[at]] = state
    return found


INDICATOR = Indicator(
    code="required_routes",
    title="Required routes",
    numerator="required routes in this state",
    denominator="routes that the reference requires, one for each service that it starts from",
    source="The reference pathway of the area",
    kind=Kind.KNOWN,
    direction=Direction.NEITHER,
    reads="An area that answered more has fewer open routes, and so more that are known to be missing.",
    completeness="routes that are settled, of all that are required",
    find=find,
    rests_on_reference=True,
)
