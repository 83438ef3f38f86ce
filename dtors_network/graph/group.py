"""The certain and the possible graph of one client group, and the way to aftercare in them (design §4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from dtors_network.acceptance import Acceptance
from dtors_network.bits import mask_of, positions
from dtors_network.graph.links import Ends
from dtors_network.graph.positions import Positions
from dtors_network.model.vocabulary import Grade

if TYPE_CHECKING:
    import networkx as nx


class GroupGraph:
    """The certain and the possible graph of one client group.

    Certain: confirmed links into services that accept the group. Possible: every pair that is not absent, not
    applicable, or closed by the receiver's own word. A start of the group on record opens its link; where a range
    leaves open whether there was one, the link is possible (``may_out``, ``may_into``) and not certain.
    """

    def __init__(self, network: Positions, group: str) -> None:
        self.network = network
        self.group = group
        accepted = network.acceptance.group(group)
        self.accepts = self._those(accepted.of, Acceptance.YES)
        self.refuses = self._those(accepted.of, Acceptance.NO)
        self.doubtful = self._those(accepted.of, Acceptance.UNKNOWN)
        self.open_out, self.open_into = self._ends(accepted.open_links)
        perhaps_out, perhaps_into = self._ends(accepted.perhaps_open)
        self.may_out = [sure | may for sure, may in zip(self.open_out, perhaps_out, strict=True)]
        self.may_into = [sure | may for sure, may in zip(self.open_into, perhaps_into, strict=True)]

    def _those(self, of: dict[str, Acceptance], wanted: Acceptance) -> int:
        return mask_of(at for at, service in enumerate(self.network.ids) if of[service] is wanted)

    def _ends(self, pairs: Iterable[tuple[str, str]]) -> tuple[list[int], list[int]]:
        """Give receivers of each sender, and senders to each receiver, of some links."""
        size = len(self.network.ids)
        out, into = [0] * size, [0] * size
        for source, target in pairs:
            sender, receiver = self.network.position[source], self.network.position[target]
            out[sender] |= 1 << receiver
            into[receiver] |= 1 << sender
        return out, into

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
        return some & (~self.refuses | self.may_out[at])

    def possible_into(self, at: int) -> int:
        """Senders on possible links into a service."""
        into = self.network.into
        some = into.confirmed[at] | into.unsettled[at] | into.silent[at]
        return some & self.may_into[at] if self.refuses >> at & 1 else some

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

    def reach(self, into: Ends, without: int = 0, goal: int | None = None) -> int:
        """Walk back from a goal (aftercare) along ``into`` and the steps of the journey, leaving some services out."""
        reached = (self.network.ends if goal is None else goal) & ~without
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
