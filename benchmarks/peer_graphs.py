"""The graphs of a client group in networkx, their ways, cuts and single points, for the peer of the gap rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import networkx as nx

from benchmarks.peer_evidence import NOT_POSSIBLE, UNCLEAR, Evidence, Pair

Question = tuple[str, str, str, str, str]
GOAL = ("goal", "")


class GroupGraphs:
    """The two graphs of one client group, and the graph of its questions."""

    def __init__(self, evidence: Evidence, group: str) -> None:
        self.evidence, self.group = evidence, group
        self.acceptance = {s: evidence.accepts(s, group) for s in evidence.offers}
        self.certain, self.possible = self._graph(sure=True), self._graph(sure=False)
        self.entries = self._entries()

    def _graph(self, sure: bool) -> nx.DiGraph:
        graph = nx.DiGraph()
        graph.add_nodes_from(self.evidence.offers)
        for (u, v), state in self.evidence.states.items():
            linked = state == "confirmed" if sure else state not in NOT_POSSIBLE
            taken = self.acceptance[v] == "yes" if sure else self.acceptance[v] != "no"
            if linked and (taken or (u, v, self.group) in self.evidence.opened):
                graph.add_edge(u, v)
        return graph

    def _entries(self) -> list[str]:
        area = self.evidence.area
        kinds = area.codebook.group[self.group].starts_at
        return sorted(s for s in self.evidence.first if not kinds or area.service[s].service_type in kinds)

    def _journey(self, graph: nx.DiGraph) -> nx.DiGraph:
        """Keep the edges on the way, and lead every service that reaches aftercare to one goal."""
        journey = nx.DiGraph()
        journey.add_nodes_from([*graph, GOAL])
        journey.add_edges_from(pair for pair in graph.edges if self.evidence.on_the_way(pair))
        journey.add_edges_from((goal, GOAL) for goal in self.evidence.goals)
        return journey

    @cached_property
    def journeys(self) -> tuple[nx.DiGraph, nx.DiGraph]:
        return self._journey(self.certain), self._journey(self.possible)

    @cached_property
    def arriving(self) -> tuple[set[str], set[str]]:
        """Services from which aftercare is reached, in the certain and in the possible graph."""
        sure, maybe = self.journeys
        return nx.ancestors(sure, GOAL), nx.ancestors(maybe, GOAL)

    def _link(self, pair: Pair) -> Question:
        return ("link", *pair, "", "")

    def _acceptance(self, service: str) -> Question:
        return ("acceptance", "", "", service, self.group)

    def split_graph(self, pairs: Iterable[Pair], goals: Iterable[str]) -> nx.DiGraph:
        """Possible steps with every service split in two; unknown edges weigh 1, can be cut and bear a question.

        Silent links run through the sender's and the receiver's lists of partners, so that one answer cuts them all.
        """
        graph = nx.DiGraph()
        pairs = [pair for pair in pairs if self.possible.has_edge(*pair)]
        for service in {service for pair in pairs for service in pair}:
            taken = self.acceptance[service]
            if taken != "no":
                question = self._acceptance(service) if taken == "unknown" else None
                add_edge(graph, ("in", service), ("out", service), question, question)
        for u, v in pairs:
            self._add_pair(graph, u, v)
        for goal in goals:
            add_edge(graph, ("out", goal), GOAL)
        return graph

    def _add_pair(self, graph: nx.DiGraph, u: str, v: str) -> None:
        state, mute = self.evidence.states[u, v], self.evidence.mute
        link = self._link((u, v))
        if (u, v, self.group) in self.evidence.opened:
            add_edge(graph, ("out", u), ("out", v))
        elif state == "confirmed":
            add_edge(graph, ("out", u), ("in", v))
        elif state in UNCLEAR or mute.issuperset((u, v)):
            add_edge(graph, ("out", u), ("in", v), link, link)
        else:
            sends = None if u in mute else ("sends_to_nobody_else", "", "", u, "")
            receives = None if v in mute else ("receives_from_nobody_else", "", "", v, "")
            add_edge(graph, ("out", u), ("sends", u), None, sends)
            add_edge(graph, ("sends", u), ("receives", v), link, None)
            add_edge(graph, ("receives", v), ("in", v), None, receives)


def add_edge(graph: nx.DiGraph, u: Any, v: Any, yes: Question | None = None, no: Question | None = None) -> None:
    """Add an edge: a question that opens it gives it a weight, one that closes it a capacity (none: unbounded)."""
    capacity = {} if no is None else {"capacity": 1}
    graph.add_edge(u, v, weight=0 if yes is None else 1, yes=yes, no=no, **capacity)


def cheapest(graph: nx.DiGraph, start: str) -> list[Question]:
    """Fewest questions which, answered yes, make a way."""
    path = nx.dijkstra_path(graph, ("out", start), GOAL, weight="weight")
    return [graph.edges[edge]["yes"] for edge in nx.utils.pairwise(path) if graph.edges[edge]["yes"]]


def smallest_cut(graph: nx.DiGraph, start: str) -> list[Question]:
    """Fewest questions which, answered no, leave no way."""
    _, (near, far) = nx.minimum_cut(graph, ("out", start), GOAL)
    return [graph.edges[u, v]["no"] for u in near for v in graph[u] if v in far]


def dominators(graph: nx.DiGraph, entry: str) -> list[str]:
    """Services that every path from the entry to the goal needs."""
    above = nx.immediate_dominators(graph, entry)
    chain, node = [], above.get(GOAL)
    while node is not None and node != entry:
        chain.append(node)
        node = above[node]
    return chain


def cut_off(graph: nx.DiGraph, entry: str, gone: set[str]) -> bool:
    """Whether the goal is out of reach without some services."""
    return not nx.has_path(graph.subgraph(set(graph) - gone), entry, GOAL)
