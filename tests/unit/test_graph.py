"""The graphs of a client group: what holds of every area, and the view as a networkx graph."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.bits import positions
from dtors_network.graph import GroupGraph, Network
from dtors_network.model.area import Area
from tests.oracle import facts, small_area
from tests.oracle.areas import large_area
from tests.oracle.facts import certain, possible
from tests.oracle.journeys import steps
from tests.spec.drawing import draw

AREAS = st.builds(small_area, st.integers(0, 10**9))
LARGE = [large_area(seed, 40) for seed in range(4)]
FEW = settings(max_examples=12, deadline=None)


def groups(area: Area) -> list[GroupGraph]:
    network = Network(area)
    return [network.group(group) for group in area.codebook.group]


def pairs(graph: GroupGraph, out: str) -> set[tuple[str, str]]:
    ids = graph.network.ids
    return {(ids[at], ids[there]) for at in range(len(ids)) for there in positions(getattr(graph, out)(at))}


def backwards(graph: GroupGraph, into: str) -> set[tuple[str, str]]:
    ids = graph.network.ids
    return {(ids[there], ids[at]) for at in range(len(ids)) for there in positions(getattr(graph, into)(at))}


@FEW
@given(AREAS)
def test_certain_lies_within_possible(area: Area) -> None:
    for graph in groups(area):
        assert pairs(graph, "certain_out") <= pairs(graph, "possible_out")
        assert graph.certain_reach & ~graph.possible_reach == 0


@FEW
@given(AREAS)
def test_both_graphs_are_those_of_the_oracle(area: Area) -> None:
    known = facts(area)
    for graph in groups(area):
        assert pairs(graph, "certain_out") == certain(known, graph.group)
        assert pairs(graph, "possible_out") == possible(known, graph.group)


@pytest.mark.parametrize("area", LARGE, ids=lambda area: area.id)
def test_both_graphs_of_an_area_of_many_services(area: Area) -> None:
    known = facts(area)
    for graph in groups(area):
        assert pairs(graph, "certain_out") == certain(known, graph.group)
        assert pairs(graph, "possible_out") == possible(known, graph.group)


@pytest.mark.parametrize("area", LARGE, ids=lambda area: area.id)
def test_seen_from_the_receiver_a_link_is_the_same(area: Area) -> None:
    for graph in groups(area):
        assert backwards(graph, "certain_into") == pairs(graph, "certain_out")
        assert backwards(graph, "possible_into") == pairs(graph, "possible_out")


@pytest.mark.parametrize("area", LARGE, ids=lambda area: area.id)
def test_the_state_of_a_pair_that_no_row_names_is_that_of_the_oracle(area: Area) -> None:
    evidence, known = Network(area).evidence, facts(area)
    assert {pair: evidence.state(*pair).value for pair in known.link} == known.link
    assert {pair for pair in known.link if evidence.link(*pair).contested} == known.contested


@FEW
@given(AREAS)
def test_steps_on_the_way_are_those_of_the_oracle(area: Area) -> None:
    network = Network(area)
    every = {(source, target) for source in network.ids for target in network.ids if source != target}
    ids = network.ids
    assert {(ids[at], ids[to]) for at in range(len(ids)) for to in positions(network.steps_from[at])} == steps(
        area, every
    )
    assert {(ids[to], ids[at]) for at in range(len(ids)) for to in positions(network.steps_into[at])} == steps(
        area, every
    )


@FEW
@given(AREAS)
def test_reach_is_what_networkx_walks_to(area: Area) -> None:
    for graph in groups(area):
        journey, ids = graph.journey(), graph.network.ids
        ends = [ids[at] for at in positions(graph.network.ends)]
        reached = {service for end in ends for service in {end} | nx.ancestors(journey, end)}
        assert {ids[at] for at in positions(graph.certain_reach)} == reached


@FEW
@given(AREAS)
def test_the_views_hold_every_service_and_exactly_the_links(area: Area) -> None:
    known = facts(area)
    for graph in groups(area):
        for view, expected in (
            (graph.certain(), certain(known, graph.group)),
            (graph.possible(), possible(known, graph.group)),
            (graph.journey(), steps(area, certain(known, graph.group))),
        ):
            assert set(view.edges) == expected
            assert set(view.nodes) == set(area.service)


def test_a_service_without_links_is_a_node() -> None:
    drawing = """
        gp is gp of Hill
        alone is housing
        gp -> alone: absent
        alone -> gp: absent
        """
    graph = Network(draw(drawing)).group("everyone")
    assert graph.possible().nodes["alone"] == {"service_type": "housing", "organisation": "alone"}
    assert nx.number_of_isolates(graph.possible()) == 2


def test_a_link_of_the_view_says_in_which_state_it_is() -> None:
    drawing = """
        gp is gp
        clinic is psychosocial
        gp -> clinic: weak
        """
    view = Network(draw(drawing)).group("everyone").possible()
    assert {pair: view.edges[pair]["state"] for pair in view.edges} == {
        ("gp", "clinic"): "weak",
        ("clinic", "gp"): "silent",
    }


def test_services_stand_in_order_of_id_whatever_their_order_in_the_table() -> None:
    assert Network(draw("b is gp", "c is gp", "a is gp")).ids == ("a", "b", "c")


@FEW
@given(AREAS)
def test_two_groups_at_once_are_accepted_where_each_is_and_refused_where_either_is(area: Area) -> None:
    network = Network(area)
    codes = [code for code in area.codebook.group if code != "everyone"]
    for first, second in zip(codes, codes[1:], strict=False):
        one, other = (network.acceptance.group(code).of for code in (first, second))
        for at, service in enumerate(network.ids):
            words = {one[service].value, other[service].value}
            wanted = "no" if "no" in words else "yes" if words == {"yes"} else "unknown"
            both = network.group(f"{second}+{first}")
            found = {"yes": both.accepts, "no": both.refuses, "unknown": both.doubtful}
            assert [word for word, mask in found.items() if mask >> at & 1] == [wanted]


@FEW
@given(AREAS)
def test_what_holds_for_two_groups_at_once_holds_for_each(area: Area) -> None:
    network = Network(area)
    codes = [code for code in area.codebook.group if code != "everyone"]
    for first, second in zip(codes, codes[1:], strict=False):
        both = network.group(f"{first}+{second}")
        for out in ("certain_out", "possible_out"):
            each = pairs(network.group(first), out) & pairs(network.group(second), out)
            assert pairs(both, out) <= each
        assert pairs(both, "certain_out") == backwards(both, "certain_into")
        assert pairs(both, "possible_out") == backwards(both, "possible_into")
