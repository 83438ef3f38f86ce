"""Cheapest ways to aftercare, against networkx on random graphs."""

from random import Random

import networkx as nx
import pytest

from dtors_network.bits import mask_of, positions
from dtors_network.gaps.search import LINK, PRICES, STEP, UNREQUIRED, Layers, Ways, cheapest_ways, question_layers
from dtors_network.graph import Network
from tests.spec.drawing import draw

SEEDS = range(120)


def random_layers(random: Random, size: int) -> dict[int, Layers]:
    """Senders into each node by price; a node may stand in several layers, and the cheapest counts."""
    density = random.choice((0.05, 0.15, 0.4))
    layers: dict[int, Layers] = {}
    for at in range(size):
        by_price = {
            price: mask_of(there for there in range(size) if there != at and random.random() < density / 2)
            for price in random.sample(PRICES, 3)
        }
        layers[at] = tuple((price, senders) for price, senders in by_price.items() if senders)
    return layers


def backwards(layers: dict[int, Layers], without: int) -> nx.DiGraph:
    """The same graph with its links turned round, so that a search from the ends finds every start."""
    graph = nx.DiGraph()
    graph.add_nodes_from(set(layers) - set(positions(without)))
    for at, priced in layers.items():
        for price, senders in priced:
            for there in positions(senders & ~without):
                if not without >> at & 1 and price < graph.get_edge_data(at, there, {"weight": price + 1})["weight"]:
                    graph.add_edge(at, there, weight=price)
    return graph


@pytest.fixture(params=SEEDS)
def case(request: pytest.FixtureRequest) -> tuple[Ways, nx.DiGraph, set[int]]:
    random = Random(request.param)
    size = random.randint(2, 14)
    layers = random_layers(random, size)
    ends = mask_of(random.sample(range(size), random.randint(1, 2)))
    without = mask_of(random.sample(range(size), random.choice((0, 0, 1, 2))))
    graph = backwards(layers, without)
    return cheapest_ways(ends, layers.__getitem__, without), graph, set(positions(ends & ~without))


def test_costs_are_those_of_dijkstra(case: tuple[Ways, nx.DiGraph, set[int]]) -> None:
    ways, graph, ends = case
    assert ways.cost == (nx.multi_source_dijkstra_path_length(graph, ends) if ends else {})


def test_a_path_is_the_smallest_of_the_cheapest(case: tuple[Ways, nx.DiGraph, set[int]]) -> None:
    ways, graph, ends = case
    for start in ways.cost:
        every = [
            path[::-1]
            for end in ends
            if nx.has_path(graph, end, start)
            for path in nx.all_shortest_paths(graph, end, start, weight="weight")
            if nx.path_weight(graph, path, "weight") == ways.cost[start]
        ]
        walked = ways.path(start)
        assert [start, *(there for _, there in walked)] == min(every)
        assert all(there == following for (_, there), (following, _) in zip(walked, walked[1:], strict=False))


def test_what_has_no_way_has_no_cost(case: tuple[Ways, nx.DiGraph, set[int]]) -> None:
    ways, graph, _ = case
    assert {start for start in range(14) if ways.steps(start) is None} == set(range(14)) - set(ways.cost)
    assert all(ways.steps(start) == cost // STEP for start, cost in ways.cost.items())
    assert set(ways.cost) <= set(graph.nodes)


def chosen(layers: dict[int, Layers], end: int) -> list[int]:
    return [there for _, there in cheapest_ways(1 << end, layers.__getitem__).path(0)]


def test_fewer_steps_weigh_more_than_anything_else() -> None:
    long_and_unrequired = {4: ((LINK, 0b1000),), 3: ((LINK, 0b100),), 2: ((STEP + UNREQUIRED + LINK, 0b1),), 1: ()}
    short = {4: ((LINK, 0b1000), (2 * STEP + LINK, 0b1)), 3: ((LINK, 0b100),), 2: long_and_unrequired[2], 1: (), 0: ()}
    assert chosen(short, 4) == [2, 3, 4]


def test_then_steps_that_the_reference_requires() -> None:
    layers = {3: ((LINK, 0b110),), 2: ((STEP + LINK, 0b1),), 1: ((STEP + UNREQUIRED + LINK, 0b1),), 0: ()}
    assert chosen(layers, 3) == [2, 3]


def test_then_fewer_links_then_smaller_ids() -> None:
    layers = {4: ((LINK, 0b1110),), 3: ((LINK, 0b1),), 2: ((LINK, 0b1),), 1: ((LINK, 0b100),), 0: ()}
    assert chosen(layers, 4) == [2, 4]


UNKNOWNS = {
    ("confirmed", "yes", False): 0,
    ("confirmed", "unknown", False): 1,
    ("confirmed", "no", False): None,
    ("weak", "yes", False): 1,
    ("weak", "unknown", False): 2,
    ("weak", "no", False): None,
    ("absent", "yes", False): None,
    ("not_applicable", "yes", False): None,
    ("absent", "unknown", True): 0,
    ("absent", "no", True): 0,
}


@pytest.mark.parametrize(("link", "unknowns"), UNKNOWNS.items())
def test_how_many_answers_a_link_costs(link: tuple[str, str, bool], unknowns: int | None) -> None:
    state, acceptance, started = link
    drawing = f"""
        clinic is psychosocial
        after is aftercare
        clinic -> after: {state}
        after says {acceptance} to currently_using
        {"clinic -> after: 3 currently_using referred, 2 started" if started else ""}
        """
    graph = Network(draw(drawing)).group("currently_using")
    after, clinic = graph.network.position["after"], graph.network.position["clinic"]
    ways = cheapest_ways(1 << after, lambda at: question_layers(graph, at))
    assert ways.steps(clinic) == unknowns
