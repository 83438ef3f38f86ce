"""The graphs of an area: certain and possible links for each client group, and the way to aftercare (design §4).

Sets of services are whole numbers (``bits``), so that the possible graph, in which every pair is a link that nothing
rules out, costs one machine word per 64 pairs and never a list of pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dtors_network.acceptance import Acceptance, AcceptanceBook
from dtors_network.bits import mask_of, positions
from dtors_network.evidence import Evidence
from dtors_network.model.area import Area
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Grade, LinkState, Stage

if TYPE_CHECKING:
    import networkx as nx

Ends = Callable[[int], int]
"""From a service to the set of services at the other end of some of its links."""

UNSETTLED = (LinkState.WEAK, LinkState.ONE_SIDED, LinkState.DISPUTED)


@dataclass(slots=True)
class LinkMasks:
    """Services at the other end of each service's links, by what the evidence says; ``out`` or ``into``."""

    confirmed: list[int]
    unsettled: list[int]
    silent: list[int]
    not_applicable: list[int]


class Network:
    """The services of an area as positions, their links as sets, and the routes of its reference.

    Parameters
    ----------
    area : Area
        A lawful area.

    Notes
    -----
    Services stand in order of id, so that the lowest position is the smallest id.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> network = Network(small_area())
    >>> sorted(network.group("everyone").certain().edges)
    [('gp', 'clinic')]
    """

    def __init__(self, area: Area) -> None:
        self.area = area
        self.evidence = Evidence(area)
        self.acceptance = AcceptanceBook(self.evidence)
        self.ids = tuple(sorted(area.service))
        self.position = {service: at for at, service in enumerate(self.ids)}
        self.services = tuple(area.service[service] for service in self.ids)
        self.everywhere = (1 << len(self.ids)) - 1
        self._groups: dict[str, GroupGraph] = {}

    def group(self, group: str) -> GroupGraph:
        """Give the graphs of one client group."""
        if group not in self._groups:
            self._groups[group] = GroupGraph(self, group)
        return self._groups[group]

    # ---- services by what they are -------------------------------------------------------------------------

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

    @cached_property
    def askable(self) -> int:
        """Services of which somebody can be asked."""
        return mask_of(at for at, s in enumerate(self.ids) if s not in self.evidence.nobody_to_ask)

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
        """Routes in at which people of a client group start."""
        starts_at = self.area.codebook.group[group].starts_at
        return self.routes_in & self.offering(starts_at) if starts_at else self.routes_in

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

    # ---- links by what the evidence says -------------------------------------------------------------------

    @cached_property
    def out(self) -> LinkMasks:
        """Receivers of each service."""
        return self._masks(self._silent_receivers, lambda pair: pair)

    @cached_property
    def into(self) -> LinkMasks:
        """Senders to each service."""
        return self._masks(self._silent_senders, lambda pair: (pair[1], pair[0]))

    def _masks(self, silent_by_default: Ends, turn: Callable[[tuple[int, int]], tuple[int, int]]) -> LinkMasks:
        """Start from the pairs that no row names, then put each named pair where its state belongs."""
        empty = [0] * len(self.ids)
        masks = LinkMasks(empty[:], empty[:], [silent_by_default(at) for at in range(len(empty))], empty[:])
        for pair, link in self.evidence.links.items():
            here, there = turn((self.position[pair[0]], self.position[pair[1]]))
            bit = 1 << there
            masks.silent[here] &= ~bit
            if link.state is LinkState.CONFIRMED:
                masks.confirmed[here] |= bit
            elif link.state in UNSETTLED:
                masks.unsettled[here] |= bit
            elif link.state is LinkState.SILENT:
                masks.silent[here] |= bit
            elif link.state is LinkState.NOT_APPLICABLE:
                masks.not_applicable[here] |= bit
        for here in positions(self.everywhere & ~self.askable):
            alone = masks.silent[here] & ~self.askable
            masks.silent[here] &= ~alone
            masks.unsettled[here] |= alone
        return masks

    @cached_property
    def _lists(self) -> tuple[int, int]:
        """Services with somebody to ask that listed all their receivers, and all their senders."""
        sends = mask_of(at for at, s in enumerate(self.services) if s.lists_all_sent_to)
        receives = mask_of(at for at, s in enumerate(self.services) if s.lists_all_received_from)
        return sends & self.askable, receives & self.askable

    @cached_property
    def _closed(self) -> tuple[int, int]:
        """Services whose silent links a meeting closed: as senders, and (with complete records) as receivers."""
        evidence = self.evidence
        receivers = evidence.receives_from_nobody_else | evidence.records_all_in
        return self._mask(evidence.sends_to_nobody_else), self._mask(receivers)

    def _mask(self, services: frozenset[str]) -> int:
        return mask_of(self.position[service] for service in services)

    def _silent_receivers(self, at: int) -> int:
        sends, receives = self._lists
        return self._silent(at, (sends, receives), self._closed)

    def _silent_senders(self, at: int) -> int:
        sends, receives = self._lists
        closed_senders, closed_receivers = self._closed
        return self._silent(at, (receives, sends), (closed_receivers, closed_senders))

    def _silent(self, at: int, lists: tuple[int, int], closed: tuple[int, int]) -> int:
        """Give the partners of a service with which it is silent where no row names the pair."""
        bit = 1 << at
        if closed[0] & bit:
            return 0
        mask = self.everywhere & ~closed[1] & ~bit
        if self.askable & bit:
            mask &= ~lists[1]
        return mask & ~self.askable if lists[0] & bit else mask

    # ---- the reference -------------------------------------------------------------------------------------

    def senders(self, route: Route) -> int:
        """Services that a route of the reference starts from."""
        return self.offering(route.senders)

    def asked_for(self, group: str, grades: tuple[Grade, ...]) -> list[int]:
        """Senders from which the reference asks for a link into each service, for the group or for everyone."""
        asked = [0] * len(self.ids)
        for route in self.area.pathway.routes:
            if not route.condition and route.grade in grades and route.client_group in (group, EVERYONE):
                senders = self.senders(route)
                for at in positions(self.offering(route.receivers)):
                    asked[at] |= senders & ~(1 << at)
        return asked


