"""What the page What if shows: what can be chosen, what it would do, and what would help most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dashboards.library import Changes
from dashboards.state import State, write_changes, write_state
from dashboards.views.tables import Cell, Rows
from dashboards.views.words import capital
from dtors_network.figures.cascade import Cascade, Step
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.estimate import Estimate
from dtors_network.report.shares import interval, percent
from dtors_network.report.whatif_text import interval_of_100, of_100, reach_place
from dtors_network.rounding import span
from dtors_network.whatif import WhatIf
from dtors_network.whatif import write_changes as written
from dtors_network.whatif.change import Change
from dtors_network.whatif.remove import RemoveOrganisation, RemoveService
from dtors_network.whatif.result import LoadChange

ORGANISATIONS: Final = "organisations"
VIEWS: Final = {"": "What the changes would do", ORGANISATIONS: "If an organisation left"}
PATH: Final = "/what-if"

Options = list[tuple[str, str]]


def coded(changes: Iterable[Change]) -> str:
    """Write changes as the address has them."""
    return write_changes(written(changes))


def change_options(area: Area, changes: Iterable[Change]) -> Options:
    """Offer changes by their code and in words; one that sounds like another is told apart by its code."""
    return [(coded([change]), capital(change.words(area))) for change in changes]


def closing_options(area: Area) -> Options:
    """Offer that a service closes, or that an organisation leaves."""
    runners = dict.fromkeys(row.organisation for row in area.services if row.organisation)
    leaving: list[Change] = [RemoveOrganisation(one) for one in runners]
    return change_options(area, [*leaving, *(RemoveService(row.service) for row in area.services)])


def without(state: State, change: Change) -> str:
    """Give the address without one of the changes."""
    gone = (change.option, change.write())
    kept: Changes = tuple(one for one in state.changes if one != gone)
    return write_state(state.but(changes=kept))


def before_and_after(found: WhatIf) -> tuple[Cascade, ...]:
    """Give the bars of reach after and before, from all who come in and from each place of the group."""
    mine = [one for one in found.reach if one.group == found.group]
    titles = [wording.service(found.area, one.start) if one.start else "all who come in" for one in mine]
    return (
        Cascade(
            "after", tuple(Step(title, one.after) for title, one in zip(titles, mine, strict=True)), found.area.profile
        ),
        Cascade(
            "now", tuple(Step(title, one.before) for title, one in zip(titles, mine, strict=True)), found.area.profile
        ),
    )


def can_be_drawn(found: WhatIf) -> bool:
    """Tell whether any share of the group may be shown."""
    return any(isinstance(one.after, Estimate) for one in found.reach if one.group == found.group)


def reach_rows(found: WhatIf) -> Rows:
    """Give reach of every group and place, before, after and the rise."""
    heads = ("Reach of aftercare", "Now", "95 % interval", "After", "Of 100, more or fewer", "95 % interval")
    cells = tuple(
        (
            capital(reach_place(found.area, one)),
            percent(one.before),
            interval(one.before) if one.rise and one.rise[2] is not None else "range only",
            percent(one.after),
            of_100(one.rise),
            interval_of_100(one.rise) or "range only",
        )
        for one in found.reach
    )
    return Rows("Reach of aftercare, now and after the changes", heads, cells, frozenset(range(1, 6)))


def load_rows(found: WhatIf) -> Rows:
    """Give how full services are, now and after; only those that change."""
    heads = ("Service", "Places in use now", "After", "Places", "What follows")
    cells = tuple(_load(found.area, load) for load in changed_loads(found))
    return Rows("How full services would be", heads, cells, frozenset({1, 2, 3}))


def changed_loads(found: WhatIf) -> tuple[LoadChange, ...]:
    """List the services whose load the changes alter."""
    return tuple(load for load in found.loads if load.before.load != load.after.load)


def _load(area: Area, load: LoadChange) -> tuple[Cell, ...]:
    places = "not given" if load.after.places is None else span(*load.after.places)
    told = "more people than places" if load.over else "perhaps more people than places" if load.newly_over else ""
    return wording.service(area, load.service), _in_use(load.before.load), _in_use(load.after.load), places, told


def _in_use(load: tuple[float, float, float, float] | None) -> str:
    if load is None:
        return "not known"
    return span(load[0], load[1])


def coverage_rows(found: WhatIf) -> Rows:
    """Give wider support, now and after; only where it changes."""
    changed = [(one, other) for one, other in found.coverage if one.started != other.started]
    cells = tuple(
        (capital(wording.types(found.area, (one.service_type,))), str(one.started), str(other.started))
        for one, other in changed
    )
    return Rows("Wider support", ("Type", "Started now", "Started after"), cells, frozenset({1, 2}))
