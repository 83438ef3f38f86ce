"""Hold every measure against networkx, igraph and published values, and write the table of them.

    python -m benchmarks.measure_values      writes docs/reference/measure-values.md

Published values are marked [?] where the source itself was not read: they stand as others hand them on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, Final

import igraph
import networkx as nx
import numpy as np

from benchmarks.measure_published import PUBLISHED, Net, nets
from dtors_network.measures import brokerage, cohesion, core, counted, holes, paths
from dtors_network.measures.registry import MEASURES
from dtors_network.measures.ties import Bounded, Ties

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "reference" / "measure-values.md"
NONE: Final = "–"


@dataclass(frozen=True)
class Row:
    """One value of a measure, by whom."""

    measure: str
    net: str
    what: str
    ours: float | None
    networkx: float | None = None
    igraph: float | None = None
    plain: float | None = None
    published: float | None = None
    source: str = ""


def rows() -> list[Row]:
    """Take every measure of every network that it can be had of."""
    return [row for net in nets().values() for take in TAKES for row in take(net)]


def _whole(net: Net) -> Iterator[Row]:
    ties, graph, peer = net.ties, net.graph, net.peer
    known = PUBLISHED.get(net.name, {})
    yield Row("density", net.name, "", counted.density(ties), nx.density(graph), peer.density(), *_of(known, "density"))
    yield Row(
        "reciprocity", net.name, "", counted.reciprocity(ties), nx.overall_reciprocity(graph), peer.reciprocity(),
        *_of(known, "reciprocity"),
    )  # fmt: skip
    for code, masks, degrees in (
        ("out_centralisation", ties.out, graph.out_degree), ("in_centralisation", ties.into, graph.in_degree),
    ):  # fmt: skip
        each = [degree for _, degree in degrees]
        peer_each = peer.outdegree() if code.startswith("out") else peer.indegree()
        yield Row(
            code, net.name, "", counted.degree_centralisation([mask.bit_count() for mask in masks]),
            _spread(each, (ties.size - 1) ** 2), _spread(peer_each, (ties.size - 1) ** 2), *_of(known, code),
        )  # fmt: skip
    others = (ties.size - 1) * (ties.size - 2)
    yield Row(
        "betweenness_centralisation", net.name, "", paths.betweenness_centralisation(paths.betweenness(ties)),
        _spread([*nx.betweenness_centrality(graph).values()], ties.size - 1),
        _spread(peer.betweenness(), others * (ties.size - 1)), *_of(known, "betweenness_centralisation"),
    )  # fmt: skip
    between = nx.attribute_mixing_matrix(_labelled(net), "kind", normalized=False)
    within = float(np.trace(between))
    yield Row("ei_index", net.name, "", counted.ei_index(ties, net.kinds), 1 - 2 * within / ties.number)
    found = core.core_periphery(ties).correlation
    yield Row("core_periphery", net.name, "", found, None, None, _best_core(ties) if ties.size <= 10 else None)
    undirected = graph.to_undirected()
    kappa = peer.as_undirected(mode="collapse").vertex_connectivity()
    yield Row(
        "connectivity", net.name, "", cohesion.connectivity(ties)[0], nx.node_connectivity(undirected), kappa,
        *_of(known, "connectivity"),
    )  # fmt: skip
    yield Row(
        "fragmentation", net.name, "", cohesion.fragmentation(cohesion.parts(ties)), _apart(undirected),
        _apart_sizes(peer.connected_components(mode="weak").sizes()),
    )  # fmt: skip


def _each(net: Net) -> Iterator[Row]:
    ties, graph, peer = net.ties, net.graph, net.peer
    undirected, others = graph.to_undirected(), (ties.size - 1) * (ties.size - 2)
    theirs, raw = nx.betweenness_centrality(graph), peer.betweenness()
    constraint, peers = nx.constraint(graph), peer.constraint()
    at = int(np.argmax(paths.betweenness(ties)))
    name = str(graph.nodes[at].get("name", at))
    known = PUBLISHED.get(net.name, {})
    yield Row(
        "betweenness", net.name, name, paths.betweenness(ties)[at], theirs[at], raw[at] / others,
        *_of(known, "betweenness"),
    )  # fmt: skip
    yield Row(
        "constraint", net.name, name, holes.constraint(ties)[at], constraint[at], peers[at],
        *_of(known, "constraint"),
    )  # fmt: skip
    members = core.core_periphery(ties).members
    plain = float(_best_members(ties)[at]) if ties.size <= 10 else None
    yield Row("core", net.name, name, float(members[at]), None, None, plain)
    left = undirected.copy()
    left.remove_node(at)
    less = peer.copy()
    less.delete_vertices(at)
    apart = _apart_sizes(less.connected_components(mode="weak").sizes())
    yield Row("fragmentation_without", net.name, name, cohesion.fragmentation_without(ties)[at], _apart(left), apart)
    joined = [len(part) for part in nx.connected_components(undirected)]
    mine = len(nx.node_connected_component(undirected, at))
    before = 1 - (sum(size * (size - 1) for size in joined) - 2 * (mine - 1)) / others
    yield Row(
        "joined_only_through", net.name, name, cohesion.joined_only_through(ties)[at], _apart(left) - before,
        apart - before,
    )  # fmt: skip
    steps = paths.steps_to(1 << at, lambda one: ties.into[one], ties.size)
    far = max(range(ties.size), key=lambda one: steps[one] or 0)
    yield Row(
        "steps_to_aftercare", net.name, f"{far} to {name}", steps[far], nx.shortest_path_length(graph, far, at),
        peer.distances(far, at)[0][0],
    )  # fmt: skip
    roles, plain_roles = brokerage.brokerage(ties, net.kinds), _roles(net, at)
    for column, role in enumerate(brokerage.ROLES):
        yield Row("brokerage", net.name, f"{name}, {role}", roles[at, column], None, None, plain_roles[column])


def _pairs(net: Net) -> Iterator[Row]:
    ties = net.ties
    blocks = counted.blocks(Bounded(ties, ties), net.kinds, sorted(set(net.kinds)))
    first, second = blocks[0], blocks[1]
    for block in (first, second):
        pairs = nx.attribute_mixing_dict(_labelled(net), "kind")
        theirs = pairs.get(block.sender, {}).get(block.receiver, 0) / block.pairs
        chosen = [[at for at, kind in enumerate(net.kinds) if kind == one] for one in (block.sender, block.receiver)]
        peer = len(net.peer.es.select(_source_in=chosen[0], _target_in=chosen[1])) / block.pairs
        what = f"{block.sender} to {block.receiver}"
        yield Row("density_between", net.name, what, block.certain / block.pairs, theirs, peer)


TAKES: Final[tuple[Callable[[Net], Iterator[Row]], ...]] = (_whole, _each, _pairs)
APART: Final = {
    "ways_to_aftercare": "of an area, not of a bare network: tests/unit/measures/test_areas.py",
    "states": "counts of what is said: tests/unit/measures/test_areas.py, by hand",
    "barrier_places": "counts of what is reported: tests/unit/measures/test_areas.py, by hand",
}
"""Measures that no network alone has."""


def _of(known: dict[str, tuple[float, str]], code: str) -> tuple[None, float | None, str]:
    value, source = known.get(code, (None, ""))
    return None, value, source


def _spread(each: list[Any], most: float) -> float:
    return float((len(each) * max(each) - sum(each)) / most)


def _labelled(net: Net) -> nx.DiGraph:
    graph = net.graph.copy()
    nx.set_node_attributes(graph, dict(zip(graph, net.kinds, strict=True)), "kind")
    return graph


def _apart(graph: nx.Graph) -> float:
    return _apart_sizes([len(part) for part in nx.connected_components(graph)])


def _apart_sizes(sizes: list[int]) -> float:
    size = sum(sizes)
    return 1 - sum(one * (one - 1) for one in sizes) / (size * (size - 1))


def _cores(ties: Ties) -> Iterator[tuple[float, frozenset[int]]]:
    """Correlate the links with the pattern of every core, pair by pair."""
    pairs, linked = list(permutations(range(ties.size), 2)), set(ties.pairs())
    held = np.array([pair in linked for pair in pairs], float)
    for size in range(1, ties.size - 1):
        for chosen in map(frozenset, combinations(range(ties.size), size)):
            ideal = np.array([bool(chosen.intersection(pair)) for pair in pairs], float)
            yield float(np.corrcoef(held, ideal)[0, 1]), chosen


def _best_core(ties: Ties) -> float:
    return max(_cores(ties), key=lambda one: one[0])[0]


def _best_members(ties: Ties) -> list[bool]:
    best = max(_cores(ties), key=lambda one: one[0])[1]
    return [at in best for at in range(ties.size)]


def _roles(net: Net, broker: int) -> list[int]:
    """Count the open triads of a broker by hand."""
    linked, kinds, counts = set(net.ties.pairs()), net.kinds, [0] * 6
    for i, k in permutations([at for at in range(len(kinds)) if at != broker], 2):
        if (i, broker) in linked and (broker, k) in linked and (i, k) not in linked:
            a, b, c = kinds[i], kinds[broker], kinds[k]
            counts[0 if a == b == c else 1 if a == c else 2 if b == c else 3 if a == b else 4] += 1
            counts[5] += 1
    return counts


def disagreements(found: list[Row]) -> list[Row]:
    """Give the rows where any two differ: of programs beyond rounding, of what was published beyond its last digit."""
    return [
        row
        for row in found
        if any(
            other is not None and (row.ours is None or abs(row.ours - other) > near)
            for other, near in ((row.networkx, 1e-9), (row.igraph, 1e-9), (row.plain, 1e-9), (row.published, 5e-4))
        )
    ]


def page(found: list[Row]) -> str:
    """Write the table."""
    lines = [
        "<!-- Written by `python -m benchmarks.measure_values`; changes made here are lost. -->",
        "# Measures beside other programs and published values",
        "",
        f"networkx {nx.__version__}, igraph {igraph.__version__}; *plain* is plain Python that tries everything. "
        "Undirected edges are links both ways. \\[?\\] marks a value of which the source itself was not read: it "
        "stands as others hand it on. Of services, the one with most betweenness is shown; kinds are the two factions "
        "of Zachary's club, elsewhere every third node.",
        "",
        "| measure | network | of | ours | networkx | igraph | plain | published | by whom |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    order = {code: at for at, code in enumerate(MEASURES)}
    for row in sorted(found, key=lambda one: order[one.measure]):
        numbers = (row.ours, row.networkx, row.igraph, row.plain, row.published)
        cells = (f"`{row.measure}`", row.net, row.what, *map(_number, numbers), row.source.replace("[?]", "\\[?\\]"))
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", *(f"- `{code}`: {why}." for code, why in APART.items())]
    lines += ["", f"Rows that differ: {len(disagreements(found))} of {len(found)}.", ""]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return NONE if value is None else f"{float(value):.4f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    PAGE.write_text(page(rows()), encoding="utf-8")
    print(page(rows()))
