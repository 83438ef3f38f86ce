"""What the laws tie together: the counts of an area as small sets of integer points, with what must not be told.

A component is an ordered pair of services with all its client groups and refusals, the arrivals or the departures of
a service, or one caseload. Its lawful tables are integer points; its laws and its sensitive quantities are sums of
cells with signs (design §8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dtors_network.disclosure.component import Component, Ends, Place, listed, total_of, within_everyone
from dtors_network.disclosure.pairs import pairs
from dtors_network.disclosure.profiles import ends
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE


def components(area: Area) -> Iterator[tuple[Place, Component]]:
    """Give every component of an area with its place, in an order that no count decides.

    Parameters
    ----------
    area : Area
        A lawful area.

    Yields
    ------
    tuple of str, Component
        Where it stands (``pair``, ``arrivals``, ``departures`` or ``caseload``, then ids of services).

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> [place for place, _ in components(counted_area())][:2]
    [('pair', 'clinic', 'aftercare'), ('pair', 'clinic', 'minds')]
    """
    yield from pairs(area)
    yield from _arrivals(area)
    yield from _departures(area)
    for service in sorted(area.services, key=lambda row: row.service):
        if service.caseload is not None:
            made = Component()
            made.sensitive({made.cell("services", EVERYONE, ("caseload",), ends(service.caseload)): 1})
            yield ("caseload", service.service), made


def _arrivals(area: Area) -> Iterator[tuple[Place, Component]]:
    rows: dict[str, dict[str, Any]] = defaultdict(dict)
    least = listed(area, "arrivals", "count")
    for row in area.arrivals:
        rows[row.service][row.client_group] = row
    for service in sorted(rows):
        made, at = Component(), dict[tuple[str, str], int]()
        for group in sorted(rows[service], key=lambda one: (one != EVERYONE, one)):
            row = rows[service][group]
            came = at["count", group] = made.cell("arrivals", group, ("count",), ends(row.count), least)
            seen = at["reached", group] = made.cell(
                "arrivals", group, ("reached_aftercare",), ends(row.reached_aftercare)
            )
            made.sensitive({came: 1})
            made.sensitive({seen: 1})
            made.sensitive(made.law({came: 1, seen: -1}))
            if group != EVERYONE and ("count", EVERYONE) in at:
                within_everyone(made, at, "count", group)
                within_everyone(made, at, "reached", group)
                everyone = {at["count", EVERYONE]: 1, at["reached", EVERYONE]: -1}
                made.suppose({**everyone, came: -1, seen: 1})
        yield ("arrivals", service), made


def _departures(area: Area) -> Iterator[tuple[Place, Component]]:
    rows: dict[str, dict[Place, dict[str, Ends | None]]] = defaultdict(lambda: defaultdict(dict))
    totals = {row.service: ends(row.departures_total) for row in area.services}
    least = listed(area, "departures", "count")
    for row in area.departures:
        how: Place = (row.outcome, row.planned.value if row.planned else "")
        rows[row.service][how][row.client_group] = ends(row.count)
    for service in sorted(rows):
        made, everyone = Component(), list[int]()
        for how in sorted(rows[service]):
            at = dict[tuple[str, str], int]()
            for group in sorted(rows[service][how], key=lambda one: (one != EVERYONE, one)):
                at["count", group] = made.cell("departures", group, how, rows[service][how][group], least)
                made.sensitive({at["count", group]: 1})
                within_everyone(made, at, "count", group)
            if ("count", EVERYONE) in at:
                everyone.append(at["count", EVERYONE])
        if everyone:
            known = total_of([made.known[one] for one in everyone], totals.get(service))
            whole = made.cell("services", EVERYONE, ("departures_total",), known)
            made.law({whole: 1, **dict.fromkeys(everyone, -1)}, equal=True)
            made.sensitive({whole: 1})
        yield ("departures", service), made