class GroupGraph:
    """The certain and the possible graph of one client group.

    Certain: confirmed links into services that accept the group. Possible: every pair that is not absent, not
    applicable, or closed by the receiver's own word. A start of the group on record opens its link.
    """

    def __init__(self, network: Network, group: str) -> None:
        self.network = network
        self.group = group
        accepted = network.acceptance.group(group)
        self.accepts = self._those(accepted.of, Acceptance.YES)
        self.refuses = self._those(accepted.of, Acceptance.NO)
        self.doubtful = self._those(accepted.of, Acceptance.UNKNOWN)
        size = len(network.ids)
        self.open_out, self.open_into = [0] * size, [0] * size
        for source, target in accepted.open_links:
            sender, receiver = network.position[source], network.position[target]
            self.open_out[sender] |= 1 << receiver
            self.open_into[receiver] |= 1 << sender

    def _those(self, of: dict[str, Acceptance], wanted: Acceptance) -> int:
        return mask_of(at for at, service in enumerate(self.network.ids) if of[service] is wanted)

    def certain_out(self, at: int) -> int:
        """Receivers on certain links from a service."""
        return self.network.out.confirmed[at] & (self.accepts | self.open_out[at])

    def certain_into(self, at: int) -> int:
        """Senders on certain links into a service."""
        confirmed = self.network.into.confirmed[at]
        return confirmed if self.accepts >> at & 1 else confirmed & self.open_into[at]

    def possible_out(self, at: int) -> int:
        """Receivers on possible links from a service."""
        out = self.network.out
        some = out.confirmed[at] | out.unsettled[at] | out.silent[at]
        return some & ~self.refuses | out.confirmed[at] & self.open_out[at]

    def possible_into(self, at: int) -> int:
        """Senders on possible links into a service."""
        into = self.network.into
        if self.refuses >> at & 1:
            return into.confirmed[at] & self.open_into[at]
        return into.confirmed[at] | into.unsettled[at] | into.silent[at]

    @cached_property
    def required_into(self) -> list[int]:
        """Senders from which the reference requires a link into each service."""
        return self.network.asked_for(self.group, (Grade.REQUIRED,))

    @cached_property
    def referenced_into(self) -> list[int]:
        """Senders from which any row of the reference asks for a link into each service."""
        return self.network.asked_for(self.group, tuple(Grade))

    @cached_property
    def certain_reach(self) -> int:
        """Services from which aftercare is reached on certain links."""
        return self.reach(self.certain_into)

    @cached_property
    def possible_reach(self) -> int:
        """Services from which aftercare is reached on possible links."""
        return self.reach(self.possible_into)

    def reach(self, into: Ends, without: int = 0) -> int:
        """Walk back from aftercare along ``into`` and the steps of the journey, leaving some services out."""
        reached = self.network.ends & ~without
        fresh = reached
        while fresh:
            found = 0
            for at in positions(fresh):
                found |= into(at) & self.network.steps_into[at]
            fresh = found & ~reached & ~without
            reached |= fresh
        return reached

    def certain(self) -> nx.DiGraph[str]:
        """Give the certain graph as a networkx graph; services without links are nodes too."""
        return self._view(self.certain_out)

    def possible(self) -> nx.DiGraph[str]:
        """Give the possible graph as a networkx graph; services without links are nodes too."""
        return self._view(self.possible_out)

    def journey(self) -> nx.DiGraph[str]:
        """Give the certain graph with only the steps that are on the way to aftercare."""
        return self._view(lambda at: self.certain_out(at) & self.network.steps_from[at])

    def _view(self, out: Ends) -> nx.DiGraph[str]:
        import networkx as nx

        ids = self.network.ids
        graph: nx.DiGraph[str] = nx.DiGraph()
        for at, service in enumerate(self.network.services):
            graph.add_node(service.service, service_type=service.service_type, organisation=service.organisation)
            graph.add_edges_from((ids[at], ids[there]) for there in positions(out(at)))
        for source, target in graph.edges:
            graph.edges[source, target]["state"] = self.network.evidence.state(source, target).value
        return graph
