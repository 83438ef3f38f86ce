"""Every plant: one function and one line here, in the order in which they are planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dtors_network.synthetic import points, policies, refusals, routes, ways
from dtors_network.synthetic.draft import Draft


class When(StrEnum):
    """Policies are drawn before the core, which follows them; clusters of services are added to it."""

    BEFORE_THE_CORE = "before_the_core"
    AFTER_THE_CORE = "after_the_core"


@dataclass(frozen=True, slots=True)
class Plant:
    """A gap that can be planted.

    Attributes
    ----------
    grow : callable
        Draws it into an area and notes what it brings about; its docstring gives the reasons.
    when : When
        Before the core of the area or after it.
    alone : bool
        True where it changes the whole area, so that no other plant's truth would hold beside it.
    """

    grow: Callable[[Draft], None]
    when: When = When.AFTER_THE_CORE
    alone: bool = False


PLANTS: dict[str, Plant] = {
    "no_recovery": Plant(policies.no_recovery, When.BEFORE_THE_CORE, alone=True),
    "group_shut_out": Plant(policies.group_shut_out, When.BEFORE_THE_CORE, alone=True),
    "no_entry": Plant(policies.no_entry, When.BEFORE_THE_CORE),
    "refused_group_reported": Plant(refusals.refused_group_reported, When.BEFORE_THE_CORE),
    "refused_group_said": Plant(refusals.refused_group_said, When.BEFORE_THE_CORE),
    "refused_group_doubted": Plant(refusals.refused_group_doubted, When.BEFORE_THE_CORE),
    "refused_group_recorded": Plant(refusals.refused_group_recorded, When.BEFORE_THE_CORE),
    "no_provider": Plant(policies.no_provider, When.BEFORE_THE_CORE),
    "missing_route_certain": Plant(routes.missing_route_certain),
    "missing_route_sensitive": Plant(routes.missing_route_sensitive),
    "missing_route_refused": Plant(routes.missing_route_refused),
    "missing_route_undecided": Plant(routes.missing_route_undecided),
    "no_aftercare_route_certain": Plant(ways.no_aftercare_route_certain),
    "no_aftercare_route_sensitive": Plant(ways.no_aftercare_route_sensitive),
    "no_aftercare_route_refused": Plant(ways.no_aftercare_route_refused),
    "no_aftercare_route_undecided": Plant(ways.no_aftercare_route_undecided),
    "no_aftercare_route_surer_for_a_group": Plant(ways.no_aftercare_route_surer_for_a_group),
    "dead_end_certain": Plant(ways.dead_end_certain),
    "dead_end_sensitive": Plant(ways.dead_end_sensitive),
    "dead_end_refused": Plant(ways.dead_end_refused),
    "dead_end_undecided": Plant(ways.dead_end_undecided),
    "disputed_link": Plant(routes.disputed_link),
    "single_point_certain": Plant(points.single_point_certain),
    "single_point_sensitive": Plant(points.single_point_sensitive),
    "single_point_surer_for_a_group": Plant(points.single_point_surer_for_a_group),
    "single_point_organisation_certain": Plant(points.single_point_organisation_certain),
    "single_point_organisation_sensitive": Plant(points.single_point_organisation_sensitive),
    "single_point_of_both_kinds": Plant(points.single_point_of_both_kinds),
}
"""Plants by name. Certainties hold for a complete list of services; ``listed`` says what else they become."""

ONE_OF_EACH_RULE: tuple[str, ...] = (
    "no_provider",
    "missing_route_certain",
    "no_aftercare_route_sensitive",
    "dead_end_certain",
    "refused_group_doubted",
    "disputed_link",
    "single_point_certain",
)
"""One plant for each structural rule."""
