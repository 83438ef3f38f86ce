"""The services of an area as positions, and what the reference asks between them.

Sets of services are whole numbers (``bits``), so that the possible graph, in which every pair is a link that nothing
rules out, costs one machine word per 64 pairs and never a list of pairs.
"""

from __future__ import annotations

from functools import cached_property

from dtors_network.acceptance import AcceptanceBook
from dtors_network.bits import mask_of, positions
from dtors_network.evidence import Evidence
from dtors_network.graph.links import LinkMasks, Links
from dtors_network.model.area import Area
from dtors_network.model.groups import members, starts_at
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Grade, Stage


class Positions:
    """The services of an area as positions, their links as sets, and the routes of its reference.

    Parameters
    ----------
    area : Area
        A lawful area.

    Notes
    -----
    Services stand in order of id, so that the lowest position is the smallest id.
    """

    def __init__(self, area: Area) -> None:
        self.area = area
        self.evidence = Evidence(area)
        self.acceptance = AcceptanceBook(self.evidence)
        self.ids = tuple(sorted(area.service))
        self.position = {service: at for at, service in enumerate(self.ids)}
        self.services = tuple(area.service[service] for service in self.ids)
        self.everywhere = (1 << len(self.ids)) - 1
        self.links = Links(self.evidence, self.services)

    @cached_property
    def routes_in(self) -> int:
        """Services whose own type is a route in."""
        stage_of = self.area.codebook.stage_of
        return mask_of(at for at, s in enumerate(self.services) if stage_of[s.service_type] is Stage.ROUTES_IN)

    @cached_property
    def by_type(self) -> dict[str, int]:
        """Services that offer each type; a route in counts by its own type alone."""
        stage_of = self.area.codebook.stage_of
        found: dict[str, int] = {}
        for at, service in enumerate(self.services):
            for kind in service.offers:
                if kind == service.service_type or stage_of[kind] is not Stage.ROUTES_IN:
                    found[kind] = found.get(kind, 0) | 1 << at
        return found

    def offering(self, types: tuple[str, ...]) -> int:
        """Services that offer at least one of some types."""
        mask = 0
        for kind in types:
            mask |= self.by_type.get(kind, 0)
        return mask

    @cached_property
    def treatment(self) -> int:
        """Services that offer open access, structured or residential treatment."""
        return self.offering(self.area.codebook.treatment_types)

    @cached_property
    def recovery(self) -> int:
        """Services that offer aftercare or recovery support."""
        return self.offering(self.area.codebook.recovery_types)

    @cached_property
    def ends(self) -> int:
        """Services at which somebody who came through treatment has reached aftercare."""
        return self.recovery & (self.treatment | ~self.routes_in) & self.everywhere

    @property
    def askable(self) -> int:
        """Services of which somebody can be asked."""
        return self.links.askable

    @property
    def out(self) -> LinkMasks:
        """Receivers of each service."""
        return self.links.out

    @property
    def into(self) -> LinkMasks:
        """Senders to each service."""
        return self.links.into

    @cached_property
    def _by_organisation(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, service in enumerate(self.services):
            found[service.organisation] = found.get(service.organisation, 0) | 1 << at
        return found

    def run_by(self, organisation: str) -> int:
        """Services that an organisation runs."""
        return self._by_organisation.get(organisation, 0)

    def entries(self, group: str) -> int:
        """Routes in at which people of a client group start; of two groups at once those of both, or else of either."""
        kinds = starts_at(self.area.codebook, group)
        return self.routes_in & self.offering(kinds) if kinds else self.routes_in

    @cached_property
    def steps_from(self) -> list[int]:
        """Services to which a step from each service is on the way to aftercare."""
        onward = (self.treatment | self.recovery) & ~self.routes_in
        steps = []
        for at in range(len(self.ids)):
            allowed = self.routes_in | self.treatment if self.routes_in >> at & 1 else 0
            allowed |= onward if self.treatment >> at & 1 else 0
            steps.append(allowed & ~(1 << at))
        return steps

    @cached_property
    def steps_into(self) -> list[int]:
        """Services from which a step to each service is on the way to aftercare."""
        onward = (self.treatment | self.recovery) & ~self.routes_in
        steps = []
        for at in range(len(self.ids)):
            allowed = self.routes_in if (self.routes_in | self.treatment) >> at & 1 else 0
            allowed |= self.treatment if onward >> at & 1 else 0
            steps.append(allowed & ~(1 << at))
        return steps

    def senders(self, route: Route) -> int:
        """Services that a route of the reference starts from."""
        return self.offering(route.senders)

    def asked_for(self, group: str, grades: tuple[Grade, ...]) -> list[int]:
        """Senders from which the reference asks for a link into each service, for the group or for everyone."""
        whom = (*members(group), EVERYONE)
        asked = [0] * len(self.ids)
        for route in self.area.pathway.routes:
            if not route.condition and route.grade in grades and route.client_group in whom:
                senders = self.senders(route)
                for at in positions(self.offering(route.receivers)):
                    asked[at] |= senders & ~(1 << at)
        return asked
