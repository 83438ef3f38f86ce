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
ORA: Final = (
    "[ORA of CASOS](http://www.casos.cs.cmu.edu/computational_tools/datasets/external/knokbur/SNA/"
    "Knoke_and_Kuklinski_knokbur_KNOKI.html) (read)"
)
LINBERG: Final = (
    "[R by S. Linberg](https://github.com/stevelinberg/quarto-blog/blob/main/academics/697E/697E-hw5/index.qmd) "
    "(read: 0.21)"
)


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
        "constraint": (0.21, LINBERG),
        "betweenness_centralisation": (0.437, WASSERMAN),
    },
    "Krackhardt's kite": {"betweenness": (0.389, NX_TESTS)},
    "Zachary's club": {
        "density": (0.139, "KONECT, fill 0.139037 (read)"),
        "connectivity": (1, "D. R. White, wiki of UC Irvine: node 12 has k = 1 (read)"),
    },
    "Knoke's bureaucracies": {
        "density": (0.544, ORA),
        "reciprocity": (34 / 49, f"{ORA}: 0.531 of 32 linked pairs, which is 17 both ways"),
        "out_centralisation": (10 * (8 - 4.9) / 81, f"{ORA}: most 8, on average 4.9, over (n − 1)²"),
        "in_centralisation": (10 * (9 - 4.9) / 81, f"{ORA}: most 9, on average 4.9, over (n − 1)²"),
        "betweenness_centralisation": (0.201, ORA),
        "betweenness": (0.248, f"{ORA}: the most"),
        "fragmentation": (0.0, ORA),
    },
    "Borgatti's example of holes": {"constraint": (0.400, NX_TESTS)},
}
"""By network and measure: the value, and who has it."""

NOT_FOUND: Final = (
    "betweenness centralisation of the Florentine families in Wasserman and Faust 1994: the book is not to be had; the "
    "value stands as others hand it on",
    "correlations of core and periphery in Borgatti and Everett 1999, Hanneman and Riddle's chapters on Knoke's "
    "bureaucracies, UCINET's worked examples to *Analyzing Social Networks*, and pages of R on the Florentine "
    "families: of each the opening alone could be read, which holds no value",
    "roles of brokerage: the reference pages of `sna`, `cograph` and `manynet` show calls, and no result",
)
"""What was looked for, and not found where it could be read."""
