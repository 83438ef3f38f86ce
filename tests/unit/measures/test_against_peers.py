"""Every measure of random networks is what networkx, igraph and plain Python give."""

from __future__ import annotations

from itertools import product

import igraph
import networkx as nx
import numpy as np
import pytest

from dtors_network.measures import brokerage, cohesion, core, counted, holes, paths, ties
from dtors_network.measures.ties import Ties
from tests.unit.measures.networks import best_correlation, graph_of, plain_correlation, plain_roles, random_ties

FEW = 30


def check_against_peers(found: Ties, generator: np.random.Generator) -> None:
    graph, size = graph_of(found), found.size
    peer = igraph.Graph(size, found.pairs(), directed=True)
    check_paths(found, graph, peer)
    check_counts(found, graph, peer)
    check_cohesion(found, graph, peer)
    kinds = [f"k{kind}" for kind in generator.integers(0, 3, size)]
    assert brokerage.brokerage(found, kinds).tolist() == plain_roles(found, kinds)
    between = sum(kinds[a] != kinds[b] for a, b in graph.edges)
    if found.number:
        assert counted.ei_index(found, kinds) == pytest.approx((2 * between - found.number) / found.number)


def check_paths(found: Ties, graph: nx.DiGraph, peer: igraph.Graph) -> None:
    ours = paths.betweenness(found)
    np.testing.assert_allclose(ours, list(nx.betweenness_centrality(graph).values()), atol=1e-12)
    pairs = (found.size - 1) * (found.size - 2)
    np.testing.assert_allclose(ours, np.array(peer.betweenness()) / pairs, atol=1e-12)
    constraint = list(nx.constraint(graph).values())
    np.testing.assert_allclose(holes.constraint(found), constraint, atol=1e-12)
    np.testing.assert_allclose(holes.constraint(found), np.array(peer.constraint(), float), atol=1e-12)
    goal = found.size - 1
    lengths = nx.single_target_shortest_path_length(graph, goal)
    ours_steps = paths.steps_to(1 << goal, lambda at: found.into[at], found.size)
    assert ours_steps == tuple(dict(lengths).get(at) for at in range(found.size))


def check_counts(found: Ties, graph: nx.DiGraph, peer: igraph.Graph) -> None:
    assert counted.density(found) == pytest.approx(nx.density(graph)) == pytest.approx(peer.density())
    if found.number:
        assert counted.reciprocity(found) == pytest.approx(nx.overall_reciprocity(graph))
        assert counted.reciprocity(found) == pytest.approx(peer.reciprocity())
    out = [degree for _, degree in graph.out_degree]
    most = max(out)
    ours = counted.degree_centralisation([mask.bit_count() for mask in found.out])
    assert ours == pytest.approx(sum(most - one for one in out) / (found.size - 1) ** 2)


def check_cohesion(found: Ties, graph: nx.DiGraph, peer: igraph.Graph) -> None:
    joined = graph.to_undirected()
    kappa = nx.node_connectivity(joined)
    assert cohesion.connectivity(found) == (kappa, kappa)
    assert kappa == peer.as_undirected(mode="collapse").vertex_connectivity()
    assert cohesion.cut_points(found) == set(nx.articulation_points(joined))
    only_through = cohesion.joined_only_through(found)
    for at, ours in enumerate(cohesion.fragmentation_without(found)):
        left = joined.copy()
        left.remove_node(at)
        apart = sum(not nx.has_path(left, a, b) for a in left for b in left if a != b)
        assert ours == pytest.approx(apart / (len(left) * (len(left) - 1)), abs=1e-12)
        before = sum(not nx.has_path(joined, a, b) for a in left for b in left if a != b)
        assert only_through[at] == pytest.approx((apart - before) / (len(left) * (len(left) - 1)), abs=1e-12)


@pytest.mark.parametrize("seed", range(FEW))
def test_random_networks(seed: int) -> None:
    generator = np.random.default_rng(seed)
    check_against_peers(random_ties(generator), generator)


@pytest.mark.parametrize("seed", range(6))
def test_random_networks_held_as_sparse_matrices(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "DENSE", 0)
    generator = np.random.default_rng(seed)
    check_against_peers(random_ties(generator), generator)


@pytest.mark.proof
def test_five_hundred_random_networks() -> None:
    generator = np.random.default_rng(17)
    for at in range(500):
        check_against_peers(random_ties(generator, most=16 if at % 10 else 40), generator)


@pytest.mark.parametrize("seed", range(12))
def test_the_core_is_the_best_of_all(seed: int) -> None:
    found = random_ties(np.random.default_rng(100 + seed), 3, 9)
    ours = core.core_periphery(found)
    if found.number in (0, found.ordered_pairs):
        assert ours.correlation is None
        return
    members = {at for at, is_core in enumerate(ours.members) if is_core}
    assert ours.correlation == pytest.approx(plain_correlation(found, members))
    assert ours.correlation == pytest.approx(best_correlation(found))


def test_above_twelve_services_the_core_is_found_by_moves_and_swaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "EXHAUSTIVE", 0)
    best = equal = 0
    for seed in range(40):
        found = random_ties(np.random.default_rng(seed), 5, 10)
        if 0 < found.number < found.ordered_pairs:
            ours, most = core.core_periphery(found).correlation, best_correlation(found)
            assert ours is not None
            assert ours <= most + 1e-9
            best += 1
            equal += ours > most - 1e-9
    assert equal >= 0.9 * best


def test_what_chance_gives_is_the_mean_over_every_network_of_four() -> None:
    kinds = ["x", "x", "y", "z"]
    pairs = [(a, b) for a in range(4) for b in range(4) if a != b]
    some = Ties.of("abcd", pairs[:5])
    chance = 5 / 12
    mean, square = np.zeros((4, 6)), np.zeros((4, 6))
    for there in product((False, True), repeat=12):
        chosen = [pair for pair, is_there in zip(pairs, there, strict=True) if is_there]
        weight = chance ** len(chosen) * (1 - chance) ** (12 - len(chosen))
        counts = np.array(plain_roles(Ties.of("abcd", chosen), kinds))
        mean += weight * counts
        square += weight * counts**2
    ours_mean, ours_deviation = brokerage.expected(some, kinds)
    np.testing.assert_allclose(ours_mean, mean, atol=1e-12)
    np.testing.assert_allclose(ours_deviation**2, square - mean**2, atol=1e-12)


def test_what_chance_gives_with_larger_kinds_is_near_the_mean_of_many_drawn() -> None:
    generator = np.random.default_rng(5)
    kinds = ["x"] * 4 + ["y"] * 3 + ["z"] * 2
    there = generator.random((9, 9)) < 0.3
    some = Ties.of(list("abcdefghi"), list(zip(*map(np.ndarray.tolist, there.nonzero()), strict=True)))
    chance = some.number / some.ordered_pairs
    drawn = []
    for _ in range(3_000):
        there = generator.random((9, 9)) < chance
        pairs = list(zip(*map(np.ndarray.tolist, there.nonzero()), strict=True))
        drawn.append(brokerage.brokerage(Ties.of(list("abcdefghi"), pairs), kinds))
    mean, deviation = brokerage.expected(some, kinds)
    np.testing.assert_allclose(np.mean(drawn, axis=0), mean, atol=5 * deviation.max() / 3_000**0.5)
    np.testing.assert_allclose(np.std(drawn, axis=0), deviation, rtol=0.1, atol=0.05)
