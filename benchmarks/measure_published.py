"""Networks that values of measures were published of, and those values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import igraph
import networkx as nx

from dtors_network.measures.ties import Ties
from tests.unit.measures.networks import graph_of, knoke
from tests.unit.measures.networks import holes as holes_example

NX_TESTS: Final = "tests of networkx (read)"
WASSERMAN: Final = "Wasserman and Faust 1994 [?]"
HANNEMAN: Final = "Hanneman and Riddle 2005, UCINET [?]"


@dataclass(frozen=True)
class Net:
    """A network in the three forms, and the kinds of its nodes."""

    name: str
    graph: nx.DiGraph
    kinds: tuple[str, ...]

    @property
    def ties(self) -> Ties:
        """As we hold it."""
        place = {node: at for at, node in enumerate(self.graph)}
        return Ties.of([str(node) for node in self.graph], [(place[a], place[b]) for a, b in self.graph.edges])

    @property
    def peer(self) -> igraph.Graph:
        """As igraph holds it."""
        return igraph.Graph(len(self.graph), self.ties.pairs(), directed=True)


def nets() -> dict[str, Net]:
    """Build the networks with published values; undirected edges as links both ways."""
    florentine, kite, club = (
        nx.convert_node_labels_to_integers(one, label_attribute="name").to_directed()
        for one in (nx.florentine_families_graph(), nx.krackhardt_kite_graph(), nx.karate_club_graph())
    )
    example = nx.convert_node_labels_to_integers(holes_example(), label_attribute="name").to_directed()
    knokes = graph_of(knoke())
    thirds = ("a", "b", "c")
    found = (
        Net("Florentine families", florentine, tuple(thirds[at % 3] for at in range(15))),
        Net("Krackhardt's kite", kite, tuple(thirds[at % 3] for at in range(10))),
        Net("Zachary's club", club, tuple(club.nodes[at]["club"] for at in club)),
        Net("Knoke's bureaucracies", knokes, tuple(thirds[at % 3] for at in range(10))),
        Net("Borgatti's example of holes", example, tuple(thirds[at % 3] for at in range(7))),
    )
    return {net.name: net for net in found}


PUBLISHED: Final[dict[str, dict[str, tuple[float, str]]]] = {
    "Florentine families": {
        "betweenness": (0.522, NX_TESTS),
        "betweenness_centralisation": (0.437, WASSERMAN),
    },
    "Krackhardt's kite": {"betweenness": (0.389, NX_TESTS)},
    "Zachary's club": {
        "density": (0.139, "KONECT, fill 0.139037 (read)"),
        "connectivity": (1, "D. R. White, wiki of UC Irvine: node 12 has k = 1 (read)"),
    },
    "Knoke's bureaucracies": {
        "density": (0.5444, HANNEMAN),
        "reciprocity": (34 / 49, f"{HANNEMAN}: 17 of 32 pairs both ways"),
        "out_centralisation": (0.43056 * 8 / 9, f"{HANNEMAN}: 43.056 % of (n − 1)(n − 2)"),
        "in_centralisation": (0.56944 * 8 / 9, f"{HANNEMAN}: 56.944 % of (n − 1)(n − 2)"),
    },
    "Borgatti's example of holes": {"constraint": (0.400, NX_TESTS)},
}
"""By network and measure: the value, and who has it."""
