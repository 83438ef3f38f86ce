"""Networks with published values, random ones, and measures of them in plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product

import networkx as nx
import numpy as np

from dtors_network.measures.ties import Bounded, Ties

KNOKE = """
COUN 0100101010 COMM 1011101110 EDUC 0101111001 INDU 1100101000 MAYR 1111001111
WRO 0010001010 NEWS 0101100000 UWAY 1101101010 WELF 0100101000 WEST 1110101000
"""
"""Who sends information to whom among ten bureaucracies: D. Knoke and J. R. Wood, Organized for Action (1981).

[?] Put down from memory; its counts agree with all that is handed on of UCINET's output for it.
"""


def ties_of(graph: nx.Graph) -> Ties:
    """Take a networkx graph; each undirected edge as links both ways."""
    names = list(graph)
    place = {name: at for at, name in enumerate(names)}
    return Ties.of([str(name) for name in names], [(place[a], place[b]) for a, b in graph.to_directed().edges])


def knoke() -> Ties:
    """Read the matrix of Knoke and Wood's bureaucracies."""
    words = KNOKE.split()
    rows = [row if len(row) == 10 else "0" * (10 - len(row)) + row for row in words[1::2]]
    pairs = [(at, there) for at, row in enumerate(rows) for there, cell in enumerate(row) if cell == "1"]
    return Ties.of(words[::2], pairs)


def holes() -> nx.Graph:
    """The example of S. P. Borgatti, Connections 20 (1997), as the tests of networkx have it (with UCINET's values)."""
    return nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])


def florentine(isolate: bool) -> nx.Graph:
    """Marriages of Florentine families (J. F. Padgett and C. K. Ansell, 1993), with the isolate Pucci or without."""
    graph = nx.florentine_families_graph()
    if isolate:
        graph.add_node("Pucci")
    return graph


def line(size: int) -> Ties:
    """A line of links both ways."""
    return ties_of(nx.path_graph(size))


def star(size: int) -> Ties:
    """A star of links both ways."""
    return ties_of(nx.star_graph(size - 1))


def random_ties(generator: np.random.Generator, least: int = 3, most: int = 16) -> Ties:
    """Draw a network: any size, any density, often with isolates."""
    size = int(generator.integers(least, most))
    there = generator.random((size, size)) < generator.uniform(0.03, 0.8) ** 1.5
    return Ties.of([f"s{at}" for at in range(size)], list(zip(*map(np.ndarray.tolist, there.nonzero()), strict=True)))


def random_bounded(generator: np.random.Generator, size: int, most_open: int) -> Bounded:
    """Draw a network of which few links are open."""
    pairs = list(permutations(range(size), 2))
    order = [pairs[at] for at in generator.permutation(len(pairs))]
    sure = order[: int(generator.integers(0, len(pairs) - most_open))]
    open_ = [pair for pair in order if pair not in sure][: int(generator.integers(0, most_open + 1))]
    ids = [f"s{at}" for at in range(size)]
    return Bounded(Ties.of(ids, sure), Ties.of(ids, [*sure, *open_]))


def every_completion(net: Bounded) -> Iterator[Ties]:
    """Give every network between the certain and the possible one."""
    sure = net.certain.pairs()
    open_ = [pair for pair in net.possible.pairs() if pair not in sure]
    for there in product((False, True), repeat=len(open_)):
        yield Ties.of(net.ids, [*sure, *(pair for pair, is_there in zip(open_, there, strict=True) if is_there)])


def graph_of(ties: Ties) -> nx.DiGraph:
    """Give the network as networkx has it."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(ties.size))
    graph.add_edges_from(ties.pairs())
    return graph


def plain_roles(ties: Ties, kinds: Sequence[str]) -> list[list[int]]:
    """Count every open triad by hand: coordinator, itinerant, gatekeeper, representative, liaison, total."""
    linked = set(ties.pairs())
    counts = [[0] * 6 for _ in kinds]
    for i, j, k in permutations(range(ties.size), 3):
        if (i, j) in linked and (j, k) in linked and (i, k) not in linked:
            a, b, c = kinds[i], kinds[j], kinds[k]
            role = 0 if a == b == c else 1 if a == c else 2 if b == c else 3 if a == b else 4
            counts[j][role] += 1
            counts[j][5] += 1
    return counts


def plain_correlation(ties: Ties, core: set[int]) -> float | None:
    """Correlate the links with the ideal pattern of a core, pair by pair."""
    linked = set(ties.pairs())
    pairs = list(permutations(range(ties.size), 2))
    held = [float(pair in linked) for pair in pairs]
    ideal = [float(bool(core.intersection(pair))) for pair in pairs]
    if len(set(held)) == 1 or len(set(ideal)) == 1:
        return None
    return float(np.corrcoef(held, ideal)[0, 1])


def best_correlation(ties: Ties) -> float:
    """Try every core."""
    cores = (set(core) for size in range(ties.size) for core in combinations(range(ties.size), size))
    return max(found for core in cores if (found := plain_correlation(ties, core)) is not None)
