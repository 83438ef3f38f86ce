"""The fewest edges to cut, against networkx on random networks and against trying every side."""

from itertools import chain, combinations
from random import Random

import networkx as nx
import pytest

from dtors_network.bits import mask_of, positions
from dtors_network.gaps.cut import FlowNetwork, minimum_cut

SEEDS = range(150)
Case = tuple[FlowNetwork, int, int, int]


def random_case(seed: int, largest: int) -> Case:
    random = Random(seed)
    size = random.randint(3, largest)
    density, firm = random.choice((0.2, 0.35, 0.6)), random.choice((0.0, 0.2, 0.5))
    edges = [mask_of(to for to in range(size) if to != at and random.random() < density) for at in range(size)]
    single = [mask_of(to for to in positions(mask) if random.random() >= firm) for mask in edges]
    goal, *others = random.sample(range(size), size)
    start = mask_of(others[: random.choice((1, 1, 2))])
    without = mask_of(others[2 : 2 + random.choice((0, 0, 1))])
    return FlowNetwork(edges, single), start, goal, without


def as_graph(case: Case) -> nx.DiGraph:
    """The network with one source before all the starts; an edge without a capacity cannot be cut."""
    network, start, goal, without = case
    graph = nx.DiGraph()
    graph.add_nodes_from(["source", goal])
    graph.add_edges_from(("source", at) for at in positions(start))
    for at, edges in enumerate(network.edges):
        for to in positions(edges & ~without):
            if not without >> at & 1:
                graph.add_edge(at, to, **({"capacity": 1} if network.single[at] >> to & 1 else {}))
    return graph


def crossing(case: Case, side: int) -> tuple[int, int]:
    """How many edges, and how many that cannot be cut, lead out of a side."""
    network, _, _, without = case
    leaving = [(network.edges[at] & ~side & ~without, network.single[at]) for at in positions(side)]
    return sum(mask.bit_count() for mask, _ in leaving), sum((mask & ~single).bit_count() for mask, single in leaving)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cut_is_as_small_as_that_of_networkx(seed: int) -> None:
    case = random_case(seed, 16)
    side = minimum_cut(*case)
    try:
        expected = nx.minimum_cut_value(as_graph(case), "source", case[2])
    except nx.NetworkXUnbounded:
        assert side is None
        return
    assert side is not None
    assert crossing(case, side) == (expected, 0)
    assert side & case[1] == case[1] & ~case[3]
    assert not side >> case[2] & 1


@pytest.mark.parametrize("seed", SEEDS)
def test_of_all_smallest_cuts_it_is_the_one_nearest_to_the_start(seed: int) -> None:
    case = random_case(seed, 8)
    network, start, goal, without = case
    side = minimum_cut(*case)
    if side is None:
        return
    free = [at for at in range(len(network.edges)) if not (start | without | 1 << goal) >> at & 1]
    sides = [
        (start & ~without) | mask_of(some)
        for some in chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    ]
    smallest = [other for other in sides if crossing(case, other) == (crossing(case, side)[0], 0)]
    assert all(side & ~other == 0 for other in smallest)
    assert not any(
        crossing(case, other)[0] < crossing(case, side)[0] for other in sides if not crossing(case, other)[1]
    )


def test_nothing_needs_to_be_cut_where_no_way_leads() -> None:
    network = FlowNetwork([0b10, 0, 0], [0b10, 0, 0])
    assert minimum_cut(network, 0b1, 2) == 0b11


def test_nothing_can_cut_a_way_without_a_single_edge() -> None:
    assert minimum_cut(FlowNetwork([0b10, 0b100, 0], [0, 0, 0]), 0b1, 2) is None


def test_a_flow_is_led_back_where_its_first_way_was_the_wrong_one() -> None:
    # 0 → 1, 2; 1 → 3, 4; 2 → 3; 3 → 5; 4 → 5. A first way 0 1 3 5 must give way to 0 1 4 5 and 0 2 3 5.
    edges = [0b110, 0b11000, 0b1000, 0b100000, 0b100000, 0]
    side = minimum_cut(FlowNetwork(edges, edges), 0b1, 5)
    assert side == 0b1


def test_what_is_left_out_carries_nothing() -> None:
    edges = [0b110, 0b1000, 0b1000, 0]
    assert minimum_cut(FlowNetwork(edges, [0b110, 0, 0, 0]), 0b1, 3, without=0b100) == 0b1
    assert minimum_cut(FlowNetwork(edges, [0b010, 0, 0, 0]), 0b1, 3, without=0b100) == 0b1
    assert minimum_cut(FlowNetwork(edges, [0b010, 0, 0, 0]), 0b1, 3) is None
