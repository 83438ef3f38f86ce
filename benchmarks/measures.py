"""Time the measures of a large network beside networkx (and igraph where it has them), in the same run.

    python -m benchmarks.measures            networkx on one source in twenty, and scaled up: a minute
    python -m benchmarks.measures --whole    networkx on everything: some minutes

5,000 services and 30,000 links, drawn evenly. Processor seconds; betweenness on several cores gains more by the clock.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from time import perf_counter, process_time

import igraph
import networkx as nx
import numpy as np

from dtors_network.measures import brokerage, cohesion, core, counted, holes, paths
from dtors_network.measures.ties import Ties

SERVICES, LINKS, SEED, KINDS, PART = 5_000, 30_000, 20261128, 6, 20


def seconds(work: Callable[[], object]) -> tuple[float, float, object]:
    """Give processor seconds, seconds by the clock, and what came out."""
    clock, processor = perf_counter(), process_time()
    found = work()
    return process_time() - processor, perf_counter() - clock, found


def network() -> Ties:
    """Draw links evenly."""
    generator = np.random.default_rng(SEED)
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < LINKS:
        sender, receiver = map(int, generator.integers(0, SERVICES, 2))
        if sender != receiver:
            pairs[sender, receiver] = None
    return Ties.of([f"s{at}" for at in range(SERVICES)], pairs)


def roles_networkx(graph: nx.DiGraph, kinds: list[str], brokers: list[int]) -> list[list[int]]:
    """Count the open triads of some brokers, as one would on a networkx graph."""
    counts = [[0] * 6 for _ in brokers]
    for row, broker in zip(counts, brokers, strict=True):
        mine = kinds[broker]
        for sender, receiver in product(graph.predecessors(broker), graph.successors(broker)):
            if sender != receiver and not graph.has_edge(sender, receiver):
                a, c = kinds[sender], kinds[receiver]
                role = 0 if a == mine == c else 1 if a == c else 2 if mine == c else 3 if a == mine else 4
                row[role] += 1
                row[5] += 1
    return counts


def without_networkx(joined: nx.Graph) -> list[float]:
    """Give the fragmentation without each service that parts the others; what follows for the rest costs nothing."""
    found = []
    for at in nx.articulation_points(joined):
        sizes = [len(part) for part in nx.connected_components(nx.restricted_view(joined, [at], []))]
        found.append(cohesion.fragmentation(sizes) or 0.0)
    return found


def main(arguments: list[str]) -> None:
    step = 1 if arguments == ["--whole"] else PART
    ties = network()
    kinds = [f"k{at % KINDS}" for at in range(SERVICES)]
    graph, joined = nx.DiGraph(), nx.Graph()
    graph.add_nodes_from(range(SERVICES))
    graph.add_edges_from(ties.pairs())
    joined.add_nodes_from(graph)
    joined.add_edges_from(graph.edges)
    peer = igraph.Graph(SERVICES, ties.pairs(), directed=True)
    some = list(range(0, SERVICES, step))
    works: list[tuple[str, Callable[[], object], Callable[[], object] | None, int, Callable[[], object] | None]] = [
        (
            "betweenness",
            lambda: paths.betweenness(ties),
            lambda: nx.betweenness_centrality(graph, k=len(some), seed=SEED),
            step,
            peer.betweenness,
        ),
        (
            "Burt's constraint",
            lambda: holes.constraint(ties),
            lambda: nx.constraint(graph, some),
            step,
            peer.constraint,
        ),
        (
            "roles, by one division",
            lambda: brokerage.brokerage(ties, kinds),
            lambda: roles_networkx(graph, kinds, some),
            step,
            None,
        ),
        (
            "fragmentation without each",
            lambda: cohesion.fragmentation_without(ties),
            lambda: without_networkx(joined),
            1,
            None,
        ),
        ("reciprocity", lambda: counted.reciprocity(ties), lambda: nx.overall_reciprocity(graph), 1, peer.reciprocity),
        ("core and periphery", lambda: core.core_periphery(ties), None, 1, None),
    ]
    print(f"{SERVICES:,} services, {ties.number:,} links; networkx on one in {step}, scaled up; processor seconds")
    ours_all = clock_all = peer_all = alone = 0.0
    for name, ours, networkx, scale, igraph_ in works:
        used, clock, _ = seconds(ours)
        clock_all += clock
        told = f"{name:<28}{used:8.2f} (clock {clock:6.2f})"
        ours_all += used
        if networkx is None:
            alone += used
        else:
            theirs = seconds(networkx)[0] * scale
            peer_all += theirs
            told += f"   networkx {theirs:8.2f} = {theirs / used:7.1f} times"
        if igraph_ is not None:
            told += f"   igraph {seconds(igraph_)[0]:6.2f}"
        print(told, flush=True)
    print(f"{'all (ours with the core)':<28}{ours_all:8.2f} (clock {clock_all:6.2f})   networkx {peer_all:8.2f}")
    print(
        f"networkx takes {peer_all / (ours_all - alone):.1f} times our processor time for what both have, "
        f"{peer_all / ours_all:.1f} times with the core, which it has not"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
